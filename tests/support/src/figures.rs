//! Figures for the table at the end of `cargo xtask test`.

use std::fs;

use crate::folders;

/// Notes what was measured under the name of its row, and prints it.
pub fn figure(row: &str, text: &str) {
    let folder = folders::project().join("target/figures");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(row), text).unwrap();
    println!("{row}: {text}");
}

/// A number with its thousands apart.
pub fn count(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or_default().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
