//! Judges the content as a whole and reports everything that is wrong in it at once.

mod documents;
mod ids;
mod layouts;
mod parameters;
mod registers;
mod rules;
mod sets;
mod templates;
#[cfg(test)]
mod tests;
mod texts;

use crate::Result;
use crate::content::{Content, Place, Problem};
use std::path::Path;

/// Prints what is wrong and what is pending; fails when anything is wrong.
pub fn run(root: &Path) -> Result {
    let (problems, pending) = check(root);
    report(&problems);
    if pending > 0 {
        println!(
            "{pending} documents have no template yet ({})",
            templates::PENDING
        );
    }
    match problems.len() {
        0 => Ok(()),
        count => Err(format!("{count} errors in the content").into()),
    }
}

/// Everything that is wrong, in the order of the files, and the number of pending templates.
pub fn check(root: &Path) -> (Vec<Problem>, usize) {
    let (content, unreadable) = Content::read(root);
    let mut problems = Problems(unreadable);
    // A file that cannot be read leaves a hole into which the rest of the content seems to point.
    let pending = if problems.0.is_empty() {
        structure(&content, &mut problems);
        rules::check(&content, &mut problems);
        documents::check(&content, &mut problems);
        parameters::check(&content, &mut problems);
        texts::check(&content, &mut problems);
        templates::check(root, &content, &mut problems)
    } else {
        0
    };
    problems.0.sort();
    (problems.0, pending)
}

/// What has to be right before tables can be generated.
pub fn structure(content: &Content, problems: &mut Problems) {
    ids::check(content, problems);
    registers::check(content, problems);
    layouts::check(content, problems);
    sets::check(content, problems);
    rules::cover(content, problems);
}

/// Prints problems, one after the other.
pub fn report(problems: &[Problem]) {
    problems.iter().for_each(|problem| eprintln!("{problem}"));
}

/// What has been found so far.
#[derive(Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    fn add(&mut self, place: &Place, code: &'static str, message: String, help: impl Into<String>) {
        let help = help.into();
        self.0.push(Problem {
            place: place.clone(),
            code,
            message,
            help,
        });
    }
}
