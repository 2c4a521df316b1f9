//! A document as the templates make them.

use annexa::documents::markdown::parse;
use annexa::documents::model::{Document, DocumentControl, Orientation, Stage, VersionEntry};

const TEXT: &str = r##"
## Purpose and scope {#purpose satisfies="A.8.13"}

Nordlicht Software GmbH keeps customer data for **312 customers**. This policy says what is backed
up, how often, where the copies are kept, and how we know that they *can be restored*.

It applies to every system in the scope of the information security management system, and to
suppliers that keep copies for us.

> [!NOTE]
> Backups are not archives. What must be kept by law is in the
> [records retention schedule](doc:records-retention#periods).

## Rules {#rules satisfies="A.8.13 A.5.30"}

1. Every system with data has an owner who decides its recovery point and recovery time.
2. Copies are made
   - daily for production databases,
   - weekly for file shares:
     - the design share,
     - the legal share.
3. At least one copy is kept off line or unchangeable for `30 days`.

### Recovery objectives {#objectives}

Table: Recovery objectives by system class

| Class | Systems | Recovery point | Recovery time | Copies |
| :-- | :-- | --: | --: | :-: |
| A | Customer database, identity provider, source code | 15 minutes | 4 hours | 3 |
| B | Ticket system, wiki, build servers with their artefact stores | 24 hours | 2 days | 2 |
| C | Everything else | 7 days | 5 days | 1 |

### Encryption

Copies are encrypted before they leave the site, with keys that are kept apart from them. See
[our key rules](#keys) and the [published guidance](https://www.example.org/backup?topic=keys&lang=en).

## Keys and access {#keys satisfies="A.8.24 A.5.15"}

Only the roles below reach backup media.

| Role | May restore | May delete | Remarks |
| --- | --- | --- | --- |
| Platform team lead | yes | yes | two-person rule for deletion |
| Support engineer | yes | no | on a ticket that names the customer<br>and the reason |

> [!WARNING]
> The deputy of the platform team lead has not been named.

The deputy is [name of the deputy](gap:).

> [!TIP]
> Name a deputy from another team if you can.

## Restore tests {#restore-tests satisfies="A.8.13"}

Every quarter, the platform team restores one randomly chosen system of class A into an empty
environment, and records the time it took.

```
annexa-restore --system crm --into empty --at 2026-03-31
  restored 1,204,331 rows in 2 h 11 min
```

> "A backup that has never been restored is a hope."

---

## Exceptions

Exceptions need the approval of the [name of the approving role](gap:) and end after six months.

## Records

Restore reports are kept for three years.

## Review

The policy is reviewed every year, and after any loss of data.
"##;

/// A backup policy, still a draft.
pub fn policy() -> Document {
    Document {
        id: "backup-policy".into(),
        title: "Backup Policy".into(),
        language: "en".into(),
        orientation: Orientation::Portrait,
        control: DocumentControl {
            organisation: "Nordlicht Software GmbH".into(),
            reference: "ISMS-POL-07".into(),
            version: "1.1".into(),
            status: Stage::Draft,
            classification: "Internal".into(),
            owner: "Head of Platform".into(),
            author: "Maren Holt".into(),
            date: "2026-03-31".into(),
            approver: Some("Jonas Brandt, Managing Director".into()),
            approved_on: None,
            effective_from: Some("2026-04-15".into()),
            next_review: Some("2027-03-31".into()),
            edition: "ISO/IEC 27001:2022".into(),
            supports: ["A.8.13", "A.5.30", "A.8.24", "A.5.15"]
                .map(str::to_owned)
                .into(),
            history: vec![
                VersionEntry {
                    version: "1.0".into(),
                    date: "2025-03-28".into(),
                    author: "Maren Holt".into(),
                    description: "First version".into(),
                },
                VersionEntry {
                    version: "1.1".into(),
                    date: "2026-03-31".into(),
                    author: "Maren Holt".into(),
                    description: "Recovery time of class A halved after the restore test of \
                                  February; offline copy made mandatory"
                        .into(),
                },
            ],
            fingerprint: "3f2a9c41d0b7".into(),
        },
        blocks: parse(TEXT),
    }
}
