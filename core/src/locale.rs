//! Words of the interface: keys, messages with values, and the catalogue of one language.

#[cfg(not(target_arch = "wasm32"))]
pub mod pseudo;

use crate::collections::SortedMap;
use std::fmt;

/// One constant per string of `locales/en`: `template.unknown-kind` is `TEMPLATE_UNKNOWN_KIND`.
#[rustfmt::skip]
pub mod key {
    use super::Key;
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// Which string of the interface: its name in the locale files, its English text and, where it
/// counts things, its English text for one of them. A module of the page holds only the strings
/// that it names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key(&'static str, &'static str, Option<&'static str>);

impl Key {
    /// Its name in the locale files.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Its English text.
    pub fn english(self) -> &'static str {
        self.1
    }
}

/// A string of the interface with the values for its `{slots}`; not yet in any language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    key: Key,
    values: Vec<(&'static str, String)>,
}

impl Message {
    /// A message without values.
    pub fn new(key: Key) -> Self {
        Self { key, values: Vec::new() }
    }

    /// Fills `{name}` with `value`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Which string it is.
    pub fn key(&self) -> Key {
        self.key
    }
}

/// English, for logs and tests; the page uses the writer's [`Catalogue`].
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Catalogue::english().say(self))
    }
}

/// The strings of one language.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Catalogue {
    /// By name; what is not here is English. Empty for English itself.
    strings: SortedMap<String, String>,
}

impl Catalogue {
    /// English, which is part of the program.
    pub fn english() -> Self {
        Self::default()
    }

    /// Another language, from a flat JSON object of its strings.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { strings: serde_json::from_str(text)? })
    }

    /// The strings, as [`Self::from_json`] takes them.
    pub fn to_json(&self) -> String {
        // A map of strings to strings always becomes JSON.
        serde_json::to_string(&self.strings).unwrap_or_default()
    }

    /// The form for `number` of a string that counts; `other` is the key that ends in `.other`,
    /// `category` the plural category of the number in this language. The slot is `{number}`.
    pub fn count(&self, other: Key, category: &str, number: usize) -> String {
        let family = other.name().trim_end_matches("other");
        let text = match self.strings.get(&format!("{family}{category}")) {
            Some(text) => text,
            None if self.strings.is_empty() && category == "one" => other.2.unwrap_or(other.english()),
            None => self.text(other),
        };
        fill(text, &[("number", number.to_string())])
    }

    /// The string itself, slots and all.
    pub fn text(&self, key: Key) -> &str {
        self.strings.get(key.name()).map_or(key.english(), String::as_str)
    }

    /// The message in this language.
    pub fn say(&self, message: &Message) -> String {
        fill(self.text(message.key), &message.values)
    }
}

/// Puts the values into the slots in one pass, so that a value with braces in it stays as it is.
fn fill(text: &str, values: &[(&'static str, String)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            Some((slot, tail)) if values.iter().any(|(name, _)| *name == slot) => {
                let value = values.iter().find(|(name, _)| *name == slot);
                filled.push_str(value.map_or("", |(_, value)| value));
                rest = tail;
            }
            _ => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_into_their_slots_once() {
        let cases = [
            ("{a} of {b}", "1 of {a}"),
            ("no slot", "no slot"),
            ("{unknown} {a", "{unknown} {a"),
            ("{a}{a}", "11"),
        ];
        let values = [("a", "1".to_owned()), ("b", "{a}".to_owned())];
        for (text, expected) in cases {
            assert_eq!(fill(text, &values), expected, "{text}");
        }
    }

    #[test]
    fn a_language_may_have_plural_forms_that_english_lacks() {
        let catalogue = Catalogue::from_json(r#"{"count.words.few": "{number} mots"}"#).unwrap();
        assert_eq!(catalogue.count(key::COUNT_WORDS_OTHER, "few", 3), "3 mots");
        assert_eq!(catalogue.count(key::COUNT_WORDS_OTHER, "many", 7), "7 words");
        let english = Catalogue::english();
        assert_eq!(english.count(key::COUNT_WORDS_OTHER, "one", 1), "1 word");
        assert_eq!(english.count(key::COUNT_WORDS_OTHER, "other", 0), "0 words");
    }

    #[test]
    fn a_language_that_lacks_a_string_falls_back_to_english() {
        let catalogue = Catalogue::from_json(r#"{"app.help": "Aide"}"#).unwrap();
        assert_eq!(catalogue.text(key::APP_HELP), "Aide");
        assert_eq!(catalogue.text(key::APP_REVIEW), "Review");
    }
}
