//! The parts of a workbook as texts, within a limit for all of them together.

use super::archive::{Archive, Unpackable};
use super::sheet::too_large;
use super::xml::damaged;
use crate::error::{Error, ErrorKind, Result};

/// The most that all parts of a workbook may come to, unpacked.
const MOST_UNPACKED: usize = 150_000_000;

/// The parts of a workbook.
#[derive(Debug)]
pub struct Parts<'a> {
    archive: Archive<'a>,
    /// How much may still be unpacked.
    left: usize,
}

impl<'a> Parts<'a> {
    /// Opens a workbook.
    pub fn open(file: &'a [u8]) -> Result<Self> {
        Ok(Self {
            archive: Archive::open(file).ok_or_else(not_a_workbook)?,
            left: MOST_UNPACKED,
        })
    }

    /// Whether it is one of LibreOffice and its kin, which say so in a part of its own.
    pub fn is_open_document(&mut self) -> Result<bool> {
        let kind = self.part("mimetype")?;
        Ok(kind
            .is_some_and(|kind| kind.starts_with("application/vnd.oasis.opendocument.spreadsheet")))
    }

    /// The text of a part that has to be there.
    pub fn required(&mut self, path: &str) -> Result<String> {
        self.part(path)?.ok_or_else(not_a_workbook)
    }

    /// The text of a part.
    pub fn part(&mut self, path: &str) -> Result<Option<String>> {
        let bytes = match self.archive.part(path, self.left) {
            None => return Ok(None),
            Some(Ok(bytes)) => bytes,
            Some(Err(Unpackable::Damaged)) => return Err(damaged()),
            Some(Err(Unpackable::TooLarge)) => {
                return Err(too_large(format!(
                    "the workbook unpacks to more than {MOST_UNPACKED} bytes"
                )));
            }
        };
        self.left = self.left.saturating_sub(bytes.len());
        String::from_utf8(bytes).map(Some).map_err(|_| damaged())
    }
}

fn not_a_workbook() -> Error {
    Error::new(ErrorKind::Malformed, "the file is not a workbook")
        .help("Save it as XLSX, ODS or CSV in your spreadsheet program, and choose that file.")
}
