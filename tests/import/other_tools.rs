//! Tables as other tools and usual templates lay them out: what they are taken for, and where their
//! columns go. Only headings and made-up rows stand here.

use crate::support::proposal;
use annexa::api::{Session, survey_import};
use annexa::import::RowOutcome;

/// What a table with these headings is taken for, and its fields; `-` for a column that goes nowhere.
fn fields(name: &str, head: &str) -> (Option<&'static str>, Vec<String>) {
    let file = format!("{head}\n{}\n", head.replace(|c: char| c != ',', ""));
    let survey = survey_import(file.as_bytes(), name, None).unwrap();
    let sheet = &survey.sheets[0];
    let columns = sheet.columns.iter();
    let fields = columns.map(|column| column.field.clone().unwrap_or_else(|| "-".to_owned()));
    (sheet.target, fields.collect())
}

#[test]
fn headings_of_other_tools_find_their_fields() {
    for (name, head, target, expected) in [
        (
            "risk_assessment.csv",
            "ref_id,name,description,inherent_proba,inherent_impact,inherent_level,existing_controls,current_proba,current_impact,current_level,additional_controls,residual_proba,residual_impact,residual_level,treatment,assets",
            "risk",
            "number title threat inherent.likelihood inherent.impact inherent.level ownControls current.likelihood current.impact current.level rationale residual.likelihood residual.impact residual.level treatment asset",
        ),
        (
            "assets.csv",
            "ref_id,name,description,domain,type,asset_class",
            "asset",
            "- name description - kind -",
        ),
        (
            "compliance analysis.csv",
            "Compliance Package Name (This field is mandatory.),Item ID (mandatory),Compliance Strategy (1 or 2 or 3),Owner,Efficacy,Description,Findings",
            "control",
            "- control override.include owner - - -",
        ),
        (
            "our SoA.csv",
            "Annex A Ref,Control Title,Included?,Justification for Inclusion,Justification for Exclusion,Implementation Status,Related Document / Evidence,Control Owner,Target Date",
            "control",
            "control - override.include override.reason override.reason status evidence owner due",
        ),
        (
            "risks.csv",
            "Risk ID,Date identified,Raised by,Title,Asset,Threat,Vulnerability,Consequence,Risk owner,Inherent likelihood,Inherent impact,Inherent score,Treatment decision,Residual likelihood,Residual impact,Accepted by,Acceptance date",
            "risk",
            "number - - title asset threat vulnerability consequence owner inherent.likelihood inherent.impact inherent.points treatment residual.likelihood residual.impact acceptance.by acceptance.on",
        ),
    ] {
        let (found, fields) = fields(name, head);
        assert_eq!(found, Some(target), "{name}");
        assert_eq!(fields.join(" "), expected, "{name}");
    }
}

#[test]
fn rows_of_themes_between_the_controls_are_refused_by_name() {
    let text = "Control No.,Control Title,Applicable,Justification\nA.5,Organizational controls,,\n5.1,Policies,x,Asked for by all customers\n";
    let proposal = proposal(&Session::default(), text.as_bytes(), "soa.csv");
    assert_eq!((proposal.new, proposal.refused), (1, 1));
    assert_eq!(proposal.rows[0].outcome, RowOutcome::Refused);
    assert_eq!(proposal.rows[0].remarks[0].code, "unknown-control");
}

#[test]
fn a_file_of_several_tables_is_read_in_their_order() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [
        (
            "Risk register",
            [["Risk ID", "Risk title"], ["R-1", "Fire"]],
        ),
        (
            "Treatment plan",
            [["Risk ID", "Action"], ["R-1", "Buy a safe"]],
        ),
        ("Notes", [["Written by", "Ada"], ["Read by", "nobody"]]),
    ] {
        let page = book.add_worksheet().set_name(name).unwrap();
        for (at, row) in (0..).zip(rows) {
            for (column, text) in (0..).zip(row) {
                page.write_string(at, column, text).unwrap();
            }
        }
    }
    let proposal = proposal(
        &Session::default(),
        &book.save_to_buffer().unwrap(),
        "risks.xlsx",
    );
    assert_eq!(
        (proposal.new, proposal.refused),
        (2, 1),
        "{:#?}",
        proposal.rows
    );
    let json = serde_json::to_value(&proposal.command).unwrap();
    let commands = json["batch"]["commands"].as_array().unwrap();
    assert_eq!(commands.len(), 1, "the risk with its action is put once");
    assert_eq!(
        commands[0]["put"]["risk"]["actions"][0]["title"],
        "Buy a safe"
    );
}
