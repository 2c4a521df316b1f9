//! Starter scenarios: which come first, and which the answers rule out.

use super::{command, stamp};
use annexa::api::{Session, StarterRow};
use annexa::catalogue::{ScenarioId, Sector};
use annexa::workspace::Id;
use serde_json::json;

fn after(commands: &[serde_json::Value]) -> Session {
    let mut session = Session::default();
    for (second, text) in (0..).zip(commands) {
        session
            .run(command(&text.to_string()), stamp(second))
            .unwrap();
    }
    session
}

fn organisation(sector: &str) -> serde_json::Value {
    json!({ "put": { "organisation": { "name": "Ferry", "sector": sector } } })
}

fn answer(question: &str, value: &str) -> serde_json::Value {
    json!({ "put": { "answer": { "question": question, "value": value } } })
}

fn starter(session: &Session, id: &str) -> (usize, StarterRow) {
    let rows = session.view().starters().into_iter().enumerate();
    let mut found = rows.filter(|(_, row)| row.id.as_str() == id);
    found.next().unwrap()
}

#[test]
fn the_own_sector_comes_first_and_the_general_ones_next() {
    for sector in Sector::ALL
        .iter()
        .filter(|sector| **sector != Sector::Other)
    {
        let rows = after(&[organisation(sector.word())]).view().starters();
        let mut places = rows.iter().map(|row| match row.sector {
            Some(of) if of == *sector => 0,
            None => 1,
            Some(_) => 2,
        });
        assert_eq!(places.next(), Some(0), "{sector} has no starter of its own");
        assert!(places.is_sorted(), "{sector}");
        assert_eq!(rows.len(), ScenarioId::all().count());
    }
    assert_eq!(Session::default().view().starters()[0].sector, None);
}

#[test]
fn an_answer_of_no_puts_a_starter_last_with_the_question() {
    let open = after(&[organisation("saas"), answer("develops_software", "unknown")]);
    let (before, row) = starter(&open, "saas-18");
    assert_eq!(row.ruled_out, []);
    let session = after(&[
        organisation("saas"),
        answer("develops_software", "no"),
        answer("handles_customer_data", "yes"),
    ]);
    let (place, row) = starter(&session, "saas-18");
    assert!(place > before);
    let reasons: Vec<_> = row.ruled_out.iter().map(|reason| reason.text).collect();
    assert_eq!(reasons, ["Do you write or change software?"]);
    let rows = session.view().starters();
    let ruled_out = |row: &StarterRow| !row.ruled_out.is_empty();
    assert!(
        rows.iter().map(ruled_out).is_sorted(),
        "ruled out ones last"
    );
    let others = rows.iter().filter(|row| !ruled_out(row));
    assert!(
        others.count() > 150,
        "one answer rules out only what needs it"
    );
}

#[test]
fn every_starter_can_be_put_and_is_nobodys_risk_until_edited() {
    let mut session = Session::default();
    for row in session.view().starters() {
        let mut risk = row.risk.unwrap();
        risk.id = Id::try_from(format!("r-{}", row.id)).unwrap();
        assert!(!risk.is_own(), "{}", row.id);
        let texts = row.id.texts();
        assert_eq!(
            (row.title, row.threat, row.vulnerability),
            (texts.title, texts.threat, texts.vulnerability)
        );
        let put = json!({ "put": { "risk": risk } });
        session.run(command(&put.to_string()), stamp(0)).unwrap();
        for change in ["title", "threat", "vulnerability", "asset"] {
            let mut edited = json!(risk);
            edited[change] = json!("Words of our own");
            let edited: annexa::workspace::Risk = serde_json::from_value(edited).unwrap();
            assert!(edited.is_own(), "{} with another {change}", row.id);
        }
    }
    assert!(session.view().starters().iter().all(|row| row.used));
}
