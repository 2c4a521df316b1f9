//! The whole set of an organisation as files: every document that is wanted, as a reader gets it.

use crate::support::{EXAMPLES, example, example_in, set, today};
use crate::tools;
use annexa::api::{DocumentSet, DocumentStatus};
use annexa::catalogue::{DocumentId, Edition, RoleId};
use annexa::export::{Artifact, Format};
use std::path::Path;
use std::process::Command;

/// What tells that a text was not finished.
const TELLTALES: [&str; 7] = ["{{", "}}", "{%", "%}", "TODO", "TBD", "undefined"];

/// The documents that the page would put into the ZIP.
fn written(set: &DocumentSet) -> Vec<DocumentId> {
    let mut rows = set.session.view().documents();
    rows.retain(|row| row.wanted && row.status != DocumentStatus::Elsewhere);
    rows.iter().map(|row| row.id).collect()
}

fn files(set: &DocumentSet, format: Format) -> Vec<Artifact> {
    written(set)
        .into_iter()
        .map(|id| set.file(id, format, today()).unwrap())
        .collect()
}

/// Fails when a text shows what no reader may see.
fn finished(place: &str, text: &str) {
    for telltale in TELLTALES {
        assert!(!text.contains(telltale), "{place}: `{telltale}` in {text}");
    }
    // A role that is not resolved shows its id. Ids of one word are words of the language too.
    let ids = RoleId::all()
        .map(RoleId::as_str)
        .filter(|id| id.contains('-'));
    let words = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '@' | '.' | '/' | '_'));
    for id in ids {
        let shown = text.split(words).any(|word| word.trim_matches('.') == id);
        assert!(!shown, "{place}: the role `{id}` in {text}");
    }
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A paragraph's style and text, in the order of the document.
fn paragraphs(xml: &str) -> Vec<(String, String)> {
    let tree = roxmltree::Document::parse(xml).unwrap();
    tree.descendants()
        .filter(|node| node.has_tag_name((W, "p")))
        .map(|paragraph| {
            let inside = || paragraph.descendants();
            let style = inside().find(|node| node.has_tag_name((W, "pStyle")));
            let style = style.and_then(|node| node.attribute((W, "val")));
            let shown = inside().filter(|node| node.has_tag_name((W, "t")));
            let text: String = shown.filter_map(|node| node.text()).collect();
            (style.unwrap_or_default().to_owned(), text)
        })
        .collect()
}

/// The level of a heading's style.
fn level(style: &str) -> Option<u8> {
    style.strip_prefix("Heading")?.parse().ok()
}

/// Each heading has words, and something under it that is no heading of its own rank.
fn headings_are_filled(place: &str, paragraphs: &[(String, String)]) -> usize {
    let mut count = 0;
    for (at, (style, text)) in paragraphs.iter().enumerate() {
        let Some(own) = level(style) else { continue };
        count += 1;
        assert!(!text.trim().is_empty(), "{place}: a heading without words");
        let (next, under) = paragraphs
            .get(at + 1)
            .unwrap_or_else(|| panic!("{place}: `{text}` ends the document"));
        let deeper = level(next).is_none_or(|next| next > own);
        assert!(deeper, "{place}: nothing between `{text}` and `{under}`");
    }
    count
}

#[test]
fn every_word_file_is_finished() {
    for edition in [Edition::V2022, Edition::V2013] {
        for name in EXAMPLES {
            let files = files(&set(example_in(name, edition)), Format::Docx);
            assert!(files.len() > 20, "{name}: {} documents", files.len());
            for file in files {
                let place = format!("{name}, {edition:?}, {}", file.name);
                let parts = tools::unzip(&file.bytes);
                let xml = |part: &str| {
                    let (_, bytes) = parts.iter().find(|(name, _)| name == part).unwrap();
                    std::str::from_utf8(bytes).unwrap()
                };
                let paragraphs = paragraphs(xml("word/document.xml"));
                for (_, text) in &paragraphs {
                    finished(&place, text);
                }
                assert!(headings_are_filled(&place, &paragraphs) > 0, "{place}");
            }
        }
    }
}

#[test]
fn every_page_and_markdown_file_is_finished() {
    for edition in [Edition::V2022, Edition::V2013] {
        for name in EXAMPLES {
            let set = set(example_in(name, edition));
            for format in [Format::Html, Format::Markdown] {
                for file in files(&set, format) {
                    let text = String::from_utf8(file.bytes).unwrap();
                    // Style rules have braces of their own, and links carry ids.
                    let text = text.rsplit("</style>").next().unwrap();
                    for telltale in TELLTALES {
                        let place = format!("{name}, {edition:?}, {}", file.name);
                        assert!(!text.contains(telltale), "{place}: `{telltale}`");
                    }
                }
            }
        }
    }
}

/// Every document of the largest example, printed by LibreOffice in one run.
#[test]
fn libreoffice_prints_the_whole_set() {
    let set = set(example("manufacturer"));
    let files = files(&set, Format::Docx);
    let folder = tools::folder("whole-set");
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    let mut office = Command::new("soffice");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    office.args(["--headless", "--norestore", &profile, "--convert-to", "pdf"]);
    office.arg("--outdir").arg(&folder);
    for file in &files {
        let path = folder.join(&file.name);
        std::fs::write(&path, &file.bytes).unwrap();
        office.arg(path);
    }
    let Some(said) = tools::run(&mut office) else {
        return;
    };
    for file in &files {
        let complaints = said.lines().filter(|line| line.contains(&file.name));
        let mut complaints = complaints.filter(|line| !line.starts_with("convert "));
        assert_eq!(complaints.next(), None);
        let pdf = folder.join(&file.name).with_extension("pdf");
        assert!(pdf.is_file(), "{} was not converted: {said}", file.name);
        let Some(pages) = pages(&pdf) else { return };
        assert!(pages.iter().any(|page| !page.trim().is_empty()), "{pdf:?}");
        let text = pages.join("\n");
        finished(&file.name, &text);
        assert!(!text.contains("Error: Reference"), "{}", file.name);
        printed_headings(&set, file, &text);
    }
}

/// The texts of a PDF's pages.
fn pages(pdf: &Path) -> Option<Vec<String>> {
    let text = tools::run(Command::new("pdftotext").arg("-layout").arg(pdf).arg("-"))?;
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    Some(pages)
}

/// Each heading is on a page with its number.
fn printed_headings(set: &DocumentSet, file: &Artifact, text: &str) {
    let id: DocumentId = file.document.as_deref().unwrap().parse().unwrap();
    let squeezed: String = text.split_whitespace().collect();
    for entry in set.render(id, today()).unwrap().document.outline() {
        let heading: String = format!("{}{}", entry.number, entry.title)
            .split_whitespace()
            .collect();
        assert!(squeezed.contains(&heading), "{}: {heading}", file.name);
    }
}

/// The checks above find what they look for.
#[test]
fn planted_faults_are_found() {
    let fails = |check: &dyn Fn()| {
        let check = std::panic::AssertUnwindSafe(check);
        std::panic::catch_unwind(check).is_err()
    };
    for text in [
        "Ask {{ role }}.",
        "TODO",
        "is undefined.",
        "Ask it-manager.",
    ] {
        assert!(fails(&|| finished("planted", text)), "{text}");
    }
    finished("good", "Ask the IT manager: it-manager@example.org.");
    let set = |body: &[(&str, &str)]| -> Vec<(String, String)> {
        let owned = |(style, text): &(&str, &str)| ((*style).to_owned(), (*text).to_owned());
        body.iter().map(owned).collect()
    };
    let (one, two, text) = (("Heading1", "One"), ("Heading1", "Two"), ("", "text"));
    for body in [
        vec![one, two, text],
        vec![("Heading1", " "), text],
        vec![one],
    ] {
        let planted = set(&body);
        let check = || {
            headings_are_filled("planted", &planted);
        };
        assert!(fails(&check), "{body:?}");
    }
    let good = set(&[one, ("Heading2", "Part"), text, two, text]);
    assert_eq!(headings_are_filled("good", &good), 3);
}
