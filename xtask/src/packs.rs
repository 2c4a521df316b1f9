//! Template packs: the texts of one language in one file under `www/public/packs`.

use crate::Result;

pub fn build() -> Result {
    Ok(())
}
