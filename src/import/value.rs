//! From what stands in a cell to what a field holds.

use super::name::{begins, plain};
use super::tree::{ASSET, Held};
use super::who::{Controls, Names, controls};
use super::{Field, FieldKind, dates};
use crate::catalogue::{ControlId, Edition, spellings, thousandths};
use crate::workspace::{Data, Line, Method, ScaleStep, Score, Text};

/// What keeps a cell from being taken over, or what of it was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Stable kebab-case code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A fault with a code.
pub fn fault(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault {
        code,
        message: message.into(),
        help: help.into(),
    }
}

/// What a cell gives: what the field then holds, and what of the cell was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// What the field then holds.
    pub held: Held,
    /// What of the cell was left out.
    pub note: Option<Fault>,
}

impl Taken {
    fn one(value: impl Into<String>) -> Self {
        Self {
            held: vec![value.into()],
            note: None,
        }
    }

    fn many(held: Held) -> Self {
        Self { held, note: None }
    }
}

type Result = std::result::Result<Taken, Fault>;

/// Reads cells by the organisation's own names and scales.
#[derive(Debug)]
pub struct Cells {
    names: Names,
    method: Method,
    edition: Edition,
}

impl Cells {
    /// By those of some data.
    pub fn of(data: &Data) -> Self {
        Self {
            names: Names::of(data),
            method: data.method.clone(),
            edition: data.organisation.edition,
        }
    }

    /// Reads a cell that is not empty.
    pub fn read(&self, field: &Field, cell: &str, month_first: bool) -> Result {
        let not_found = || unknown(field, cell);
        let known = |id: Option<&str>| id.map(Taken::one).ok_or_else(not_found);
        match field.kind {
            FieldKind::Line => line(cell),
            FieldKind::Text => text(cell),
            FieldKind::Lines | FieldKind::Titles => lines(cell),
            FieldKind::Date => date(cell, month_first),
            FieldKind::Decimal => decimal(cell),
            FieldKind::Number | FieldKind::Points | FieldKind::Level => Ok(Taken::one(cell)),
            FieldKind::Choice => word(field, cell).ok_or_else(|| no_option(field, cell)),
            FieldKind::Flag => flag(field, cell),
            FieldKind::Owner => self.names.owner(cell).map(Taken::one).ok_or_else(not_found),
            FieldKind::Person => known(self.names.person(cell)),
            FieldKind::Role => known(self.names.role(cell)),
            FieldKind::Document => known(self.names.document(cell)),
            FieldKind::Asset => known(self.names.asset(cell)),
            FieldKind::Supplier => known(self.names.supplier(cell)),
            FieldKind::Risk => known(self.names.risk(cell)),
            FieldKind::Control | FieldKind::Controls => self.controls(field, cell),
            FieldKind::Likelihood => step(
                &self.method.likelihood,
                cell,
                |score| score.likelihood,
                &self.method,
            ),
            FieldKind::Impact => step(
                &self.method.impact,
                cell,
                |score| score.impact,
                &self.method,
            ),
            FieldKind::Need => need(cell),
            FieldKind::Properties => properties(cell),
            FieldKind::AtRisk => self.at_risk(cell),
        }
    }

    /// Controls of the edition that is followed; a rule of a register takes one.
    fn controls(&self, field: &Field, cell: &str) -> Result {
        let Controls {
            controls,
            mut strange,
            passed_over,
        } = controls(cell);
        let (here, other): (Vec<_>, Vec<_>) = controls
            .into_iter()
            .partition(|control| control.edition() == self.edition);
        if here.is_empty() && strange.is_empty() && other.is_empty() {
            return Err(fault(
                "unknown-control",
                format!("“{}” names no control", shown(cell)),
                "Write numbers of Annex A, such as A.5.1.",
            ));
        }
        strange.extend(other.iter().map(|control| control.to_string()));
        let names = |ids: &[ControlId]| {
            ids.iter()
                .map(|id| id.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let note = if !strange.is_empty() {
            Some(fault(
                "unknown-control",
                format!("{} is not in {}", strange.join(", "), self.edition.name()),
                "Write the number of a control of the edition that the organisation follows.",
            ))
        } else {
            (!passed_over.is_empty()).then(|| partly(cell, &names(&here)))
        };
        let most = if field.kind == FieldKind::Control {
            1
        } else {
            usize::MAX
        };
        let held: Held = here.iter().take(most).map(|id| id.to_string()).collect();
        match (held.is_empty(), note) {
            (true, Some(note)) => Err(note),
            (_, note) => Ok(Taken { held, note }),
        }
    }

    /// Names of assets become links; the rest stays as it was written.
    fn at_risk(&self, cell: &str) -> Result {
        let mut held = Held::new();
        let mut written = Vec::new();
        for part in cell.split([',', ';', '\n']).map(str::trim) {
            match self.names.asset(part) {
                Some(id) => held.push(format!("{ASSET}{id}")),
                None if !part.is_empty() => written.push(part),
                None => {}
            }
        }
        if !written.is_empty() {
            held.extend(line(&written.join(", "))?.held);
        }
        Ok(Taken::many(held))
    }
}

/// Whether a cell says that there is nothing to say.
pub fn says_nothing(cell: &str) -> bool {
    let cell = plain(cell);
    cell.is_empty() || spellings().nothing.contains(&&*cell)
}

/// As much of a cell as a message shows.
pub fn shown(cell: &str) -> String {
    const MOST: usize = 60;
    let mut start: String = cell.chars().take(MOST).collect();
    if start.len() < cell.len() {
        start.push('…');
    }
    start
}

fn line(cell: &str) -> Result {
    let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    bounded(Line::try_from(cell.as_str()).map(|_| ()), cell)
}

fn text(cell: &str) -> Result {
    let cell = cell.replace("\r\n", "\n").replace('\r', "\n");
    bounded(Text::try_from(cell.as_str()).map(|_| ()), cell)
}

fn bounded(check: std::result::Result<(), String>, cell: String) -> Result {
    match check {
        Ok(()) => Ok(Taken::one(cell)),
        Err(message) => Err(fault(
            "unfit-text",
            message,
            "Correct the cell in the table.",
        )),
    }
}

/// Several in one cell: a line each, or set apart by the first of these marks that occurs.
fn lines(cell: &str) -> Result {
    let mark = ['\n', '|', ';', ',']
        .into_iter()
        .find(|mark| cell.contains(*mark));
    let parts = cell.split(mark.unwrap_or('\n')).map(str::trim);
    let mut held = Held::new();
    for part in parts.filter(|part| !part.is_empty()) {
        held.extend(line(part)?.held);
    }
    Ok(Taken::many(held))
}

fn date(cell: &str, month_first: bool) -> Result {
    let wrong = || {
        fault(
            "not-a-date",
            format!("“{}” is not a day", shown(cell)),
            "Write it as year-month-day, such as 2026-11-24.",
        )
    };
    let (day, rest) = dates::leading(cell, month_first).ok_or_else(wrong)?;
    let mut taken = Taken::one(day.to_string());
    if !rest.trim().is_empty() && !dates::is_time(rest) {
        taken.note = Some(partly(cell, &day.to_string()));
    }
    Ok(taken)
}

/// A note that the beginning of a cell was read, and the rest left out.
fn partly(cell: &str, read: &str) -> Fault {
    fault(
        "partly-read",
        format!("“{}” was read as {read}", shown(cell)),
        "If the rest matters, put it into a column of its own.",
    )
}

/// A number with a comma or a full stop before its decimals.
fn decimal(cell: &str) -> Result {
    let number = cell.trim_end_matches('%').trim();
    let number = number.replace(',', ".");
    match thousandths(&number) {
        Some(_) => Ok(Taken::one(number)),
        None => Err(fault(
            "not-a-number",
            format!("“{}” is not a number", shown(cell)),
            "Write digits only, with a full stop before at most three decimals.",
        )),
    }
}

/// The value whose word the cell is, or begins with; the longest word counts.
fn word(field: &Field, cell: &str) -> Option<Taken> {
    let text = plain(cell);
    let fits = field.words.iter().filter(|(_, word)| begins(&text, word));
    let (value, word) = fits.max_by_key(|(_, word)| word.len())?;
    let mut taken = Taken::one(*value);
    if *word != text {
        taken.note = Some(partly(cell, &title(field, value)));
    }
    Some(taken)
}

/// What people call a value of a choice.
pub fn title(field: &Field, value: &str) -> String {
    let option = field.options.iter().find(|(word, _)| *word == value);
    match option {
        Some((_, title)) => (*title).to_owned(),
        None => {
            let mut letters = value.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        }
    }
}

fn no_option(field: &Field, cell: &str) -> Fault {
    let mut values: Vec<String> = Vec::new();
    for (value, _) in &field.words {
        let title = title(field, value);
        if !values.contains(&title) {
            values.push(title);
        }
    }
    fault(
        "unknown-word",
        format!("“{}” takes no “{}”", field.title, shown(cell)),
        format!("Write one of: {}.", values.join(", ")),
    )
}

fn flag(field: &Field, cell: &str) -> Result {
    if let Some(taken) = word(field, cell) {
        return Ok(taken);
    }
    let text = plain(cell);
    let best = |words: &[&str]| {
        let fits = words.iter().filter(|word| begins(&text, word));
        fits.map(|word| word.len()).max().unwrap_or(0)
    };
    let (yes, no) = (best(spellings().yes), best(spellings().no));
    let mut taken = match yes.cmp(&no) {
        std::cmp::Ordering::Greater => Taken::one("yes"),
        std::cmp::Ordering::Less => Taken::one("no"),
        std::cmp::Ordering::Equal => {
            return Err(fault(
                "unknown-word",
                format!("“{}” is neither yes nor no", shown(cell)),
                "Write yes or no.",
            ));
        }
    };
    if yes.max(no) < text.len() {
        let read = taken.held.concat();
        taken.note = Some(partly(cell, &read));
    }
    Ok(taken)
}

fn unknown(field: &Field, cell: &str) -> Fault {
    let (what, help) = match field.kind {
        FieldKind::Person => (
            "person",
            "Add the person under People, or correct the name.",
        ),
        FieldKind::Role => (
            "role",
            "Write the title of a role, as it stands under People.",
        ),
        FieldKind::Document => (
            "document",
            "Write the title of a document, as it stands under Documents.",
        ),
        FieldKind::Asset => ("asset", "Add the asset first, or correct the name."),
        FieldKind::Supplier => ("supplier", "Add the supplier first, or correct the name."),
        FieldKind::Risk => (
            "risk",
            "Read the risk register in first, or correct the number.",
        ),
        _ => (
            "role or person",
            "Add the person under People, or write the title of a role.",
        ),
    };
    fault(
        "unknown-name",
        format!("there is no {what} “{}”", shown(cell)),
        help,
    )
}

/// The number at the beginning of a plain text.
fn leading_number(text: &str) -> Option<usize> {
    text.split(' ').next()?.parse().ok()
}

/// The place of a common word for a step on a scale of five, from 0.
fn common_step(text: &str) -> Option<usize> {
    let mut steps = spellings().steps.iter();
    steps.position(|words| words.contains(&text))
}

/// A step of a scale: its number, its name, both, or a common word for it.
fn step(scale: &[ScaleStep], cell: &str, part: fn(Score) -> u8, method: &Method) -> Result {
    let text = plain(cell);
    let labelled = scale.iter().position(|step| plain(&step.label) == text);
    let common = || {
        let step = u8::try_from(common_step(&text)? + 1).ok()?;
        let score = Score {
            likelihood: step,
            impact: step,
        };
        Some(usize::from(part(method.fit(score))))
    };
    let step = labelled
        .map(|at| at + 1)
        .or_else(|| leading_number(&text))
        .or_else(common);
    match step {
        Some(step) if (1..=scale.len()).contains(&step) => Ok(Taken::one(step.to_string())),
        _ => {
            let names: Vec<&str> = scale.iter().map(|step| &*step.label).collect();
            Err(fault(
                "not-on-scale",
                format!("“{}” is not on the organisation's scale", shown(cell)),
                format!(
                    "Write a number from 1 to {}, or one of: {}.",
                    scale.len(),
                    names.join(", ")
                ),
            ))
        }
    }
}

/// A need for protection, from 1 to 4.
fn need(cell: &str) -> Result {
    let text = plain(cell);
    let by_word = || Some(common_step(&text)?.max(1));
    match leading_number(&text).or_else(by_word) {
        Some(need @ 1..=4) => Ok(Taken::one(need.to_string())),
        _ => Err(fault(
            "not-on-scale",
            format!("“{}” is not a need from 1 to 4", shown(cell)),
            "Write low, medium, high or very high, or 1 to 4.",
        )),
    }
}

/// Properties by name, or by their letters.
fn properties(cell: &str) -> Result {
    let mut held = Held::new();
    for part in plain(cell).split(' ') {
        let names = match part {
            "confidentiality" | "c" => "confidentiality",
            "integrity" | "i" => "integrity",
            "availability" | "a" => "availability",
            "cia" => {
                held = ["confidentiality", "integrity", "availability"]
                    .map(str::to_owned)
                    .to_vec();
                continue;
            }
            _ => {
                return Err(fault(
                    "unknown-word",
                    format!("“{}” is no property of information", shown(part)),
                    "Write confidentiality, integrity, availability, or their first letters.",
                ));
            }
        };
        held.push(names.to_owned());
    }
    Ok(Taken::many(held))
}
