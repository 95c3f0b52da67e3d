//! Where a link leads.

use crate::richtext::is_allowed;

/// What becomes of a link.
pub(super) enum Target {
    /// It leads there.
    Address(String),
    /// Nowhere, or to a place of the same page: its words are all.
    Words,
    /// To an address of a kind that is not allowed.
    Refused,
}

pub(super) fn target(href: &str) -> Target {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return Target::Words;
    }
    let address = unwrapped(href).unwrap_or_else(|| href.to_owned());
    if !is_allowed(&address) {
        return Target::Refused;
    }
    // Without the page that it was on, its scheme is not known.
    Target::Address(if address.starts_with("//") { format!("https:{address}") } else { address })
}

/// The address within one that only counts who follows it, or looks at it first.
fn unwrapped(href: &str) -> Option<String> {
    let rest = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let names: &[&str] = if matches!(host, "www.google.com" | "google.com") && path.starts_with("url?") {
        &["q", "url"]
    } else if host.ends_with(".safelinks.protection.outlook.com") {
        &["url"]
    } else {
        return None;
    };
    let (_, query) = path.split_once('?')?;
    let pairs = || query.split('&').filter_map(|pair| pair.trim_start_matches("amp;").split_once('='));
    let value = names.iter().find_map(|name| pairs().find(|(its, _)| its == name)).map(|(_, value)| value)?;
    let inner = decoded(value)?;
    let begins =
        |scheme: &str| inner.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (["http://", "https://", "mailto:"].into_iter().any(begins) && is_allowed(&inner)).then_some(inner)
}

/// Without `%` codes, if it is UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or(&[]);
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}
