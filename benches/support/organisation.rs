//! An organisation of any size, the same in every run.

use annexa::catalogue::{ControlId, Edition, QuestionId, ScenarioId};
use annexa::workspace::{
    Answer, AnswerValue, Command, Data, Entity, Id, Line, Risk, Text, Workspace,
};

/// A small generator of our own, so that every run and every machine sees the same register.
pub struct Seeded(pub u64);

impl Seeded {
    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        // Constants of Knuth's MMIX generator; the high bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        *from.get(self.below(from.len())).unwrap()
    }
}

/// An organisation with all questions answered and a register of own risks.
pub fn organisation(risks: usize) -> Workspace {
    let mut seeded = Seeded(27_001);
    let mut data = Data::default();
    let values = [AnswerValue::Yes, AnswerValue::No, AnswerValue::Unknown];
    for question in QuestionId::all() {
        let value = seeded.pick(&values);
        put(
            &mut data,
            Entity::Answer(Answer {
                question,
                value,
                note: Text::default(),
            }),
        );
    }
    let starters: Vec<ScenarioId> = ScenarioId::all().collect();
    let controls: Vec<ControlId> = ControlId::all(Edition::V2022).collect();
    for number in 0..risks {
        let id = Id::try_from(format!("risk-{number:06}")).unwrap();
        let mut risk = Risk::from_starter(id, seeded.pick(&starters));
        risk.number = u32::try_from(number + 1).unwrap();
        risk.asset = Line::try_from(format!("System {}", seeded.below(400))).unwrap();
        risk.current = risk.inherent;
        risk.controls = (0..1 + seeded.below(5))
            .map(|_| seeded.pick(&controls))
            .collect();
        put(&mut data, Entity::Risk(risk));
    }
    Workspace {
        data,
        ..Workspace::default()
    }
}

/// Puts an entity in, without a step of history.
pub fn put(data: &mut Data, entity: Entity) {
    data.apply(
        Command::Put(Box::new(entity)),
        "2026-11-24".parse().unwrap(),
    )
    .unwrap();
}
