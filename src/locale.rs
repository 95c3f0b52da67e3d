//! Words of the interface: keys, messages with values, and the catalogue of one language.

#[cfg(not(target_arch = "wasm32"))]
pub mod pseudo;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// One constant per string of `locales/en`: `template.unknown-kind` is `TEMPLATE_UNKNOWN_KIND`.
#[rustfmt::skip]
pub mod key {
    use super::Key;
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// Which string of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key(usize);

impl Key {
    /// Its name in the locale files.
    pub fn name(self) -> &'static str {
        key::NAMES.get(self.0).copied().unwrap_or("")
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

/// All strings of one language.
#[derive(Clone, PartialEq, Debug)]
pub struct Catalogue {
    strings: Vec<Cow<'static, str>>,
    /// Plural forms that English does not have (`count.words.few`), by name.
    forms: BTreeMap<String, String>,
}

impl Catalogue {
    /// English, which is part of the program.
    pub fn english() -> Self {
        let strings = key::ENGLISH.iter().map(|text| Cow::Borrowed(*text)).collect();
        Self { strings, forms: BTreeMap::new() }
    }

    /// Another language, from a flat JSON object of its strings; English where one is missing.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let mut found: BTreeMap<String, String> = serde_json::from_str(text)?;
        let english = key::NAMES.iter().zip(key::ENGLISH);
        let strings = english
            .map(|(name, english)| found.remove(*name).map_or(Cow::Borrowed(english), Cow::Owned))
            .collect();
        Ok(Self { strings, forms: found })
    }

    /// The form for `number` of a string that counts; `other` is the key that ends in `.other`,
    /// `category` the plural category of the number in this language. The slot is `{number}`.
    pub fn count(&self, other: Key, category: &str, number: usize) -> String {
        let family = other.name().trim_end_matches("other");
        let name = format!("{family}{category}");
        let known =
            key::NAMES.iter().position(|known| *known == name).and_then(|index| self.strings.get(index));
        let text = known.map(|text| &**text).or_else(|| self.forms.get(&name).map(String::as_str));
        fill(text.unwrap_or_else(|| self.text(other)), &[("number", number.to_string())])
    }

    /// Every string with its name, as in a locale file.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &str)> {
        key::NAMES.into_iter().zip(self.strings.iter().map(|text| &**text))
    }

    /// The string itself, slots and all.
    pub fn text(&self, key: Key) -> &str {
        self.strings.get(key.0).map_or("", |text| text)
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
        assert_eq!(catalogue.count(key::COUNT_WORDS_OTHER, "one", 1), "1 word");
        assert_eq!(catalogue.count(key::COUNT_WORDS_OTHER, "zero", 0), "0 words");
    }

    #[test]
    fn a_language_that_lacks_a_string_falls_back_to_english() {
        let catalogue = Catalogue::from_json("{}").unwrap();
        assert_eq!(catalogue, Catalogue::english());
    }
}
