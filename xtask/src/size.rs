//! What the page and its modules weigh, against the budgets of `wasm-pack.toml`.

use crate::{Result, compress, files, matrix};
use std::path::PathBuf;

struct Row {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    budget: usize,
}

/// Prints the table; fails if anything is over its budget.
pub fn run() -> Result {
    let rows = measure()?;
    print(&rows);
    let over: Vec<String> = rows
        .iter()
        .filter(|row| row.brotli > row.budget)
        .map(excess)
        .collect();
    if over.is_empty() {
        Ok(())
    } else {
        Err(over.join("\n").into())
    }
}

fn measure() -> Result<Vec<Row>> {
    let matrix = matrix::read()?;
    let mut rows = vec![row(
        "first question",
        matrix.first_question.brotli,
        &first_view()?,
    )?];
    for (name, module) in &matrix.build {
        let wasm = files::www().join("pkg").join(name).join("annexa_bg.wasm");
        rows.push(row(&format!("module {name}"), module.brotli, &[wasm])?);
    }
    for pack in files::walk(&files::dist().join("packs"))? {
        let name = pack
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        rows.push(row(&format!("pack {name}"), matrix.pack.brotli, &[pack])?);
    }
    Ok(rows)
}

/// Files are compressed one by one, as a server sends them.
fn row(name: &str, budget: usize, paths: &[PathBuf]) -> Result<Row> {
    let mut row = Row {
        name: name.into(),
        raw: 0,
        gzip: 0,
        brotli: 0,
        budget,
    };
    for path in paths {
        let bytes = files::read(path)?;
        row.raw += bytes.len();
        row.gzip += compress::gzip(&bytes)?.len();
        row.brotli += compress::brotli(&bytes)?.len();
    }
    Ok(row)
}

/// The HTML and all that it loads or preloads; the core module is among the preloads.
fn first_view() -> Result<Vec<PathBuf>> {
    let index = files::dist().join("index.html");
    let html = String::from_utf8(files::read(&index)?)?;
    let linked = linked(&html)
        .into_iter()
        .map(|path| files::dist().join(path));
    Ok(std::iter::once(index).chain(linked).collect())
}

/// The relative addresses in the HTML's `script` and `link` elements, icons and manifest aside.
fn linked(html: &str) -> Vec<&str> {
    let elements = html
        .split('<')
        .filter(|element| element.starts_with("script") || element.starts_with("link"));
    let loaded = elements.filter(|element| {
        !element.contains("rel=\"icon\"") && !element.contains("rel=\"manifest\"")
    });
    loaded
        .filter_map(|element| attribute(element, "src").or_else(|| attribute(element, "href")))
        .collect()
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = element.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(value.trim_start_matches("./"))
}

fn print(rows: &[Row]) {
    println!(
        "{:<24}{:>12}{:>12}{:>12}{:>12}",
        "bytes", "raw", "gzip", "brotli", "budget"
    );
    for row in rows {
        println!(
            "{:<24}{:>12}{:>12}{:>12}{:>12}",
            row.name, row.raw, row.gzip, row.brotli, row.budget
        );
    }
}

fn excess(row: &Row) -> String {
    let over = row.brotli - row.budget;
    format!(
        "{} is {over} bytes over its budget in wasm-pack.toml: see what grew, or raise the budget and say why",
        row.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_names_what_the_browser_loads_for_the_first_view() {
        let html = r#"<head><link rel="icon" href="./icon.svg"><link rel="stylesheet" crossorigin href="./assets/a.css">
            <link rel="modulepreload" href="./assets/b.js"><script type="module" src="./assets/c.js"></script></head>
            <body><a href="./help.html">help</a></body>"#;
        assert_eq!(linked(html), ["assets/a.css", "assets/b.js", "assets/c.js"]);
    }
}
