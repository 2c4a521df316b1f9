//! The ZIP: names that are safe anywhere, sums that others can check.

use crate::{arbitrary, sample, tools};
use annexa::error::ErrorKind;
use annexa::export::pack::{safe_path, verify, write};
use annexa::export::{Artifact, Format, Writer};
use proptest::prelude::*;
use std::process::Command;

fn artifact(name: &str, bytes: &[u8]) -> Artifact {
    Artifact {
        name: name.into(),
        title: "A file".into(),
        document: None,
        media_type: "text/plain".into(),
        bytes: bytes.into(),
    }
}

/// The sample in every format.
fn pack() -> Vec<u8> {
    let mut writer = Writer::default();
    let files = Format::ALL.map(|format| writer.write(&sample::policy(), format));
    write("Nordlicht Software GmbH", "2026-03-31", &files).unwrap()
}

#[test]
fn manifest_names_every_file() {
    let manifest = verify(&pack()).unwrap();
    let paths: Vec<&str> = manifest
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "backup-policy.docx",
            "backup-policy.html",
            "backup-policy.md"
        ]
    );
    assert_eq!(manifest.created, "2026-03-31");
    assert!(
        manifest
            .files
            .iter()
            .all(|file| file.document.as_deref() == Some("backup-policy"))
    );
    assert_eq!(pack(), pack());
}

#[test]
fn sums_hold_for_sha256sum_and_python() {
    let folder = tools::folder("pack");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("pack.zip");
    std::fs::write(&path, pack()).unwrap();
    let python = ["-m", "zipfile", "-e"];
    let out = folder.join("out");
    if tools::run(Command::new("python3").args(python).arg(&path).arg(&out)).is_none() {
        return;
    }
    let mut check = Command::new("sha256sum");
    let Some(said) = tools::run(check.args(["--check", "SHA256SUMS"]).current_dir(&out)) else {
        return;
    };
    assert_eq!(
        said.lines().filter(|line| line.ends_with(": OK")).count(),
        4,
        "{said}"
    );
}

#[test]
fn another_reader_finds_the_same_bytes() {
    let files = tools::unzip(&pack());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "manifest.json",
            "SHA256SUMS",
            "backup-policy.docx",
            "backup-policy.html",
            "backup-policy.md"
        ]
    );
    let docx = annexa::export::docx::write(&sample::policy());
    assert_eq!(files[2].1, docx);
}

#[test]
fn every_changed_byte_is_noticed() {
    let bytes = pack();
    for at in (0..bytes.len()).step_by(97) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x20;
        // Only the sums file, and fields of the headers that say nothing about a file's content
        // (times, versions, what stands twice), may differ.
        if let Ok(manifest) = verify(&changed) {
            assert_eq!(manifest, verify(&bytes).unwrap(), "byte {at}");
        }
    }
    let cut = verify(&bytes[..bytes.len() / 2]).unwrap_err();
    assert_eq!(cut.kind(), ErrorKind::Malformed);
}

#[test]
fn a_file_that_was_exchanged_is_named() {
    let mut honest = tools::unzip(&pack());
    honest[4].1.push(b'!');
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in honest {
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut out, &bytes).unwrap();
    }
    let error = verify(&out.finish().unwrap().into_inner()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "was changed after the export (at backup-policy.md)"
    );
}

#[test]
fn names_never_leave_the_folder_or_meet() {
    let names = [
        "../../x",
        "C:\\x",
        "a/../b",
        "CON",
        "nul.txt",
        "/etc/passwd",
        "",
        "x",
        "X",
        "..",
    ];
    let files = names.map(|name| artifact(name, b"x"));
    let manifest = verify(&write("", "", &files).unwrap()).unwrap();
    let paths: Vec<&str> = manifest
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "C/x",
            "X-3",
            "_CON",
            "_nul.txt",
            "a/b",
            "etc/passwd",
            "file",
            "file-2",
            "x",
            "x-2"
        ]
    );
    let mine = write("", "", &[artifact("manifest.json", b"{}")]).unwrap();
    assert_eq!(verify(&mine).unwrap().files[0].path, "manifest-2.json");
}

#[test]
fn too_many_files_are_refused() {
    let files = vec![artifact("x", b""); annexa::export::pack::MOST_FILES + 1];
    assert_eq!(write("", "", &files).unwrap_err().kind(), ErrorKind::Export);
}

proptest! {
    #[test]
    fn any_name_is_safe(name in arbitrary::text()) {
        let path = safe_path(&name);
        for part in path.split('/') {
            prop_assert!(!part.is_empty() && part.len() <= 101 && !part.starts_with('.'));
            prop_assert!(part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)));
        }
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(verify(&bytes).is_err());
    }

    #[test]
    fn any_damage_is_survived(at in 0usize..20_000, with: u8) {
        let mut bytes = pack();
        let length = bytes.len();
        bytes[at % length] = with;
        let _ = verify(&bytes);
    }
}
