//! Editions of the standard.

use super::vocabulary::vocabulary;

vocabulary! {
    /// An edition of ISO/IEC 27001. The default is 2022, with Amendment 1:2024.
    #[derive(Default)]
    Edition, "edition" {
        /// ISO/IEC 27001:2022.
        #[default]
        V2022 = "2022" "ISO/IEC 27001:2022",
        /// ISO/IEC 27001:2013.
        V2013 = "2013" "ISO/IEC 27001:2013",
    }
}

impl Edition {
    /// The full name, as documents print it.
    pub fn name(self) -> &'static str {
        self.title()
    }
}
