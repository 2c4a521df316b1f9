//! Parameters have a range that makes sense, and defaults within it.

use super::Problems;
use crate::content::{Content, ParameterKind, ParameterRow, Place, Value};

pub fn check(content: &Content, problems: &mut Problems) {
    for x in &content.parameters {
        for message in shape(x) {
            problems.add(
                &x.place,
                "parameter-shape",
                message,
                "see the top of the file",
            );
        }
        value(x, "default", &x.default, &x.place, problems);
        for when in &x.stricter_when {
            let name = format!("value for `{}`", when.question);
            value(x, &name, &when.value, &x.place, problems);
            if when.value == x.default {
                let message = format!("the {name} of `{}` is the default", x.id);
                problems.add(&x.place, "idle-value", message, "take the entry out");
            }
        }
    }
}

/// A kind has the fields that belong to it, and no other.
fn shape(x: &ParameterRow) -> Vec<String> {
    let number = x.kind == ParameterKind::Number;
    let mut wrong = Vec::new();
    if number != (x.min.is_some() && x.max.is_some() && x.unit.is_some()) {
        wrong.push(format!(
            "`{}`: `min`, `max` and `unit` belong to a number, all three",
            x.id
        ));
    }
    if x.min.zip(x.max).is_some_and(|(min, max)| min >= max) {
        wrong.push(format!("`{}`: `min` is not below `max`", x.id));
    }
    if (x.kind == ParameterKind::Choice) != (x.options.len() >= 2) {
        wrong.push(format!(
            "`{}`: two or more `options` belong to a choice",
            x.id
        ));
    }
    wrong
}

fn value(x: &ParameterRow, name: &str, value: &Value, place: &Place, problems: &mut Problems) {
    let fits = match (x.kind, value) {
        (ParameterKind::Number, Value::Number(number)) => {
            x.min.is_none_or(|min| min <= *number) && x.max.is_none_or(|max| *number <= max)
        }
        (ParameterKind::Choice, Value::Text(text)) => x.options.contains(text),
        (ParameterKind::Text, Value::Text(text)) => !text.is_empty(),
        (ParameterKind::YesNo, Value::YesNo(_)) => true,
        _ => false,
    };
    if !fits {
        let message = format!("the {name} of `{}` cannot be `{value}`", x.id);
        let help = "use a value of the parameter's kind, within its range or among its options";
        problems.add(place, "parameter-value", message, help);
    }
}
