//! Whatever a table says, every row is accounted for, and what is proposed is taken.

use crate::support::{plan, stamp};
use annexa::api::{Session, propose_import, survey_import};
use annexa::import::Target;
use proptest::prelude::*;

/// A table with some of a target's own headings, and cells as people and programs write them.
fn table() -> impl Strategy<Value = (usize, String)> {
    let cell = prop_oneof![
        3 => "[ -~äß✓]{0,12}",
        2 => proptest::sample::select(vec![
            "R-1", "R-2", "7", "yes", "no", "N/A", "High", "3 (Moderate)", "2026-02-30", "03/04/2026",
            "31.12.2027", "A.5.1", "A 8.13; 5.1", "CISO", "Ada", "Open", "Closed", "Mitigate", "12,5", "=1+1",
            "confidentiality, c", "Fire",
        ]).prop_map(str::to_owned),
    ];
    let rows = proptest::collection::vec(proptest::collection::vec(cell, 24), 1..8);
    (0..Target::all().len(), rows).prop_map(|(at, rows)| {
        let target = &Target::all()[at];
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let head = target.fields.iter().map(|field| quoted(&field.names[0]));
        let mut text = head.collect::<Vec<_>>().join(";");
        for row in rows {
            let cells = row
                .iter()
                .take(target.fields.len())
                .map(|cell| quoted(cell));
            text.push_str(&format!("\n{}", cells.collect::<Vec<_>>().join(";")));
        }
        (at, text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn rows_are_accounted_for_and_the_step_is_taken((at, text) in table()) {
        let mut session = Session::default();
        for entity in [
            r#"{"risk":{"id":"r1","number":1,"title":"Fire"}}"#,
            r#"{"person":{"id":"p1","name":"Ada"}}"#,
        ] {
            let command = format!("{{\"put\":{entity}}}");
            session.dispatch(&command, &serde_json::to_string(&stamp()).unwrap()).unwrap();
        }
        let before = session.view().workspace.data.clone();
        let target = Target::all()[at].id;
        let survey = survey_import(text.as_bytes(), "x.csv", Some((0, target))).unwrap();
        let plan = plan(&survey.sheets, "x");
        let proposal = propose_import(&session, text.as_bytes(), "x.csv", &plan).unwrap();
        prop_assert_eq!(proposal.rows.len(), survey.sheets[0].rows);
        let counted = proposal.new + proposal.changed + proposal.unchanged + proposal.refused;
        prop_assert_eq!(counted, proposal.rows.len());
        prop_assert_eq!(proposal.command.is_some(), proposal.new + proposal.changed > 0);
        if let Some(command) = proposal.command {
            session.run(command, stamp()).unwrap();
            prop_assert!(session.view().workspace.check().is_empty());
            session.undo(stamp()).unwrap();
        }
        prop_assert_eq!(&session.view().workspace.data, &before);
    }
}
