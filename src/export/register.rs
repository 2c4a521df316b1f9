//! The risk register as a workbook.

use super::labels::ENGLISH;
use super::soa::treatment_name;
use super::xlsx::{Cell, Column, Content, Part, Row, Shade, Sheet, Table, Workbook};
use crate::documents::model::DocumentControl;
use crate::risk::Standing;
use crate::workspace::{
    Action, ActionStatus, Data, LevelRule, Method, Owner, Risk, ScaleStep, Score, Tone, Treatment,
};

/// The workbook: register, method, heat map, treatment plan.
pub fn workbook(data: &Data, control: DocumentControl) -> Workbook {
    let sheet = |name, content| Sheet { name, content };
    Workbook {
        kind: "risk-register",
        title: "Risk register".to_owned(),
        language: "en".to_owned(),
        sheets: vec![
            sheet("Register", Content::Register(register(data))),
            sheet("Method", method(&data.method, &control)),
            sheet("Heat map", heat_map(data)),
            sheet("Treatment plan", Content::Register(plan(data))),
        ],
        control,
    }
}

/// Document control as pairs for a cover.
pub(super) fn control_pairs(control: &DocumentControl) -> Vec<(String, Cell)> {
    let day = |date: &str| match date.parse() {
        Ok(day) => Cell::Day(day),
        Err(_) => date.into(),
    };
    let option = |date: &Option<String>| day(date.as_deref().unwrap_or_default());
    [
        ("Organisation", control.organisation.as_str().into()),
        (ENGLISH.reference, control.reference.as_str().into()),
        (ENGLISH.version, control.version.as_str().into()),
        (ENGLISH.status, ENGLISH.status_name(control.status).into()),
        (
            ENGLISH.classification,
            control.classification.as_str().into(),
        ),
        (ENGLISH.owner, control.owner.as_str().into()),
        (ENGLISH.author, control.author.as_str().into()),
        (ENGLISH.date, day(&control.date)),
        (ENGLISH.approved_by, control.approver.as_deref().into()),
        (ENGLISH.approved_on, option(&control.approved_on)),
        (ENGLISH.next_review, option(&control.next_review)),
        (ENGLISH.edition, control.edition.as_str().into()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// The name of a score's band.
pub(super) fn band(data: &Data, score: Option<Score>) -> Option<&str> {
    let points = data.method.points(score?);
    data.method.band(points).map(|band| &*band.label)
}

/// The method's bands with their colours.
pub(super) fn band_tones(data: &Data) -> Vec<(String, Tone)> {
    data.method
        .bands
        .iter()
        .map(|band| (band.label.to_string(), band.tone))
        .collect()
}

/// The four columns of a rating.
fn rating_columns(data: &Data, titles: [&'static str; 4]) -> [Column; 4] {
    let [likelihood, impact, points, level] = titles;
    [
        Column::new(likelihood, 11.0).up_to(data.method.likelihood.len()),
        Column::new(impact, 9.0).up_to(data.method.impact.len()),
        Column::new(points, 9.0),
        Column::new(level, 12.0).tones(band_tones(data)),
    ]
}

fn rating(data: &Data, score: Option<Score>) -> [Cell; 4] {
    [
        score.map(|score| score.likelihood).into(),
        score.map(|score| score.impact).into(),
        score.map(|score| data.method.points(score)).into(),
        band(data, score).into(),
    ]
}

const TREATMENTS: [Treatment; 4] = [
    Treatment::Reduce,
    Treatment::Avoid,
    Treatment::Share,
    Treatment::Accept,
];

fn register(data: &Data) -> Table {
    let mut columns = vec![
        Column::new("Risk", 7.0),
        Column::new("Title", 26.0),
        Column::new("Asset", 16.0),
        Column::new("Threat", 26.0),
        Column::new("Vulnerability", 26.0),
        Column::new("Consequence", 26.0),
        Column::new("Properties", 14.0),
        Column::new("Owner", 17.0),
    ];
    columns.extend(rating_columns(
        data,
        [
            "Inherent likelihood",
            "Inherent impact",
            "Inherent score",
            "Inherent level",
        ],
    ));
    columns.extend(rating_columns(
        data,
        [
            "Current likelihood",
            "Current impact",
            "Current score",
            "Current level",
        ],
    ));
    columns.extend([
        Column::new("Treatment", 12.0).choices(TREATMENTS.map(treatment_name)),
        Column::new("Rationale", 24.0),
        Column::new("Controls", 12.0),
        Column::new("Other controls", 18.0),
    ]);
    columns.extend(rating_columns(
        data,
        [
            "Residual likelihood",
            "Residual impact",
            "Residual score",
            "Residual level",
        ],
    ));
    columns.extend([
        Column::new("Accepted by", 16.0),
        Column::new("Accepted on", 11.0),
        Column::new("Accepted until", 11.0),
        Column::new("Reason for acceptance", 24.0),
        Column::new("State", 11.0),
    ]);
    let risks = data.risks_by_level().into_iter();
    let rows = risks.map(|risk| Row {
        id: risk.id.as_str().to_owned(),
        cells: cells(data, risk),
    });
    Table {
        name: "Register",
        columns,
        rows: rows.collect(),
    }
}

fn cells(data: &Data, risk: &Risk) -> Vec<Cell> {
    let acceptance = risk.acceptance.as_ref();
    let mut cells = vec![
        number(risk),
        (*risk.title).into(),
        data.at_risk(risk).into(),
        (*risk.threat).into(),
        (*risk.vulnerability).into(),
        (*risk.consequence).into(),
        risk.properties().into(),
        owner(data, risk.owner.as_ref()),
    ];
    cells.extend(rating(data, risk.inherent));
    cells.extend(rating(data, risk.current));
    cells.extend([
        risk.treatment.map(treatment_name).into(),
        (*risk.rationale).into(),
        controls(risk),
        list(risk.own_controls.iter().map(|control| &**control)),
    ]);
    cells.extend(rating(data, risk.residual));
    cells.extend([
        acceptance.map(|acceptance| &*acceptance.by).into(),
        acceptance.map(|acceptance| acceptance.on).into(),
        acceptance.and_then(|acceptance| acceptance.until).into(),
        acceptance.map(|acceptance| &*acceptance.reason).into(),
        (if risk.is_own() {
            "Own"
        } else {
            "Starter, not edited"
        })
        .into(),
    ]);
    cells
}

fn number(risk: &Risk) -> Cell {
    format!("R-{}", risk.number).into()
}

fn owner(data: &Data, owner: Option<&Owner>) -> Cell {
    owner.map(|owner| data.owner_text(owner)).into()
}

fn controls(risk: &Risk) -> Cell {
    list(risk.controls.iter().map(|control| control.as_str()))
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> Cell {
    items.collect::<Vec<_>>().join(", ").into()
}

const ACTIONS: [(ActionStatus, &str, Tone); 3] = [
    (ActionStatus::Open, "Open", Tone::Act),
    (ActionStatus::Started, "Under way", Tone::Watch),
    (ActionStatus::Done, "Done", Tone::Calm),
];

/// A row for every step of every treatment.
fn plan(data: &Data) -> Table {
    let columns = vec![
        Column::new("Step", 9.0),
        Column::new("Risk", 8.0),
        Column::new("Risk title", 36.0),
        Column::new("Level", 12.0).tones(band_tones(data)),
        Column::new("Treatment", 12.0),
        Column::new("Action", 50.0),
        Column::new("Owner", 24.0),
        Column::new("Due", 12.0),
        Column::new("Status", 12.0)
            .choices(ACTIONS.map(|(_, name, _)| name))
            .tones(ACTIONS.map(|(_, name, tone)| (name, tone))),
        Column::new("Means", 24.0),
        Column::new("Controls", 20.0),
        Column::new("Residual level", 12.0).tones(band_tones(data)),
    ];
    let mut rows = Vec::new();
    for risk in data
        .risks_by_level()
        .into_iter()
        .filter(|risk| risk.is_own())
    {
        for (at, action) in risk.actions.iter().enumerate() {
            rows.push(Row {
                id: format!("{}#{at}", risk.id),
                cells: step(data, risk, at, action),
            });
        }
    }
    Table {
        name: "TreatmentPlan",
        columns,
        rows,
    }
}

fn step(data: &Data, risk: &Risk, at: usize, action: &Action) -> Vec<Cell> {
    let status = ACTIONS
        .iter()
        .find(|(status, _, _)| *status == action.status);
    vec![
        // The key by which an edited row is found again, so no two rows share one.
        format!("R-{}.{}", risk.number, at + 1).into(),
        number(risk),
        (*risk.title).into(),
        band(data, risk.inherent).into(),
        risk.treatment.map(treatment_name).into(),
        (*action.title).into(),
        owner(data, action.owner.as_ref()),
        action.due.into(),
        status.map(|(_, name, _)| *name).into(),
        (*action.means).into(),
        controls(risk),
        band(data, risk.residual).into(),
    ]
}

fn method(method: &Method, control: &DocumentControl) -> Content {
    let rule = match method.rule {
        LevelRule::Product => "likelihood multiplied by impact",
        LevelRule::Sum => "likelihood plus impact, less one",
        LevelRule::Matrix { .. } => "read from the table of levels",
    };
    let head = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect();
    let parts = vec![
        Part::Title("Risk register".to_owned()),
        Part::Pairs(control_pairs(control)),
        Part::Heading("Likelihood".to_owned()),
        Part::Table {
            head: head(&["Step", "Meaning", "Name"]),
            rows: scale(&method.likelihood),
        },
        Part::Heading("Impact".to_owned()),
        Part::Table {
            head: head(&["Step", "Meaning", "Name"]),
            rows: scale(&method.impact),
        },
        Part::Heading("Levels".to_owned()),
        Part::Table {
            head: head(&["Level", "Range", "Treatment"]),
            rows: bands(method),
        },
        Part::Pairs(vec![
            ("Level rule".to_owned(), rule.into()),
            ("Acceptable up to".to_owned(), method.acceptable.into()),
            ("Who may accept more".to_owned(), (*method.authority).into()),
            ("Assessed again after".to_owned(), (*method.triggers).into()),
        ]),
    ];
    Content::Page {
        widths: vec![24.0, 70.0, 24.0],
        parts,
    }
}

fn scale(steps: &[ScaleStep]) -> Vec<Vec<Shade>> {
    let row = |(number, step): (u32, &ScaleStep)| {
        let cells = [
            number.into(),
            (*step.description).into(),
            (*step.label).into(),
        ];
        cells.map(Cell::plain).into()
    };
    (1..).zip(steps).map(row).collect()
}

fn bands(method: &Method) -> Vec<Vec<Shade>> {
    let ends = method
        .bands
        .iter()
        .skip(1)
        .map(|next| next.from.saturating_sub(1));
    let ends = ends.chain([method.highest()]);
    let row = |(band, end): (&crate::workspace::Band, u8)| {
        let standing = match method.verdict(end) {
            Standing::Acceptable => "none needed",
            Standing::Unacceptable => "treat, or accept by someone entitled",
        };
        vec![
            Shade {
                cell: (*band.label).into(),
                tone: Some(band.tone),
            },
            Cell::from(format!("{} to {end}", band.from)).plain(),
            Cell::from(standing).plain(),
        ]
    };
    method.bands.iter().zip(ends).map(row).collect()
}

/// Two grids: before treatment and after.
fn heat_map(data: &Data) -> Content {
    let columns = data.method.impact.len();
    let parts = vec![
        Part::Title("Heat map".to_owned()),
        Part::Heading("Before treatment (inherent)".to_owned()),
        grid(data, |risk| risk.inherent),
        Part::Heading("After treatment (residual)".to_owned()),
        grid(data, |risk| risk.residual),
        Part::Text("Each cell shows its level and the risks that have it.".to_owned()),
    ];
    let widths = std::iter::once(26.0).chain(std::iter::repeat_n(22.0, columns));
    Content::Page {
        widths: widths.collect(),
        parts,
    }
}

fn grid(data: &Data, score: fn(&Risk) -> Option<Score>) -> Part {
    let method = &data.method;
    let named = |number: u8, step: &ScaleStep| format!("{number} {}", step.label);
    let corner = "Likelihood ↓ Impact →".to_owned();
    let impacts = (1..)
        .zip(&method.impact)
        .map(|(number, step)| named(number, step));
    let mut rows: Vec<Vec<Shade>> = (1..)
        .zip(&method.likelihood)
        .map(|(likelihood, step)| {
            let first = Cell::from(named(likelihood, step)).plain();
            let cells = (1..)
                .zip(&method.impact)
                .map(|(impact, _)| heat(data, Score { likelihood, impact }, score));
            std::iter::once(first).chain(cells).collect()
        })
        .collect();
    // The most likely on top, as people draw it.
    rows.reverse();
    Part::Table {
        head: std::iter::once(corner).chain(impacts).collect(),
        rows,
    }
}

fn heat(data: &Data, place: Score, score: fn(&Risk) -> Option<Score>) -> Shade {
    let points = data.method.points(place);
    let band = data.method.band(points);
    let mut numbers: Vec<u32> = data
        .risks
        .iter()
        .filter(|risk| score(risk) == Some(place))
        .map(|risk| risk.number)
        .collect();
    numbers.sort_unstable();
    let count = numbers.len();
    let shown: Vec<String> = numbers
        .iter()
        .take(MOST_SHOWN)
        .map(|n| format!("R-{n}"))
        .collect();
    let more = if count > MOST_SHOWN {
        format!(" and {} more", count - MOST_SHOWN)
    } else {
        String::new()
    };
    let label = band.map_or("", |band| &*band.label);
    let text = format!("{points} {label}\n{}{more}", shown.join(", "));
    Shade {
        cell: text.trim_end().into(),
        tone: band.map(|band| band.tone),
    }
}

/// A cell of the heat map names this many risks.
const MOST_SHOWN: usize = 20;
