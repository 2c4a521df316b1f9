//! Random organisations: answers, risks, duties and decisions of people, as commands.

use annexa::catalogue::{ControlId, Edition, QuestionId, ScenarioId};
use annexa::selection::in_edition;
use annexa::workspace::*;
use proptest::collection::vec;
use proptest::prelude::*;

/// One change, in numbers that shrink well; what they stand for depends on the data at the time.
#[derive(Debug, Clone)]
pub enum Deed {
    Edition(bool),
    Answer(u8, Option<AnswerValue>),
    Risk(u8, Style, Vec<u8>),
    Duty(u8, bool, Vec<u8>),
    Decision(u8, Option<bool>),
    Asset(u8),
    Remove(u8),
    Batch(Vec<Deed>),
}

/// What sort of risk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Style {
    Own(Treatment),
    Undecided,
    Untouched,
}

fn value() -> impl Strategy<Value = Option<AnswerValue>> {
    use AnswerValue::{No, Unknown, Yes};
    // Mostly no, or else hardly any control would ever be excluded.
    prop_oneof![6 => Just(Some(No)), 2 => Just(Some(Yes)), 1 => Just(Some(Unknown)), 1 => Just(None)]
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        3 => Just(Style::Own(Treatment::Reduce)),
        1 => Just(Style::Own(Treatment::Avoid)),
        1 => Just(Style::Own(Treatment::Share)),
        1 => Just(Style::Own(Treatment::Accept)),
        1 => Just(Style::Undecided),
        1 => Just(Style::Untouched),
    ]
}

fn risk() -> impl Strategy<Value = Deed> {
    (0..5_u8, style(), vec(any::<u8>(), 0..4)).prop_map(|(id, s, c)| Deed::Risk(id, s, c))
}

fn duty() -> impl Strategy<Value = Deed> {
    (0..3_u8, any::<bool>(), vec(any::<u8>(), 0..3)).prop_map(|(id, b, c)| Deed::Duty(id, b, c))
}

fn decision() -> impl Strategy<Value = Deed> {
    (any::<u8>(), proptest::option::weighted(0.8, any::<bool>()))
        .prop_map(|(c, d)| Deed::Decision(c, d))
}

fn answer() -> impl Strategy<Value = Deed> {
    (any::<u8>(), value()).prop_map(|(q, v)| Deed::Answer(q, v))
}

/// A single change of any sort.
pub fn deed() -> impl Strategy<Value = Deed> {
    let one = prop_oneof![
        4 => answer(),
        4 => risk(),
        2 => duty(),
        3 => decision(),
        1 => any::<bool>().prop_map(Deed::Edition),
        1 => any::<u8>().prop_map(Deed::Asset),
        3 => any::<u8>().prop_map(Deed::Remove),
    ];
    one.prop_recursive(1, 8, 4, |inner| vec(inner, 0..4).prop_map(Deed::Batch))
}

/// All answers, then risks, duties and decisions; in the end perhaps a change of edition, which
/// leaves risks and duties with controls of the other one.
pub fn organisation() -> impl Strategy<Value = Data> {
    let answers = vec(value(), QuestionId::COUNT);
    let rest = (
        vec(risk(), 0..4),
        vec(duty(), 0..3),
        vec(decision(), 0..6),
        any::<(bool, bool)>(),
    );
    (answers, rest).prop_map(|(answers, (risks, duties, decisions, (first, last)))| {
        let mut data = Data::default();
        let answers = (0_u8..).zip(answers).map(|(q, v)| Deed::Answer(q, v));
        std::iter::once(Deed::Edition(first))
            .chain(answers)
            .chain(risks)
            .chain(duties)
            .chain(decisions)
            .chain([Deed::Edition(last)])
            .for_each(|deed| {
                if let Some(command) = deed.command(&data) {
                    data.apply(command, "2026-11-24".parse().unwrap())
                        .expect("random data is sound");
                }
            });
        data
    })
}

impl Deed {
    /// The command; none where there is nothing to do.
    pub fn command(&self, data: &Data) -> Option<Command> {
        let edition = data.organisation.edition;
        let controls = |numbers: &[u8]| {
            let mut controls: Vec<_> = numbers.iter().map(|n| control(edition, *n)).collect();
            controls.sort_unstable();
            controls.dedup();
            controls
        };
        Some(match self {
            Self::Edition(old) => {
                let mut organisation = data.organisation.clone();
                organisation.edition = if *old { Edition::V2013 } else { Edition::V2022 };
                put(Entity::Organisation(organisation))
            }
            Self::Answer(question, Some(value)) => answered(nth_question(*question), *value),
            Self::Answer(question, None) => {
                let question = nth_question(*question);
                data.answers.get(&question)?;
                remove(Kind::Answer, question.as_str())
            }
            Self::Risk(id, style, numbers) => {
                put(Entity::Risk(a_risk(*id, *style, controls(numbers))))
            }
            Self::Duty(id, legal, numbers) => {
                put(Entity::Obligation(a_duty(*id, *legal, controls(numbers))))
            }
            Self::Decision(number, include) => {
                let decided = decided(control(edition, *number), *include);
                put(Entity::Control(decided))
            }
            Self::Asset(number) => put(Entity::Site(Site {
                id: id("site", u32::from(*number)),
                name: line("Office"),
                address: Line::default(),
                r#use: Line::default(),
                excluded: false,
            })),
            Self::Remove(number) => removal(data, *number)?,
            Self::Batch(deeds) => Command::Batch {
                name: line("several at once"),
                // Of the data before the batch, as an importer would make it.
                commands: deeds.iter().filter_map(|deed| deed.command(data)).collect(),
            },
        })
    }
}

/// Removes one of the entities that are there.
fn removal(data: &Data, number: u8) -> Option<Command> {
    let risks = data.risks.iter().map(|x| (Kind::Risk, x.id.to_string()));
    let duties = data
        .obligations
        .iter()
        .map(|x| (Kind::Obligation, x.id.to_string()));
    let controls = data
        .controls
        .iter()
        .map(|x| (Kind::Control, x.control.to_string()));
    let all: Vec<_> = risks.chain(duties).chain(controls).collect();
    let (kind, id) = all.get(usize::from(number) % all.len().max(1))?;
    Some(remove(*kind, id))
}

fn put(entity: Entity) -> Command {
    Command::Put(Box::new(entity))
}

fn remove(kind: Kind, id: &str) -> Command {
    Command::Remove {
        kind,
        id: id.to_owned(),
    }
}

fn line(text: &str) -> Line {
    Line::try_from(text).unwrap()
}

fn id(kind: &str, number: u32) -> Id {
    Id::try_from(format!("{kind}-{number}")).unwrap()
}

fn nth_question(number: u8) -> QuestionId {
    QuestionId::all()
        .nth(usize::from(number) % QuestionId::COUNT)
        .unwrap()
}

fn control(edition: Edition, number: u8) -> ControlId {
    let all = ControlId::all(edition);
    let count = all.len();
    // Few enough that risks, duties and decisions often meet on one control.
    all.step_by(5)
        .nth(usize::from(number) % (count / 5))
        .unwrap()
}

fn a_risk(number: u8, style: Style, controls: Vec<ControlId>) -> Risk {
    let starter = ScenarioId::all().nth(usize::from(number)).unwrap();
    let mut risk = Risk::from_starter(id("risk", u32::from(number)), starter);
    risk.controls = controls;
    match style {
        Style::Untouched => {}
        Style::Undecided => {
            risk.starter = None;
            risk.treatment = None;
        }
        Style::Own(treatment) => {
            risk.title = line("What could happen to us");
            risk.treatment = Some(treatment);
        }
    }
    risk
}

fn a_duty(number: u8, legal: bool, controls: Vec<ControlId>) -> Obligation {
    Obligation {
        id: id("duty", u32::from(number)),
        title: line("A duty"),
        basis: if legal {
            Basis::Legal
        } else {
            Basis::Contractual
        },
        requirement: Text::default(),
        controls,
        owner: None,
    }
}

pub fn answered(question: QuestionId, value: AnswerValue) -> Command {
    put(Entity::Answer(Answer {
        question,
        value,
        note: Text::default(),
    }))
}

fn decided(control: ControlId, include: Option<bool>) -> ControlState {
    ControlState {
        control,
        r#override: include.map(|include| Override {
            include,
            by: line("Ada"),
            on: "2026-06-01".parse().unwrap(),
            reason: Text::try_from("The board wants it so").unwrap(),
        }),
        status: None,
        owner: None,
        due: None,
        description: Text::default(),
        evidence: Vec::new(),
    }
}

/// A person decides on a control, or withdraws.
pub fn decision_on(control: ControlId, include: Option<bool>) -> Command {
    put(Entity::Control(decided(control, include)))
}

/// A new risk that is treated with a control.
pub fn naming_risk(control: ControlId) -> Command {
    const FREE: u8 = 20;
    let style = Style::Own(Treatment::Reduce);
    put(Entity::Risk(a_risk(FREE, style, vec![control])))
}

/// The risk without a control, in the words of the edition that the organisation follows now.
pub fn released_risk(data: &Data, id: &Id, control: ControlId) -> Command {
    let mut risk = data.risks.get(id).expect("a risk that is there").clone();
    risk.controls = without(&risk.controls, control);
    put(Entity::Risk(risk))
}

/// The duty without a control, likewise.
pub fn released_duty(data: &Data, id: &Id, control: ControlId) -> Command {
    let mut duty = data
        .obligations
        .get(id)
        .expect("a duty that is there")
        .clone();
    duty.controls = without(&duty.controls, control);
    put(Entity::Obligation(duty))
}

fn without(controls: &[ControlId], gone: ControlId) -> Vec<ControlId> {
    let mut controls: Vec<ControlId> = controls
        .iter()
        .flat_map(|control| in_edition(*control, gone.edition()))
        .filter(|control| *control != gone)
        .collect();
    controls.sort_unstable();
    controls.dedup();
    controls
}
