//! One folder of files under one base path.

use super::headers::Headers;
use super::http::{Request, Response};
use crate::{Result, compress, files};
use std::path::{Component, Path, PathBuf};

pub struct Site {
    folder: PathBuf,
    base: String,
    headers: Headers,
}

impl Site {
    pub fn open(folder: PathBuf, base: &str) -> Result<Site> {
        let headers = Headers::parse(&String::from_utf8(files::read(&folder.join("_headers"))?)?);
        Ok(Site {
            folder,
            base: base.into(),
            headers,
        })
    }

    pub fn respond(&self, request: &Request) -> Response {
        let address = request.url.split(['?', '#']).next().unwrap_or_default();
        let Some(path) =
            decode(address).and_then(|path| path.strip_prefix(&self.base).map(str::to_string))
        else {
            return plain(404, "not found");
        };
        let answer = match self.find(&path) {
            Some((file, bytes)) => serve_file(request, &file, bytes),
            None => plain(404, "not found"),
        };
        self.headers
            .of(&format!("/{path}"))
            .fold(answer, |answer, (name, value)| answer.with(&name, value))
    }

    /// The file for a path below the base, never one outside the folder or the headers' own file.
    fn find(&self, path: &str) -> Option<(PathBuf, Vec<u8>)> {
        let path = if path.is_empty() { "index.html" } else { path };
        let inside = Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let file = self.folder.join(path);
        let bytes = (inside && path != "_headers").then(|| std::fs::read(&file).ok())??;
        Some((file, bytes))
    }
}

fn serve_file(request: &Request, file: &Path, bytes: Vec<u8>) -> Response {
    let tag = format!("\"{}\"", &files::sha256(&bytes)[..16]);
    if asks(request, "If-None-Match", &tag) {
        return plain(304, "").with("ETag", tag);
    }
    let compressed = if asks(request, "Accept-Encoding", "br") {
        compress::known_brotli(&bytes)
    } else {
        None
    };
    let is_compressed = compressed.is_some();
    let answer = Response {
        status: 200,
        headers: Vec::new(),
        body: compressed.unwrap_or(bytes),
    }
    .with("Content-Type", media_type(file))
    .with("Vary", "Accept-Encoding")
    .with("ETag", tag);
    if is_compressed {
        answer.with("Content-Encoding", "br")
    } else {
        answer
    }
}

fn asks(request: &Request, name: &str, word: &str) -> bool {
    request
        .values(name)
        .any(|values| values.split(',').any(|value| value.trim() == word))
}

fn media_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn plain(status: u16, text: &str) -> Response {
    Response {
        status,
        headers: Vec::new(),
        body: text.into(),
    }
}

/// Undoes `%20` and its like; nothing if the result is not text.
fn decode(address: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => u8::from_str_radix(
                &format!("{}{}", char::from(rest.next()?), char::from(rest.next()?)),
                16,
            )
            .ok()?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded_or_refused() {
        assert_eq!(decode("/a%20b").as_deref(), Some("/a b"));
        assert_eq!(decode("/a%2"), None);
        assert_eq!(decode("/%ff"), None);
    }

    #[test]
    fn nothing_outside_the_folder_is_found() {
        let site = Site {
            folder: files::root().join("xtask/src"),
            base: "/".into(),
            headers: Headers::parse(""),
        };
        assert!(site.find("main.rs").is_some());
        assert!(site.find("../Cargo.toml").is_none());
        assert!(site.find("/etc/hostname").is_none());
    }
}
