//! What may be put into a workspace: everything that one entity has to be in the company of others.

use super::*;
use crate::catalogue::{ControlId, ParameterKind};

impl Data {
    /// What forbids putting an entity in.
    pub(super) fn check_put(&self, entity: &Entity) -> Vec<Finding> {
        let mut findings = self.check_sound(entity);
        match entity {
            Entity::Risk(risk) => {
                self.check_edition(&risk.controls, "risk.controls", &mut findings)
            }
            Entity::Obligation(duty) => {
                self.check_edition(&duty.controls, "obligation.controls", &mut findings);
            }
            Entity::Control(state) => {
                self.check_edition(&[state.control], "control.control", &mut findings);
            }
            Entity::Method(method) => self.check_rescaled(method, &mut findings),
            Entity::Record(row) => self.check_new_row(row, &mut findings),
            _ => {}
        }
        findings
    }

    /// What in the whole data is not sound.
    pub(super) fn check_all(&self) -> Vec<Finding> {
        let method = Entity::Method(self.method.clone());
        let risks = self.risks.iter().cloned().map(Entity::Risk);
        let controls = self.controls.iter().cloned().map(Entity::Control);
        let documents = self.documents.iter().cloned().map(Entity::Document);
        let parameters = self.parameters.iter().cloned().map(Entity::Parameter);
        let records = self.records.iter().cloned().map(Entity::Record);
        std::iter::once(method)
            .chain(risks)
            .chain(controls)
            .chain(documents)
            .chain(parameters)
            .chain(records)
            .flat_map(|entity| self.check_sound(&entity))
            .collect()
    }

    fn check_sound(&self, entity: &Entity) -> Vec<Finding> {
        match entity {
            Entity::Risk(risk) => self.check_risk(risk),
            Entity::Method(method) => check_method(method),
            Entity::Control(state) => check_override(state),
            Entity::Document(state) => check_choice(state),
            Entity::Parameter(setting) => check_parameter(setting),
            Entity::Record(row) => self.check_row(row),
            _ => Vec::new(),
        }
    }

    fn check_edition(&self, controls: &[ControlId], path: &str, findings: &mut Vec<Finding>) {
        let edition = self.organisation.edition;
        let strangers = controls.iter().filter(|c| c.edition() != edition);
        findings.extend(strangers.map(|control| {
            Finding::error(
                "wrong-edition",
                path,
                format!(
                    "control `{control}` belongs to {}, this workspace follows {}",
                    control.edition().name(),
                    edition.name()
                ),
            )
            .help("choose the control of this edition, or change the edition of the organisation")
        }));
    }

    fn check_risk(&self, risk: &Risk) -> Vec<Finding> {
        let mut findings = Vec::new();
        let scores = [
            ("risk.inherent", risk.inherent),
            ("risk.current", risk.current),
            ("risk.residual", risk.residual),
        ];
        for (path, score) in scores {
            if let Some(score) = score {
                findings.extend(self.method.check_score(path, score));
            }
        }
        findings
    }

    /// A new scale must still hold every score that was given on the old one.
    fn check_rescaled(&self, method: &Method, findings: &mut Vec<Finding>) {
        let off = |risk: &&Risk| {
            [risk.inherent, risk.current, risk.residual]
                .into_iter()
                .flatten()
                .any(|score| !method.check_score("", score).is_empty())
        };
        let stranded: Vec<String> = self
            .risks
            .iter()
            .filter(off)
            .map(|risk| format!("R-{}", risk.number))
            .collect();
        if let Some(first) = stranded.first() {
            findings.push(
                Finding::error(
                    "scale-too-short",
                    "method",
                    format!(
                        "{} of the risks use a step that the new scale does not have, the first is {first}",
                        stranded.len()
                    ),
                )
                .help("rate these risks anew first, or keep the step"),
            );
        }
    }
}

impl Method {
    fn check_score(&self, path: &str, score: Score) -> Vec<Finding> {
        let places = [
            ("likelihood", score.likelihood, self.likelihood.len()),
            ("impact", score.impact, self.impact.len()),
        ];
        places
            .into_iter()
            .filter(|(_, step, steps)| *step == 0 || usize::from(*step) > *steps)
            .map(|(name, step, steps)| {
                Finding::error(
                    "out-of-range",
                    format!("{path}.{name}"),
                    format!("{name} `{step}` is not on the scale"),
                )
                .help(format!("choose a step from 1 to {steps}"))
            })
            .collect()
    }
}

fn check_method(method: &Method) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, scale) in [
        ("method.likelihood", &method.likelihood),
        ("method.impact", &method.impact),
    ] {
        if !(3..=6).contains(&scale.len()) {
            findings.push(
                Finding::error(
                    "scale-length",
                    path,
                    format!("the scale has {} steps", scale.len()),
                )
                .help("a scale has 3 to 6 steps"),
            );
        }
        if scale.iter().any(|step| step.label.trim().is_empty()) {
            findings.push(
                Finding::error("empty-label", path, "a step of the scale has no name")
                    .help("name every step"),
            );
        }
    }
    if let LevelRule::Matrix { levels } = &method.rule {
        check_matrix(method, levels, &mut findings);
    }
    check_bands(method, &mut findings);
    findings
}

/// The table must fit the scales, and no step up may lower the level.
fn check_matrix(method: &Method, levels: &[Vec<u8>], findings: &mut Vec<Finding>) {
    let fits = levels.len() == method.likelihood.len()
        && levels.iter().all(|row| row.len() == method.impact.len());
    if !fits {
        findings.push(
            Finding::error(
                "matrix-size",
                "method.rule",
                "the table of levels does not fit the scales",
            )
            .help("give one row for each step of likelihood and one level for each step of impact"),
        );
        return;
    }
    let rising = |cells: &[u8]| cells.is_sorted();
    let columns_rise = levels
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a.iter().zip(b).all(|(low, high)| low <= high)));
    let in_range = levels
        .iter()
        .flatten()
        .all(|level| (1..=36).contains(level));
    if !(levels.iter().all(|row| rising(row)) && columns_rise && in_range) {
        findings.push(
            Finding::error(
                "matrix-order",
                "method.rule",
                "a higher likelihood or impact gives a lower level, or a level is not between 1 and 36",
            )
            .help("let levels rise from left to right and from row to row"),
        );
    }
}

fn check_bands(method: &Method, findings: &mut Vec<Finding>) {
    let starts: Vec<u8> = method.bands.iter().map(|band| band.from).collect();
    let sound = starts.first() == Some(&1)
        && starts.len() <= 6
        && starts
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a < b));
    if !sound {
        findings.push(
            Finding::error(
                "band-order",
                "method.bands",
                "the bands do not begin at 1 and rise",
            )
            .help("let the first band begin at 1 and each next one higher; at most 6 bands"),
        );
    }
}

fn check_override(state: &ControlState) -> Vec<Finding> {
    let wordless = |o: &Override| o.reason.trim().is_empty() || o.by.trim().is_empty();
    if state.r#override.as_ref().is_some_and(wordless) {
        vec![
            Finding::error(
                "decision-without-reason",
                "control.override.reason",
                format!(
                    "the decision on `{}` needs a reason and a name",
                    state.control
                ),
            )
            .help("say who decides, and why, in a sentence about this organisation"),
        ]
    } else {
        Vec::new()
    }
}

fn check_choice(state: &DocumentState) -> Vec<Finding> {
    let plain =
        state.choice == Choice::Generate && state.sections.is_empty() && state.additions.is_empty();
    if state.document.is_merged() && !plain {
        let message = "a document of several topics has no choice and no sections of its own";
        return vec![
            Finding::error("only-for-topics", "document", message)
                .help("say it for the topic that is meant"),
        ];
    }
    let (code, message, help) = match &state.choice {
        Choice::Elsewhere { reference } if reference.trim().is_empty() => (
            "reference-missing",
            "a document that exists elsewhere needs a reference",
            "say where it is found",
        ),
        Choice::NotNeeded { reason } if reason.trim().is_empty() => (
            "reason-missing",
            "a document that is not needed needs a reason",
            "say why the organisation does without it",
        ),
        _ => return Vec::new(),
    };
    vec![Finding::error(code, "document.choice", message).help(help)]
}

fn check_parameter(setting: &ParameterSetting) -> Vec<Finding> {
    let parameter = setting.parameter.get();
    let problem = match (&parameter.kind, &setting.value) {
        (ParameterKind::Number { min, max }, ParameterValue::Number(n)) => (n < min || n > max)
            .then(|| {
                (
                    format!("`{n}` is out of range for {}", setting.parameter.question()),
                    format!(
                        "choose a whole number from {min} to {max} {}",
                        parameter.unit.unwrap_or_default()
                    ),
                )
            }),
        (ParameterKind::Choice { options }, ParameterValue::Text(text)) => {
            (!options.contains(&&**text)).then(|| {
                (
                    format!("`{text}` is not one of the options"),
                    format!("choose one of: {}", options.join(", ")),
                )
            })
        }
        (ParameterKind::Text, ParameterValue::Text(_))
        | (ParameterKind::YesNo, ParameterValue::Flag(_)) => None,
        _ => Some((
            format!(
                "the value is of the wrong sort for {}",
                setting.parameter.question()
            ),
            "give the sort of value that the question asks for".to_owned(),
        )),
    };
    problem
        .map(|(message, help)| {
            Finding::error("out-of-range", "parameter.value", message).help(help.trim_end())
        })
        .into_iter()
        .collect()
}
