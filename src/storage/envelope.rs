//! The form in which one generation of a workspace is stored: one JSON text with a header, a hash and
//! the body.
//!
//! ```text
//! {"f":"annexa","v":1,"min":1,"n":7,"t":1795506060000,"tab":"k3v9x2ab","p":"…","z":0,"e":0,"len":2,"h":"…","b":"{}"}
//! ```
//!
//! | field | holds |
//! | --- | --- |
//! | `f` | `annexa` |
//! | `v`, `min` | schema version, and the oldest version of Annexa's format that can read it |
//! | `n` | counter of generations |
//! | `t` | when it was written, milliseconds since 1970 UTC; never used to order generations |
//! | `tab` | which tab wrote it |
//! | `p` | hash of the generation it was made from, empty for the first |
//! | `z` | 1: the body is base64 of a DEFLATE stream; 0: it is plain text |
//! | `e` | 1: the body is encrypted (not written by this version) |
//! | `len` | length of the body in bytes |
//! | `h` | SHA-256 of the header and of the body as it is stored |
//! | `b` | the body |
//!
//! The hash covers the header as well as the body, and both as the bytes that are stored: a changed
//! counter is noticed like a changed answer, and nothing is inflated before its hash has been checked.

use std::fmt;

use crate::sum::hex;
use base64::{Engine, engine::general_purpose::STANDARD};
use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The storage format of this version of Annexa, written as `v` and compared with `min`.
pub const FORMAT: u32 = 1;

/// The largest text that is looked at, and the largest body, in bytes.
pub const LIMIT: usize = 64 << 20;

/// The largest counter: every integer up to here is exact in JavaScript too.
pub const LAST: u64 = (1 << 53) - 1;

/// Bodies above this many bytes are compressed.
const COMPRESS_ABOVE: usize = 64 << 10;

/// Fastest level: the save runs between two keystrokes, and this finds most of the repetition.
const LEVEL: u8 = 1;

const HASH: &str = ",\"h\":\"";
const BODY: &str = "\",\"b\":";

/// What is known of a generation before its body is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Counter of generations, 1 to [`LAST`].
    pub n: u64,
    /// Milliseconds since 1970 UTC.
    pub time: u64,
    /// The tab that wrote it.
    pub tab: String,
    /// Hash of the generation it was made from, empty for the first.
    pub parent: String,
}

/// A generation whose hash is right; its body is still packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// Counter, time, tab and parent.
    pub header: Header,
    /// SHA-256 of header and body, in lower-case hexadecimal.
    pub hash: &'a str,
    /// Length of the body in bytes.
    pub len: usize,
    packed: bool,
    stored: &'a str,
}

/// What a text says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim<'a> {
    /// Counter of generations.
    pub n: u64,
    /// Milliseconds since 1970 UTC.
    pub time: u64,
    /// Hash of the generation it was made from.
    pub parent: String,
    /// Its own hash.
    pub hash: &'a str,
}

/// A generation as text, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The whole envelope.
    pub text: String,
    /// Its hash, which the next generation names as its parent.
    pub hash: String,
}

/// Why a text is not a generation that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[non_exhaustive]
pub enum EnvelopeError {
    /// Larger than [`LIMIT`].
    TooLarge,
    /// Not an Annexa envelope, or cut short.
    Malformed,
    /// The hash is not that of the content.
    HashDiffers,
    /// The counter is not between 1 and [`LAST`].
    Counter,
    /// Whole, but only a newer version of Annexa can read it.
    Newer,
    /// The body does not unpack to its declared length.
    Body,
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "larger than 64 MB",
            Self::Malformed => "not a stored workspace, or cut short",
            Self::HashDiffers => "the content does not match its checksum",
            Self::Counter => "the counter is out of range",
            Self::Newer => "written by a newer version of Annexa",
            Self::Body => "the content does not unpack",
        })
    }
}

impl std::error::Error for EnvelopeError {}

#[derive(Serialize, Deserialize)]
struct Head {
    f: String,
    v: u32,
    min: u32,
    n: u64,
    t: u64,
    tab: String,
    p: String,
    z: u8,
    e: u8,
    len: usize,
}

/// Puts a body into an envelope.
///
/// ```
/// use annexa::storage::envelope::{Header, encode, decode};
///
/// let header = Header { n: 1, time: 0, tab: "k3v9x2ab".into(), parent: String::new() };
/// let sealed = encode(b"{}", &header)?;
/// let envelope = decode(&sealed.text)?;
/// assert_eq!(envelope.header, header);
/// assert_eq!(envelope.body()?, b"{}");
/// # Ok::<(), annexa::storage::envelope::EnvelopeError>(())
/// ```
///
/// # Errors
///
/// [`EnvelopeError::TooLarge`] and [`EnvelopeError::Counter`].
pub fn encode(body: &[u8], header: &Header) -> Result<Sealed, EnvelopeError> {
    check_bounds(body.len(), header.n)?;
    let (z, stored) = pack(body);
    let mut text = json(&Head {
        f: "annexa".into(),
        v: FORMAT,
        min: FORMAT,
        n: header.n,
        t: header.time.min(LAST),
        tab: header.tab.clone(),
        p: header.parent.clone(),
        z,
        e: 0,
        len: body.len(),
    })?;
    text.pop();
    let hash = digest(&text, &stored);
    for part in [HASH, &hash, BODY, &stored, "}"] {
        text.push_str(part);
    }
    if text.len() > LIMIT {
        return Err(EnvelopeError::TooLarge);
    }
    Ok(Sealed { text, hash })
}

/// Checks a text down to its hash. The body is unpacked by [`Envelope::body`].
///
/// # Errors
///
/// Every [`EnvelopeError`] but `Body`.
pub fn decode(text: &str) -> Result<Envelope<'_>, EnvelopeError> {
    let parts = Parts::of(text)?;
    if digest(parts.head, parts.stored) != parts.hash {
        return Err(EnvelopeError::HashDiffers);
    }
    let head = parts.head()?;
    if head.min > FORMAT || head.e != 0 {
        return Err(EnvelopeError::Newer);
    }
    check_bounds(head.len, head.n)?;
    Ok(Envelope {
        hash: parts.hash,
        len: head.len,
        packed: head.z == 1,
        stored: parts.stored,
        header: Header {
            n: head.n,
            time: head.t,
            tab: head.tab,
            parent: head.p,
        },
    })
}

/// What a text says of itself, without checking it: enough to see whose it is.
pub fn peek(text: &str) -> Option<Claim<'_>> {
    let parts = Parts::of(text).ok()?;
    let head = parts.head().ok()?;
    Some(Claim {
        n: head.n,
        time: head.t,
        parent: head.p,
        hash: parts.hash,
    })
}

impl<'a> Envelope<'a> {
    /// What it says of itself.
    pub fn claim(&self) -> Claim<'a> {
        Claim {
            n: self.header.n,
            time: self.header.time,
            parent: self.header.parent.clone(),
            hash: self.hash,
        }
    }

    /// Whether two generations hold the same body.
    pub fn same_body(&self, other: &Self) -> bool {
        self.stored == other.stored
    }

    /// The body.
    ///
    /// # Errors
    ///
    /// [`EnvelopeError::Body`] if it does not unpack to exactly `len` bytes.
    pub fn body(&self) -> Result<Vec<u8>, EnvelopeError> {
        let body = if self.packed {
            inflate(self.stored, self.len)
        } else {
            plain(self.stored)
        };
        body.filter(|body| body.len() == self.len)
            .ok_or(EnvelopeError::Body)
    }
}

/// A text cut at its fixed marks, nothing parsed yet.
struct Parts<'a> {
    head: &'a str,
    hash: &'a str,
    stored: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Result<Self, EnvelopeError> {
        if text.len() > LIMIT {
            return Err(EnvelopeError::TooLarge);
        }
        // A quotation mark within a value is escaped, so the first mark is the real one.
        let (head, rest) = text.split_once(HASH).ok_or(EnvelopeError::Malformed)?;
        let (hash, rest) = rest.split_once(BODY).ok_or(EnvelopeError::Malformed)?;
        let stored = rest.strip_suffix('}').ok_or(EnvelopeError::Malformed)?;
        Ok(Self { head, hash, stored })
    }

    fn head(&self) -> Result<Head, EnvelopeError> {
        let mut head = String::from(self.head);
        head.push('}');
        let head: Head = crate::json::read(&head).map_err(|_| EnvelopeError::Malformed)?;
        if head.f == "annexa" {
            Ok(head)
        } else {
            Err(EnvelopeError::Malformed)
        }
    }
}

fn check_bounds(len: usize, n: u64) -> Result<(), EnvelopeError> {
    if len > LIMIT {
        Err(EnvelopeError::TooLarge)
    } else if (1..=LAST).contains(&n) {
        Ok(())
    } else {
        Err(EnvelopeError::Counter)
    }
}

/// `z` and the stored form of a body, quotation marks included.
fn pack(body: &[u8]) -> (u8, String) {
    let text = std::str::from_utf8(body)
        .ok()
        .filter(|text| text.len() <= COMPRESS_ABOVE);
    if let Some(Ok(plain)) = text.map(crate::json::write) {
        return (0, plain);
    }
    let mut stored = String::from("\"");
    STANDARD.encode_string(compress_to_vec(body, LEVEL), &mut stored);
    stored.push('"');
    (1, stored)
}

fn plain(stored: &str) -> Option<Vec<u8>> {
    crate::json::read::<String>(stored)
        .ok()
        .map(String::into_bytes)
}

fn inflate(stored: &str, len: usize) -> Option<Vec<u8>> {
    let base64 = stored.strip_prefix('"')?.strip_suffix('"')?;
    decompress_to_vec_with_limit(&STANDARD.decode(base64).ok()?, len).ok()
}

fn digest(head: &str, stored: &str) -> String {
    let hash = Sha256::new()
        .chain_update(head)
        .chain_update("\n")
        .chain_update(stored)
        .finalize();
    hex(&hash)
}

fn json<T: Serialize>(value: &T) -> Result<String, EnvelopeError> {
    crate::json::write(value).map_err(|_| EnvelopeError::Malformed)
}
