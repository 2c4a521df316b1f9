//! XML and HTML as text, written into one buffer.

/// A buffer that tells markup, which we wrote, from text, which somebody else did.
#[derive(Debug, Default)]
pub struct Xml(String);

impl Xml {
    /// A buffer with room for this many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds markup as it is.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text, escaped so that it stands for itself in element content and in quoted attributes.
    pub fn text(&mut self, text: &str) -> &mut Self {
        escape(text, &mut self.0);
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: impl Into<u64>) -> &mut Self {
        let mut digits = [0u8; 20];
        let mut rest = number.into();
        let mut used = 0;
        for place in digits.iter_mut().rev() {
            *place = b'0' + (rest % 10) as u8;
            rest /= 10;
            used += 1;
            if rest == 0 {
                break;
            }
        }
        let digits = digits
            .iter()
            .skip(20 - used)
            .map(|digit| char::from(*digit));
        self.0.extend(digits);
        self
    }

    /// What was written, as bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// Characters that XML 1.0 cannot hold are left out, even as references.
fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(needs_care) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\'') => out.push_str("&#39;"),
            _ => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

fn needs_care(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}')
        || (c.is_control() && c != '\t' && c != '\n')
}
