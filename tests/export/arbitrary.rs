//! Documents that nobody would write, to see that no writer minds.

use annexa::documents::model::{
    Align, Block, Column, Document, DocumentControl, Inline, NoteKind, Orientation, Stage, Url,
    VersionEntry,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Text as users, attackers and broken imports supply it.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z ,.]{0,20}",
        2 => r#"[-+*_`#>|\[\](){}<&;:=~!"'\\/0-9a. ]{0,12}"#,
        1 => any::<String>(),
        1 => prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
    ]
}

/// One of each kind of trouble that files have been broken with.
pub const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "]]>",
    "<!--",
    "-->",
    "<?xml version='1.0'?>",
    "&amp;&lt;&#0;&unknown;",
    "\u{0}\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{85}",
    "\u{fffe}\u{ffff}",
    "line\r\nbreak\rhere\u{2028}and\tthere",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "👩‍👩‍👧",
    "\u{1f468}\u{200d}",
    "\u{202e}gnp.exe",
    "مرحبا بالعالم",
    "e\u{301}\u{301}\u{301}\u{301}",
    "{{ workspace }}{% raw %}",
    "\\input{x} $x$ %s %n ${x}",
    "a_b_c **d** `e` [f](javascript:alert(1))",
    "| a | b |\n|---|---|\n| c | d |",
    "xmlns:w=\"http://evil\" <w:p/>",
    " ",
    "",
];

fn url() -> impl Strategy<Value = Url> {
    prop_oneof![
        Just("https://example.org/a?b=1&copy;=2#c"),
        Just("mailto:security@example.org"),
        Just("http://example.org/(x)_*y*"),
        Just("https://example.org/'+alert(1)+'"),
    ]
    .prop_map(|address| Url::parse(address).unwrap())
}

fn id() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9-]{0,6}"
}

pub fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![
        6 => text().prop_map(|text| Inline::Text { text }),
        1 => text().prop_map(|text| Inline::Code { text }),
        1 => text().prop_map(|text| Inline::Gap { text }),
        1 => Just(Inline::Break),
    ];
    let inline = leaf.prop_recursive(3, 12, 3, |inner| {
        let content = vec(inner, 0..3);
        prop_oneof![
            content
                .clone()
                .prop_map(|content| Inline::Strong { content }),
            content
                .clone()
                .prop_map(|content| Inline::Emphasis { content }),
            (url(), content.clone()).prop_map(|(href, content)| Inline::Link { href, content }),
            (option::of(id()), option::of(id()), content).prop_map(
                |(document, section, content)| Inline::Reference {
                    document,
                    section,
                    content
                }
            ),
        ]
    });
    vec(inline, 0..4)
}

fn table() -> impl Strategy<Value = Block> {
    let align = prop::sample::select(vec![Align::Start, Align::Center, Align::End]);
    (option::of(inlines()), vec((inlines(), align), 0..4)).prop_flat_map(|(caption, columns)| {
        let width = columns.len();
        vec(vec(inlines(), width), 0..3).prop_map(move |rows| {
            let column = |(title, align): &(Vec<Inline>, Align)| Column {
                title: title.clone(),
                align: *align,
            };
            let columns = columns.iter().map(column).collect();
            Block::Table {
                caption: caption.clone(),
                columns,
                rows,
            }
        })
    })
}

pub fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let leaf = prop_oneof![
        4 => inlines().prop_map(|content| Block::Paragraph { content }),
        1 => (1..=6u8, id(), inlines(), vec(text(), 0..3)).prop_map(
            |(level, id, content, satisfies)| Block::Heading { level, id, content, satisfies }
        ),
        2 => table(),
        1 => text().prop_map(|text| Block::Code { text }),
        1 => Just(Block::Rule),
        1 => Just(Block::PageBreak),
    ];
    let kind = || {
        prop::sample::select(vec![
            NoteKind::Note,
            NoteKind::OpenPoint,
            NoteKind::Guidance,
        ])
    };
    let block = leaf.prop_recursive(4, 16, 3, move |inner| {
        let blocks = vec(inner, 0..3);
        prop_oneof![
            (option::of(any::<u32>()), vec(blocks.clone(), 0..3))
                .prop_map(|(start, items)| Block::List { start, items }),
            blocks.clone().prop_map(|blocks| Block::Quote { blocks }),
            (kind(), blocks).prop_map(|(kind, blocks)| Block::Note { kind, blocks }),
        ]
    });
    vec(block, 0..5)
}

fn control() -> impl Strategy<Value = DocumentControl> {
    let status = prop::sample::select(vec![
        Stage::Draft,
        Stage::InReview,
        Stage::Approved,
        Stage::Withdrawn,
    ]);
    let entry = vec(text(), 4).prop_map(|texts| VersionEntry {
        version: texts[0].clone(),
        date: texts[1].clone(),
        author: texts[2].clone(),
        description: texts[3].clone(),
    });
    (
        vec(text(), 9),
        status,
        vec(option::of(text()), 4),
        vec(text(), 0..3),
        vec(entry, 0..3),
    )
        .prop_map(
            |(texts, status, options, supports, history)| DocumentControl {
                organisation: texts[0].clone(),
                reference: texts[1].clone(),
                version: texts[2].clone(),
                status,
                classification: texts[3].clone(),
                owner: texts[4].clone(),
                author: texts[5].clone(),
                date: texts[6].clone(),
                approver: options[0].clone(),
                approved_on: options[1].clone(),
                effective_from: options[2].clone(),
                next_review: options[3].clone(),
                edition: texts[7].clone(),
                supports,
                history,
                fingerprint: texts[8].clone(),
            },
        )
}

pub fn document() -> impl Strategy<Value = Document> {
    let language = prop::sample::select(vec!["en", "de-CH", "ar", "he", "\"><x>", ""]);
    (id(), text(), language, any::<bool>(), control(), blocks()).prop_map(
        |(id, title, language, wide, control, blocks)| Document {
            id,
            title,
            language: language.to_owned(),
            orientation: if wide {
                Orientation::Landscape
            } else {
                Orientation::Portrait
            },
            control,
            blocks,
        },
    )
}
