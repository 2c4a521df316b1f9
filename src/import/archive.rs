//! The parts of a ZIP, by name. A tenth of what a whole library for it weighs, since only two ways
//! of packing occur in workbooks, and nothing is believed that the file says about sizes.

use crate::sum::crc32;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use std::collections::HashMap;

/// A file with packed parts.
#[derive(Debug)]
pub struct Archive<'a> {
    file: &'a [u8],
    parts: HashMap<&'a [u8], Part>,
}

/// What the directory at the end of the file says about a part.
#[derive(Debug)]
struct Part {
    method: u16,
    sum: u32,
    packed: usize,
    at: usize,
}

/// Why a part cannot be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpackable {
    /// It comes to more than is allowed.
    TooLarge,
    /// It is damaged, or packed in another way.
    Damaged,
}

/// What the last record of a file begins with; and that of a part, in the directory and before it.
const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
/// The most parts that are looked for.
const MOST_PARTS: usize = 10_000;

impl<'a> Archive<'a> {
    /// Reads the directory; `None` when there is none.
    pub fn open(file: &'a [u8]) -> Option<Self> {
        let tail = file.len().saturating_sub(22 + 65_535);
        let mut places = file.get(tail..)?.windows(END.len());
        let end = tail + places.rposition(|mark| mark == END)?;
        let count = usize::from(short(file, end + 10)?).min(MOST_PARTS);
        let mut at = long(file, end + 16)?;
        let mut parts = HashMap::new();
        for _ in 0..count {
            if file.get(at..)?.get(..4)? != ENTRY {
                return None;
            }
            let [name, extra, comment] =
                [28, 30, 32].map(|place| short(file, at + place).map(usize::from));
            let name = file.get(at + 46..)?.get(..name?)?;
            let packed = match long(file, at + 20)? {
                // The size stands elsewhere; the packed text knows its own end.
                0xffff_ffff => usize::MAX,
                packed => packed,
            };
            let part = Part {
                method: short(file, at + 10)?,
                sum: u32::try_from(long(file, at + 16)?).ok()?,
                packed,
                at: long(file, at + 42)?,
            };
            at += 46 + name.len() + extra? + comment?;
            parts.insert(name, part);
        }
        Some(Self { file, parts })
    }

    /// The bytes of a part, at most so many; `None` when there is none of that name.
    pub fn part(&self, name: &str, most: usize) -> Option<Result<Vec<u8>, Unpackable>> {
        let part = self.parts.get(name.as_bytes())?;
        Some(self.unpack(part, most))
    }

    fn unpack(&self, part: &Part, most: usize) -> Result<Vec<u8>, Unpackable> {
        let packed = self.packed(part).ok_or(Unpackable::Damaged)?;
        let bytes = match part.method {
            0 if packed.len() > most => return Err(Unpackable::TooLarge),
            0 => packed.to_vec(),
            8 => {
                decompress_to_vec_with_limit(packed, most).map_err(|error| match error.status {
                    TINFLStatus::HasMoreOutput => Unpackable::TooLarge,
                    _ => Unpackable::Damaged,
                })?
            }
            _ => return Err(Unpackable::Damaged),
        };
        if crc32(&bytes) == part.sum {
            Ok(bytes)
        } else {
            Err(Unpackable::Damaged)
        }
    }

    fn packed(&self, part: &Part) -> Option<&'a [u8]> {
        let local = self.file.get(part.at..)?;
        if local.get(..4)? != LOCAL {
            return None;
        }
        let [name, extra] = [26, 28].map(|place| short(local, place).map(usize::from));
        let packed = local.get(30 + name? + extra?..)?;
        packed.get(..part.packed.min(packed.len()))
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..)?.first_chunk::<2>()?;
    Some(u16::from_le_bytes(*pair))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*four)).ok()
}
