//! Digests of what is published.

use super::{files_below, read};
use crate::run::Outcome;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::path::Path;

/// SHA-256 in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        // Writing to a text cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// SHA-256 as a Content-Security-Policy names it.
pub fn for_policy(bytes: &[u8]) -> String {
    use base64::Engine as _;
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(bytes)))
}

/// One digest for all that is in a folder: names and bytes.
pub fn of_folder(folder: &Path) -> Outcome<String> {
    Ok(hex(sums(folder)?.as_bytes()))
}

/// The lines of a `SHA256SUMS` file, which `sha256sum --check` reads.
pub fn sums(folder: &Path) -> Outcome<String> {
    let mut lines = String::new();
    for file in files_below(folder)? {
        let digest = hex(&read(&folder.join(&file))?);
        // As above.
        let _ = writeln!(lines, "{digest}  {file}");
    }
    Ok(lines)
}
