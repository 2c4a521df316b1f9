use annexa::storage::{
    envelope::{EnvelopeError, Header, encode},
    recover::{CopyPlace, Decision, Found, Opened, recover},
};

/// A chain of generations with the same tab, one second apart.
fn chain(from: u64, to: u64, mut parent: String) -> Vec<(String, String)> {
    let mut made = Vec::new();
    for n in from..=to {
        let header = Header {
            n,
            time: n * 1_000,
            tab: "tab00001".into(),
            parent,
        };
        let sealed = encode(format!("{{\"edits\":{n}}}").as_bytes(), &header).unwrap();
        parent = sealed.hash.clone();
        made.push((sealed.text, sealed.hash));
    }
    made
}

fn one(n: u64, time: u64, parent: &str, body: &str) -> (String, String) {
    let header = Header {
        n,
        time,
        tab: "tab00002".into(),
        parent: parent.into(),
    };
    let sealed = encode(body.as_bytes(), &header).unwrap();
    (sealed.text, sealed.hash)
}

fn found(copies: &[(CopyPlace, &str)]) -> Vec<Found> {
    copies
        .iter()
        .map(|(place, text)| Found {
            place: *place,
            text: (*text).into(),
        })
        .collect()
}

fn opened(copies: &[Found]) -> Opened {
    match recover(copies) {
        Decision::Open(opened) => opened,
        other => panic!("{other:?}"),
    }
}

fn cut(text: &str) -> &str {
    &text[..text.len() / 2]
}

/// A generation that only a later version of the format can read, with the right hash.
fn newer() -> String {
    use sha2::{Digest, Sha256};
    let head = "{\"f\":\"annexa\",\"v\":2,\"min\":2,\"n\":3,\"t\":0,\"tab\":\"t\",\"p\":\"\",\"z\":0,\"e\":0,\"len\":2,\"new\":true";
    let hash = Sha256::digest(format!("{head}\n\"{{}}\""));
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{head},\"h\":\"{hash}\",\"b\":\"{{}}\"}}")
}

#[test]
fn nothing_found_is_empty() {
    assert_eq!(recover(&[]), Decision::Empty);
}

#[test]
fn the_highest_counter_wins_wherever_it_is() {
    let made = chain(1, 3, String::new());
    for newest in [
        CopyPlace::G0,
        CopyPlace::G1,
        CopyPlace::LastKnownGood,
        CopyPlace::Ring,
    ] {
        let copies = found(&[
            (CopyPlace::G0, &made[0].0),
            (CopyPlace::Ring, &made[1].0),
            (newest, &made[2].0),
        ]);
        let opened = opened(&copies);
        assert_eq!(
            (opened.newest, opened.body),
            (2, b"{\"edits\":3}".to_vec()),
            "{newest:?}"
        );
        assert!(opened.rivals.is_empty() && opened.damaged.is_empty());
    }
}

#[test]
fn the_counter_decides_and_not_the_clock() {
    let (old, hash) = one(4, 253_402_300_799_000, "", "\"year 9999\"");
    let (new, _) = one(5, 0, &hash, "\"year 1970\"");
    let copies = found(&[(CopyPlace::G0, &old), (CopyPlace::G1, &new)]);
    let opened = opened(&copies);
    assert_eq!(opened.newest, 1);
    assert!(
        opened.rivals.is_empty(),
        "an ancestor is no rival, whatever its date"
    );
}

#[test]
fn damaged_copies_are_named_and_the_next_good_one_opens() {
    let made = chain(1, 3, String::new());
    let copies = found(&[
        (CopyPlace::G1, cut(&made[2].0)),
        (CopyPlace::G0, &made[1].0),
        (CopyPlace::Ring, "<html>"),
    ]);
    let opened = opened(&copies);
    assert_eq!(opened.newest, 1);
    let damaged: Vec<_> = opened
        .damaged
        .iter()
        .map(|damaged| (damaged.index, damaged.error))
        .collect();
    assert_eq!(
        damaged,
        [(0, EnvelopeError::Malformed), (2, EnvelopeError::Malformed)]
    );
}

#[test]
fn both_slots_bad_and_the_ring_good() {
    let made = chain(1, 3, String::new());
    let copies = found(&[
        (CopyPlace::G0, ""),
        (CopyPlace::G1, cut(&made[2].0)),
        (CopyPlace::Ring, &made[2].0),
    ]);
    let opened = opened(&copies);
    assert_eq!((opened.newest, opened.damaged.len()), (2, 2));
}

#[test]
fn the_ring_bad_and_the_slots_good() {
    let made = chain(1, 3, String::new());
    let copies = found(&[
        (CopyPlace::G0, &made[1].0),
        (CopyPlace::G1, &made[2].0),
        (CopyPlace::Ring, cut(&made[2].0)),
    ]);
    assert_eq!(opened(&copies).newest, 1);
}

#[test]
fn something_that_cannot_be_read_is_never_empty() {
    for text in ["", "x", cut(&chain(1, 1, String::new())[0].0)] {
        for place in [
            CopyPlace::G0,
            CopyPlace::G1,
            CopyPlace::LastKnownGood,
            CopyPlace::Ring,
        ] {
            assert!(
                matches!(recover(&found(&[(place, text)])), Decision::Damaged(damaged) if damaged.len() == 1)
            );
        }
    }
}

#[test]
fn a_newer_format_is_refused_even_beside_good_copies() {
    let made = chain(1, 2, String::new());
    let newer = newer();
    let copies = found(&[(CopyPlace::G0, &made[1].0), (CopyPlace::G1, &newer)]);
    assert_eq!(recover(&copies), Decision::Newer(vec![1]));
}

#[test]
fn saves_that_only_the_ring_has_are_counted() {
    let made = chain(1, 9, String::new());
    let copies = found(&[
        (CopyPlace::G0, &made[3].0),
        (CopyPlace::G1, &made[4].0),
        (CopyPlace::Ring, &made[8].0),
    ]);
    assert_eq!(opened(&copies).recovered, 4);
    assert_eq!(
        opened(&found(&[(CopyPlace::Ring, &made[8].0)])).recovered,
        9
    );
    assert_eq!(
        opened(&found(&[
            (CopyPlace::G0, &made[8].0),
            (CopyPlace::Ring, &made[8].0)
        ]))
        .recovered,
        0
    );
}

#[test]
fn the_same_counter_with_other_content_is_offered() {
    let made = chain(1, 4, String::new());
    let (theirs, _) = one(4, 4_500, &made[2].1, "{\"edits\":99}");
    for rival in [CopyPlace::G1, CopyPlace::Ring] {
        let copies = found(&[
            (CopyPlace::G0, &made[3].0),
            (rival, &theirs),
            (CopyPlace::Ring, &made[2].0),
        ]);
        let opened = opened(&copies);
        assert_eq!(
            (opened.newest, opened.rivals),
            (1, vec![0]),
            "the later one opens, the other is kept"
        );
    }
}

#[test]
fn the_same_counter_with_the_same_content_is_no_rival() {
    let made = chain(1, 4, String::new());
    let (same, _) = one(4, 4_500, &made[2].1, "{\"edits\":4}");
    assert!(
        opened(&found(&[
            (CopyPlace::G0, &made[3].0),
            (CopyPlace::G1, &same)
        ]))
        .rivals
        .is_empty()
    );
}

#[test]
fn a_branch_that_stopped_earlier_is_offered() {
    let made = chain(1, 9, String::new());
    let (theirs, _) = one(7, 7_500, &made[5].1, "{\"edits\":99}");
    let mut copies = found(&[(CopyPlace::G1, &theirs)]);
    copies.extend(made[1..].iter().map(|(text, _)| Found {
        place: CopyPlace::Ring,
        text: text.clone(),
    }));
    let result = opened(&copies);
    assert_eq!(result.body, b"{\"edits\":9}");
    assert_eq!(result.rivals, [0]);

    let mut ring_only = copies[1..].to_vec();
    ring_only.push(Found {
        place: CopyPlace::Ring,
        text: theirs,
    });
    assert_eq!(
        opened(&ring_only).rivals,
        [8],
        "also when it lies among older ring entries"
    );
}

/// The ring could not be opened for a while: the slots went on from an older generation.
#[test]
fn a_later_edit_on_an_older_generation_is_offered() {
    let made = chain(1, 30, String::new());
    let (theirs, _) = one(6, 60_000, &made[4].1, "{\"edits\":99}");
    let mut copies = found(&[(CopyPlace::G0, &theirs), (CopyPlace::G1, &made[4].0)]);
    copies.extend(made[22..].iter().map(|(text, _)| Found {
        place: CopyPlace::Ring,
        text: text.clone(),
    }));
    let opened = opened(&copies);
    assert_eq!(opened.body, b"{\"edits\":30}");
    assert_eq!(
        opened.rivals,
        [0],
        "and generation 5, which is merely old, is not"
    );
}

#[test]
fn older_ring_entries_are_not_hashed() {
    let made = chain(1, 9, String::new());
    let broken = made[4].0.replace("edits", "Edits");
    let copies = found(&[(CopyPlace::Ring, &broken), (CopyPlace::Ring, &made[8].0)]);
    let opened = opened(&copies);
    assert_eq!((opened.newest, opened.damaged.len()), (1, 0));
}

#[test]
fn the_order_in_which_copies_are_found_does_not_matter() {
    let made = chain(1, 5, String::new());
    let (theirs, _) = one(5, 5_000, &made[3].1, "{\"edits\":99}");
    let copies = found(&[
        (CopyPlace::G0, &made[3].0),
        (CopyPlace::G1, &made[4].0),
        (CopyPlace::Ring, &theirs),
        (CopyPlace::Ring, "x"),
    ]);
    let text = |copies: &[Found], index: usize| copies[index].text.clone();
    let first = opened(&copies);
    for turn in 1..copies.len() {
        let mut turned = copies.clone();
        turned.rotate_left(turn);
        let other = opened(&turned);
        assert_eq!(other.body, first.body);
        assert_eq!(
            text(&turned, other.rivals[0]),
            text(&copies, first.rivals[0])
        );
        assert_eq!(other.damaged.len(), 1);
    }
}
