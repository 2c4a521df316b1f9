//! Faults planted into registers, each beside a clean twin.

use crate::lint::tests::{Copy, planted};
use std::fs;

const VISITS: &str = "registers/visitor-log.toml";
const TESTS: &str = "registers/backup-restore-test-record.toml";
const CHANGES: &str = "registers/change-register.toml";
const CONTACTS: &str = "registers/contact-list-authorities.toml";

/// A fault in a column's shape, and what could stand there instead.
#[track_caller]
fn shape(from: &str, fault: &str, twin: &str) {
    planted(TESTS, from, fault, twin, "column-shape");
}

#[test]
fn a_register_is_named_after_a_document_that_is_kept_by_rows() {
    let copy = Copy::new();
    fs::rename(copy.path(VISITS), copy.path("registers/visits.toml")).unwrap();
    // The template of the log asks for its rows in two places.
    assert_eq!(
        copy.codes(),
        [
            "register-without-columns",
            "dangling-id",
            "dangling-id",
            "dangling-id"
        ]
    );
    let copy = Copy::new();
    fs::copy(copy.path(VISITS), copy.path("registers/risk-register.toml")).unwrap();
    copy.replace("registers/risk-register.toml", "\"VIS\"", "\"RSK\"");
    assert_eq!(copy.codes(), ["register-shape"]);
}

#[test]
fn a_prefix_is_short_and_its_own() {
    planted(VISITS, "\"VIS\"", "\"Visit\"", "\"VI\"", "register-shape");
    planted(VISITS, "\"VIS\"", "\"INC\"", "\"VST\"", "duplicate-id");
}

#[test]
fn the_title_is_a_required_column_that_can_be_read_out() {
    planted(
        VISITS,
        "title = \"visitor\"",
        "title = \"guest\"",
        "title = \"visitor\" # yes",
        "register-shape",
    );
    planted(
        VISITS,
        "title = \"visitor\"",
        "title = \"visited_on\"",
        "title  = \"visitor\"",
        "register-shape",
    );
    planted(
        VISITS,
        "title = \"visitor\"",
        "title = \"firm\"",
        "title   = \"visitor\"",
        "register-shape",
    );
}

#[test]
fn a_kind_of_column_is_one_of_the_list() {
    planted(
        VISITS,
        "kind = \"yes-no\"",
        "kind = \"flag\"",
        "kind = \"line\"",
        "unknown-word",
    );
}

#[test]
fn an_id_of_a_column_is_used_once_and_fit_for_templates() {
    planted(
        VISITS,
        "id = \"identity\"",
        "id = \"firm\"",
        "id = \"identity_seen\"",
        "duplicate-id",
    );
    shape(
        "id = \"backup_of\"",
        "id = \"what-to-do\"",
        "id = \"what_to_do\"",
    );
    shape(
        "id = \"backup_of\"",
        "id = \"reference\"",
        "id = \"referred\"",
    );
}

#[test]
fn headings_are_told_apart() {
    let from = "title = \"Badge\"";
    planted(
        VISITS,
        from,
        "title = \"Purpose\"",
        "title = \"Badge number\"",
        "duplicate-id",
    );
    planted(
        VISITS,
        from,
        "title = \"No\"",
        "title  = \"Badge\"",
        "duplicate-id",
    );
}

#[test]
fn a_number_has_both_bounds_and_nothing_else_has_any() {
    shape("min = 0\nmax = 1000", "min = 0", "min = 1\nmax = 1000");
    shape(
        "min = 0\nmax = 1000",
        "min = 1000\nmax = 0",
        "min = -5\nmax = 1000",
    );
    shape(
        "kind = \"yes-no\"",
        "kind = \"yes-no\"\nunit = \"hours\"",
        "kind = \"yes-no\" # or no",
    );
}

#[test]
fn a_choice_has_options_and_some_of_them_close_the_row() {
    let option = |from: &str, fault: &str, twin: &str| {
        planted(CHANGES, from, fault, twin, "column-shape");
    };
    option("\"emergency\"", "\"normal\"", "\"urgent\"");
    option("\"emergency\"", "\"Emergency\"", "\"very-urgent\"");
    option(
        "closed = [\"closed\", \"refused\"]",
        "closed = [\"done\"]",
        "closed = [\"closed\"]",
    );
    option(
        "closed = [\"closed\", \"refused\"]",
        "closed = [\"asked\", \"approved\", \"made\", \"closed\", \"refused\"]",
        "closed = [\"refused\"]",
    );
}

#[test]
fn only_a_date_is_due_and_only_another_date_says_that_it_is_done() {
    shape(
        "done = \"tested_on\"",
        "done = \"hours\"",
        "done = \"backup_of\"",
    );
    shape(
        "done = \"tested_on\"",
        "done = \"due\"",
        "done  = \"tested_on\"",
    );
    shape(
        "kind = \"yes-no\"",
        "kind = \"yes-no\"\ndue = true",
        "kind = \"date\"\ndue = true",
    );
}

#[test]
fn a_starter_fits_the_columns() {
    let from = "sort = \"police\"";
    planted(
        CONTACTS,
        from,
        "sort = \"army\"",
        "sort = \"emergency\"",
        "starter-value",
    );
    let contact = "contact = \"role:ciso\"";
    planted(
        CONTACTS,
        contact,
        "contact = \"person:ada\"",
        "contact = \"role:it-manager\"",
        "starter-value",
    );
    planted(
        CONTACTS,
        contact,
        "contact = \"role:king\"",
        "contact  = \"role:ciso\"",
        "starter-value",
    );
    planted(CONTACTS, from, "", "sort = \"other\"", "starter-value");
    planted(
        CONTACTS,
        from,
        "sort = \"police\"\ncolour = \"blue\"",
        "sort = \"police\"\naccount = \"none\"",
        "dangling-id",
    );
}

#[test]
fn a_starter_waits_for_a_question_that_exists_and_has_a_title_of_its_own() {
    planted(
        CONTACTS,
        "when = \"legal_duties\"",
        "when = \"has_a_cat\"",
        "when = \"has_premises\"",
        "dangling-id",
    );
    let body = "body = \"Insurer for cyber damage\"";
    planted(
        CONTACTS,
        body,
        "body = \"Fire brigade and ambulance\"",
        "body = \"Insurer for damage by attacks\"",
        "duplicate-id",
    );
}

#[test]
fn what_to_write_is_said_in_a_sentence() {
    planted(
        VISITS,
        "help = \"The day of the visit.\"",
        "help = \"the day\"",
        "help = \"The day.\"",
        "text-form",
    );
}
