//! Reads base64, in which the browser sends pictures.

/// The bytes that `text` stands for; anything that is no base64 is skipped.
pub fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for character in text.bytes() {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    bytes
}

#[test]
fn padding_may_be_there_or_not() {
    for (text, expected) in [("", ""), ("YQ==", "a"), ("YWI", "ab"), ("YWJj", "abc"), ("YWJjZA==", "abcd")] {
        assert_eq!(decode(text), expected.as_bytes(), "{text}");
    }
}
