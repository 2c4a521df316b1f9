//! Each document has a template, or is declared as still waiting for one.

mod names;
#[cfg(test)]
mod tests;

use super::Problems;
use crate::content::{Content, Place};
use crate::files;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const FOLDER: &str = "content/templates";
/// The ids of documents that have no template yet, one a line.
pub const PENDING: &str = "content/templates/PENDING.txt";

/// Gives the number of pending templates.
pub fn check(root: &Path, content: &Content, problems: &mut Problems) -> usize {
    let templates = templates(root);
    let pending = pending(root, content, &templates, problems);
    for x in &content.documents {
        if !templates.contains_key(&x.id) && !pending.contains(&x.id) {
            let message = format!("`{}` has no template", x.id);
            let help = format!(
                "write {FOLDER}/{}.md, or name the document in {PENDING}",
                x.id
            );
            problems.add(&x.place, "document-without-template", message, help);
        }
    }
    let mut printed = BTreeSet::new();
    for (id, text) in &templates {
        let file = format!("{FOLDER}/{id}.md");
        match content.documents.iter().find(|x| x.id == *id) {
            Some(document) => {
                printed.extend(names::check(&file, text, document, content, problems))
            }
            None => {
                let help = "name the file after an id of content/catalogue/documents.csv";
                let message = format!("there is no document `{id}`");
                problems.add(&Place { file, line: 1 }, "dangling-id", message, help);
            }
        }
    }
    if pending.is_empty() {
        printed_parameters(content, &printed, problems);
    }
    pending.len()
}

/// The texts by name of document; a README is for people.
fn templates(root: &Path) -> BTreeMap<String, String> {
    let paths = files::walk(&root.join(FOLDER)).unwrap_or_default();
    let templates = paths.iter().filter_map(|path| {
        let name = path.file_stem()?.to_str()?;
        let template = path.extension().is_some_and(|extension| extension == "md");
        (template && name != "README").then_some(())?;
        Some((name.to_owned(), fs::read_to_string(path).ok()?))
    });
    templates.collect()
}

fn pending(
    root: &Path,
    content: &Content,
    templates: &BTreeMap<String, String>,
    problems: &mut Problems,
) -> BTreeSet<String> {
    let list = fs::read_to_string(root.join(PENDING)).unwrap_or_default();
    let documents: BTreeSet<_> = content.documents.iter().map(|x| x.id.as_str()).collect();
    let mut pending = BTreeSet::new();
    for (line, id) in (1..).zip(list.lines().map(str::trim)) {
        let place = Place {
            file: PENDING.into(),
            line,
        };
        if id.is_empty() || id.starts_with('#') {
            continue;
        }
        if !documents.contains(id) {
            let help = "use an id of content/catalogue/documents.csv";
            problems.add(
                &place,
                "dangling-id",
                format!("there is no document `{id}`"),
                help,
            );
        } else if templates.contains_key(id) {
            let message = format!("`{id}` has a template");
            problems.add(&place, "not-pending", message, "take the line out");
        } else if !pending.insert(id.to_owned()) {
            let message = format!("`{id}` is named twice");
            problems.add(&place, "duplicate-id", message, "take the line out");
        }
    }
    pending
}

/// Once all templates are there, a parameter that none of them prints is asked for nothing.
fn printed_parameters(content: &Content, printed: &BTreeSet<String>, problems: &mut Problems) {
    for x in content
        .parameters
        .iter()
        .filter(|x| !printed.contains(&x.id))
    {
        let message = format!("no template prints the parameter `{}`", x.id);
        problems.add(
            &x.place,
            "unused-parameter",
            message,
            "print it, or take it out",
        );
    }
}
