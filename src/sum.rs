//! Checksums: as people compare them, and as ZIP files carry them.

use sha2::{Digest, Sha256};

/// SHA-256 in hexadecimal.
///
/// ```
/// assert!(annexa::sum::sha256(b"").starts_with("e3b0c442"));
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// CRC-32 as ZIP files carry it, against damage only.
///
/// ```
/// assert_eq!(annexa::sum::crc32(b"123456789"), 0xcbf4_3926);
/// ```
#[allow(clippy::indexing_slicing, reason = "a byte is below 256")]
pub fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| (crc >> 8) ^ CRC[((crc ^ u32::from(*byte)) & 0xff) as usize];
    !bytes.iter().fold(!0, step)
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
