//! Faults planted into the layouts, each beside the clean content.

use crate::lint::tests::Copy;

/// File, what is replaced, by what, and the code that then is the only one.
const FAULTS: [(&str, &str, &str, &str); 7] = [
    (
        "import/incident-register.toml",
        "field = \"event\"",
        "field = \"evnt\"",
        "dangling-id",
    ),
    (
        "import/incident-register.toml",
        "default = \"incident\"",
        "default = \"accident\"",
        "unknown-word",
    ),
    (
        "import/risk.toml",
        "kind = \"likelihood\"",
        "kind = \"chance\"",
        "layout-shape",
    ),
    (
        "import/risk.toml",
        "[\"reduce\", [\"reduce\",",
        "[\"reduce\", [\"Reduce\",",
        "word-spelling",
    ),
    (
        "import/risk.toml",
        "[\"avoid\", [\"avoid\",",
        "[\"avoid\", [\"avoid\", \"mitigate\",",
        "duplicate-word",
    ),
    (
        "import/risk.toml",
        "names = [\"risk title\",",
        "names = [\"risk title\", \"risk title\",",
        "duplicate-word",
    ),
    (
        "import/words.toml",
        "risk-owners =",
        "risk-owner =",
        "dangling-id",
    ),
];

#[test]
fn each_fault_is_found_by_its_code() {
    for (file, from, to, code) in FAULTS {
        let copy = Copy::new();
        copy.replace(file, from, to);
        assert_eq!(copy.codes(), [code], "{file}: {to}");
    }
}

#[test]
fn a_layout_of_nothing_is_refused() {
    let copy = Copy::new();
    copy.replace("import/asset.toml", "kind = \"asset\"", "kind = \"thing\"");
    assert_eq!(copy.codes(), ["layout-shape"]);
}
