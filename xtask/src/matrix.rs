//! `wasm-pack.toml`: which modules are built, and what they may weigh.

use crate::{Result, files};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Matrix {
    pub first_question: Budget,
    pub pack: Budget,
    pub build: BTreeMap<String, Module>,
}

/// Bytes after brotli 11.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    pub brotli: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    pub features: Vec<String>,
    pub brotli: usize,
}

pub fn read() -> Result<Matrix> {
    let text = std::fs::read_to_string(files::root().join("wasm-pack.toml"))?;
    toml::from_str(&text).map_err(|error| format!("wasm-pack.toml: {error}").into())
}
