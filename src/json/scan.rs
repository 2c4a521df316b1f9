//! The parsing itself: no types, no generics.

use super::Fault;
use serde::de::Error as _;
use std::borrow::Cow;

/// Deeper nesting is refused.
const DEPTH: u8 = 64;

/// A place in a JSON text.
pub struct Scan<'de> {
    text: &'de str,
    at: usize,
    depth: u8,
}

/// A whole number.
pub enum Number {
    /// Not below zero.
    Unsigned(u64),
    /// Below zero.
    Signed(i64),
}

fn fault<T>(message: &str) -> Result<T, Fault> {
    Err(Fault::custom(message))
}

impl<'de> Scan<'de> {
    pub fn new(text: &'de str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }

    /// Line and column, from 1; the column counts characters.
    pub fn place(&self) -> (usize, usize) {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        (line, column)
    }

    /// The next byte that is not white space, without passing it.
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = self.text.as_bytes().get(self.at).copied()?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Nothing may follow.
    pub fn end(&mut self) -> Result<(), Fault> {
        match self.peek() {
            None => Ok(()),
            Some(_) => fault("something follows the end of the value"),
        }
    }

    /// Passes a byte if it is the next one.
    pub fn pass(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.at += usize::from(next);
        next
    }

    /// Passes a word such as `null` if it is next.
    pub fn pass_word(&mut self, word: &str) -> bool {
        self.peek();
        let next = self
            .text
            .get(self.at..)
            .is_some_and(|t| t.starts_with(word));
        if next {
            self.at += word.len();
        }
        next
    }

    /// Passes `{` or `[`.
    pub fn open(&mut self, bracket: u8) -> Result<(), Fault> {
        if !self.pass(bracket) {
            return fault(if bracket == b'{' {
                "an object `{…}` is expected here"
            } else {
                "a list `[…]` is expected here"
            });
        }
        self.depth += 1;
        if self.depth > DEPTH {
            return fault("the value is nested too deeply");
        }
        Ok(())
    }

    /// Passes to the next item: false at the closing bracket.
    pub fn next_item(&mut self, closing: u8, first: bool) -> Result<bool, Fault> {
        if self.pass(closing) {
            self.depth = self.depth.saturating_sub(1);
            return Ok(false);
        }
        if !first {
            if !self.pass(b',') {
                return fault("a comma or the end of the list is expected here");
            }
            if self.peek() == Some(closing) {
                return fault("something is expected after the comma");
            }
        }
        Ok(true)
    }

    /// Closes a list or object that must have no further items.
    pub fn close(&mut self, closing: u8) -> Result<(), Fault> {
        if self.pass(closing) {
            self.depth = self.depth.saturating_sub(1);
            Ok(())
        } else {
            fault("there is more in it than fits here")
        }
    }

    pub fn string(&mut self) -> Result<Cow<'de, str>, Fault> {
        if !self.pass(b'"') {
            return fault("a text is expected here");
        }
        let start = self.at;
        let plain = self.plain_end()?;
        let text = self.text;
        let run = text.get(start..plain).unwrap_or_default();
        self.at = plain + 1;
        if text.as_bytes().get(plain) == Some(&b'"') {
            return Ok(Cow::Borrowed(run));
        }
        self.escaped(run.to_owned()).map(Cow::Owned)
    }

    /// Where the next quote or backslash is.
    fn plain_end(&mut self) -> Result<usize, Fault> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let stop = rest
            .iter()
            .position(|b| *b == b'"' || *b == b'\\' || *b < 0x20);
        match stop {
            Some(by) if rest.get(by).is_some_and(|b| *b >= 0x20) => Ok(self.at + by),
            Some(by) => {
                self.at += by;
                fault("a text holds a control character that is not escaped")
            }
            None => {
                self.at = self.text.len();
                fault("the text ends before its closing quote")
            }
        }
    }

    /// The rest of a string after its first backslash.
    fn escaped(&mut self, mut text: String) -> Result<String, Fault> {
        loop {
            text.push(self.escape()?);
            let start = self.at;
            let stop = self.plain_end()?;
            text.push_str(self.text.get(start..stop).unwrap_or_default());
            self.at = stop + 1;
            if self.text.as_bytes().get(stop) == Some(&b'"') {
                return Ok(text);
            }
        }
    }

    /// One escape, after its backslash.
    fn escape(&mut self) -> Result<char, Fault> {
        let byte = self.text.as_bytes().get(self.at).copied();
        self.at += 1;
        Ok(match byte {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => {
                self.at -= 1;
                return fault("a text holds an escape that JSON does not have");
            }
        })
    }

    fn unicode(&mut self) -> Result<char, Fault> {
        let first = self.hex()?;
        let code = match first {
            0xd800..0xdc00 => {
                let paired = self.text.as_bytes().get(self.at..self.at + 2) == Some(b"\\u");
                self.at += if paired { 2 } else { 0 };
                let second = if paired { self.hex()? } else { 0 };
                if !(0xdc00..0xe000).contains(&second) {
                    return fault("a text holds half of a surrogate pair");
                }
                0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
            }
            code => code,
        };
        char::from_u32(code).ok_or_else(|| Fault::custom("a text holds half of a surrogate pair"))
    }

    fn hex(&mut self) -> Result<u32, Fault> {
        let digits = self.text.get(self.at..self.at + 4);
        let plain = digits.filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        let code = plain.and_then(|d| u32::from_str_radix(d, 16).ok());
        match code {
            Some(code) => {
                self.at += 4;
                Ok(code)
            }
            None => fault("`\\u` needs four hexadecimal digits"),
        }
    }

    /// The number that comes next, as it is written.
    fn digits(&mut self) -> &'de str {
        self.peek();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let part = |b: u8| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().take_while(|b| part(*b)).count();
        rest.get(..length).unwrap_or_default()
    }

    /// A whole number.
    pub fn number(&mut self) -> Result<Number, Fault> {
        let digits = self.digits();
        let size = digits.strip_prefix('-').unwrap_or(digits);
        let padded = size.len() > 1 && size.starts_with('0');
        let number = if padded || size.starts_with('+') {
            None
        } else if size.len() == digits.len() {
            digits.parse().ok().map(Number::Unsigned)
        } else {
            digits.parse().ok().map(Number::Signed)
        };
        match number {
            Some(number) => {
                self.at += digits.len();
                Ok(number)
            }
            None if digits.is_empty() => fault("a value is expected here"),
            None => Err(Fault::custom(format!(
                "`{digits}` is not a whole number that fits"
            ))),
        }
    }

    /// Passes over a value of any kind.
    pub fn skip(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'[') => self.skip_items(b'[', b']', false),
            Some(b'{') => self.skip_items(b'{', b'}', true),
            _ if ["null", "true", "false"].iter().any(|w| self.pass_word(w)) => Ok(()),
            _ => {
                let digits = self.digits();
                self.at += digits.len();
                if digits.is_empty() {
                    return fault("a value is expected here");
                }
                Ok(())
            }
        }
    }

    fn skip_items(&mut self, opening: u8, closing: u8, keyed: bool) -> Result<(), Fault> {
        self.open(opening)?;
        let mut first = true;
        while self.next_item(closing, first)? {
            first = false;
            if keyed {
                self.string()?;
                self.colon()?;
            }
            self.skip()?;
        }
        Ok(())
    }

    pub fn colon(&mut self) -> Result<(), Fault> {
        if self.pass(b':') {
            Ok(())
        } else {
            fault("a colon is expected after the name")
        }
    }
}
