//! Closed lists of words: an enum whose variants have a stable word for data and a title for people.

/// Declares an enum with `ALL`, `word`, `title`, `FromStr`, `Display` (the title) and serde (the word).
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident, $noun:literal {
        $($(#[$doc:meta])* $variant:ident = $word:literal $title:literal,)+
    }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
        $(#[$meta])*
        pub enum $name {
            $($(#[$doc])* #[cfg_attr(target_family = "wasm", serde(rename = $word))] $variant,)+
        }

        impl $name {
            /// All values, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable word that stands for the value in data.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value in people's words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.title())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::catalogue::UnknownId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.iter().copied().find(|value| value.word() == text);
                found.ok_or_else(|| {
                    let words: Vec<_> = Self::ALL.iter().map(|value| value.word()).collect();
                    Self::Err::new($noun, text, format!("use one of {}", words.join(", ")))
                })
            }
        }

        $crate::catalogue::id::serde_as_text!($name, word);
    };
}

pub(in crate::catalogue) use vocabulary;
