//! What part of the risk register is wanted: a search, filters on any column, an order.
//!
//! Every column puts a risk into words: `role:top-management` for its owner, `12` and `3-4` for a
//! level. A filter names a column and words, and the same words name the groups of the register,
//! so whatever can be counted can also be shown.

use super::{PlanState, View};
use crate::catalogue::Theme;
use crate::risk::{SortKey, Standing, sort};
use crate::selection::in_edition;
use crate::workspace::{Date, Id, Owner, Risk, Score};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A column of the register, or another fact about a risk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum RiskColumn {
    /// The number; in words `r-12`.
    #[default]
    Number,
    /// The title, or a part of it.
    Title,
    /// What is at risk, or a part of it.
    Asset,
    /// The owner: `role:…` or `person:…`.
    Owner,
    /// The level before treatment: its band by the band's lowest level (`12`), and likelihood and
    /// impact (`3-4`).
    Inherent,
    /// The level with the controls that exist.
    Current,
    /// The level with the planned controls.
    Residual,
    /// The treatment.
    Treatment,
    /// The controls; by number when sorted.
    Controls,
    /// How far the treatment plan is.
    Plan,
    /// Whether what is left is accepted: `valid` or `expired`.
    Acceptance,
    /// `own`, or `starter` for one that is still as it came.
    Origin,
    /// On which side of the acceptance line the last level that was rated lies.
    Standing,
    /// The themes of the controls.
    Theme,
    /// From where to where the treatment moves it: `4-5>2-3`.
    Move,
}

/// Risks that one of several words fits.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RiskFilter {
    /// The column.
    pub column: RiskColumn,
    /// The words; `none` fits risks with nothing in the column.
    pub any: Vec<String>,
}

/// What part of the register is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RiskQuery {
    /// Words that the number, title, asset, threat or weakness holds.
    pub search: String,
    /// Each must fit.
    pub filters: Vec<RiskFilter>,
    /// By what to sort; equal ones by number.
    pub sort: RiskColumn,
    /// From high to low.
    pub descending: bool,
    /// The day by which actions and acceptances are judged; without it nothing is late.
    #[cfg_attr(target_family = "wasm", tsify(type = "string | null"))]
    pub today: Option<Date>,
    /// How many rows to pass over.
    pub skip: usize,
    /// How many rows at most; 0 gives 100.
    pub take: usize,
}

/// Risks that have a word in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RiskGroup {
    /// The word by which a filter finds them.
    pub word: String,
    /// How many.
    pub count: u32,
    /// How many of them are over the acceptance line.
    pub over: u32,
}

/// The word for nothing.
const NONE: &str = "none";

impl View<'_> {
    /// The risks that a query wants, all pages of them, in its order.
    pub(super) fn found(&self, query: &RiskQuery) -> Vec<&Risk> {
        let search = query.search.to_lowercase();
        let risks = self.workspace.data.risks.iter();
        let found = risks.filter(|risk| {
            (search.is_empty() || speaks_of(risk, &search))
                && query
                    .filters
                    .iter()
                    .all(|x| self.fits(risk, x, query.today))
        });
        let key = |risk: &Risk| self.sort_key(risk, query);
        sort(&mut found.map(|risk| (key(risk), risk)), query.descending)
    }

    /// The ids of the risks that a query wants, all pages of them, in its order.
    pub fn risk_ids(&self, query: &RiskQuery) -> Vec<Id> {
        self.found(query)
            .into_iter()
            .map(|risk| risk.id.clone())
            .collect()
    }

    /// The risks counted by a column, in the order of its words.
    pub fn risk_groups(&self, column: RiskColumn, today: Option<Date>) -> Vec<RiskGroup> {
        let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for risk in self.workspace.data.risks.iter() {
            let over = u32::from(self.standing(risk) == Some(Standing::Unacceptable));
            let mut words = self.words(risk, column, today);
            if words.is_empty() {
                words.push(NONE.to_owned());
            }
            for word in words {
                let (all, bad) = counts.entry(word).or_default();
                *all += 1;
                *bad += over;
            }
        }
        counts
            .into_iter()
            .map(|(word, (count, over))| RiskGroup { word, count, over })
            .collect()
    }

    fn fits(&self, risk: &Risk, filter: &RiskFilter, today: Option<Date>) -> bool {
        let words = self.words(risk, filter.column, today);
        let part = matches!(filter.column, RiskColumn::Title | RiskColumn::Asset);
        filter.any.iter().any(|wanted| {
            (words.is_empty() && wanted == NONE)
                || words.iter().any(|word| match part {
                    true => holds(word, &wanted.to_lowercase()),
                    false => word == wanted,
                })
        })
    }

    /// A risk as a column puts it.
    fn words(&self, risk: &Risk, column: RiskColumn, today: Option<Date>) -> Vec<String> {
        let data = &self.workspace.data;
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let controls = || {
            let named = risk.controls.iter();
            named.flat_map(|control| in_edition(*control, self.verdicts.edition()))
        };
        match column {
            RiskColumn::Number => vec![format!("r-{}", risk.number)],
            RiskColumn::Title => text(&risk.title).into_iter().collect(),
            RiskColumn::Asset => text(&data.at_risk(risk)).into_iter().collect(),
            RiskColumn::Owner => risk.owner.iter().map(owner_word).collect(),
            RiskColumn::Inherent => self.level_words(risk.inherent),
            RiskColumn::Current => self.level_words(risk.current),
            RiskColumn::Residual => self.level_words(risk.residual),
            RiskColumn::Treatment => risk.treatment.iter().map(spelled).collect(),
            RiskColumn::Controls => controls().map(|control| control.to_string()).collect(),
            RiskColumn::Plan => plan_state(risk, today).iter().map(spelled).collect(),
            RiskColumn::Acceptance => acceptance(risk, today)
                .map(str::to_owned)
                .into_iter()
                .collect(),
            RiskColumn::Origin => vec![if risk.is_own() { "own" } else { "starter" }.to_owned()],
            RiskColumn::Standing => self.standing(risk).iter().map(spelled).collect(),
            RiskColumn::Theme => {
                let treats =
                    |theme: &&Theme| controls().any(|control| control.get().theme == **theme);
                Theme::ALL.iter().filter(treats).map(spelled).collect()
            }
            RiskColumn::Move => {
                let moved = risk.inherent.zip(risk.residual);
                moved
                    .map(|(from, to)| format!("{}>{}", cell(from), cell(to)))
                    .into_iter()
                    .collect()
            }
        }
    }

    fn level_words(&self, score: Option<Score>) -> Vec<String> {
        let method = &self.workspace.data.method;
        let Some(score) = score else {
            return Vec::new();
        };
        let band = method.band(method.points(score));
        band.map(|band| band.from.to_string())
            .into_iter()
            .chain([cell(score)])
            .collect()
    }

    /// On which side of the acceptance line the last level that was rated lies.
    fn standing(&self, risk: &Risk) -> Option<Standing> {
        let method = &self.workspace.data.method;
        let score = risk.residual.or(risk.current).or(risk.inherent)?;
        Some(method.verdict(method.points(score)))
    }

    /// By what a column sorts: by a number where it has one, else by its words.
    fn sort_key(&self, risk: &Risk, query: &RiskQuery) -> SortKey {
        let data = &self.workspace.data;
        let points = |score: Option<Score>| {
            SortKey::rank(score.map_or(0, |score| u32::from(data.method.points(score))))
        };
        match query.sort {
            RiskColumn::Number => SortKey::rank(risk.number),
            RiskColumn::Inherent => points(risk.inherent),
            RiskColumn::Current => points(risk.current),
            RiskColumn::Residual => points(risk.residual),
            RiskColumn::Treatment => SortKey::rank(risk.treatment.map_or(0, |t| t as u32 + 1)),
            RiskColumn::Controls => {
                SortKey::rank(u32::try_from(risk.controls.len()).unwrap_or(u32::MAX))
            }
            RiskColumn::Plan => {
                SortKey::rank(plan_state(risk, query.today).map_or(0, |state| state as u32 + 1))
            }
            RiskColumn::Owner => SortKey::text(
                &risk
                    .owner
                    .as_ref()
                    .map_or(String::new(), |x| data.owner_text(x)),
            ),
            column => SortKey::text(&self.words(risk, column, query.today).concat()),
        }
    }
}

/// Whether a risk's number, title, asset, threat or weakness holds the words.
fn speaks_of(risk: &Risk, words: &str) -> bool {
    let texts: [&str; 4] = [&risk.title, &risk.asset, &risk.threat, &risk.vulnerability];
    texts.into_iter().any(|text| holds(text, words)) || format!("r-{}", risk.number).contains(words)
}

/// Whether a text holds words in lower case, in whatever case it is written.
fn holds(text: &str, words: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(words);
    }
    // The usual case, and it needs no copy of the text.
    let mut places = text.as_bytes().windows(words.len().max(1));
    words.is_empty() || places.any(|place| place.eq_ignore_ascii_case(words.as_bytes()))
}

fn cell(score: Score) -> String {
    format!("{}-{}", score.likelihood, score.impact)
}

fn owner_word(owner: &Owner) -> String {
    match owner {
        Owner::Role(role) => format!("role:{role}"),
        Owner::Person(person) => format!("person:{person}"),
    }
}

/// A name as JSON spells it, so that the page knows each by one word.
fn spelled(name: &impl Serialize) -> String {
    let json = crate::json::write(name).unwrap_or_default();
    json.trim_matches('"').to_owned()
}

/// How far the treatment plan is, by the action that needs most care; `None` without actions.
pub(super) fn plan_state(risk: &Risk, today: Option<Date>) -> Option<PlanState> {
    risk.actions
        .iter()
        .map(|action| PlanState::of(action, today))
        .max()
}

/// Whether the acceptance of what is left still holds.
pub(super) fn acceptance(risk: &Risk, today: Option<Date>) -> Option<&'static str> {
    let until = risk.acceptance.as_ref()?.until;
    let over = until.zip(today).is_some_and(|(until, today)| until < today);
    Some(if over { "expired" } else { "valid" })
}
