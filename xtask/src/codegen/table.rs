//! The text of the static tables.

mod layout;
mod register;
mod set;

use crate::content::{
    Condition, Content, ControlRow, DocumentRow, ParameterKind, ParameterRow, Placed, QuestionRow,
    Tree, Value,
};
use crate::files;
use annexa::catalogue::fingerprint;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

type Result<T> = std::result::Result<T, String>;

/// The tables as Rust, and the texts that they leave out.
pub struct Tables {
    pub rust: String,
    pub prose: String,
}

/// Both files whole.
pub fn tables(content: &Content) -> Result<Tables> {
    let mut file = File::new(content);
    file.controls()?;
    file.clauses();
    file.documents()?;
    file.questions()?;
    file.roles();
    file.rules()?;
    file.scenarios()?;
    file.parameters()?;
    file.registers()?;
    file.layouts()?;
    let sum = files::sha256(file.prose.as_bytes());
    let _ = writeln!(file.text, "\npub const PROSE_SHA256: &str = {sum:?};");
    Ok(Tables {
        rust: file.text,
        prose: file.prose,
    })
}

const HEADER: &str = "\
//! Made from `content/` by `cargo xtask codegen`; do not edit.

use super::prose::Table;
use super::*;
";

/// Where each id stands in its table.
type Positions<'a> = HashMap<&'a str, usize>;

struct File<'a> {
    content: &'a Content,
    controls: Positions<'a>,
    clauses: Positions<'a>,
    documents: Positions<'a>,
    questions: Positions<'a>,
    sections: Positions<'a>,
    roles: Positions<'a>,
    text: String,
    prose: String,
}

fn positions<'a>(ids: impl Iterator<Item = &'a String>) -> Positions<'a> {
    ids.enumerate()
        .map(|(position, id)| (id.as_str(), position))
        .collect()
}

impl<'a> File<'a> {
    fn new(content: &'a Content) -> Self {
        let controls = content.controls_2022.iter().chain(&content.controls_2013);
        Self {
            content,
            controls: positions(controls.map(|x| &x.id)),
            clauses: positions(content.clauses.iter().map(|x| &x.id)),
            documents: positions(content.documents.iter().map(|x| &x.id)),
            questions: positions(content.questions.iter().map(|x| &x.id)),
            sections: positions(content.sections.iter().map(|x| &x.id)),
            roles: positions(content.roles.iter().map(|x| &x.id)),
            text: HEADER.to_owned(),
            prose: String::new(),
        }
    }

    /// A table, and its ids sorted by text for looking up.
    fn table(&mut self, name: &str, record: &str, id: &str, rows: &[(&str, String)]) {
        self.array(name, record, rows.iter().map(|(_, row)| row.as_str()));
        let sorted: BTreeMap<_, _> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| (row.0, at))
            .collect();
        let ids: Vec<_> = sorted.values().map(|at| format!("{id}({at})")).collect();
        let (count, ids) = (ids.len(), ids.join(", "));
        let _ = writeln!(
            self.text,
            "\npub static {name}_SORTED: [{id}; {count}] = [{ids}];"
        );
    }

    fn array<'r>(
        &mut self,
        name: &str,
        record: &str,
        rows: impl ExactSizeIterator<Item = &'r str>,
    ) {
        let _ = writeln!(
            self.text,
            "\npub static {name}: [{record}; {}] = [",
            rows.len()
        );
        rows.for_each(|row| {
            let _ = writeln!(self.text, "    {row},");
        });
        self.text.push_str("];\n");
    }

    /// A line per record, its columns set apart by tabs.
    fn prose<const N: usize>(&mut self, name: &str, rows: impl Iterator<Item = [&'a str; N]>) {
        self.lines(name, rows.map(|columns| columns.join("\t")));
    }

    fn lines(&mut self, name: &str, lines: impl Iterator<Item = String>) {
        let _ = writeln!(self.prose, "# {name}");
        let first = self.prose.lines().count();
        let _ = writeln!(
            self.text,
            "\npub const {name}_PROSE: Table = Table({first});"
        );
        for line in lines {
            let _ = writeln!(self.prose, "{line}");
        }
    }

    fn controls(&mut self) -> Result<()> {
        let bits = self.attributes();
        let mut rows = Vec::new();
        for (edition, controls) in [
            ("2022", &self.content.controls_2022),
            ("2013", &self.content.controls_2013),
        ] {
            for control in controls {
                rows.push((control.id.as_str(), self.control(control, edition, &bits)?));
            }
        }
        let start = self.content.controls_2022.len();
        let _ = writeln!(
            self.text,
            "\npub const CONTROLS_2013_START: usize = {start};"
        );
        self.table("CONTROLS", "Control", "ControlId", &rows);
        Ok(())
    }

    /// Writes the attribute values and gives the bit of each.
    fn attributes(&mut self) -> HashMap<(&'a str, &'a str), usize> {
        let rows = &self.content.attributes;
        let lines: Vec<_> = rows
            .iter()
            .map(|x| {
                format!(
                    "(Attribute::{}, {:?}, {:?})",
                    pascal(&x.attribute),
                    x.value,
                    x.title
                )
            })
            .collect();
        let record = "(Attribute, &str, &str)";
        self.array("ATTRIBUTES", record, lines.iter().map(String::as_str));
        let keys = rows
            .iter()
            .map(|x| (x.attribute.as_str(), x.value.as_str()));
        keys.enumerate().map(|(bit, key)| (key, bit)).collect()
    }

    fn control(
        &self,
        control: &ControlRow,
        edition: &str,
        bits: &HashMap<(&str, &str), usize>,
    ) -> Result<String> {
        let ControlRow {
            id,
            title,
            theme,
            new,
            ..
        } = control;
        let mut attributes = 0u32;
        for key in control.attributes() {
            let bit = bits
                .get(&key)
                .ok_or_else(|| format!("{id}: no attribute value {key:?}"))?;
            attributes |= 1 << bit;
        }
        let pairs = self
            .content
            .mapping
            .iter()
            .filter(|x| !x.id_2013.is_empty());
        let (counterparts, relation): (Vec<_>, _) = if edition == "2022" {
            let old = pairs
                .filter(|x| x.id_2022 == *id)
                .map(|x| x.id_2013.as_str());
            (old.collect(), "new")
        } else {
            let pairs: Vec<_> = pairs.filter(|x| x.id_2013 == *id).collect();
            let relation = pairs.first().map_or("new", |x| x.relation.as_str());
            (pairs.iter().map(|x| x.id_2022.as_str()).collect(), relation)
        };
        let documents = self.content.documents.iter();
        let documents =
            documents.filter(|x| x.controls_2022.0.contains(id) || x.controls_2013.0.contains(id));
        let documents: Vec<_> = documents.map(|x| x.id.as_str()).collect();
        Ok(format!(
            "Control {{ id: {id:?}, title: {title:?}, edition: Edition::V{edition}, theme: Theme::{}, \
             attributes: Attributes({attributes:#x}), new_in_2022: {new}, documents: {}, \
             counterparts: {}, relation: Relation::{} }}",
            pascal(theme),
            ids("DocumentId", &self.documents, &documents)?,
            ids("ControlId", &self.controls, &counterparts)?,
            pascal(relation),
        ))
    }

    fn clauses(&mut self) {
        let rows: Vec<_> = self
            .content
            .clauses
            .iter()
            .map(|x| {
                let row = format!(
                    "Clause {{ id: {:?}, title: {:?}, section: {}, documented: {:?}, clause_2013: {:?} }}",
                    x.id, x.title, x.section, filled(&x.documented), filled(&x.clause_2013),
                );
                (x.id.as_str(), row)
            })
            .collect();
        self.table("CLAUSES", "Clause", "ClauseId", &rows);
        let prose = self.content.clauses.iter();
        self.prose(
            "CLAUSE",
            prose.map(|x| [x.change_2013.as_str(), &x.amendment]),
        );
    }

    fn documents(&mut self) -> Result<()> {
        let order = self.document_order();
        let documents = &self.content.documents;
        let mut rows = Vec::new();
        for x in documents {
            let row = self.document(x, order[x.id.as_str()], &[], self.home(&x.id))?;
            rows.push((x.id.as_str(), row));
        }
        for (x, order) in self.content.merged.iter().zip(documents.len() + 1..) {
            let row = self.document(&self.merged(x), order, &x.members, None)?;
            rows.push((x.id.as_str(), row));
        }
        let start = documents.len();
        let _ = writeln!(
            self.text,
            "\npub const DOCUMENTS_MERGED_START: usize = {start};"
        );
        self.table("DOCUMENTS", "Document", "DocumentId", &rows);
        let merged = self.content.merged.iter().map(|x| [x.purpose.as_str()]);
        let purposes = documents.iter().map(|x| [x.purpose.as_str()]);
        self.prose("DOCUMENT", purposes.chain(merged));
        Ok(())
    }

    /// Clause documents first, in clause order, then the others by their first control.
    fn document_order(&self) -> HashMap<&'a str, usize> {
        let first = |ids: &[String], places: &Positions| {
            ids.iter()
                .filter_map(|id| places.get(id.as_str()))
                .copied()
                .min()
                .unwrap_or(usize::MAX)
        };
        let mut documents: Vec<_> = self.content.documents.iter().collect();
        documents.sort_by_key(|x| {
            (
                first(&x.clauses.0, &self.clauses),
                first(&x.controls_2022.0, &self.controls),
            )
        });
        documents
            .iter()
            .zip(1..)
            .map(|(x, order)| (x.id.as_str(), order))
            .collect()
    }

    fn document(
        &self,
        x: &DocumentRow,
        order: usize,
        members: &[String],
        home: Option<usize>,
    ) -> Result<String> {
        let home = home.map_or("None".to_owned(), |at| format!("Some(DocumentId({at}))"));
        Ok(format!(
            "Document {{ id: {:?}, name: {:?}, kind: DocumentKind::{}, clauses: {}, controls_2022: {}, \
             controls_2013: {}, mandatory: Mandatory::{}, basis: NeedBasis::{}, owner_role: {}, review: {:?}, \
             review_months: {}, seed: {:?}, order: {order}, \
             members: {}, home: {home} }}",
            x.id,
            x.name,
            pascal(&x.kind),
            ids("ClauseId", &self.clauses, &x.clauses.0)?,
            ids("ControlId", &self.controls, &x.controls_2022.0)?,
            ids("ControlId", &self.controls, &x.controls_2013.0)?,
            pascal(&x.mandatory),
            pascal(&x.basis),
            id("RoleId", &self.roles, &x.owner_role)?,
            x.review,
            x.review_months,
            x.seed,
            ids("DocumentId", &self.documents, members)?,
        ))
    }

    fn questions(&mut self) -> Result<()> {
        let content = self.content;
        let question = |x: &'a Placed<QuestionRow>| {
            let section = id("SectionId", &self.sections, &x.section)?;
            let row = format!(
                "Question {{ id: {:?}, text: {:?}, section: {section} }}",
                x.id, x.text
            );
            Ok((x.id.as_str(), row))
        };
        let rows = content
            .questions
            .iter()
            .map(question)
            .collect::<Result<Vec<_>>>()?;
        let mut sections = Vec::new();
        for x in &content.sections {
            let questions = content
                .questions
                .iter()
                .filter(|question| question.section == x.id);
            let questions: Vec<_> = questions.map(|question| question.id.as_str()).collect();
            let questions = ids("QuestionId", &self.questions, &questions)?;
            let row = format!(
                "Section {{ id: {:?}, title: {:?}, intro: {:?}, questions: {questions} }}",
                x.id, x.title, x.intro,
            );
            sections.push((x.id.as_str(), row));
        }
        self.table("SECTIONS", "Section", "SectionId", &sections);
        self.table("QUESTIONS", "Question", "QuestionId", &rows);
        let prose = content.questions.iter();
        self.prose(
            "QUESTION",
            prose.map(|x| [x.why.as_str(), &x.counts_as_yes, &x.evidence]),
        );
        Ok(())
    }

    fn roles(&mut self) {
        let rows: Vec<_> = self
            .content
            .roles
            .iter()
            .map(|x| {
                (
                    x.id.as_str(),
                    format!("Role {{ id: {:?}, title: {:?} }}", x.id, x.title),
                )
            })
            .collect();
        self.table("ROLES", "Role", "RoleId", &rows);
        self.prose(
            "ROLE",
            self.content.roles.iter().map(|x| [x.duties.as_str()]),
        );
    }

    fn rules(&mut self) -> Result<()> {
        let content = self.content;
        let by_control: HashMap<_, _> = content
            .rules
            .iter()
            .map(|x| (x.control.as_str(), x))
            .collect();
        let mut ordered = Vec::new();
        for control in &content.controls_2022 {
            let rule = by_control.get(control.id.as_str());
            ordered.push(*rule.ok_or_else(|| format!("{} has no rule", control.id))?);
        }
        let mut rows = Vec::new();
        for x in &ordered {
            rows.push(format!(
                "Rule {{ control: {}, expected: {}, condition: &{}, plausibility: Plausibility::{} }}",
                id("ControlId", &self.controls, &x.control)?,
                x.expected,
                self.condition(&x.applies)?,
                pascal(&x.plausibility),
            ));
        }
        self.array("RULES", "Rule", rows.iter().map(String::as_str));
        self.prose(
            "RULE",
            ordered.iter().map(|x| [x.reason.as_str(), &x.exclusion]),
        );
        let mut rows = Vec::new();
        for x in &content.contradictions {
            let when = self.condition(&x.when)?;
            rows.push(format!(
                "Contradiction {{ id: {:?}, condition: &{when}, message: {:?} }}",
                x.id, x.message,
            ));
        }
        self.array(
            "CONTRADICTIONS",
            "Contradiction",
            rows.iter().map(String::as_str),
        );
        Ok(())
    }

    fn condition(&self, condition: &Condition) -> Result<String> {
        Ok(match condition {
            _ if condition.is_always() => "Condition::Always".to_owned(),
            Condition::Word(fact) => format!(
                "Condition::Fact({})",
                id("QuestionId", &self.questions, fact)?
            ),
            Condition::Tree(Tree::Not(inner)) => {
                format!("Condition::Not(&{})", self.condition(inner)?)
            }
            Condition::Tree(Tree::All(parts)) => {
                format!("Condition::All(&[{}])", self.conditions(parts)?)
            }
            Condition::Tree(Tree::Any(parts)) => {
                format!("Condition::Any(&[{}])", self.conditions(parts)?)
            }
        })
    }

    fn conditions(&self, parts: &[Condition]) -> Result<String> {
        let parts: Result<Vec<_>> = parts.iter().map(|part| self.condition(part)).collect();
        Ok(parts?.join(", "))
    }

    fn scenarios(&mut self) -> Result<()> {
        let mut rows = Vec::new();
        for x in &self.content.scenarios {
            let affects = |property: &str| x.affects.iter().any(|word| word == property);
            let row = format!(
                "Scenario {{ id: {:?}, sector: {}, asset_type: {:?}, \
                 confidentiality: {}, integrity: {}, availability: {}, owner_role: {}, \
                 likelihood: {}, impact: {}, controls: {}, when: {}, words: {:#x} }}",
                x.id,
                x.sector.as_ref().map_or("None".to_owned(), |word| format!(
                    "Some(Sector::{})",
                    pascal(word)
                )),
                x.asset_type,
                affects("confidentiality"),
                affects("integrity"),
                affects("availability"),
                id("RoleId", &self.roles, &x.owner_role)?,
                x.likelihood,
                x.impact,
                ids("ControlId", &self.controls, &x.controls)?,
                ids("QuestionId", &self.questions, &x.when)?,
                fingerprint(&x.title, &x.threat, &x.vulnerability),
            );
            rows.push((x.id.as_str(), row));
        }
        self.table("SCENARIOS", "Scenario", "ScenarioId", &rows);
        let prose = self.content.scenarios.iter();
        self.prose(
            "SCENARIO",
            prose.map(|x| [x.title.as_str(), &x.threat, &x.vulnerability]),
        );
        Ok(())
    }

    fn parameters(&mut self) -> Result<()> {
        let mut rows = Vec::new();
        for x in &self.content.parameters {
            rows.push((x.id.as_str(), self.parameter(x)?));
        }
        self.table("PARAMETERS", "Parameter", "ParameterId", &rows);
        let prose = self.content.parameters.iter();
        self.prose("PARAMETER", prose.map(|x| [x.question.as_str(), &x.reason]));
        Ok(())
    }

    fn parameter(&self, x: &ParameterRow) -> Result<String> {
        let kind = match x.kind {
            ParameterKind::Number => {
                format!(
                    "Number {{ min: {}, max: {} }}",
                    x.min.unwrap_or(0),
                    x.max.unwrap_or(u32::MAX)
                )
            }
            ParameterKind::Choice => format!("Choice {{ options: &{:?} }}", x.options),
            ParameterKind::Text => "Text".to_owned(),
            ParameterKind::YesNo => "YesNo".to_owned(),
        };
        let mut stricter = Vec::new();
        for when in &x.stricter_when {
            let question = id("QuestionId", &self.questions, &when.question)?;
            stricter.push(format!("({question}, {})", value(&when.value)));
        }
        Ok(format!(
            "Parameter {{ id: {:?}, unit: {:?}, kind: ParameterKind::{kind}, default: {}, stricter_when: &[{}] }}",
            x.id,
            x.unit,
            value(&x.default),
            stricter.join(", "),
        ))
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::YesNo(value) => format!("ParameterDefault::YesNo({value})"),
        Value::Number(value) => format!("ParameterDefault::Number({value})"),
        Value::Text(value) => format!("ParameterDefault::Text({value:?})"),
    }
}

fn id(kind: &str, places: &Positions, text: &str) -> Result<String> {
    let place = places
        .get(text)
        .ok_or_else(|| format!("unknown id `{text}`"))?;
    Ok(format!("{kind}({place})"))
}

fn ids<T: AsRef<str>>(kind: &str, places: &Positions, texts: &[T]) -> Result<String> {
    let ids: Result<Vec<_>> = texts
        .iter()
        .map(|text| id(kind, places, text.as_ref()))
        .collect();
    Ok(format!("&[{}]", ids?.join(", ")))
}

fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// The Rust name of a word: `when-applicable` is `WhenApplicable`, `A.5` is `A5`.
fn pascal(word: &str) -> String {
    let parts = word.split(['-', '.']).filter(|part| !part.is_empty());
    parts
        .map(|part| part[..1].to_uppercase() + &part[1..])
        .collect()
}
