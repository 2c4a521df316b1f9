//! Word documents: well-formed, in schema order, and opened by LibreOffice.

use crate::{arbitrary, sample, tools};
use annexa::documents::markdown::parse;
use annexa::documents::model::{Block, Document, Orientation, Stage, plain_text};
use annexa::export::docx::{Writer, write};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    tools::unzip(bytes)
        .into_iter()
        .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()))
        .collect()
}

fn part(document: &Document, name: &str) -> String {
    parts(&write(document)).remove(name).unwrap()
}

/// The text of a part, as a reader sees it.
fn text(xml: &str) -> String {
    let tree = roxmltree::Document::parse(xml).unwrap();
    let shown = tree
        .descendants()
        .filter(|node| node.has_tag_name((W, "t")));
    shown.filter_map(|node| node.text()).collect()
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

#[test]
fn libreoffice_shows_the_document() {
    let bytes = write(&sample::policy());
    let Some(text) = tools::office_text("policy.docx", &bytes) else {
        return;
    };
    for part in [
        "Backup Policy",
        "ISMS-POL-07",
        "DRAFT – NOT APPROVED",
        "2.1",
        "Table 1: Recovery objectives by system class",
        "our key rules (section 3)",
        "Open point: The deputy",
        "Page 1 of 3",
        "Page 3 of 3",
        "Backup Policy · Version 1.1",
    ] {
        assert!(text.contains(part), "`{part}` is missing in:\n{text}");
    }
}

#[test]
fn libreoffice_reads_the_properties() {
    // Fields show the property, not the result that was written beside them.
    let mut document = sample::policy();
    document.control.classification = "Confidential <1> & \"more\"".into();
    let bytes = write(&document);
    let Some(text) = tools::office_text("properties.docx", &bytes) else {
        return;
    };
    assert!(text.contains("Confidential <1> & \"more\""), "{text}");
}

#[test]
fn approved_documents_have_no_mark_and_no_guidance() {
    let mut document = sample::policy();
    let draft = parts(&write(&document));
    assert!(draft["word/header1.xml"].contains("not approved"));
    assert!(draft["word/document.xml"].contains("Name a deputy"));
    document.control.status = Stage::Approved;
    let approved = parts(&write(&document));
    assert!(!approved["word/header1.xml"].contains("not approved"));
    assert!(!approved["word/document.xml"].contains("Name a deputy"));
}

#[test]
fn headings_carry_numbers_and_contents_repeat_them() {
    let xml = part(&sample::policy(), "word/document.xml");
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let styled = |style: &str| {
        tree.descendants()
            .filter(|node| {
                node.has_tag_name((W, "pStyle")) && node.attribute((W, "val")) == Some(style)
            })
            .count()
    };
    assert_eq!((styled("Heading1"), styled("Heading2")), (7, 2));
    assert_eq!((styled("TOC1"), styled("TOC2")), (7, 2));
    assert!(text(&xml).contains("2.1Recovery objectives"));
}

#[test]
fn table_heads_repeat_and_rows_stay_whole() {
    let xml = part(&sample::policy(), "word/document.xml");
    let tree = roxmltree::Document::parse(&xml).unwrap();
    for table in tree
        .descendants()
        .filter(|node| node.has_tag_name((W, "tbl")))
    {
        let style = table
            .descendants()
            .find(|node| node.has_tag_name((W, "tblStyle")))
            .unwrap();
        let rows = table.children().filter(|node| node.has_tag_name((W, "tr")));
        let heads = rows.clone().filter(|row| {
            row.descendants()
                .any(|node| node.has_tag_name((W, "tblHeader")))
        });
        let expected = usize::from(style.attribute((W, "val")) == Some("ISMSTable"));
        assert_eq!(heads.count(), expected);
        for row in rows {
            assert!(
                row.descendants()
                    .any(|node| node.has_tag_name((W, "cantSplit")))
            );
        }
    }
}

#[test]
fn right_to_left_and_landscape() {
    let mut document = sample::policy();
    document.language = "ar".into();
    document.orientation = Orientation::Landscape;
    document.blocks = parse("## مرحبا\n\n| ا | ب |\n|---|---|\n| 1 | 2 |\n");
    let parts = parts(&write(&document));
    assert!(
        parts["word/styles.xml"].contains(r#"<w:pPr><w:bidi/></w:pPr><w:rPr><w:rtl/></w:rPr>"#)
    );
    assert!(parts["word/styles.xml"].contains(r#"<w:lang w:val="ar""#));
    let body = &parts["word/document.xml"];
    assert!(body.contains("<w:bidiVisual/>"));
    assert!(body.contains(r#"w:orient="landscape""#));
    assert!(!parts["word/header1.xml"].contains(r#""Header""#));
}

#[test]
fn one_writer_gives_what_a_new_one_gives() {
    let mut writer = Writer::default();
    let (policy, mut other) = (sample::policy(), sample::policy());
    other.language = "he".into();
    for document in [&policy, &other, &policy] {
        assert_eq!(writer.write(document), write(document));
    }
}

/// The order in which the schema (ECMA-376, transitional) wants children, for every element of
/// ours whose children have one.
const ORDER: &[(&str, &str)] = &[
    (
        "pPr",
        "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    ),
    (
        "rPr",
        "rStyle rFonts b bCs i iCs caps noProof color spacing sz szCs highlight u shd vertAlign rtl lang",
    ),
    ("numPr", "ilvl numId"),
    ("tbl", "tblPr tblGrid tr"),
    (
        "tblPr",
        "tblStyle bidiVisual tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    ),
    ("tblBorders", "top left bottom right insideH insideV"),
    ("tblCellMar", "top left bottom right"),
    ("tr", "trPr tc"),
    ("tc", "tcPr p"),
    ("tcPr", "tcW gridSpan tcBorders shd vAlign"),
    ("r", "rPr t br tab fldChar instrText"),
    ("hyperlink", "r sdt"),
    ("sdt", "sdtPr sdtContent"),
    ("sdtPr", "alias tag showingPlcHdr docPartObj text"),
    ("docPartObj", "docPartGallery docPartUnique"),
    (
        "sectPr",
        "headerReference footerReference pgSz pgMar cols titlePg bidi",
    ),
    (
        "style",
        "name basedOn next link uiPriority unhideWhenUsed qFormat pPr rPr tblPr tblStylePr",
    ),
    ("tblStylePr", "pPr rPr tblPr trPr tcPr"),
    ("styles", "docDefaults style"),
    ("docDefaults", "rPrDefault pPrDefault"),
    ("numbering", "abstractNum num"),
    ("abstractNum", "multiLevelType lvl"),
    ("lvl", "start numFmt pStyle lvlText lvlJc pPr rPr"),
    ("num", "abstractNumId lvlOverride"),
    (
        "settings",
        "zoom defaultTabStop characterSpacingControl compat decimalSymbol listSeparator",
    ),
    ("body", "p tbl sdt sectPr"),
];

/// Elements whose children may come in any order.
const FREE: &[&str] = &["body", "r", "hyperlink"];

fn check_order(xml: &str) {
    let tree = roxmltree::Document::parse(xml).unwrap();
    for node in tree
        .descendants()
        .filter(|node| node.tag_name().namespace() == Some(W))
    {
        let Some((name, order)) = ORDER.iter().find(|(name, _)| node.has_tag_name((W, *name)))
        else {
            continue;
        };
        let children = node.children().filter(roxmltree::Node::is_element);
        let places: Vec<usize> = children
            .map(|child| {
                let child = child.tag_name().name();
                order
                    .split(' ')
                    .position(|known| known == child)
                    .unwrap_or_else(|| panic!("`{child}` in `{name}`"))
            })
            .collect();
        assert!(
            FREE.contains(name) || places.is_sorted(),
            "`{name}`: {places:?}\n{order}"
        );
    }
}

/// What must hold for every document, whatever stands in it.
fn check(document: &Document) -> Result<(), TestCaseError> {
    let bytes = write(document);
    prop_assert_eq!(&bytes, &write(document));
    let parts = parts(&bytes);
    for (name, xml) in &parts {
        prop_assert!(
            roxmltree::Document::parse(xml).is_ok(),
            "{} is not well-formed",
            name
        );
        check_order(xml);
    }
    check_links(&parts);
    // No text is lost. Word has no control characters, and gaps get brackets.
    let shown = letters(&text(&parts["word/document.xml"]));
    for block in document.shown_blocks().iter() {
        for line in block_texts(block) {
            prop_assert!(shown.contains(&letters(&line)), "`{}` is missing", line);
        }
    }
    Ok(())
}

fn check_links(parts: &BTreeMap<String, String>) {
    let rels = roxmltree::Document::parse(&parts["word/_rels/document.xml.rels"]).unwrap();
    let mut ids = BTreeSet::new();
    for rel in rels
        .root_element()
        .children()
        .filter(roxmltree::Node::is_element)
    {
        assert!(ids.insert(rel.attribute("Id").unwrap().to_owned()));
        let target = rel.attribute("Target").unwrap();
        match rel.attribute("TargetMode") {
            Some(_) => assert!(
                ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|s| target.starts_with(s))
            ),
            None => assert!(parts.contains_key(&format!("word/{target}"))),
        }
    }
    let body = roxmltree::Document::parse(&parts["word/document.xml"]).unwrap();
    let mut bookmarks = BTreeSet::new();
    let mut anchors = BTreeSet::new();
    for node in body.descendants() {
        if let Some(id) = node.attribute((R, "id")) {
            assert!(ids.contains(id), "`{id}` has no relationship");
        }
        if node.has_tag_name((W, "bookmarkStart")) {
            let name = node.attribute((W, "name")).unwrap();
            assert!(
                name.len() <= 40 && bookmarks.insert(name.to_owned()),
                "`{name}`"
            );
        }
        anchors.extend(node.attribute((W, "anchor")).map(str::to_owned));
    }
    assert!(anchors.is_subset(&bookmarks), "{anchors:?} {bookmarks:?}");
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !"\u{fffe}\u{ffff}[]".contains(*c))
        .collect()
}

/// The texts of a block that stand together on the page.
fn block_texts(block: &Block) -> Vec<String> {
    let inner = |blocks: &[Block]| blocks.iter().flat_map(block_texts).collect::<Vec<_>>();
    match block {
        // References add the number of their section within the text.
        Block::Heading { content, .. } | Block::Paragraph { content } => content
            .iter()
            .map(|inline| plain_text(std::slice::from_ref(inline)))
            .collect(),
        Block::Code { text } => vec![text.clone()],
        Block::Rule | Block::PageBreak | Block::Table { .. } => Vec::new(),
        Block::Quote { blocks } | Block::Note { blocks, .. } => inner(blocks),
        Block::List { items, .. } => items.iter().flat_map(|item| inner(item)).collect(),
    }
}

#[test]
fn the_sample_follows_the_schema() {
    check(&sample::policy()).unwrap();
}

#[test]
fn every_hostile_text_stays_text() {
    for hostile in arbitrary::HOSTILE {
        let mut document = sample::policy();
        document.title = (*hostile).to_owned();
        document.control.organisation = (*hostile).to_owned();
        document.blocks.push(Block::paragraph(*hostile));
        check(&document).unwrap();
    }
}

proptest! {
    #[test]
    fn any_document_follows_the_schema(document in arbitrary::document()) {
        check(&document)?;
    }
}
