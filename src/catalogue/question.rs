//! The questions whose answers decide which controls apply.

use super::generated::QUESTION_PROSE;
use super::id::{all, ids};
use super::prose::prose;

/// A question, answered by yes, no or "don't know".
#[derive(Debug)]
pub struct Question {
    /// The id of the fact that it asks for, such as `remote_work`.
    pub id: &'static str,
    /// The question.
    pub text: &'static str,
    /// The section that it belongs to.
    pub section: SectionId,
}

ids! {
    /// A question's id, such as `remote_work`.
    QuestionId(u8): Question in QUESTIONS by QUESTIONS_SORTED,
    "question", "see content/questions for the ids"
}
all!(QuestionId(u8));

impl QuestionId {
    /// Why it is asked.
    pub fn why(self) -> &'static str {
        prose(QUESTION_PROSE, self.index(), 0)
    }

    /// What counts as a yes, with examples.
    pub fn counts_as_yes(self) -> &'static str {
        prose(QUESTION_PROSE, self.index(), 1)
    }

    /// What usually shows that the answer is right.
    pub fn evidence(self) -> &'static str {
        prose(QUESTION_PROSE, self.index(), 2)
    }
}

/// A group of questions: one line of the task list.
#[derive(Debug)]
pub struct Section {
    /// The id, such as `people`.
    pub id: &'static str,
    /// The title.
    pub title: &'static str,
    /// What the section is about.
    pub intro: &'static str,
    /// Its questions, in order.
    pub questions: &'static [QuestionId],
}

ids! {
    /// A section's id, such as `people`.
    SectionId(u8): Section in SECTIONS by SECTIONS_SORTED,
    "section", "see content/questions for the ids"
}
all!(SectionId(u8));
