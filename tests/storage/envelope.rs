use annexa::storage::envelope::{EnvelopeError, Header, LAST, LIMIT, Sealed, decode, encode, peek};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

fn header(n: u64) -> Header {
    Header {
        n,
        time: 1_795_506_060_000,
        tab: "k3v9x2ab".into(),
        parent: "ab".repeat(32),
    }
}

/// Noise that does not compress.
fn noise(len: usize) -> Vec<u8> {
    (0u32..)
        .flat_map(|block| Sha256::digest(block.to_le_bytes()))
        .take(len)
        .collect()
}

/// An envelope made by hand, with the right hash.
fn sealed_by_hand(head: &str, stored: &str) -> String {
    let hash = Sha256::digest(format!("{head}\n{stored}"));
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{head},\"h\":\"{hash}\",\"b\":{stored}}}")
}

fn head_with(field: &str, value: &str) -> String {
    let mut fields = vec![
        ("f", "\"annexa\""),
        ("v", "1"),
        ("min", "1"),
        ("n", "7"),
        ("t", "0"),
        ("tab", "\"k3v9x2ab\""),
        ("p", "\"\""),
        ("z", "0"),
        ("e", "0"),
        ("len", "2"),
    ];
    fields
        .iter_mut()
        .filter(|(name, _)| *name == field)
        .for_each(|entry| entry.1 = value);
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}", fields.join(","))
}

#[test]
fn is_one_readable_line_of_json() {
    let Sealed { text, hash } = encode(b"{\"a\":\"\xc3\xbc\"}", &header(7)).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["n"], 7);
    assert_eq!(value["h"], hash);
    assert_eq!(value["b"], "{\"a\":\"ü\"}");
    assert_eq!(
        value.as_object().unwrap().len(),
        [
            "f", "v", "min", "n", "t", "tab", "p", "z", "e", "len", "h", "b"
        ]
        .len()
    );
    assert!(!text.contains('\n'));
}

#[test]
fn the_hash_is_over_header_and_stored_body() {
    let by_hand = sealed_by_hand(&head_with("n", "7"), "\"{}\"");
    let header = Header {
        n: 7,
        time: 0,
        tab: "k3v9x2ab".into(),
        parent: String::new(),
    };
    assert_eq!(encode(b"{}", &header).unwrap().text, by_hand);
}

#[test]
fn a_large_body_is_compressed() {
    let body = b"risk owner ".repeat(100_000);
    let sealed = encode(&body, &header(1)).unwrap();
    assert!(
        sealed.text.len() < body.len() / 50,
        "{} of {}",
        sealed.text.len(),
        body.len()
    );
    assert!(sealed.text.is_ascii());
    let envelope = decode(&sealed.text).unwrap();
    assert_eq!(envelope.len, body.len());
    assert_eq!(envelope.body().unwrap(), body);
}

#[test]
fn every_flipped_bit_is_noticed() {
    for body in [noise(2_900), vec![b'x'; 3_700]] {
        let Sealed { text, .. } = encode(&body, &header(7)).unwrap();
        assert!(text.len() > 3_900, "a slot of about 4 KB: {}", text.len());
        let mut tried = 0;
        for position in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.clone().into_bytes();
                bytes[position] ^= 1 << bit;
                // What is not Unicode reaches us as replacement characters.
                let flipped = String::from_utf8_lossy(&bytes);
                assert!(decode(&flipped).is_err(), "bit {bit} of byte {position}");
                tried += 1;
            }
        }
        assert_eq!(tried, text.len() * 8);
    }
}

#[test]
fn every_truncation_is_noticed() {
    for body in [noise(2_900), vec![b'x'; 3_700], noise(100_000)] {
        let Sealed { text, .. } = encode(&body, &header(7)).unwrap();
        let lengths: Vec<usize> = if text.len() < 5_000 {
            (0..text.len()).collect()
        } else {
            (0..text.len()).step_by(997).collect()
        };
        for length in lengths {
            assert!(decode(&text[..length]).is_err(), "cut to {length}");
        }
    }
}

#[test]
fn two_texts_in_one_are_noticed() {
    let one = encode(&noise(2_000), &header(7)).unwrap().text;
    let two = encode(&noise(1_000), &header(8)).unwrap().text;
    assert!(decode(&format!("{one}{two}")).is_err());
    assert!(decode(&format!("{}{}", &one[..1_000], &two[1_000..])).is_err());
}

#[test]
fn absurd_counters_are_refused() {
    for n in [
        "0",
        "-1",
        "NaN",
        "1.5",
        "1e3",
        "1e999",
        "\"7\"",
        "null",
        "9007199254740992",
        "18446744073709551615",
        "18446744073709551616",
    ] {
        let text = sealed_by_hand(&head_with("n", n), "\"{}\"");
        let error = decode(&text).unwrap_err();
        assert!(
            matches!(error, EnvelopeError::Counter | EnvelopeError::Malformed),
            "{n}: {error}"
        );
    }
    assert!(
        decode(&sealed_by_hand(
            &head_with("n", "9007199254740991"),
            "\"{}\""
        ))
        .is_ok()
    );
    assert_eq!(
        encode(b"{}", &header(0)).unwrap_err(),
        EnvelopeError::Counter
    );
    assert_eq!(
        encode(b"{}", &header(LAST + 1)).unwrap_err(),
        EnvelopeError::Counter
    );
}

#[test]
fn what_a_newer_version_wrote_is_told_apart_from_damage() {
    let newer = sealed_by_hand(&head_with("min", "2"), "\"{}\"");
    assert_eq!(decode(&newer).unwrap_err(), EnvelopeError::Newer);
    assert_eq!(
        decode(&newer.replace("\"min\":2", "\"min\":3")).unwrap_err(),
        EnvelopeError::HashDiffers
    );
    assert_eq!(
        decode(&sealed_by_hand(&head_with("e", "1"), "\"{}\"")).unwrap_err(),
        EnvelopeError::Newer
    );
    assert!(
        decode(&sealed_by_hand(&head_with("v", "2"), "\"{}\"")).is_ok(),
        "newer schema, still readable"
    );
}

#[test]
fn a_body_that_inflates_to_more_than_declared_is_refused() {
    let bomb = encode(&vec![0; 60 << 20], &header(7)).unwrap().text;
    let (_, stored) = bomb.split_once("\"b\":").unwrap();
    let stored = stored.strip_suffix('}').unwrap();
    let head = head_with("z", "1").replace("\"len\":2", "\"len\":1000");
    let text = sealed_by_hand(&head, stored);
    let started = std::time::Instant::now();
    assert_eq!(
        decode(&text).unwrap().body().unwrap_err(),
        EnvelopeError::Body
    );
    assert!(
        started.elapsed().as_millis() < 500,
        "{:?}",
        started.elapsed()
    );
    let huge = head_with("len", "99999999999");
    assert_eq!(
        decode(&sealed_by_hand(&huge, "\"{}\"")).unwrap_err(),
        EnvelopeError::TooLarge
    );
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    assert_eq!(
        encode(&vec![b'x'; LIMIT + 1], &header(1)).unwrap_err(),
        EnvelopeError::TooLarge
    );
    assert_eq!(
        decode(&"x".repeat(LIMIT + 1)).unwrap_err(),
        EnvelopeError::TooLarge
    );
}

#[test]
fn foreign_texts_are_malformed() {
    for text in ["", "{}", "null", "[object Object]", "\u{feff}{}"] {
        assert_eq!(
            decode(text).unwrap_err(),
            EnvelopeError::Malformed,
            "{text}"
        );
        assert_eq!(peek(text), None, "{text}");
    }
    let other = sealed_by_hand(&head_with("f", "\"other\""), "\"{}\"");
    assert_eq!(decode(&other).unwrap_err(), EnvelopeError::Malformed);
}

proptest! {
    #[test]
    fn every_body_comes_back(body: Vec<u8>, n in 1..=LAST, time in 0..=LAST, tab: String, parent in "[0-9a-f]{64}") {
        let header = Header { n, time, tab, parent };
        let sealed = encode(&body, &header).unwrap();
        let envelope = decode(&sealed.text).unwrap();
        prop_assert_eq!(envelope.hash, &sealed.hash);
        prop_assert_eq!(envelope.body().unwrap(), body);
        let claim = peek(&sealed.text).unwrap();
        prop_assert_eq!((claim.n, claim.hash), (n, &*sealed.hash));
        prop_assert_eq!(envelope.header, header);
    }

    #[test]
    fn texts_as_bodies_come_back(body: String) {
        let sealed = encode(body.as_bytes(), &header(1)).unwrap();
        prop_assert_eq!(decode(&sealed.text).unwrap().body().unwrap(), body.into_bytes());
    }

    #[test]
    fn any_text_is_decoded_without_a_panic(text in "(\\{\"f\":\"annexa\"(,\"(n|v|min|t|z|e|len)\":[0-9e.-]{0,22}){0,9},\"h\":\"[0-9a-f]{0,66}\",\"b\":\"?.{0,40}\\}?)|.{0,80}") {
        prop_assert!(decode(&text).is_err());
        let _ = peek(&text);
    }
}
