//! The `_headers` file of a built page: address patterns, each followed by indented header lines.

use super::http::Header;

/// Left out on loopback: both would send the browser to https, which nothing answers here.
const ONLY_HTTPS: [&str; 2] = ["Strict-Transport-Security: ", "; upgrade-insecure-requests"];

pub struct Headers(Vec<Rule>);

struct Rule {
    pattern: String,
    lines: Vec<Header>,
}

impl Headers {
    pub fn parse(text: &str) -> Headers {
        let mut rules: Vec<Rule> = Vec::new();
        for line in text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        {
            match (line.starts_with(' '), rules.last_mut()) {
                (true, Some(rule)) => rule.lines.extend(on_loopback(line.trim())),
                _ => rules.push(Rule {
                    pattern: line.trim().into(),
                    lines: Vec::new(),
                }),
            }
        }
        Headers(rules)
    }

    /// What every matching rule asks for.
    pub fn of(&self, path: &str) -> impl Iterator<Item = Header> {
        self.0
            .iter()
            .filter(move |rule| matches(&rule.pattern, path))
            .flat_map(|rule| rule.lines.clone())
    }
}

fn on_loopback(line: &str) -> Option<Header> {
    let [transport, upgrade] = ONLY_HTTPS;
    if line.starts_with(transport) {
        None
    } else {
        let line = line.replace(upgrade, "");
        let (name, value) = line.split_once(':')?;
        Some((name.trim().into(), value.trim().into()))
    }
}

fn matches(pattern: &str, path: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(pattern == path, |start| path.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(headers: &Headers, path: &str) -> Vec<String> {
        headers
            .of(path)
            .map(|(name, value)| format!("{name}: {value}"))
            .collect()
    }

    #[test]
    fn rules_add_up_and_what_needs_https_is_left_out() {
        let headers = Headers::parse(
            "/*\n  Content-Security-Policy: default-src 'none'; upgrade-insecure-requests\n  \
             Strict-Transport-Security: max-age=1\n\n/assets/*\n  Cache-Control: immutable\n",
        );
        assert_eq!(
            shown(&headers, "/"),
            ["Content-Security-Policy: default-src 'none'"]
        );
        assert_eq!(
            shown(&headers, "/assets/a.js"),
            [
                "Content-Security-Policy: default-src 'none'",
                "Cache-Control: immutable"
            ]
        );
    }
}
