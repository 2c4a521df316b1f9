//! Texts under `www/public/packs`, one file a language: the templates, and the catalogue's prose.

use crate::{Result, codegen, files};
use annexa::catalogue::DocumentId;
use annexa::documents::pack::Pack;
use annexa::documents::template::Template;
use std::fs;
use std::path::Path;

/// The language of the texts in `content/templates`.
const LANGUAGE: &str = "en";

/// Writes the packs that are not there already.
pub fn build() -> Result {
    let pack = Pack::new(LANGUAGE, read(&files::root())?)?.to_json()?;
    keep(&format!("templates.{LANGUAGE}.json"), &pack)?;
    let prose = fs::read(files::root().join(codegen::PROSE))?;
    keep(&format!("prose.{LANGUAGE}.txt"), &prose)
}

fn keep(name: &str, bytes: &[u8]) -> Result {
    let folder = files::www().join("public/packs");
    let path = folder.join(name);
    if fs::read(&path).is_ok_and(|current| current == bytes) {
        return Ok(());
    }
    fs::create_dir_all(&folder)?;
    Ok(fs::write(path, bytes)?)
}

/// Every template of `content/templates`, or all that is wrong with them.
pub fn read(root: &Path) -> Result<Vec<Template>> {
    let mut paths = files::walk(&root.join("content/templates"))?;
    paths.retain(|path| {
        path.extension().is_some_and(|extension| extension == "md") && !path.ends_with("README.md")
    });
    let (templates, problems): (Vec<_>, Vec<_>) = paths
        .iter()
        .map(|path| template(path).map_err(|error| format!("{}: {error}", path.display())))
        .partition(std::result::Result::is_ok);
    let problems: Vec<String> = problems
        .into_iter()
        .filter_map(std::result::Result::err)
        .collect();
    if problems.is_empty() {
        Ok(templates.into_iter().flatten().collect())
    } else {
        Err(problems.join("\n").into())
    }
}

fn template(path: &Path) -> Result<Template> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let document: DocumentId = name.parse()?;
    let front = |text: &str| toml::from_str(text).map_err(|error| error.to_string());
    Ok(Template::read(document, &fs::read_to_string(path)?, front)?)
}
