//! Markdown into blocks.

use annexa::documents::markdown::{MAX_DEPTH, parse};
use annexa::documents::model::{Align, Block, Inline, NoteKind, Url};

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::text(text)]
}

fn first(source: &str) -> Block {
    parse(source).into_iter().next().unwrap()
}

fn inlines(source: &str) -> Vec<Inline> {
    match first(source) {
        Block::Paragraph { content } => content,
        other => panic!("not a paragraph: {other:?}"),
    }
}

#[test]
fn heading_with_id_and_controls() {
    let heading = first("## Restore tests {#restore-tests satisfies=\"A.8.13 A.5.30\"}");
    assert_eq!(
        heading,
        Block::Heading {
            level: 2,
            id: "restore-tests".into(),
            content: text("Restore tests"),
            satisfies: vec!["A.8.13".into(), "A.5.30".into()],
        }
    );
}

#[test]
fn one_control_needs_no_quotes() {
    let Block::Heading { satisfies, id, .. } = first("# Scope & bounds {satisfies=4.3}") else {
        panic!()
    };
    assert_eq!(
        (satisfies, id),
        (vec!["4.3".to_owned()], "scope-bounds".to_owned())
    );
}

#[test]
fn ids_are_unique_and_safe() {
    let ids: Vec<String> = parse("# A\n# A\n# ö\n# x {#../\"evil}\n")
        .into_iter()
        .map(|block| match block {
            Block::Heading { id, .. } => id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ids, ["a", "a-2", "section", "..evil"]);
}

#[test]
fn table_with_caption_and_breaks() {
    let source = "Table: Roles\n\n| Role | Days |\n|:--|--:|\n| Owner<br>Deputy | 3 |\n| x |\n";
    let blocks = parse(source);
    assert_eq!(blocks.len(), 1);
    let Block::Table {
        caption,
        columns,
        rows,
    } = &blocks[0]
    else {
        panic!("{blocks:?}")
    };
    assert_eq!(caption.as_deref(), Some(&text("Roles")[..]));
    assert_eq!(columns[1].align, Align::End);
    assert_eq!(
        rows[0][0],
        [Inline::text("Owner"), Inline::Break, Inline::text("Deputy")]
    );
    assert_eq!(rows[1], [text("x"), vec![]]);
}

#[test]
fn alerts_are_notes() {
    let note = first("> [!WARNING]\n> Who restores?\n");
    let blocks = vec![Block::paragraph("Who restores?")];
    assert_eq!(
        note,
        Block::Note {
            kind: NoteKind::OpenPoint,
            blocks
        }
    );
}

#[test]
fn references_gaps_and_links() {
    assert_eq!(
        inlines("[a](#x) [b](doc:backup-policy#y) [c](doc:d) [e](gap:) [f](mailto:a@b.example)"),
        [
            Inline::Reference {
                document: None,
                section: Some("x".into()),
                content: text("a")
            },
            Inline::text(" "),
            Inline::Reference {
                document: Some("backup-policy".into()),
                section: Some("y".into()),
                content: text("b"),
            },
            Inline::text(" "),
            Inline::Reference {
                document: Some("d".into()),
                section: None,
                content: text("c")
            },
            Inline::text(" "),
            Inline::Gap { text: "e".into() },
            Inline::text(" "),
            Inline::Link {
                href: Url::parse("mailto:a@b.example").unwrap(),
                content: text("f"),
            },
        ]
    );
}

#[test]
fn unsafe_addresses_leave_only_their_text() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "file:///etc/passwd",
        "https:evil",
        "https://",
        "ftp://x",
        "relative.html",
        "doc:../x",
        "#a b",
    ] {
        assert_eq!(
            inlines(&format!("see [here](<{address}>) now")),
            text("see here now")
        );
    }
}

#[test]
fn html_is_text() {
    assert_eq!(
        parse("<script>alert(1)</script>\n\na <b onclick=x>b</b>"),
        [
            Block::paragraph("<script>alert(1)</script>"),
            Block::paragraph("a <b onclick=x>b</b>"),
        ]
    );
    assert_eq!(parse("<!-- pagebreak -->"), [Block::PageBreak]);
    assert_eq!(
        inlines("![a *picture*](https://x.example/t.png)")[0],
        Inline::text("a ")
    );
}

#[test]
fn lists_code_and_rules() {
    let blocks = parse("3. a\n   - [x] b\n4. c\n\n```sh\nrm <x>\n\n```\n\n---\n");
    let inner = Block::List {
        start: None,
        items: vec![vec![Block::paragraph("☑ b")]],
    };
    assert_eq!(
        blocks,
        [
            Block::List {
                start: Some(3),
                items: vec![
                    vec![Block::paragraph("a"), inner],
                    vec![Block::paragraph("c")]
                ],
            },
            Block::Code {
                text: "rm <x>\n".into()
            },
            Block::Rule,
        ]
    );
}

#[test]
fn nesting_is_bounded() {
    fn depth(block: &Block) -> usize {
        match block {
            Block::Quote { blocks } => 1 + blocks.iter().map(depth).max().unwrap_or(0),
            _ => 1,
        }
    }
    let blocks = parse(&format!("{} deep **x** text", ">".repeat(500)));
    assert!(depth(&blocks[0]) <= MAX_DEPTH + 1);
    assert_eq!(blocks[0].plain_text(), "deep x text");
    assert!(!parse(&format!("{}x", "*".repeat(2000))).is_empty());
}
