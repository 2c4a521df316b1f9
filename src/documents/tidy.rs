//! Running text in its simplest form.

use super::model::Inline;
use std::collections::VecDeque;

/// Adds text on one line, joined to the text before it.
pub(super) fn push_text(content: &mut Vec<Inline>, more: &str) {
    let more = one_line(more);
    match content.last_mut() {
        _ if more.is_empty() => {}
        Some(Inline::Text { text }) => text.push_str(&more),
        _ => content.push(Inline::Text { text: more }),
    }
}

/// Running text in its simplest form: no empty pieces, none that repeat what they stand in, equal
/// neighbours joined, no breaks or spaces at the ends. Two texts that look alike are then equal.
pub fn tidy(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    Tidy::default().all(content, &mut out);
    trimmed(out)
}

/// What the text being tidied stands in.
#[derive(Clone, Copy, Default)]
struct Tidy {
    strong: bool,
    emphasis: bool,
    link: bool,
}

impl Tidy {
    fn all(self, content: &[Inline], out: &mut Vec<Inline>) {
        for inline in content {
            self.one(inline, out);
        }
    }

    fn one(self, inline: &Inline, out: &mut Vec<Inline>) {
        match inline {
            Inline::Text { text } => push_text(out, text),
            Inline::Code { text } if text.trim().is_empty() => push_text(out, text),
            Inline::Code { text } => match out.last_mut() {
                Some(Inline::Code { text: before }) => before.push_str(&one_line(text)),
                _ => out.push(Inline::Code {
                    text: one_line(text),
                }),
            },
            Inline::Strong { content } if self.strong => self.all(content, out),
            Inline::Strong { content } => {
                let mut joined = match out.pop_if(|last| matches!(last, Inline::Strong { .. })) {
                    Some(Inline::Strong { content }) => content,
                    _ => Vec::new(),
                };
                Self {
                    strong: true,
                    ..self
                }
                .all(content, &mut joined);
                wrap(joined, |content| Inline::Strong { content }, out);
            }
            Inline::Emphasis { content } if self.emphasis => self.all(content, out),
            Inline::Emphasis { content } => {
                let mut joined = match out.pop_if(|last| matches!(last, Inline::Emphasis { .. })) {
                    Some(Inline::Emphasis { content }) => content,
                    _ => Vec::new(),
                };
                Self {
                    emphasis: true,
                    ..self
                }
                .all(content, &mut joined);
                wrap(joined, |content| Inline::Emphasis { content }, out);
            }
            Inline::Link { content, .. } | Inline::Reference { content, .. } if self.link => {
                self.all(content, out);
            }
            Inline::Reference {
                document: None,
                section: None,
                content,
            } => self.all(content, out),
            Inline::Link { href, content } => {
                let link = |content| Inline::Link {
                    href: href.clone(),
                    content,
                };
                wrap(Self { link: true, ..self }.inner(content), link, out);
            }
            Inline::Reference {
                document,
                section,
                content,
            } => {
                let reference = |content| Inline::Reference {
                    document: document.clone(),
                    section: section.clone(),
                    content,
                };
                wrap(Self { link: true, ..self }.inner(content), reference, out);
            }
            Inline::Gap { text } if self.link => push_text(out, text),
            Inline::Gap { text } => {
                let text = one_line(text).trim().to_owned();
                if !text.is_empty() {
                    out.push(Inline::Gap { text });
                }
            }
            Inline::Break => out.push(Inline::Break),
        }
    }

    fn inner(self, content: &[Inline]) -> Vec<Inline> {
        let mut out = Vec::new();
        self.all(content, &mut out);
        out
    }
}

/// Wraps content, but for the white space and breaks at its ends, which stay outside.
fn wrap(content: Vec<Inline>, kind: impl FnOnce(Vec<Inline>) -> Inline, out: &mut Vec<Inline>) {
    let mut content = VecDeque::from(content);
    while let Some(white) = cut(content.front_mut(), str::trim_start) {
        push_white(white, out);
        content.pop_front_if(is_empty);
    }
    let mut after = VecDeque::new();
    while let Some(white) = cut(content.back_mut(), str::trim_end) {
        after.push_front(white);
        content.pop_back_if(is_empty);
    }
    if !content.is_empty() {
        out.push(kind(content.into()));
    }
    after.into_iter().for_each(|white| push_white(white, out));
}

/// Takes the white space from one end of an inline, or all of a break.
fn cut(inline: Option<&mut Inline>, trim: fn(&str) -> &str) -> Option<Inline> {
    match inline? {
        broken @ Inline::Break => Some(std::mem::replace(broken, Inline::text(""))),
        Inline::Text { text } => {
            let kept = trim(text);
            if kept.len() == text.len() {
                return None;
            }
            let white = match text.strip_suffix(kept) {
                Some(white) => white.to_owned(),
                None => text.strip_prefix(kept).unwrap_or_default().to_owned(),
            };
            *text = kept.to_owned();
            Some(Inline::Text { text: white })
        }
        _ => None,
    }
}

fn is_empty(inline: &mut Inline) -> bool {
    matches!(inline, Inline::Text { text } if text.is_empty())
}

fn push_white(white: Inline, out: &mut Vec<Inline>) {
    match white {
        Inline::Text { text } => push_text(out, &text),
        other => out.push(other),
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// Without the breaks and spaces at both ends that no writer would show.
pub(super) fn trimmed(content: Vec<Inline>) -> Vec<Inline> {
    let mut content = VecDeque::from(content);
    while cut(content.front_mut(), str::trim_start).is_some() {
        content.pop_front_if(is_empty);
    }
    while cut(content.back_mut(), str::trim_end).is_some() {
        content.pop_back_if(is_empty);
    }
    content.into()
}
