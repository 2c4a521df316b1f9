//! Every fact and parameter in turn: only the documents that declare it change, and each that
//! declares it does change somewhere.

use crate::support::{EXAMPLES, example, pack, put_json, today, without_lists};
use annexa::api::Session;
use annexa::catalogue::{DocumentId, ParameterId, ParameterKind, QuestionId};
use annexa::documents::context::Context;
use annexa::documents::model::Block;
use annexa::documents::render::Library;
use annexa::documents::template::Template;
use annexa::selection::Selection;
use annexa::workspace::{ParameterValue, Workspace};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

type Texts = BTreeMap<DocumentId, Vec<Block>>;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(pack()));

/// The drafts of some documents without what follows from decisions on controls: the numbers that
/// headings satisfy and the lists of other documents.
fn texts(workspace: &Workspace, wanted: impl Fn(&Template) -> bool) -> Texts {
    let selection = Selection::of(&workspace.data);
    let context = Context::new(&workspace.data, selection.verdicts(), today());
    let draft = |template: &Template| {
        let (mut blocks, _) = LIBRARY.draft(&context, template.document).unwrap();
        for block in &mut blocks {
            if let Block::Heading { satisfies, .. } = block {
                satisfies.clear();
            }
        }
        (template.document, without_lists(blocks))
    };
    let wanted = LIBRARY.pack().iter().filter(|template| wanted(template));
    wanted.map(draft).collect()
}

/// The examples, and an organisation that has said yes to everything and nothing else.
fn workspaces() -> Vec<(&'static str, Workspace)> {
    let mut bare = Workspace::default();
    for question in QuestionId::all() {
        let answer = json!([{ "answer": { "question": question, "value": "yes" } }]);
        put_json(&mut bare.data, answer);
    }
    let examples = EXAMPLES.map(|name| (name, example(name)));
    examples.into_iter().chain([("bare", bare)]).collect()
}

fn changed(before: &Texts, after: &Texts) -> BTreeSet<DocumentId> {
    let differ = |id: &&DocumentId| before[id] != after[id];
    after.keys().filter(differ).copied().collect()
}

/// Documents that print the decisions themselves, or the set that follows from them.
fn prints_decisions(id: DocumentId) -> bool {
    matches!(
        id.as_str(),
        "statement-of-applicability" | "risk-treatment-plan" | "document-register"
    )
}

/// Every document is tried on two of the organisations; on the others only what declares the fact
/// and has not been moved by it yet, since each rendering takes its time.
#[test]
fn facts_change_exactly_the_documents_that_declare_them() {
    let mut moved: BTreeSet<(DocumentId, QuestionId)> = BTreeSet::new();
    for (name, original) in workspaces() {
        let before = texts(&original, |_| true);
        let all = matches!(name, "saas" | "bare");
        for question in QuestionId::all() {
            let workspace = flipped(&original, question);
            let wanted = |template: &Template| {
                let declares = template.front.facts.contains(&question);
                all || declares && !moved.contains(&(template.document, question))
            };
            let joining = joining(&original, &workspace);
            for id in changed(&before, &texts(&workspace, wanted)) {
                let template = LIBRARY.pack().get(id).unwrap();
                let declared = template.front.facts.contains(&question)
                    || moves_a_parameter(question, template)
                    || refers_to(template, &joining)
                    || prints_decisions(id);
                assert!(declared, "{name}: {question} changes {id}");
                moved.insert((id, question));
            }
        }
    }
    for template in LIBRARY.pack().iter() {
        for fact in &template.front.facts {
            let id = template.document;
            assert!(
                moved.contains(&(id, *fact)),
                "{id} declares {fact}, which changes nothing"
            );
        }
    }
}

/// The workspace with another answer to one question.
fn flipped(original: &Workspace, question: QuestionId) -> Workspace {
    let mut workspace = original.clone();
    let value = if workspace.data.says_yes(question) {
        "no"
    } else {
        "yes"
    };
    let answer = json!([{ "answer": { "question": question, "value": value } }]);
    put_json(&mut workspace.data, answer);
    workspace
}

/// Whether an answer moves the default of a parameter that the document declares.
fn moves_a_parameter(question: QuestionId, template: &Template) -> bool {
    let mut parameters = template.front.parameters.iter();
    parameters.any(|parameter| {
        let mut stricter = parameter.get().stricter_when.iter();
        stricter.any(|(other, _)| *other == question)
    })
}

/// The documents that join or leave the set.
fn joining(before: &Workspace, after: &Workspace) -> BTreeSet<DocumentId> {
    let wanted = |workspace: &Workspace| -> BTreeSet<DocumentId> {
        let session = Session::open(workspace.clone());
        let rows = session.view().documents().into_iter();
        rows.filter(|row| row.wanted).map(|row| row.id).collect()
    };
    wanted(before)
        .symmetric_difference(&wanted(after))
        .copied()
        .collect()
}

/// Whether a text refers to one of the documents.
fn refers_to(template: &Template, documents: &BTreeSet<DocumentId>) -> bool {
    let call = |document: &DocumentId| format!("doc(\"{document}\")");
    let mut calls = documents.iter().map(call);
    let records = template.front.records.iter();
    calls.any(|call| template.text.contains(&call))
        || records
            .filter_map(|record| record.document)
            .any(|id| documents.contains(&id))
}

/// Another value that the parameter takes.
fn another(parameter: ParameterId, value: &ParameterValue) -> serde_json::Value {
    match (parameter.get().kind, value) {
        (ParameterKind::Number { min, max }, ParameterValue::Number(n)) => {
            json!(if *n < max { n + 1 } else { min })
        }
        (ParameterKind::Choice { options }, ParameterValue::Text(text)) => {
            json!(options.iter().find(|option| ***option != **text).unwrap())
        }
        (ParameterKind::YesNo, ParameterValue::Flag(flag)) => json!(!flag),
        (_, _) => json!("somewhere quite different"),
    }
}

/// The workspace with other values for some parameters.
fn moved(original: &Workspace, parameters: impl IntoIterator<Item = ParameterId>) -> Workspace {
    let mut workspace = original.clone();
    for parameter in parameters {
        let value = another(parameter, &workspace.data.parameter(parameter));
        let setting = json!([{ "parameter": { "parameter": parameter, "value": value } }]);
        put_json(&mut workspace.data, setting);
    }
    workspace
}

/// For each document: all parameters that it does not declare at once, which must leave it as it
/// is, and each that it declares alone, which must change it in one of the organisations.
#[test]
fn parameters_change_exactly_the_documents_that_declare_them() {
    // Two examples and the bare organisation reach every parameter.
    let originals: Vec<_> = workspaces().into_iter().skip(2).collect();
    let before: Vec<_> = originals.iter().map(|(_, w)| texts(w, |_| true)).collect();
    for template in LIBRARY.pack().iter() {
        let id = template.document;
        let this = |other: &Template| other.document == id;
        let declared = &template.front.parameters;
        let others = || ParameterId::all().filter(|other| !declared.contains(other));
        let changes = |at: usize, workspace: &Workspace| {
            !changed(&before[at], &texts(workspace, this)).is_empty()
        };
        for (at, (name, original)) in originals.iter().enumerate() {
            let unmoved = !changes(at, &moved(original, others()));
            assert!(
                unmoved,
                "{name}: a parameter that {id} does not declare changes it"
            );
        }
        for parameter in declared {
            let mut organisations = originals.iter().enumerate();
            let moves = organisations.any(|(at, (_, w))| changes(at, &moved(w, [*parameter])));
            assert!(moves, "{id} declares {parameter}, which changes nothing");
        }
    }
}
