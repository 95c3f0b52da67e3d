//! Keys, as the protocol wants them.

use super::page::Page;
use serde_json::{Value, json};

impl Page {
    /// Presses a key, such as `Tab`, `Shift+Tab`, `Control+a` or `ArrowDown`.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let (modifiers, key) = modifiers(keys);
        self.strike(key, modifiers);
    }

    /// Types a text, key by key; what no key stands for comes as an input method would bring it.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        let mut letters = [0; 4];
        for character in text.chars() {
            match character {
                '\n' => self.strike("Enter", 0),
                ' '..='~' => self.strike(character.encode_utf8(&mut letters), 0),
                other => self.insert_text(other.encode_utf8(&mut letters)),
            }
        }
    }

    /// Puts in a whole text at once, as an input method or dictation does.
    #[track_caller]
    pub fn insert_text(&self, text: &str) {
        self.act("Input.insertText", json!({ "text": text }));
    }

    /// An input method puts in a text that it may still change, in the place of what it composed before;
    /// [`Self::insert_text`] puts in what comes of it.
    #[track_caller]
    pub fn compose(&self, text: &str) {
        let end = text.encode_utf16().count();
        self.act(
            "Input.imeSetComposition",
            json!({ "text": text, "selectionStart": end, "selectionEnd": end }),
        );
    }

    fn strike(&self, key: &str, modifiers: u32) {
        let press = key_event(key, modifiers);
        let mut release = press.clone();
        release["type"] = "keyUp".into();
        release["text"] = Value::Null;
        for mut event in [press, release] {
            if let Some(fields) = event.as_object_mut() {
                fields.retain(|_, value| !value.is_null());
            }
            self.act("Input.dispatchKeyEvent", event);
        }
    }
}

/// Alt 1, Control 2, Meta 4, Shift 8, and the key itself.
fn modifiers(keys: &str) -> (u32, &str) {
    let mut mask = 0;
    let mut rest = keys;
    for (name, bit) in [("Alt+", 1), ("Control+", 2), ("Meta+", 4), ("Shift+", 8)] {
        if let Some(after) = rest.strip_prefix(name) {
            mask |= bit;
            rest = after;
        }
    }
    (mask, rest)
}

fn key_event(key: &str, modifiers: u32) -> Value {
    let (key, code, number, text) = match key {
        "Enter" => ("Enter", "Enter".to_owned(), 13, Some("\r")),
        "Space" => (" ", "Space".to_owned(), 32, Some(" ")),
        "Tab" => named("Tab", 9),
        "Escape" => named("Escape", 27),
        "Backspace" => named("Backspace", 8),
        "Delete" => named("Delete", 46),
        "End" => named("End", 35),
        "Home" => named("Home", 36),
        "PageUp" => named("PageUp", 33),
        "PageDown" => named("PageDown", 34),
        "ArrowLeft" => named("ArrowLeft", 37),
        "ArrowUp" => named("ArrowUp", 38),
        "ArrowRight" => named("ArrowRight", 39),
        "ArrowDown" => named("ArrowDown", 40),
        letter => {
            let upper = letter.to_ascii_uppercase();
            let first = upper.chars().next().unwrap_or(' ');
            let (code, number) = match first {
                'A'..='Z' => (format!("Key{first}"), first as u32),
                '0'..='9' => (format!("Digit{first}"), first as u32),
                ' ' => ("Space".to_owned(), 32),
                // The page is told the character; where the key lies differs from keyboard to keyboard.
                _ => (String::new(), 0),
            };
            (letter, code, number, Some(letter))
        }
    };
    // With Control, Alt or Meta held, a key is a command and types nothing.
    let text = text.filter(|_| modifiers & 7 == 0);
    json!({
        "type": if text.is_some() { "keyDown" } else { "rawKeyDown" },
        "key": key,
        "code": code,
        "windowsVirtualKeyCode": number,
        "modifiers": modifiers,
        "text": text,
    })
}

fn named(key: &str, number: u32) -> (&str, String, u32, Option<&str>) {
    (key, key.to_owned(), number, None)
}
