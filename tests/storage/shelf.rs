use annexa::storage::{
    BUDGET, INDEX, Store, Trouble,
    memory::Memory,
    shelf::{Shelved, erase, list, meter, workspaces},
};

fn entry(id: &str, name: &str) -> Shelved {
    Shelved {
        id: id.into(),
        name: name.into(),
        n: 3,
        time: 5,
    }
}

fn foreign() -> Memory {
    let mut store = Memory::default();
    for (key, text) in [("theme", "dark"), ("annexation", "x"), ("annexa", "y")] {
        store.texts_mut().insert(key.into(), text.into());
    }
    store
}

#[test]
fn workspaces_are_found_by_list_and_by_key() {
    let mut store = foreign();
    list(&mut store, entry("aaaaaaaa", "Acme")).unwrap();
    list(&mut store, entry("aaaaaaaa", "Acme Ltd")).unwrap();
    store.set("annexa:bbbbbbbb:g1", "…").unwrap();
    let found = workspaces(&store).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0], entry("aaaaaaaa", "Acme Ltd"));
    assert_eq!(
        (found[1].id.as_str(), found[1].name.as_str(), found[1].n),
        ("bbbbbbbb", "", 0)
    );
}

#[test]
fn a_damaged_list_hides_nothing() {
    let mut store = Memory::default();
    store.set("annexa:bbbbbbbb:g1", "…").unwrap();
    for text in ["", "[{", "{\"id\":3}"] {
        store.set(INDEX, text).unwrap();
        assert_eq!(workspaces(&store).unwrap().len(), 1);
    }
}

#[test]
fn foreign_keys_are_neither_counted_nor_removed() {
    let mut store = foreign();
    let before = store.texts().clone();
    assert_eq!(meter(&store).unwrap().used, 0);
    store.set("annexa:prefs", "{}").unwrap();
    list(&mut store, entry("aaaaaaaa", "Acme")).unwrap();
    store.set("annexa:aaaaaaaa:g0", "12345").unwrap();
    assert!(meter(&store).unwrap().used > 5);
    assert_eq!(erase(&mut store, None), Ok(0));
    assert_eq!(store.texts(), &before);
}

#[test]
fn one_workspace_is_erased_and_the_others_stay() {
    let mut store = Memory::default();
    for id in ["aaaaaaaa", "bbbbbbbb"] {
        list(&mut store, entry(id, id)).unwrap();
        store.set(&format!("annexa:{id}:g0"), "…").unwrap();
        store.set(&format!("annexa:{id}:quarantine"), "…").unwrap();
    }
    assert_eq!(erase(&mut store, Some("aaaaaaaa")), Ok(0));
    assert_eq!(workspaces(&store).unwrap(), [entry("bbbbbbbb", "bbbbbbbb")]);
    assert!(!store.texts().keys().any(|key| key.contains("aaaaaaaa")));
}

#[test]
fn the_meter_counts_code_units() {
    let mut store = Memory::default();
    store.set("annexa:aaaaaaaa:g0", "ü中😀").unwrap();
    let meter = meter(&store).unwrap();
    assert_eq!(meter.used, "annexa:aaaaaaaa:g0".len() + 4);
    assert!(!meter.is_full_with(BUDGET / 2));
    assert!(meter.is_full_with(BUDGET / 100 * 85));
}

#[test]
fn errors_come_out_as_reasons() {
    use annexa::storage::memory::Fault;
    let store = Memory::default();
    store.fault_at(0, Fault::Fail(Trouble::Failed));
    assert_eq!(workspaces(&store), Err(Trouble::Failed));
    store.fault_at(0, Fault::Fail(Trouble::Failed));
    assert!(meter(&store).is_err());
}
