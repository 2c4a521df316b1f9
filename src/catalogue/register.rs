//! Registers and records: tables that the organisation keeps, each described by a file in
//! `content/registers`.

use super::generated::{REGISTER_PROSE, REGISTER_STARTERS, STARTER_PROSE};
use super::id::{all, ids};
use super::prose::{line, prose};
use super::vocabulary::vocabulary;
use super::{DocumentId, QuestionId};

/// A table that the organisation keeps.
#[derive(Debug)]
pub struct Register {
    /// The id: that of the document which it is.
    pub id: &'static str,
    /// The document.
    pub document: DocumentId,
    /// What one row is, to stand inside a sentence: `access review`.
    pub row: &'static str,
    /// Begins the numbers of rows: `ACR`.
    pub prefix: &'static str,
    /// The columns.
    pub columns: &'static [Column],
    /// The place of the column that says what a row is about.
    pub title: u8,
    /// The place of the column that says how far a row is.
    pub status: Option<u8>,
    /// Whether its rows come again with each round, so that starters are offered once more when
    /// those of the last round are closed.
    pub repeats: bool,
    /// Whether it is printed on wide pages.
    pub wide: bool,
}

/// A column of a register.
#[derive(Debug)]
pub struct Column {
    /// The id, unique in the register: `done_on`.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// What values it takes.
    pub kind: ColumnKind,
    /// Whether a row has to have it.
    pub required: bool,
    /// For a date by which something is due: the place of the column that holds the date when it
    /// was done, or its own place when only the status tells.
    pub due: Option<u8>,
    /// Its width in print, in characters.
    pub width: u8,
    /// The unit of a number; empty for none.
    pub unit: &'static str,
    /// The least number.
    pub min: i32,
    /// The greatest number.
    pub max: i32,
    /// What may be chosen, as word and title.
    pub options: &'static [(&'static str, &'static str)],
    /// The options that close a row, a bit for each place.
    pub closed: u32,
}

/// A row to begin with: a proposal that nobody has taken over yet.
#[derive(Debug)]
pub struct Starter {
    /// The question that has to be answered with yes before it is proposed.
    pub when: Option<QuestionId>,
    /// Its line among the texts.
    pub line: u16,
}

impl Starter {
    /// The values in the order of the columns, set apart by tabs.
    pub fn values(&self) -> &'static str {
        line(STARTER_PROSE, usize::from(self.line))
    }
}

ids! {
    /// A register's id: that of its document, such as `access-review-record`.
    RegisterId(u8): Register in REGISTERS by REGISTERS_SORTED,
    "register", "see content/registers for the ids"
}
all!(RegisterId(u8));

impl RegisterId {
    /// What to write into a column, in a sentence.
    pub fn help(self, column: usize) -> &'static str {
        prose(REGISTER_PROSE, self.index(), column)
    }

    /// The rows to begin with.
    pub fn starters(self) -> &'static [Starter] {
        REGISTER_STARTERS
            .get(self.index())
            .copied()
            .unwrap_or_default()
    }
}

impl Register {
    /// The column with an id, and its place.
    pub fn column(&self, id: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// The column that says what a row is about.
    pub fn title_column(&self) -> Option<&'static Column> {
        self.columns.get(usize::from(self.title))
    }
}

impl Column {
    /// The place of an option.
    pub fn option(&self, word: &str) -> Option<usize> {
        self.options.iter().position(|(option, _)| *option == word)
    }

    /// Whether a value of this column closes its row.
    pub fn closes(&self, word: &str) -> bool {
        self.option(word)
            .is_some_and(|place| self.closed >> place & 1 == 1)
    }
}

/// A number as it is kept: digits, at most three of them after a full stop. In thousandths.
///
/// ```
/// use annexa::catalogue::thousandths;
/// assert_eq!(thousandths("99.5"), Some(99_500));
/// assert_eq!(thousandths("-3"), Some(-3_000));
/// assert_eq!(thousandths("1,5"), None);
/// ```
pub fn thousandths(text: &str) -> Option<i64> {
    let plain = |digits: &str, most| {
        (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    if !plain(whole, 12) || !plain(part, 3) {
        return None;
    }
    let missing = 3u32.saturating_sub(u32::try_from(part.len()).ok()?);
    let part = part.parse::<i64>().ok()? * 10_i64.pow(missing);
    Some(sign * (whole.parse::<i64>().ok()? * 1000 + part))
}

vocabulary! {
    /// What values a column takes.
    ColumnKind, "kind of column" {
        /// One line of text.
        Line = "line" "Line",
        /// A text of several lines.
        Text = "text" "Text",
        /// A day.
        Date = "date" "Date",
        /// A number.
        Number = "number" "Number",
        /// One of a few options.
        Choice = "choice" "Choice",
        /// Yes or no.
        YesNo = "yes-no" "Yes or no",
        /// A person of the organisation.
        Person = "person" "Person",
        /// A role of the catalogue.
        Role = "role" "Role",
        /// A role or a person.
        Owner = "owner" "Owner",
        /// A control.
        Control = "control" "Control",
        /// A document.
        Document = "document" "Document",
        /// An asset of the inventory.
        Asset = "asset" "Asset",
        /// A supplier.
        Supplier = "supplier" "Supplier",
        /// A risk of the register.
        Risk = "risk" "Risk",
        /// Where something is found: a link, a path, a place.
        Link = "link" "Place",
    }
}
