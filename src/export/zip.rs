//! ZIP files, as far as our own need it.
//!
//! Own code instead of the `zip` crate because one deflater then serves all files of an export,
//! parts that never change are compressed once, and the times in the headers are fixed.

use crate::error::{Error, ErrorKind, Result};
use crate::sum::crc32;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress_to_output, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::decompress_to_vec_with_limit;

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

/// What a file, a line of the directory, and the directory's end begin with.
const FILE: u32 = 0x0403_4b50;
const ENTRY: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;

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
        put32(&mut self.bytes, FILE);
        put_common(&mut self.bytes, name, file);
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(&file.bytes);

        put32(&mut self.directory, ENTRY);
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
        put32(&mut self.bytes, END);
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

/// Most that reading unpacks, in bytes.
const MOST_BYTES: usize = 200 << 20;

/// Reads a ZIP written by [`Archive`], or another plain one.
///
/// # Errors
/// [`ErrorKind::Malformed`] for bytes that are no such ZIP or whose checksums differ,
/// [`ErrorKind::TooLarge`] for one that unpacks to more than 200 MiB.
pub fn read(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    let malformed = || {
        Error::new(
            ErrorKind::Malformed,
            "this is not a ZIP file, or a damaged one",
        )
    };
    let (mut at, count) = directory(bytes).ok_or_else(malformed)?;
    let mut files = Vec::new();
    let mut room = MOST_BYTES;
    for _ in 0..count {
        let (entry, next) = Entry::read(bytes, at).ok_or_else(malformed)?;
        if entry.size > room {
            let message = "the ZIP unpacks to more than 200 MiB";
            return Err(Error::new(ErrorKind::TooLarge, message).at(entry.name));
        }
        room -= entry.size;
        let content = entry
            .unpack()
            .ok_or_else(|| malformed().at(entry.name.as_str()))?;
        files.push((entry.name, content));
        at = next;
    }
    Ok(files)
}

/// Where the directory begins, and how many files it lists. Comments after it are not looked for.
fn directory(bytes: &[u8]) -> Option<(usize, u16)> {
    let end = bytes.len().checked_sub(22)?;
    (get32(bytes, end)? == END).then_some(())?;
    Some((get32(bytes, end + 16)? as usize, get16(bytes, end + 10)?))
}

/// A line of the directory with the packed bytes that it points to.
struct Entry<'a> {
    name: String,
    method: u16,
    crc: u32,
    size: usize,
    packed: &'a [u8],
}

impl<'a> Entry<'a> {
    /// Reads the line at a place, and says where the next one is.
    fn read(bytes: &'a [u8], at: usize) -> Option<(Self, usize)> {
        (get32(bytes, at)? == ENTRY).then_some(())?;
        let [name, extra, comment] = [28, 30, 32].map(|field| get16(bytes, at + field));
        let (name, extra, comment) = (name? as usize, extra? as usize, comment? as usize);
        let local = get32(bytes, at + 42)? as usize;
        let skipped = get16(bytes, local + 26)? as usize + get16(bytes, local + 28)? as usize;
        let start = local + 30 + skipped;
        let packed = get32(bytes, at + 20)? as usize;
        let entry = Self {
            name: String::from_utf8(bytes.get(at + 46..at + 46 + name)?.to_vec()).ok()?,
            method: get16(bytes, at + 10)?,
            crc: get32(bytes, at + 16)?,
            size: get32(bytes, at + 24)? as usize,
            packed: bytes.get(start..start + packed)?,
        };
        Some((entry, at + 46 + name + extra + comment))
    }

    fn unpack(&self) -> Option<Vec<u8>> {
        let content = match self.method {
            STORED => self.packed.to_vec(),
            DEFLATED => decompress_to_vec_with_limit(self.packed, self.size).ok()?,
            _ => return None,
        };
        (content.len() == self.size && crc32(&content) == self.crc).then_some(content)
    }
}

fn get16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at + 2)?
        .try_into()
        .ok()
        .map(u16::from_le_bytes)
}

fn get32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at + 4)?
        .try_into()
        .ok()
        .map(u32::from_le_bytes)
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}
