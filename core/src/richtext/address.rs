//! Which link addresses are allowed, and how they are tidied.

use super::clean;

/// Schemes that a link may have.
const ALLOWED: [&str; 3] = ["http", "https", "mailto"];

/// The address as it is kept: without the control characters that browsers ignore and without
/// white space around it.
pub(super) fn tidy(address: &str) -> String {
    let address: String = address.chars().filter(|c| !c.is_control() && !is_noncharacter(*c)).collect();
    clean::printable(&address).trim().to_owned()
}

/// A link may point there: the scheme is on the allow-list, or there is none (a relative or lost
/// address, which a check warns of).
///
/// Browsers ignore line ends and tabs inside a scheme and control characters before it; a colon
/// or letters written as `%3a` are not a scheme to them, but may become one after a redirect or a
/// careless decoding, so they are refused too.
pub fn is_allowed(address: &str) -> bool {
    let plain = decode_percent(address);
    let plain: String =
        plain.chars().filter(|c| !c.is_control() && !c.is_whitespace() && !is_invisible(*c)).collect();
    let Some(end) = plain.find([':', '/', '?', '#']) else {
        return true;
    };
    let (scheme, rest) = plain.split_at(end);
    !rest.starts_with(':') || ALLOWED.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
}

/// Format characters that a reader does not see.
fn is_invisible(c: char) -> bool {
    is_noncharacter(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Characters that are for a program's own use, such as the guard of `clean`.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}')
}

/// `%3a` as `:`; for ASCII only, the rest stays as it is.
fn decode_percent(address: &str) -> String {
    let mut decoded = String::with_capacity(address.len());
    let mut rest = address;
    while let Some((before, after)) = rest.split_once('%') {
        decoded.push_str(before);
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) if byte.is_ascii() => {
                decoded.push(char::from(byte));
                rest = after.get(2..).unwrap_or("");
            }
            _ => {
                decoded.push('%');
                rest = after;
            }
        }
    }
    decoded + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_schemes_and_addresses_without_one_are_allowed() {
        let cases = [
            ("https://example.org/a:b", true),
            ("HTTP://example.org", true),
            ("mailto:someone@example.org", true),
            ("", true),
            ("#", true),
            ("#a:b", true),
            ("page.html", true),
            ("/a:b", true),
            ("//example.org", true),
            ("?a:b", true),
            ("javascript:alert(1)", false),
            ("JaVaScRiPt:alert(1)", false),
            (" \u{1}javascript:alert(1)", false),
            ("java\nscript:alert(1)", false),
            ("java\tscript:alert(1)", false),
            ("java%0Ascript:alert(1)", false),
            ("javascript%3Aalert(1)", false),
            ("%6aavascript:alert(1)", false),
            ("java\u{200b}script:alert(1)", false),
            ("data:text/html,x", false),
            ("vbscript:x", false),
            ("file:///etc/hosts", false),
            ("ftp://example.org", false),
            ("C:\\Users", false),
            (":", false),
        ];
        for (address, expected) in cases {
            assert_eq!(is_allowed(address), expected, "{address:?}");
        }
    }

    #[test]
    fn an_address_is_kept_without_control_characters() {
        assert_eq!(tidy(" \u{1}ht\ntp://x/ y \t"), "http://x/ y");
    }
}
