//! A ZIP writer for the few things that our files need.
//!
//! Own code instead of the `zip` crate because one deflater then serves all files of an export,
//! parts that never change are compressed once, and the times in the headers are fixed.

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress_to_output, create_comp_flags_from_zip_params,
};

/// DEFLATE level: 3 costs 1 to 3 % more bytes than 6 and takes half the time.
const LEVEL: i32 = 3;

/// Compresses one file after the other with the same tables.
pub struct Deflater(Box<CompressorOxide>);

impl Default for Deflater {
    fn default() -> Self {
        let flags = create_comp_flags_from_zip_params(LEVEL, 0, 0);
        Self(Box::new(CompressorOxide::new(flags)))
    }
}

impl Deflater {
    /// Compresses a file.
    pub fn pack(&mut self, data: &[u8]) -> Packed {
        self.0.reset();
        let mut bytes = Vec::with_capacity(data.len() / 4 + 64);
        let (status, _) = compress_to_output(&mut self.0, data, TDEFLFlush::Finish, |chunk| {
            bytes.extend_from_slice(chunk);
            true
        });
        if status != TDEFLStatus::Done || bytes.len() >= data.len() {
            return Packed::stored(data);
        }
        Packed {
            method: DEFLATED,
            crc: crc32(data),
            size: data.len() as u32,
            bytes,
        }
    }
}

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// A file's content in the form in which it stands in a ZIP.
#[derive(Debug, Clone)]
pub struct Packed {
    method: u16,
    crc: u32,
    size: u32,
    bytes: Vec<u8>,
}

impl Packed {
    /// Content that is kept as it is, for files that are compressed already.
    pub fn stored(data: &[u8]) -> Self {
        Self {
            method: STORED,
            crc: crc32(data),
            size: data.len() as u32,
            bytes: data.to_vec(),
        }
    }
}

/// A ZIP file being written.
///
/// INVARIANT: sizes and offsets fit 32 bits, because a WebAssembly memory does; callers add fewer
/// than 65,536 files.
#[derive(Debug, Default)]
pub struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

/// 1 January 1980, the first day that a ZIP can hold: the same input gives the same bytes.
const DATE: u16 = (1 << 5) | 1;
const TIME: u16 = 0;

/// Version 2.0 of the format: DEFLATE and folders.
const VERSION: u16 = 20;

/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

impl Archive {
    /// Adds a file.
    pub fn add(&mut self, name: &str, file: &Packed) {
        let offset = self.bytes.len() as u32;
        put32(&mut self.bytes, 0x0403_4b50);
        put_common(&mut self.bytes, name, file);
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(&file.bytes);

        put32(&mut self.directory, 0x0201_4b50);
        put16(&mut self.directory, VERSION);
        put_common(&mut self.directory, name, file);
        // No comment, first disk, no internal or external attributes.
        self.directory.extend_from_slice(&[0; 10]);
        put32(&mut self.directory, offset);
        self.directory.extend_from_slice(name.as_bytes());
        self.count = self.count.saturating_add(1);
    }

    /// The finished file.
    pub fn finish(mut self) -> Vec<u8> {
        let start = self.bytes.len() as u32;
        let size = self.directory.len() as u32;
        self.bytes.append(&mut self.directory);
        put32(&mut self.bytes, 0x0605_4b50);
        put32(&mut self.bytes, 0);
        put16(&mut self.bytes, self.count);
        put16(&mut self.bytes, self.count);
        put32(&mut self.bytes, size);
        put32(&mut self.bytes, start);
        put16(&mut self.bytes, 0);
        self.bytes
    }
}

/// The fields that a file's own header and its line in the directory share.
fn put_common(out: &mut Vec<u8>, name: &str, file: &Packed) {
    put16(out, VERSION);
    put16(out, if name.is_ascii() { 0 } else { UTF8 });
    put16(out, file.method);
    put16(out, TIME);
    put16(out, DATE);
    put32(out, file.crc);
    put32(out, file.bytes.len() as u32);
    put32(out, file.size);
    put16(out, name.len() as u16);
    put16(out, 0);
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// CRC-32 of every byte.
const CRC: [u32; 256] = crc_table();

#[allow(clippy::indexing_slicing, reason = "checked when it is compiled")]
const fn crc_table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let mut crc = n as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & 0u32.wrapping_sub(crc & 1));
            bit += 1;
        }
        table[n] = crc;
        n += 1;
    }
    table
}

#[allow(clippy::indexing_slicing, reason = "a byte is below 256")]
pub(super) fn crc32(data: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| (crc >> 8) ^ CRC[((crc ^ u32::from(*byte)) & 0xff) as usize];
    !data.iter().fold(!0, step)
}
