//! The organisation, its scope, places, things and people as values.

use super::{Context, list, optional_date, record};
use crate::catalogue::RoleId;
use crate::workspace::{
    Asset, AssetKind, Basis, ClimateDecision, Issue, Obligation, Owner, Party, Side, Site, Supplier,
};
use minijinja::Value;

/// At most so many people make a small organisation, where one person holds several roles.
const SMALL: u32 = 25;

/// From here on, of 4, the loss of what an asset needs hurts badly.
const HIGH: u8 = 3;

fn text(text: &str) -> Value {
    Value::from(text)
}

impl Context<'_> {
    pub(super) fn organisation(&self) -> Value {
        let organisation = &self.data.organisation;
        if organisation.name.is_empty() {
            self.open.add("The organisation has no name yet.");
        }
        let called = Some(organisation.called()).filter(|name| !name.is_empty());
        let headcount = organisation.headcount.unwrap_or_default();
        record([
            (
                "name",
                text(
                    Some(&*organisation.name)
                        .filter(|n| !n.is_empty())
                        .unwrap_or("the organisation"),
                ),
            ),
            ("called", text(called.unwrap_or("the organisation"))),
            (
                "sector",
                text(organisation.sector.map_or("", |sector| sector.title())),
            ),
            ("headcount", Value::from(headcount)),
            ("small", Value::from((1..=SMALL).contains(&headcount))),
            ("country", text(&organisation.country)),
            ("activities", text(&organisation.activities)),
        ])
    }

    pub(super) fn scope(&self) -> Value {
        let scope = &self.data.scope;
        let interface = |interface: &crate::workspace::Interface| {
            record([
                ("with", text(&interface.with)),
                ("what", text(&interface.what)),
            ])
        };
        record([
            ("statement", text(&scope.statement)),
            ("activities", text(&scope.activities)),
            ("systems", text(&scope.systems)),
            ("exclusions", text(&scope.exclusions)),
            (
                "processes",
                list(scope.processes.iter().map(|process| text(process))),
            ),
            ("interfaces", list(scope.interfaces.iter().map(interface))),
            (
                "climate",
                scope.climate.as_ref().map_or(Value::from(false), climate),
            ),
        ])
    }

    pub(super) fn roles(&self) -> Value {
        list(RoleId::all().map(|role| {
            record([
                ("id", text(role.as_str())),
                ("title", text(self.data.role_title(role))),
                ("holder", Value::from(self.holder_text(role))),
                ("duties", text(role.duties())),
            ])
        }))
    }

    pub(super) fn people(&self) -> Value {
        let here = self
            .data
            .people
            .iter()
            .filter(|person| person.left.is_none_or(|left| left > self.today));
        list(here.map(|person| record([("name", text(&person.name)), ("job", text(&person.job))])))
    }

    pub(super) fn sites(&self, excluded: bool) -> Value {
        let sites = self
            .data
            .sites
            .iter()
            .filter(|site| site.excluded == excluded);
        list(sites.map(site))
    }

    pub(super) fn assets(&self) -> Value {
        list(self.data.assets.iter().map(|asset| self.asset(asset)))
    }

    fn asset(&self, asset: &Asset) -> Value {
        let kind = match asset.kind {
            AssetKind::Information => "information",
            AssetKind::Software => "software",
            AssetKind::Hardware => "hardware",
            AssetKind::Service => "service",
            AssetKind::People => "people",
            AssetKind::Site => "site",
        };
        let needs = [asset.confidentiality, asset.integrity, asset.availability];
        record([
            ("name", text(&asset.name)),
            ("kind", text(kind)),
            ("owner", self.owner(asset.owner.as_ref())),
            ("classification", text(&asset.classification)),
            ("location", text(&asset.location)),
            ("description", text(&asset.description)),
            (
                "important",
                Value::from(needs.into_iter().flatten().any(|need| need >= HIGH)),
            ),
            ("restorable", Value::from(is_restorable(asset))),
        ])
    }

    pub(super) fn suppliers(&self) -> Value {
        list(
            self.data
                .suppliers
                .iter()
                .map(|supplier| self.supplier(supplier)),
        )
    }

    fn supplier(&self, supplier: &Supplier) -> Value {
        record([
            ("name", text(&supplier.name)),
            ("service", text(&supplier.service)),
            ("critical", Value::from(supplier.critical)),
            ("cloud", Value::from(supplier.cloud)),
            ("location", text(&supplier.location)),
            ("agreement", text(&supplier.agreement)),
            ("reviewed", optional_date(supplier.reviewed)),
            ("exit", text(&supplier.exit)),
            ("owner", self.owner(supplier.owner.as_ref())),
        ])
    }

    pub(super) fn obligations(&self) -> Value {
        list(
            self.data
                .obligations
                .iter()
                .map(|duty| self.obligation(duty)),
        )
    }

    fn obligation(&self, duty: &Obligation) -> Value {
        record([
            ("title", text(&duty.title)),
            ("contractual", Value::from(duty.basis == Basis::Contractual)),
            ("requirement", text(&duty.requirement)),
            ("owner", self.owner(duty.owner.as_ref())),
        ])
    }

    pub(super) fn issues(&self) -> Value {
        list(self.data.issues.iter().map(issue))
    }

    pub(super) fn parties(&self) -> Value {
        list(self.data.parties.iter().map(party))
    }

    /// The documents of the set, in the catalogue's order.
    pub(super) fn documents(&self) -> Value {
        list(self.set().into_iter().map(|document| {
            record([
                ("id", text(document.as_str())),
                ("title", text(self.title(document))),
                (
                    "reference",
                    Value::from_safe_string(self.document_reference(document)),
                ),
                ("kind", text(document.get().kind.title())),
                ("purpose", text(document.purpose())),
            ])
        }))
    }

    /// What an owner is called, with the holder of a role.
    pub fn owner_text(&self, owner: &Owner) -> String {
        self.data.owner_text(owner)
    }

    pub(super) fn owner(&self, owner: Option<&Owner>) -> Value {
        Value::from(
            owner
                .map(|owner| self.owner_text(owner))
                .unwrap_or_default(),
        )
    }
}

/// Whether the organisation soon misses the asset, and could bring it back from a copy.
fn is_restorable(asset: &Asset) -> bool {
    let copied = !matches!(asset.kind, AssetKind::People | AssetKind::Site);
    copied && asset.availability.is_some_and(|need| need >= HIGH)
}

fn climate(decision: &ClimateDecision) -> Value {
    record([
        ("relevant", Value::from(decision.relevant)),
        ("reason", text(&decision.reason)),
    ])
}

fn site(site: &Site) -> Value {
    record([
        ("name", text(&site.name)),
        ("address", text(&site.address)),
        ("use", text(&site.r#use)),
    ])
}

fn issue(issue: &Issue) -> Value {
    record([
        ("internal", Value::from(issue.side == Side::Internal)),
        ("title", text(&issue.title)),
        ("effect", text(&issue.effect)),
        ("climate", Value::from(issue.climate)),
    ])
}

fn party(party: &Party) -> Value {
    let requirement = |requirement: &crate::workspace::PartyRequirement| {
        record([
            ("text", text(&requirement.text)),
            ("addressed", Value::from(requirement.addressed)),
            ("how", text(&requirement.how)),
        ])
    };
    record([
        ("name", text(&party.name)),
        (
            "requirements",
            list(party.requirements.iter().map(requirement)),
        ),
        ("climate", text(&party.climate)),
    ])
}
