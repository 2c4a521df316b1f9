//! HTML: well-formed, closed to everything from outside, printed with page numbers.

use crate::{arbitrary, sample, tools};
use annexa::documents::model::{Block, Document, Stage};
use annexa::export::html::write;
use base64::Engine;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::process::Command;

fn page(document: &Document) -> String {
    String::from_utf8(write(document)).unwrap()
}

/// The page as XML: its own empty elements closed, which text cannot contain.
fn xml(page: &str) -> String {
    let mut closed = page.replace("<br>", "<br/>").replace("<hr>", "<hr/>");
    for line in page.lines().filter(|line| line.starts_with("<meta")) {
        closed = closed.replacen(line, &line.replace("\">", "\"/>"), 1);
    }
    closed.replacen("<!doctype html>", "", 1)
}

/// What must hold for every document, whatever stands in it.
fn check(document: &Document) -> Result<(), TestCaseError> {
    let page = page(document);
    let xml = xml(&page);
    let tree = roxmltree::Document::parse(&xml);
    prop_assert!(tree.is_ok(), "{:?}", tree.err());
    let tree = tree.unwrap();

    let elements = tree.descendants().filter(roxmltree::Node::is_element);
    for element in elements.clone() {
        let name = element.tag_name().name();
        prop_assert!(!["script", "img", "iframe", "object", "link", "form"].contains(&name));
        for attribute in element.attributes() {
            prop_assert!(!attribute.name().starts_with("on"));
            prop_assert!(attribute.name() != "style" && attribute.name() != "src");
            if attribute.name() == "href" {
                let safe = ["https://", "http://", "mailto:", "#"];
                prop_assert!(
                    safe.iter()
                        .any(|start| attribute.value().starts_with(start))
                );
            }
        }
    }

    let styles: Vec<_> = elements.filter(|node| node.has_tag_name("style")).collect();
    prop_assert_eq!(styles.len(), 1);
    let sheet = styles[0].text().unwrap();
    prop_assert!(
        page.contains(&format!("<style>{sheet}</style>")),
        "the sheet needs no escapes"
    );
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(sheet));
    let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; img-src data:;");
    prop_assert!(page.contains(&policy));
    Ok(())
}

#[test]
fn the_sample_is_closed_to_everything_from_outside() {
    check(&sample::policy()).unwrap();
}

#[test]
fn every_hostile_text_stays_text() {
    for hostile in arbitrary::HOSTILE {
        let mut document = sample::policy();
        document.title = (*hostile).to_owned();
        document.control.organisation = (*hostile).to_owned();
        document.control.classification = (*hostile).to_owned();
        document.blocks.push(Block::paragraph(*hostile));
        check(&document).unwrap();
    }
}

#[test]
fn tables_say_what_their_cells_mean() {
    let page = page(&sample::policy());
    assert!(page.contains("<caption>Table 1: Recovery objectives by system class</caption>"));
    assert!(page.contains("<th scope=\"col\" class=\"end\">Recovery point</th>"));
    assert!(page.contains("<a href=\"#keys\">our key rules</a> (section 3)"));
    assert!(page.contains("<h3 id=\"objectives\"><span class=\"number\">2.1</span>"));
}

#[test]
fn guidance_goes_with_approval() {
    let mut document = sample::policy();
    assert!(page(&document).contains("Name a deputy"));
    document.control.status = Stage::Approved;
    assert!(!page(&document).contains("Name a deputy"));
    assert!(!page(&document).contains("class=\"mark\""));
}

#[test]
fn chromium_prints_headers_and_page_numbers() {
    let folder = tools::folder("policy.html");
    let (source, pdf) = (folder.join("policy.html"), folder.join("policy.pdf"));
    std::fs::write(&source, write(&sample::policy())).unwrap();
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let target = format!("--print-to-pdf={}", pdf.display());
    let mut command = Command::new("chromium");
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
    ]);
    let address = format!("file://{}", source.display());
    let Some(_) = tools::run(command.args([profile, target, address])) else {
        return;
    };
    let text = tools::run(Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-"));
    let Some(text) = text else { return };
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    let (first, last) = (pages[0], pages[pages.len() - 1]);
    assert!(
        first.contains(&format!("Page 1 of {}", pages.len())),
        "{text}"
    );
    assert!(
        last.contains("Draft – not approved") && last.contains("Nordlicht"),
        "{text}"
    );
    assert!(last.contains("Backup Policy · Version 1.1"), "{text}");
}

proptest! {
    #[test]
    fn any_document_is_closed_to_everything_from_outside(document in arbitrary::document()) {
        check(&document)?;
    }
}
