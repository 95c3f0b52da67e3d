//! Stores a text small: raw deflate, then base64, so that it is ASCII and plain script can read it
//! (`atob`, `DecompressionStream("deflate-raw")`).

use miniz_oxide::{deflate, inflate};

/// Nothing that was packed here is longer.
const LONGEST: usize = 32 * 1024 * 1024;
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text, packed.
pub fn pack(text: &str) -> String {
    let bytes = deflate::compress_to_vec(text.as_bytes(), 9);
    let mut packed = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for letter in 0..4 {
            let value = (bits >> (18 - 6 * letter)) & 63;
            let letter = if letter > three.len() {
                b'='
            } else {
                LETTERS.get(value as usize).copied().unwrap_or(b'=')
            };
            packed.push(char::from(letter));
        }
    }
    packed
}

/// The text that was packed; `None` where that was not packed here.
pub fn unpack(packed: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(packed.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for letter in packed.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    let text = inflate::decompress_to_vec_with_limit(&bytes, LONGEST).ok()?;
    String::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn unpacking_gives_what_was_packed(text in ".{0,400}") {
            let packed = pack(&text);
            prop_assert!(packed.is_ascii() && packed.len().is_multiple_of(4));
            prop_assert_eq!(unpack(&packed), Some(text));
        }

        #[test]
        fn anything_else_is_refused_or_read(text in ".{0,80}") {
            let _ = unpack(&text);
        }
    }
}
