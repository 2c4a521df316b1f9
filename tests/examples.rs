//! The example organisations: each whole, sound by the auditor's rules, and unlike the others.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper that panics fails its test"
)]

#[path = "documents/support.rs"]
#[allow(dead_code, reason = "only its reader of templates is needed here")]
mod support;

use annexa::api::{DocumentSet, Session};
use annexa::catalogue::{
    ColumnKind, ControlId, DocumentId, QuestionId, RegisterId, RoleId, contradictions,
};
use annexa::documents::pack::Pack;
use annexa::risk::Standing;
use annexa::selection::{Explanation, Outcome, Reason, Selection, Truth};
use annexa::workspace::{
    ActionStatus, AnswerValue, Choice, Data, Date, Method, Owner, RecordRow, Risk, Status,
    Treatment, Workspace,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// The day before which everything in the examples has happened, and after which the rest is due.
const DAY: &str = "2026-11-20";
/// Shorter sentences may well be the same in two organisations.
const LONG: usize = 40;

struct Example {
    id: String,
    text: String,
    workspace: Workspace,
}

impl Example {
    fn data(&self) -> &Data {
        &self.workspace.data
    }

    fn strings(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(&serde_json::from_str(&self.text).unwrap(), &mut found);
        found
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content/examples")
}

fn index() -> Vec<Value> {
    let text = fs::read_to_string(folder().join("index.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn examples() -> Vec<Example> {
    let open = |entry: &Value| {
        let id = entry["id"].as_str().unwrap().to_owned();
        let text = fs::read_to_string(folder().join(format!("{id}.json"))).unwrap();
        let workspace = Workspace::from_json(text.as_bytes())
            .unwrap_or_else(|error| panic!("{id}: {error}, {:?}", error.findings()));
        Example {
            id,
            text,
            workspace,
        }
    };
    index().iter().map(open).collect()
}

/// Runs a check on every example, and fails with all that is wrong in all of them.
fn every(check: impl Fn(&Example, &mut Vec<String>)) {
    let mut wrong = Vec::new();
    for example in examples() {
        let mut found = Vec::new();
        check(&example, &mut found);
        wrong.extend(found.into_iter().map(|w| format!("{}: {w}", example.id)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(fields) => fields.values().for_each(|item| collect(item, found)),
        _ => {}
    }
}

fn day() -> Date {
    DAY.parse().unwrap()
}

/// JSON without the white space between its tokens.
fn dense(json: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    json.chars()
        .filter(|c| {
            let keep = quoted || !c.is_ascii_whitespace();
            quoted ^= *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            keep
        })
        .collect()
}

#[test]
fn the_index_lists_every_file() {
    let listed: BTreeSet<String> = index()
        .iter()
        .map(|entry| format!("{}.json", entry["id"].as_str().unwrap()))
        .collect();
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "index.json")
        .collect();
    assert_eq!(listed, there);
    for entry in index() {
        for field in ["title", "description"] {
            assert!(entry[field].as_str().unwrap().len() > 10, "{entry}");
        }
    }
}

#[test]
fn each_comes_back_from_reading_and_writing_byte_for_byte() {
    every(|example, wrong| {
        let written = example.workspace.to_json().unwrap();
        if dense(&example.text) != written {
            wrong.push("the file is not what `to_json` writes, but for white space".into());
        }
        let again = Workspace::from_json(written.as_bytes()).unwrap();
        if again != example.workspace || again.to_json().unwrap() != written {
            wrong.push("reading what was written gives another workspace".into());
        }
        if example.text.len() >= 250_000 {
            wrong.push(format!("{} bytes are too many", example.text.len()));
        }
        let findings = example.workspace.check();
        wrong.extend(findings.iter().map(|finding| format!("{finding:?}")));
    });
}

#[test]
fn every_question_is_answered_and_no_answers_contradict() {
    every(|example, wrong| {
        let data = example.data();
        for question in QuestionId::all() {
            if data.answers.get(&question).is_none() {
                wrong.push(format!("{question} has no answer"));
            }
        }
        let open = |a: &&annexa::workspace::Answer| a.value == AnswerValue::Unknown;
        if data.answers.iter().filter(open).count() > 2 {
            wrong.push("more than two answers are open".into());
        }
        for answer in data.answers.iter().filter(open) {
            if answer.note.is_empty() {
                wrong.push(format!("{} is open without a note", answer.question));
            }
        }
        let told = |question| match Truth::of(data, question) {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Open => None,
        };
        for contradiction in contradictions() {
            if contradiction.condition.holds(&told) == Some(true) {
                wrong.push(contradiction.message.to_owned());
            }
        }
    });
}

#[test]
fn every_included_control_says_how_who_and_with_what_proof() {
    every(|example, wrong| {
        let data = example.data();
        for (control, verdict) in Selection::of(data).verdicts().iter() {
            if verdict.outcome == Outcome::Included {
                if verdict.to_confirm {
                    wrong.push(format!(
                        "{control} is only included because answers are open"
                    ));
                }
                check_included(data, control, wrong);
            }
        }
    });
}

fn check_included(data: &Data, control: ControlId, wrong: &mut Vec<String>) {
    let Some(state) = data.controls.get(&control) else {
        return wrong.push(format!("{control} has no state"));
    };
    if state.owner.is_none() || state.description.len() < LONG {
        wrong.push(format!("{control} lacks an owner or a description"));
    }
    let Some(status) = state.status else {
        return wrong.push(format!("{control} has no status"));
    };
    if status != Status::Implemented && !is_planned_in_a_risk(data, control, state.due) {
        wrong.push(format!(
            "{control} is not fully in place, but no risk has an action due then"
        ));
    }
    if status != Status::Planned && state.evidence.is_empty() {
        wrong.push(format!("{control} has no evidence"));
    }
}

fn is_planned_in_a_risk(data: &Data, control: ControlId, due: Option<Date>) -> bool {
    due.is_some()
        && data.risks.iter().any(|risk| {
            risk.is_treated()
                && risk.controls.contains(&control)
                && risk.actions.iter().any(|action| {
                    action.due == due
                        && action.owner.is_some()
                        && action.status != ActionStatus::Done
                })
        })
}

#[test]
fn every_exclusion_has_a_reason_about_this_organisation() {
    every(|example, wrong| {
        let data = example.data();
        let mut reasons = BTreeSet::new();
        for (control, verdict) in Selection::of(data).verdicts().iter() {
            if verdict.outcome == Outcome::Included {
                continue;
            }
            let why = Explanation::of(data, control);
            let person = why.reasons.iter().find_map(|reason| match reason {
                Reason::Person { text, .. } => Some(text.clone()),
                _ => None,
            });
            let Some(text) = person else {
                wrong.push(format!("{control} is excluded by answers alone"));
                continue;
            };
            let poor = [
                "not yet",
                "too expensive",
                "too dear",
                "no budget",
                "no time",
            ];
            if text.len() < 80 || poor.iter().any(|p| text.to_lowercase().contains(p)) {
                wrong.push(format!("{control} is excluded for a poor reason: {text}"));
            }
            if !reasons.insert(text) {
                wrong.push(format!(
                    "{control} is excluded for the reason of another control"
                ));
            }
        }
        let decided = data.controls.iter().filter(|s| s.r#override.is_some());
        if decided.count() < 3 {
            wrong.push("fewer than three decisions by a person".into());
        }
    });
}

#[test]
fn every_risk_is_own_whole_and_decided() {
    every(|example, wrong| {
        let data = example.data();
        for risk in data.risks.iter() {
            let mut found = Vec::new();
            check_told(data, risk, &mut found);
            check_treated(data, risk, &mut found);
            check_accepted(data, risk, &mut found);
            wrong.extend(found.into_iter().map(|w| format!("R-{} {w}", risk.number)));
        }
        let treatments: BTreeSet<String> = data
            .risks
            .iter()
            .map(|risk| format!("{:?}", risk.treatment))
            .collect();
        if treatments.len() != 4 || !(14..=25).contains(&data.risks.len()) {
            wrong.push(format!(
                "{} risks, treated as {treatments:?}",
                data.risks.len()
            ));
        }
        if !data.risks.iter().any(|risk| risk.starter.is_some()) {
            wrong.push("no risk was made from a starter".into());
        }
    });
}

fn check_told(data: &Data, risk: &Risk, wrong: &mut Vec<String>) {
    let texts = [
        &*risk.title,
        &*risk.asset,
        &*risk.threat,
        &*risk.vulnerability,
        &*risk.consequence,
    ];
    if texts.iter().any(|text| text.len() < 5) {
        wrong.push("is not told in full".into());
    }
    if !(risk.confidentiality || risk.integrity || risk.availability) {
        wrong.push("loses nothing".into());
    }
    if !risk.is_own() {
        wrong.push("is a starter as it came".into());
    }
    if risk.assets.is_empty() {
        wrong.push("names no asset of the inventory".into());
    }
    for asset in &risk.assets {
        if data.assets.get(asset).is_none() {
            wrong.push(format!("names the asset `{asset}`, which is not there"));
        }
    }
    if risk.owner.is_none() || risk.inherent.is_none() || risk.current.is_none() {
        wrong.push("has no owner or level".into());
    }
}

fn check_treated(data: &Data, risk: &Risk, wrong: &mut Vec<String>) {
    let points = |score| data.method.points(score);
    let (Some(inherent), Some(residual)) = (risk.inherent, risk.residual) else {
        return wrong.push("lacks the level before or after treatment".into());
    };
    let current = risk.current.unwrap_or(inherent);
    if points(residual) > points(current) || points(current) > points(inherent) {
        wrong.push("rises with treatment".into());
    }
    if points(residual) < points(inherent) && risk.controls.is_empty() {
        wrong.push("falls without a control".into());
    }
    if risk.treatment != Some(Treatment::Accept)
        && (risk.controls.is_empty() || risk.actions.is_empty())
    {
        wrong.push("is treated without controls or actions".into());
    }
    if risk.rationale.is_empty() {
        wrong.push("does not say why it is treated so".into());
    }
    for action in &risk.actions {
        let due_fits = action
            .due
            .is_some_and(|due| (due > day()) != (action.status == ActionStatus::Done));
        if action.owner.is_none() || action.means.is_empty() || !due_fits {
            wrong.push(format!(
                "has an action without owner, means or a fitting day: {}",
                action.title
            ));
        }
    }
}

/// The owner accepts what is left, and with a reason what lies above the line.
fn check_accepted(data: &Data, risk: &Risk, wrong: &mut Vec<String>) {
    let (Some(acceptance), Some(residual)) = (&risk.acceptance, risk.residual) else {
        return wrong.push("is accepted by nobody".into());
    };
    let holder = |role| data.role_holder(role).map(|person| &person.name);
    let owner = match risk.owner.as_ref().unwrap() {
        Owner::Role(role) => holder(*role),
        Owner::Person(id) => data.people.get(id).map(|person| &person.name),
    };
    let top = holder("top-management".parse().unwrap());
    if ![owner, top].contains(&Some(&acceptance.by)) {
        wrong.push(format!(
            "is accepted by {}, who does not own it",
            acceptance.by
        ));
    }
    let above = data.method.verdict(data.method.points(residual)) == Standing::Unacceptable;
    if above && (acceptance.reason.len() < LONG || acceptance.until.is_none_or(|end| end <= day()))
    {
        wrong.push("is above the line without a reason and an end".into());
    }
}

#[test]
fn important_assets_have_an_owner_and_a_risk() {
    every(|example, wrong| {
        let data = example.data();
        let at_risk: BTreeSet<_> = data.risks.iter().flat_map(|risk| &risk.assets).collect();
        for asset in data.assets.iter() {
            let needs = [asset.confidentiality, asset.integrity, asset.availability];
            let rated = needs
                .iter()
                .all(|need| need.is_some_and(|n| (1..=4).contains(&n)));
            if asset.owner.is_none() || asset.classification.is_empty() || !rated {
                wrong.push(format!(
                    "asset `{}` lacks an owner, label or need",
                    asset.id
                ));
            }
            if needs.contains(&Some(4)) && !at_risk.contains(&asset.id) {
                wrong.push(format!(
                    "asset `{}` is important, but no risk names it",
                    asset.id
                ));
            }
        }
    });
}

#[test]
fn people_who_are_there_hold_every_role() {
    every(|example, wrong| {
        let data = example.data();
        let needed = DocumentId::all().map(|document| document.get().owner_role);
        for role in needed.chain(RoleId::all()).collect::<BTreeSet<_>>() {
            match data.role_holder(role) {
                None => wrong.push(format!("nobody holds {role}")),
                Some(person) if person.left.is_some() => {
                    wrong.push(format!("{} holds {role}, but left", person.name));
                }
                Some(_) => {}
            }
        }
        for owner in owners(data) {
            match &owner {
                Owner::Role(role) if role.as_str() == "risk-owners" => {
                    wrong.push("something is owned by all risk owners at once".into());
                }
                Owner::Person(id) if data.people.get(id).is_none_or(|p| p.left.is_some()) => {
                    wrong.push(format!("`{id}` owns something, but is not there"));
                }
                _ => {}
            }
        }
    });
}

/// Everyone who answers for something.
fn owners(data: &Data) -> BTreeSet<Owner> {
    let actions = data.risks.iter().flat_map(|risk| &risk.actions);
    let all = data.risks.iter().map(|x| &x.owner);
    all.chain(actions.map(|x| &x.owner))
        .chain(data.controls.iter().map(|x| &x.owner))
        .chain(data.assets.iter().map(|x| &x.owner))
        .chain(data.suppliers.iter().map(|x| &x.owner))
        .chain(data.obligations.iter().map(|x| &x.owner))
        .chain(data.documents.iter().map(|x| &x.owner))
        .flatten()
        .cloned()
        .collect()
}

#[test]
fn the_internal_auditor_answers_for_no_control() {
    every(|example, wrong| {
        let data = example.data();
        let role: RoleId = "internal-auditor".parse().unwrap();
        let auditor = data.role_holder(role).unwrap();
        for state in data.controls.iter() {
            let own = match &state.owner {
                Some(Owner::Role(role)) => data.role_holder(*role).map(|p| &p.id),
                Some(Owner::Person(id)) => Some(id),
                None => None,
            };
            if own == Some(&auditor.id) {
                wrong.push(format!("{} would audit {}", auditor.name, state.control));
            }
        }
    });
}

#[test]
fn suppliers_and_duties_are_bound() {
    every(|example, wrong| {
        let data = example.data();
        let met: Vec<&str> = data.scope.interfaces.iter().map(|i| &*i.with).collect();
        for supplier in data.suppliers.iter() {
            if supplier.owner.is_none()
                || supplier.agreement.is_empty()
                || supplier.reviewed.is_none()
            {
                wrong.push(format!(
                    "supplier `{}` lacks an owner, agreement or review",
                    supplier.id
                ));
            }
            if supplier.critical && supplier.exit.is_empty() {
                wrong.push(format!(
                    "critical supplier `{}` cannot be left",
                    supplier.id
                ));
            }
            if supplier.critical && !met.iter().any(|with| with.contains(&*supplier.name)) {
                wrong.push(format!(
                    "critical supplier `{}` is no interface",
                    supplier.id
                ));
            }
        }
        for duty in data.obligations.iter() {
            if duty.controls.is_empty() || duty.owner.is_none() || duty.requirement.len() < LONG {
                wrong.push(format!("duty `{}` is not told or not met", duty.id));
            }
        }
    });
}

#[test]
fn scope_and_context_are_whole() {
    every(|example, wrong| {
        let data = example.data();
        let scope = &data.scope;
        let texts = [
            &scope.statement,
            &scope.activities,
            &scope.systems,
            &scope.exclusions,
        ];
        let climate = scope
            .climate
            .as_ref()
            .is_some_and(|c| c.reason.len() > LONG);
        if texts.iter().any(|text| text.len() < LONG) || scope.processes.len() < 5 || !climate {
            wrong.push("the scope is not whole".into());
        }
        if !data.issues.iter().any(|issue| issue.climate) {
            wrong.push("no issue is about the climate".into());
        }
        for side in ["Internal", "External"] {
            if !data
                .issues
                .iter()
                .any(|issue| format!("{:?}", issue.side) == side)
            {
                wrong.push(format!("no {side} issue"));
            }
        }
        for party in data.parties.iter() {
            if party.requirements.is_empty() || party.requirements.iter().any(|r| r.how.is_empty())
            {
                wrong.push(format!(
                    "`{}` does not say how its wishes are met",
                    party.name
                ));
            }
        }
        let not_addressed =
            |party: &annexa::workspace::Party| party.requirements.iter().any(|r| !r.addressed);
        if !data.parties.iter().any(not_addressed) {
            wrong.push("every wish of every party is met, which nobody believes".into());
        }
    });
}

#[test]
fn what_happened_lies_before_the_day() {
    every(|example, wrong| {
        let data = example.data();
        let overrides = data.controls.iter().filter_map(|s| s.r#override.as_ref());
        let proofs = data.controls.iter().flat_map(|s| &s.evidence);
        let days = data
            .suppliers
            .iter()
            .filter_map(|s| s.reviewed)
            .chain(overrides.map(|o| o.on))
            .chain(proofs.filter_map(|proof| proof.on))
            .chain(data.people.iter().filter_map(|p| p.left))
            .chain(
                data.risks
                    .iter()
                    .filter_map(|r| Some(r.acceptance.as_ref()?.on)),
            )
            .chain(
                example
                    .workspace
                    .history
                    .entries()
                    .iter()
                    .map(|e| e.at.date()),
            );
        let late: BTreeSet<Date> = days.filter(|date| *date > day()).collect();
        wrong.extend(late.iter().map(|date| format!("{date} is yet to come")));
        for state in data.controls.iter() {
            if state.due.is_some_and(|due| due <= day()) {
                wrong.push(format!("{} is overdue", state.control));
            }
        }
    });
}

/// Registers that hold nothing as long as nothing has happened, or that are kept elsewhere.
const MAY_BE_EMPTY: [&str; 4] = [
    "change-register",
    "equipment-maintenance-record",
    "incident-register",
    "visitor-log",
];

#[test]
fn registers_are_kept_with_one_thing_overdue() {
    every(|example, wrong| {
        let session = Session::open(example.workspace.clone());
        for register in RegisterId::all() {
            let empty = session.view().register(register).rows.is_empty();
            if empty && !MAY_BE_EMPTY.contains(&register.as_str()) {
                wrong.push(format!("{register} is empty"));
            }
        }
        let lines = session.view().registers(day());
        let overdue: usize = lines.iter().map(|line| line.overdue).sum();
        if overdue != 1 {
            wrong.push(format!("{overdue} rows are overdue"));
        }
        for row in example.data().records.iter() {
            check_row(example.data(), row, wrong);
        }
    });
}

/// What a row says has happened lies before its entry, and those it names are there.
fn check_row(data: &Data, row: &RecordRow, wrong: &mut Vec<String>) {
    let Some(entered) = row.entered.filter(|entered| *entered <= day()) else {
        return wrong.push(format!("{} is entered on no sound day", row.reference()));
    };
    for column in row.register.get().columns {
        let value = row.value(column);
        let shown = data.shown(column, value);
        let names = matches!(
            column.kind,
            ColumnKind::Person | ColumnKind::Owner | ColumnKind::Asset | ColumnKind::Supplier
        );
        if names && !value.is_empty() && shown == value {
            wrong.push(format!(
                "{} names `{value}`, which is not there",
                row.reference()
            ));
        }
        let happened =
            column.due.is_none() && (column.id.ends_with("_on") || column.id.ends_with("_done"));
        if happened && value.parse().is_ok_and(|on: Date| on > day()) {
            wrong.push(format!("{}: {value} is yet to come", row.reference()));
        }
    }
    let noticed = row.register.get().column("noticed_on");
    let noticed = noticed.and_then(|column| row.value(column).parse().ok());
    if noticed.is_some_and(|noticed: Date| noticed > entered) {
        wrong.push(format!(
            "{} was entered before it was noticed",
            row.reference()
        ));
    }
}

#[test]
fn nobody_audits_or_approves_own_work_in_the_records() {
    every(|example, wrong| {
        for row in example.data().records.iter() {
            let value = |id: &str| {
                let column = row.register.get().column(id);
                column.map_or("", |column| row.value(column))
            };
            let pairs = [("tester", "confirmed_by"), ("requested_by", "approved_by")];
            for (one, other) in pairs {
                if !value(one).is_empty() && value(one) == value(other) {
                    wrong.push(format!("{}: {one} is {other}", row.reference()));
                }
            }
        }
    });
}

#[test]
fn the_history_names_what_is_there() {
    every(|example, wrong| {
        let history = &example.workspace.history;
        if history.entries().len() < 10 || history.next_undo().is_some() {
            wrong.push("the history is short, or an undo would take the example apart".into());
        }
        for change in history.entries().iter().flat_map(|entry| &entry.changes) {
            let entity = example.data().find(change.kind, &change.id).unwrap();
            if entity.is_none_or(|entity| entity.title() != change.title) {
                wrong.push(format!(
                    "history names {change:?}, which is called otherwise"
                ));
            }
        }
        let people: BTreeSet<_> = example.data().people.iter().map(|p| &p.name).collect();
        for entry in history.entries() {
            if !people.contains(&entry.by) {
                wrong.push(format!("{} made a change, but is nobody", entry.by));
            }
        }
    });
}

#[test]
fn no_long_sentence_is_in_two_examples() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut twice = Vec::new();
    for example in examples() {
        for sentence in sentences(&example) {
            match seen.get(&sentence) {
                Some(other) if *other != example.id => {
                    twice.push(format!("{other} and {}: {sentence}", example.id));
                }
                _ => {
                    seen.insert(sentence, example.id.clone());
                }
            }
        }
    }
    assert!(twice.is_empty(), "\n{}", twice.join("\n"));
}

/// The long sentences of an example; those of the standard method, the options of parameters, the
/// ids of registers and the catalogue's titles in the history are everyone's.
fn sentences(example: &Example) -> BTreeSet<String> {
    let mut standard: Vec<String> = RegisterId::all().map(|id| id.to_string()).collect();
    let (parameters, history) = (&example.data().parameters, &example.workspace.history);
    collect(&serde_json::to_value(parameters).unwrap(), &mut standard);
    collect(
        &serde_json::to_value(history.entries()).unwrap(),
        &mut standard,
    );
    collect(
        &serde_json::to_value(Method::default()).unwrap(),
        &mut standard,
    );
    example
        .strings()
        .iter()
        .filter(|text| !standard.contains(text))
        .flat_map(|text| {
            text.split_inclusive(['.', ';', ':'])
                .map(str::trim)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|sentence| sentence.len() >= LONG)
        .collect()
}

#[test]
fn every_template_is_written_in_full_from_every_example() {
    let today = "2026-11-24".parse().unwrap();
    every(|example, wrong| {
        let pack = Pack::new("en", support::templates()).unwrap();
        let session = Session::open(example.workspace.clone());
        let set = DocumentSet::new(session, pack);
        let unknown = |a: &&annexa::workspace::Answer| a.value == AnswerValue::Unknown;
        let answers = example.data().answers.iter();
        let open: Vec<&str> = answers
            .filter(unknown)
            .map(|a| a.question.get().text)
            .collect();
        for template in support::templates() {
            let rendering = set.render(template.document, today).unwrap();
            let left = rendering.open_points.into_iter();
            let left = left.filter(|point| !open.iter().any(|question| point.contains(question)));
            wrong.extend(left.map(|point| format!("{} leaves open: {point}", template.document)));
        }
    });
}

#[test]
fn the_name_is_always_spelled_the_same() {
    every(|example, wrong| {
        let organisation = &example.data().organisation;
        let called = organisation.called();
        if !organisation.name.contains(called) {
            wrong.push(format!("`{called}` is no part of `{}`", organisation.name));
        }
        let host = format!("{}.example", called.to_lowercase());
        for text in example.strings() {
            let text = text.replace(&host, "");
            let names = text.to_lowercase().matches(&called.to_lowercase()).count();
            if names != text.matches(called).count() {
                wrong.push(format!("other spelling of the name in: {text}"));
            }
        }
    });
}

#[test]
fn nothing_is_left_to_fill_in_and_all_addresses_are_fictitious() {
    every(|example, wrong| {
        for text in example.strings() {
            if ["TODO", "TBD", "XXX", "Lorem", "[", "]", "{", "<"]
                .iter()
                .any(|mark| text.contains(mark))
            {
                wrong.push(format!("a placeholder in: {text}"));
            }
        }
        for person in example.data().people.iter() {
            if person.job.is_empty() || !person.email.ends_with(".example") {
                wrong.push(format!("`{}` has no job or a real address", person.name));
            }
        }
        let named = |state: &&annexa::workspace::DocumentState| {
            matches!(state.choice, Choice::Elsewhere { .. })
        };
        if example.data().documents.iter().filter(named).count() < 2 {
            wrong.push("fewer than two documents exist elsewhere".into());
        }
    });
}
