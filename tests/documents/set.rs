//! Every document of the set.

use crate::support::{consultancy, library};
use annexa::documents::context::Context;
use annexa::selection::Selection;

#[test]
fn print() {
    let data = consultancy();
    let selection = Selection::of(&data);
    let context = Context::new(&data, selection.verdicts(), "2026-11-24".parse().unwrap());
    let rendering = library()
        .render(&context, "backup-policy".parse().unwrap())
        .unwrap();
    for block in &rendering.document.blocks {
        println!("{block:?}");
    }
    println!("{:#?}", rendering.document.control);
}
