//! What entities mean together: who holds a role, what a parameter is, what an owner is called.

use super::{
    AnswerValue, Data, DocumentState, Line, Owner, ParameterValue, Person, Risk, RoleHolder,
};
use crate::catalogue::{DocumentId, ParameterDefault, ParameterId, QuestionId, RoleId};

impl Data {
    /// Whether a question was answered with yes.
    pub fn says_yes(&self, question: QuestionId) -> bool {
        let answer = self.answers.get(&question);
        answer.is_some_and(|answer| answer.value == AnswerValue::Yes)
    }

    /// What the organisation calls a role.
    pub fn role_title(&self, role: RoleId) -> &str {
        let title = self.roles.get(&role).map(|holder| &*holder.title);
        title.filter(|t| !t.is_empty()).unwrap_or(role.get().title)
    }

    /// The person who holds a role.
    pub fn role_holder(&self, role: RoleId) -> Option<&Person> {
        let holder: &RoleHolder = self.roles.get(&role)?;
        self.people.get(holder.person.as_ref()?)
    }

    /// The title of a document as the organisation calls it.
    pub fn document_title(&self, document: DocumentId) -> &str {
        let own = self.documents.get(&document).map(|state| &*state.title);
        own.filter(|title| !title.is_empty())
            .unwrap_or(document.get().name)
    }

    /// What an owner is called: the role's title, or the person's name; `None` for a person who
    /// is not there.
    pub fn owner_name(&self, owner: &Owner) -> Option<&str> {
        match owner {
            Owner::Role(role) => Some(self.role_title(*role)),
            Owner::Person(id) => self.people.get(id).map(|person| &*person.name),
        }
    }

    /// What an owner is called, with the holder of a role.
    pub fn owner_text(&self, owner: &Owner) -> String {
        match owner {
            Owner::Person(_) => self.owner_name(owner).unwrap_or_default().to_owned(),
            Owner::Role(role) => {
                let title = self.role_title(*role);
                match self.role_holder(*role) {
                    Some(person) if !person.name.is_empty() => format!("{title} ({})", person.name),
                    _ => title.to_owned(),
                }
            }
        }
    }

    /// What is at risk: the assets by name, then what was written.
    pub fn at_risk(&self, risk: &Risk) -> String {
        let assets = risk.assets.iter().filter_map(|id| self.assets.get(id));
        let mut names: Vec<&str> = assets.map(|asset| &*asset.name).collect();
        names.push(&risk.asset);
        let mut known: Vec<&str> = Vec::new();
        for name in names {
            if !name.is_empty() && !known.contains(&name) {
                known.push(name);
            }
        }
        known.join(", ")
    }

    /// The value of a shared parameter: the organisation's own, or the default that its answers
    /// lead to.
    pub fn parameter(&self, id: ParameterId) -> ParameterValue {
        match self.parameters.get(&id) {
            Some(setting) => setting.value.clone(),
            None => value(self.parameter_default(id)),
        }
    }

    fn parameter_default(&self, id: ParameterId) -> ParameterDefault {
        id.get().default_when(|question| self.says_yes(question))
    }
}

fn value(default: ParameterDefault) -> ParameterValue {
    match default {
        ParameterDefault::Number(n) => ParameterValue::Number(n),
        ParameterDefault::Text(text) => {
            ParameterValue::Text(Line::try_from(text).unwrap_or_default())
        }
        ParameterDefault::YesNo(flag) => ParameterValue::Flag(flag),
    }
}

impl Risk {
    /// The properties of information that would be lost.
    pub fn properties(&self) -> String {
        let lost = [
            (self.confidentiality, "confidentiality"),
            (self.integrity, "integrity"),
            (self.availability, "availability"),
        ];
        let names: Vec<&str> = lost
            .iter()
            .filter(|(lost, _)| *lost)
            .map(|(_, name)| *name)
            .collect();
        names.join(", ")
    }
}

impl DocumentState {
    /// A document that nobody has decided anything about yet.
    pub fn new(document: DocumentId) -> Self {
        Self {
            document,
            choice: super::Choice::Generate,
            title: Line::default(),
            owner: None,
            author: Line::default(),
            classification: Line::default(),
            sections: std::collections::BTreeMap::new(),
            additions: Vec::new(),
            version: Line::default(),
            approvals: Vec::new(),
        }
    }

    /// Whether the last version is approved and no new one has been begun.
    pub fn is_approved(&self) -> bool {
        self.version.is_empty() && !self.approvals.is_empty()
    }
}
