//! Reads the files of `content/` into rows that remember where they came from.
//!
//! Nothing is resolved or judged here: ids are texts. `lint` judges them, `codegen` compiles them.

mod row;

pub use row::*;
use serde::de::DeserializeOwned;
use std::fmt;
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// A line of a content file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: String,
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A row and where it stands.
#[derive(Debug)]
pub struct Placed<T> {
    pub place: Place,
    pub row: T,
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.row
    }
}

/// Something wrong in the content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub place: Place,
    pub code: &'static str,
    pub message: String,
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            code,
            message,
            help,
        } = self;
        write!(f, "{place}: {message} [{code}]\n    {help}")
    }
}

/// All content files.
#[derive(Debug, Default)]
pub struct Content {
    pub attributes: Vec<Placed<AttributeRow>>,
    pub controls_2022: Vec<Placed<ControlRow>>,
    pub controls_2013: Vec<Placed<ControlRow>>,
    pub mapping: Vec<Placed<MappingRow>>,
    pub clauses: Vec<Placed<ClauseRow>>,
    pub documents: Vec<Placed<DocumentRow>>,
    pub roles: Vec<Placed<RoleRow>>,
    pub sections: Vec<Placed<SectionRow>>,
    pub questions: Vec<Placed<QuestionRow>>,
    pub rules: Vec<Placed<RuleRow>>,
    pub contradictions: Vec<Placed<ContradictionRow>>,
    pub scenarios: Vec<Placed<ScenarioRow>>,
    pub parameters: Vec<Placed<ParameterRow>>,
    pub registers: Vec<Placed<RegisterRow>>,
    pub layouts: Vec<Placed<LayoutRow>>,
    pub spellings: Option<Placed<SpellingsRow>>,
    pub merged: Vec<Placed<MergedRow>>,
}

impl Content {
    /// Reads `content/` under `root`. What cannot be read is a problem, and left out.
    pub fn read(root: &Path) -> (Self, Vec<Problem>) {
        let mut reader = Reader {
            root,
            problems: Vec::new(),
        };
        let content = reader.content();
        (content, reader.problems)
    }
}

struct Reader<'a> {
    root: &'a Path,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn content(&mut self) -> Content {
        let mut content = Content {
            attributes: self.csv("content/catalogue/attributes.csv"),
            controls_2022: self.csv("content/catalogue/controls-2022.csv"),
            controls_2013: self.csv("content/catalogue/controls-2013.csv"),
            mapping: self.csv("content/catalogue/mapping.csv"),
            clauses: self.csv("content/catalogue/clauses.csv"),
            documents: self.csv("content/catalogue/documents.csv"),
            roles: self.csv("content/catalogue/roles.csv"),
            ..Content::default()
        };
        self.questions(&mut content);
        self.rules(&mut content);
        for (file, text, scenarios) in self.folder::<ScenarioFile>("content/scenarios") {
            let sector = scenarios.sector;
            let rows = placed(&file, &text, scenarios.scenario);
            content.scenarios.extend(rows.map(|mut row| {
                row.row.sector.clone_from(&sector);
                row
            }));
        }
        for (file, text, parameters) in self.folder::<ParameterFile>("content/parameters") {
            content
                .parameters
                .extend(placed(&file, &text, parameters.parameter));
        }
        self.registers(&mut content);
        self.layouts(&mut content);
        for (file, text, set) in self.folder::<SetFile>("content/sets") {
            content.merged.extend(placed(&file, &text, set.document));
        }
        content
    }

    fn layouts(&mut self, content: &mut Content) {
        let words = self.root.join("content/import/words.toml");
        content.spellings = self.toml(&words).map(|(file, _, row)| Placed {
            place: Place { file, line: 1 },
            row,
        });
        for path in self.files("content/import") {
            if path == words {
                continue;
            }
            let Some((file, text, layout)) = self.toml::<LayoutFile>(&path) else {
                continue;
            };
            let row = LayoutRow {
                id: stem(&file),
                title: layout.title,
                kind: layout.kind,
                prefix: layout.prefix,
                key: layout.key,
                list: layout.list,
                creates: layout.creates,
                hints: layout.hints,
                columns: placed(&file, &text, layout.column).collect(),
            };
            let place = Place { file, line: 1 };
            content.layouts.push(Placed { place, row });
        }
    }

    fn registers(&mut self, content: &mut Content) {
        for (file, text, register) in self.folder::<RegisterFile>("content/registers") {
            let row = RegisterRow {
                id: stem(&file),
                noun: register.row,
                prefix: register.prefix,
                title: register.title,
                repeats: register.repeats,
                orientation: register.orientation,
                columns: placed(&file, &text, register.column).collect(),
                starters: placed(&file, &text, register.starter).collect(),
            };
            let place = Place { file, line: 1 };
            content.registers.push(Placed { place, row });
        }
    }

    fn questions(&mut self, content: &mut Content) {
        for (file, text, section) in self.folder::<SectionFile>("content/questions") {
            let id = section.id.clone();
            content.sections.push(Placed {
                place: Place {
                    file: file.clone(),
                    line: 1,
                },
                row: SectionRow {
                    id: section.id,
                    title: section.title,
                    intro: section.intro,
                },
            });
            content
                .questions
                .extend(placed(&file, &text, section.question).map(|mut row| {
                    row.row.section.clone_from(&id);
                    row
                }));
        }
    }

    fn rules(&mut self, content: &mut Content) {
        for (file, text, rules) in self.folder::<RuleFile>("content/rules") {
            content.rules.extend(placed(&file, &text, rules.rule));
            content
                .contradictions
                .extend(placed(&file, &text, rules.contradiction));
        }
    }

    /// The rows of a table; lines that start with `#` are notes.
    fn csv<T: DeserializeOwned>(&mut self, file: &str) -> Vec<Placed<T>> {
        let Some(text) = self.text(&self.root.join(file)) else {
            return Vec::new();
        };
        let mut rows = Vec::new();
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(text.as_bytes());
        let headers = reader.headers().cloned().unwrap_or_default();
        for record in reader.records() {
            let line =
                |position: Option<&csv::Position>| position.map_or(1, |at| at.line() as usize);
            let place = |line| Place {
                file: file.to_owned(),
                line,
            };
            match record.and_then(|record| {
                let row = record.deserialize(Some(&headers))?;
                Ok((line(record.position()), row))
            }) {
                Ok((line, row)) => rows.push(Placed {
                    place: place(line),
                    row,
                }),
                Err(error) => self.unreadable(place(line(error.position())), error.to_string()),
            }
        }
        rows
    }

    /// The TOML files of a folder, by name, read.
    fn folder<T: DeserializeOwned>(&mut self, folder: &str) -> Vec<(String, String, T)> {
        let files = self.files(folder);
        files.iter().filter_map(|path| self.toml(path)).collect()
    }

    /// The TOML files of a folder, by name.
    fn files(&self, folder: &str) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = fs::read_dir(self.root.join(folder))
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        files.retain(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        });
        files.sort();
        files
    }

    fn toml<T: DeserializeOwned>(&mut self, path: &Path) -> Option<(String, String, T)> {
        let file = self.name(path);
        let text = self.text(path)?;
        match toml::from_str(&text) {
            Ok(value) => Some((file, text, value)),
            Err(error) => {
                let line = line_of(&text, error.span().map_or(0, |span| span.start));
                self.unreadable(Place { file, line }, error.message().to_owned());
                None
            }
        }
    }

    fn text(&mut self, path: &Path) -> Option<String> {
        match fs::read_to_string(path) {
            // Spreadsheets begin a file with a byte order mark.
            Ok(text) => Some(text.trim_start_matches('\u{feff}').to_owned()),
            Err(error) => {
                let file = self.name(path);
                self.unreadable(Place { file, line: 1 }, error.to_string());
                None
            }
        }
    }

    /// A path as people see it: from the root, with slashes.
    fn name(&self, path: &Path) -> String {
        let path = path.strip_prefix(self.root).unwrap_or(path);
        path.display().to_string().replace('\\', "/")
    }

    fn unreadable(&mut self, place: Place, message: String) {
        self.problems.push(Problem {
            place,
            code: "unreadable",
            message,
            help: "compare with the entries around it; every field is explained at the top of the file".into(),
        });
    }
}

/// The name of a TOML file without folders and ending.
fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.trim_end_matches(".toml").to_owned()
}

/// Rows of a TOML file with their lines.
fn placed<'a, T>(
    file: &'a str,
    text: &'a str,
    rows: Vec<toml::Spanned<T>>,
) -> impl Iterator<Item = Placed<T>> + use<'a, T> {
    rows.into_iter().map(move |row| {
        let line = line_of(text, row.span().start);
        Placed {
            place: Place {
                file: file.to_owned(),
                line,
            },
            row: row.into_inner(),
        }
    })
}

/// The line of a byte position, from 1.
pub fn line_of(text: &str, position: usize) -> usize {
    1 + text
        .bytes()
        .take(position)
        .filter(|byte| *byte == b'\n')
        .count()
}
