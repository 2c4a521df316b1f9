//! Compressed sizes. Brotli 11 is slow, so its results are kept under `target/`.

use crate::{Result, files};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// Brotli at its highest quality, from the cache where the same bytes were compressed before.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    if let Some(known) = known_brotli(bytes) {
        return Ok(known);
    }
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    let path = cached(bytes);
    fs::create_dir_all(cache())?;
    fs::write(path, &compressed)?;
    Ok(compressed)
}

/// The compressed form, if it is in the cache.
pub fn known_brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    fs::read(cached(bytes)).ok()
}

fn cached(bytes: &[u8]) -> PathBuf {
    cache().join(files::sha256(bytes))
}

fn cache() -> PathBuf {
    files::root().join("target/brotli")
}
