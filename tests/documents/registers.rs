//! Registers in texts: rows to loop over, tables, cards, wide pages.

use crate::support::{example, put_json, set, today};
use annexa::documents::model::{Block, Inline, plain_text};
use annexa::documents::section::find;
use serde_json::{Value, json};

const INCIDENTS: &str = "incident-register";

fn incident(id: &str, more: Value) -> Value {
    let mut values = json!({
        "event": "Lost laptop", "noticed_on": "2026-11-20", "decision": "incident", "status": "new"
    });
    for (key, value) in more.as_object().unwrap() {
        values[key] = value.clone();
    }
    json!({ "record": { "id": id, "register": INCIDENTS, "values": values } })
}

/// What a text of the organisation's own becomes.
fn written(rows: Value, body: &str) -> Vec<Block> {
    let mut workspace = example("consultancy");
    let old: Vec<_> = workspace
        .data
        .records
        .iter()
        .map(|row| row.id.to_string())
        .collect();
    for id in old {
        let kind = annexa::workspace::Kind::Record;
        let remove = annexa::workspace::Command::Remove { kind, id };
        workspace.data.apply(remove, today()).unwrap();
    }
    put_json(&mut workspace.data, rows);
    let section = json!({ "failures": { "replace": { "body": body } } });
    let document = json!({ "document": "backup-policy", "sections": section });
    put_json(&mut workspace.data, json!([{ "document": document }]));
    let set = set(workspace);
    let blocks = set
        .render("backup-policy".parse().unwrap(), today())
        .unwrap()
        .document
        .blocks;
    let place = find(&blocks, "failures").unwrap();
    blocks[place].iter().skip(1).cloned().collect()
}

fn text(blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(Block::plain_text)
        .collect::<Vec<_>>()
        .join("\n")
}

fn table(block: &Block) -> (Vec<String>, Vec<Vec<String>>) {
    let Block::Table { columns, rows, .. } = block else {
        panic!("{block:?}");
    };
    let cells = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| plain_text(cell)).collect();
    (
        columns
            .iter()
            .map(|column| plain_text(&column.title))
            .collect(),
        rows.iter().map(cells).collect(),
    )
}

#[test]
fn rows_have_their_columns_as_values() {
    let rows = json!([
        incident("z", json!({ "personal_data": "yes", "owner": "role:ciso" })),
        incident(
            "a",
            json!({ "event": "*Odd* mail", "status": "closed", "personal_data": "no" })
        ),
    ]);
    let body = "{% for row in rows(\"incident-register\") %}
- {{ row.reference }} {{ row.event }} on {{ row.noticed_on }} ({{ row.noticed_on.iso }}), entered {{ row.entered }}: \
{{ row.decision }}, {{ row.owner }}{% if row.personal_data %}, personal{% endif %}{% if row.closed %}, over{% endif %}
{% endfor %}";
    let said = text(&written(rows, body));
    assert!(
        said.contains("INC-1 Lost laptop on 20 November 2026 (2026-11-20), entered 24 November 2026: Incident, "),
        "{said}"
    );
    assert!(
        said.contains(", personal") && said.contains("INC-2 *Odd* mail") && said.contains(", over"),
        "{said}"
    );
}

#[test]
fn a_table_has_the_columns_that_are_named_or_filled() {
    let rows = json!([
        incident("a", json!({ "what": "First.\n\n# Second | <b>third</b>" })),
        incident("b", json!({ "reported_by": "https://example.org/x_(1)" })),
    ]);
    let blocks = written(rows.clone(), "{{ table(\"incident-register\") }}");
    assert_eq!(blocks.len(), 1, "{blocks:?}");
    let (head, cells) = table(&blocks[0]);
    assert_eq!(
        head,
        [
            "No",
            "What was noticed",
            "Noticed on",
            "Reported by",
            "Decision",
            "What happened",
            "Status"
        ]
    );
    assert_eq!(cells[0][0], "INC-1");
    assert_eq!(cells[0][2], "20 November 2026");
    assert!(
        cells[0][5].contains("# Second | <b>third</b>"),
        "{}",
        cells[0][5]
    );
    let blocks = written(
        rows,
        "{{ table(\"incident-register\", \"status\", \"event\", \"lessons\") }}",
    );
    assert_eq!(
        table(&blocks[0]).0,
        ["No", "Status", "What was noticed", "Lessons"]
    );
}

#[test]
fn a_register_without_rows_prints_nothing_and_does_not_hold() {
    let body = "{% if rows(\"incident-register\") %}some{% else %}none{% endif %}

{{ table(\"incident-register\") }}

{{ cards(\"incident-register\") }}

end";
    assert_eq!(text(&written(json!([]), body)), "none\nend");
}

#[test]
fn a_card_has_what_is_filled_in() {
    let rows = json!([
        incident("a", json!({ "cause": "Haste" })),
        incident("b", json!({}))
    ]);
    let blocks = written(
        rows,
        "{{ cards(\"incident-register\", \"cause\", \"lessons\", \"status\") }}",
    );
    assert_eq!(blocks.len(), 2, "{blocks:?}");
    let (head, cells) = table(&blocks[0]);
    assert_eq!(head, ["INC-1", "Lost laptop"]);
    assert_eq!(cells, [["Cause", "Haste"], ["Status", "New"]]);
}

#[test]
fn places_that_are_addresses_are_links_and_documents_references() {
    let row = json!([{ "record": { "id": "c", "register": "compliance-review-record", "values": {
        "area": "Backups", "rules": "backup-policy", "status": "planned" } } },
        { "record": { "id": "a", "register": "access-review-record", "values": {
        "scope": "Mail", "kind": "standard", "status": "planned", "list": "https://example.org/a_(b)" } } }]);
    let body = "{{ table(\"compliance-review-record\", \"rules\") }}

{{ table(\"access-review-record\", \"list\") }}";
    let blocks = written(row, body);
    let first = |block: &Block| match block {
        Block::Table { rows, .. } => rows[0][1][0].clone(),
        other => panic!("{other:?}"),
    };
    assert!(
        matches!(first(&blocks[0]), Inline::Reference { document: Some(id), .. } if id == "backup-policy")
    );
    assert!(
        matches!(first(&blocks[1]), Inline::Link { href, .. } if href.as_str() == "https://example.org/a_(b)")
    );
}

#[test]
fn unknown_registers_and_columns_are_errors_in_words() {
    let mut workspace = example("consultancy");
    for (call, said) in [
        ("table(\"tea\")", "unknown register `tea`"),
        (
            "table(\"visitor-log\", \"tea\")",
            "`visitor-log` has no column `tea`",
        ),
    ] {
        let body = format!("{{{{ {call} }}}}");
        let section = json!({ "failures": { "replace": { "body": body } } });
        let document = json!({ "document": "backup-policy", "sections": section });
        put_json(&mut workspace.data, json!([{ "document": document }]));
        let error = set(workspace.clone())
            .render("backup-policy".parse().unwrap(), today())
            .unwrap_err();
        assert!(error.message().contains(said), "{error}");
    }
}
