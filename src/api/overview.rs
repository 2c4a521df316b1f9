//! The task list: what there is to do, how far it is, and what it unlocks.

use super::View;
use super::questions::{called_for, decides};
use super::session::Counts;
use crate::catalogue::{ControlId, QuestionId, RoleId, SectionId};
use crate::workspace::{AnswerValue, Organisation, Scope};
use serde::Serialize;

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum TaskState {
    /// Nothing yet.
    NotStarted,
    /// Begun.
    InProgress,
    /// All there, but something is open that only a person can settle.
    NeedsAttention,
    /// All there.
    Complete,
}

/// One task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// `organisation`, `people`, `scope`, the id of a section of questions, `risks`, `controls`
    /// or `documents`.
    pub id: String,
    /// How far it is.
    pub state: TaskState,
    /// What is done.
    pub done: usize,
    /// What there is to do.
    pub total: usize,
    /// How many controls it decides.
    pub controls: usize,
    /// How many documents it decides.
    pub documents: usize,
}

/// The first thing that a visitor sees of a workspace.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// The organisation's name.
    pub name: String,
    /// The edition, in words.
    pub edition: &'static str,
    /// The tasks, in the order in which they are best done.
    pub tasks: Vec<Task>,
    /// The first question without an answer.
    #[cfg_attr(target_family = "wasm", tsify(type = "string | undefined"))]
    pub next_question: Option<QuestionId>,
    /// The counts.
    pub counts: Counts,
}

/// Counts what is done of what there is to do.
fn task(id: &str, parts: &[bool]) -> Task {
    let done = parts.iter().filter(|part| **part).count();
    Task {
        id: id.to_owned(),
        state: match done {
            0 => TaskState::NotStarted,
            _ if done == parts.len() => TaskState::Complete,
            _ => TaskState::InProgress,
        },
        done,
        total: parts.len(),
        controls: 0,
        documents: 0,
    }
}

fn organisation_parts(organisation: &Organisation) -> [bool; 5] {
    [
        !organisation.name.is_empty(),
        organisation.sector.is_some(),
        organisation.headcount.is_some(),
        !organisation.country.is_empty(),
        !organisation.activities.is_empty(),
    ]
}

fn scope_parts(scope: &Scope) -> [bool; 6] {
    [
        !scope.statement.is_empty(),
        !scope.activities.is_empty(),
        !scope.systems.is_empty(),
        !scope.exclusions.is_empty(),
        !scope.interfaces.is_empty(),
        scope
            .climate
            .as_ref()
            .is_some_and(|climate| !climate.reason.is_empty()),
    ]
}

impl View<'_> {
    /// The overview.
    pub fn overview(&self) -> Overview {
        let data = &self.workspace.data;
        let unanswered = |question: &QuestionId| data.answers.get(question).is_none();
        let mut tasks = vec![
            task("organisation", &organisation_parts(&data.organisation)),
            self.people_task(),
            self.scope_task(),
        ];
        tasks.extend(SectionId::all().map(|section| self.section_task(section)));
        tasks.extend([self.risk_task(), self.control_task(), self.document_task()]);
        Overview {
            name: data.organisation.name.to_string(),
            edition: data.organisation.edition.name(),
            tasks,
            next_question: SectionId::all()
                .flat_map(|section| section.get().questions.iter().copied())
                .find(unanswered),
            counts: self.counts(),
        }
    }

    fn people_task(&self) -> Task {
        let held: Vec<bool> = RoleId::all()
            .map(|role| {
                let holder = self.workspace.data.roles.get(&role);
                holder.is_some_and(|holder| holder.person.is_some())
            })
            .collect();
        task("people", &held)
    }

    fn scope_task(&self) -> Task {
        let data = &self.workspace.data;
        let mut parts = scope_parts(&data.scope).to_vec();
        parts.push(!data.issues.is_empty());
        parts.push(!data.parties.is_empty());
        task("scope", &parts)
    }

    fn section_task(&self, section: SectionId) -> Task {
        let edition = self.verdicts.edition();
        let questions = section.get().questions;
        let answers = || {
            questions
                .iter()
                .map(|question| self.workspace.data.answers.get(question))
        };
        let answered: Vec<bool> = answers().map(|answer| answer.is_some()).collect();
        let decided: Vec<ControlId> = questions
            .iter()
            .flat_map(|question| decides(*question, edition))
            .collect();
        let controls: Vec<ControlId> = ControlId::all(edition)
            .filter(|control| decided.contains(control))
            .collect();
        let mut task = task(&section.to_string(), &answered);
        let unknown = answers()
            .flatten()
            .any(|answer| answer.value == AnswerValue::Unknown);
        if task.state == TaskState::Complete && unknown {
            task.state = TaskState::NeedsAttention;
        }
        task.documents = called_for(&controls, edition).len();
        task.controls = controls.len();
        task
    }

    fn risk_task(&self) -> Task {
        let ready: Vec<bool> = self
            .workspace
            .data
            .risks
            .iter()
            .map(|risk| {
                risk.is_own()
                    && risk.owner.is_some()
                    && risk.inherent.is_some()
                    && risk.residual.is_some()
                    && risk.treatment.is_some()
            })
            .collect();
        task("risks", &ready)
    }

    fn control_task(&self) -> Task {
        let states: Vec<bool> = self
            .verdicts
            .iter()
            .filter(|(control, _)| self.verdicts.included(*control))
            .map(|(control, verdict)| {
                let state = self.workspace.data.controls.get(&control);
                !verdict.to_confirm && state.is_some_and(|state| state.status.is_some())
            })
            .collect();
        task("controls", &states)
    }

    fn document_task(&self) -> Task {
        let settled: Vec<bool> = self
            .documents()
            .iter()
            .filter(|row| row.wanted)
            .map(|row| row.settled())
            .collect();
        task("documents", &settled)
    }
}
