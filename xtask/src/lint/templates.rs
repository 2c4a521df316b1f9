//! Each document has a template, or is declared as still waiting for one.

use super::Problems;
use crate::content::{Content, Place};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const FOLDER: &str = "content/templates";
/// The ids of documents that have no template yet, one a line.
pub const PENDING: &str = "content/templates/PENDING.txt";

/// Gives the number of pending templates.
pub fn check(root: &Path, content: &Content, problems: &mut Problems) -> usize {
    let templates = templates(root);
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
        } else if templates.contains(id) {
            let message = format!("`{id}` has a template");
            problems.add(&place, "not-pending", message, "take the line out");
        } else if !pending.insert(id) {
            let message = format!("`{id}` is named twice");
            problems.add(&place, "duplicate-id", message, "take the line out");
        }
    }
    for id in templates
        .iter()
        .filter(|id| !documents.contains(id.as_str()))
    {
        let place = Place {
            file: format!("{FOLDER}/{id}.md"),
            line: 1,
        };
        let help = "name the file after an id of content/catalogue/documents.csv";
        problems.add(
            &place,
            "dangling-id",
            format!("there is no document `{id}`"),
            help,
        );
    }
    for x in &content.documents {
        if !templates.contains(&x.id) && !pending.contains(x.id.as_str()) {
            let message = format!("`{}` has no template", x.id);
            let help = format!(
                "write {FOLDER}/{}.md, or name the document in {PENDING}",
                x.id
            );
            problems.add(&x.place, "document-without-template", message, help);
        }
    }
    pending.len()
}

/// The ids of the documents that have a template.
fn templates(root: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(root.join(FOLDER))
        .into_iter()
        .flatten()
        .flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| name != "README")
        .collect()
}
