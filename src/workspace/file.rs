//! The workspace as a file: the backup that a user saves, and the body that storage keeps.

use super::{Data, History, Workspace};
use crate::error::{Error, ErrorKind, Result};
use crate::json;
use serde::{Deserialize, Serialize};

/// The schema that this release writes.
pub const SCHEMA: u32 = 3;
/// The oldest schema whose readers understand what this release writes. It rises with every
/// change that an older reader would drop, so no release ever loses what it does not know.
pub const OLDEST_READER: u32 = 3;
/// Larger files are refused before they are read, in bytes.
pub const LIMIT: usize = 64 * 1024 * 1024;
/// What every file of ours begins with.
const MARK: &str = "annexa-workspace";

#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    schema: u32,
    reads: u32,
    data: &'a Data,
    history: &'a History,
}

/// What is read first, and from any schema.
#[derive(Deserialize)]
struct Header {
    format: String,
    schema: u32,
    reads: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "schema")]
    _schema: u32,
    #[serde(rename = "reads")]
    _reads: u32,
    data: Data,
    #[serde(default)]
    history: History,
}

impl Workspace {
    /// The workspace as JSON; the same workspace gives the same bytes.
    ///
    /// # Errors
    /// [`ErrorKind::Export`] if the data cannot be written, which no data of this release causes.
    pub fn to_json(&self) -> Result<String> {
        json::write(&Written {
            format: MARK,
            schema: SCHEMA,
            reads: OLDEST_READER,
            data: &self.data,
            history: &self.history,
        })
        .map_err(|error| Error::new(ErrorKind::Export, error.to_string()))
    }

    /// Reads a workspace from JSON, as strictly as a command.
    ///
    /// ```
    /// use annexa::workspace::Workspace;
    /// let text = Workspace::default().to_json().unwrap();
    /// assert_eq!(Workspace::from_json(text.as_bytes()).unwrap(), Workspace::default());
    /// assert!(Workspace::from_json(b"{}").is_err());
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooLarge`] over 64 MB, [`ErrorKind::Newer`] for a file of a later release,
    /// [`ErrorKind::Malformed`] with the place for anything that is not such a file, and
    /// [`ErrorKind::Invalid`] with findings when values do not fit together.
    pub fn from_json(bytes: &[u8]) -> Result<Self> {
        let text = text(bytes)?;
        let header: Header =
            json::read(text).map_err(|error| {
                Error::new(
                ErrorKind::Malformed,
                format!("this is not a workspace that Annexa saved: {}", error.message()),
            )
            .help("choose a file that was saved with “Save a backup”; what is open stays as it is")
            })?;
        refuse_stranger(&header)?;
        let read: Read = json::read(text)?;
        let workspace = Self {
            data: read.data,
            history: read.history,
        };
        let findings = workspace.check();
        if findings.is_empty() {
            Ok(workspace)
        } else {
            Err(Error::invalid(findings))
        }
    }
}

/// The bytes as text, without a byte order mark.
fn text(bytes: &[u8]) -> Result<&str> {
    if bytes.len() > LIMIT {
        return Err(Error::new(
            ErrorKind::TooLarge,
            format!("the file has {} bytes, the limit is {LIMIT}", bytes.len()),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        Error::new(
            ErrorKind::Malformed,
            format!(
                "the file is not UTF-8 text: byte {} is wrong",
                error.valid_up_to()
            ),
        )
        .help("choose a file that was saved with “Save a backup”; what is open stays as it is")
    })
}

fn refuse_stranger(header: &Header) -> Result<()> {
    if header.format != MARK {
        return Err(Error::new(
            ErrorKind::Malformed,
            format!("the file says that it is `{}`, not `{MARK}`", header.format),
        )
        .at("format"));
    }
    if header.reads > SCHEMA {
        return Err(Error::new(
            ErrorKind::Newer,
            format!(
                "the file was written by a newer release (schema {}), this one reads up to schema {SCHEMA}",
                header.schema
            ),
        )
        .at("schema")
        .help("reload the page to get the newer release, then open the file again; nothing was changed"));
    }
    Ok(())
}
