//! The envelope that every record has: format, writer, sequence, what it follows, time, checksum.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::quarantine::QuarantineReason;
use crate::time::WallTime;

/// The format that this version writes; a higher one was written by a newer version.
pub const FORMAT: u64 = 1;
/// Characters of a writer's name.
pub const WRITER_LENGTH: usize = 8;
/// Characters of a template's digest that are kept in each record, for the day on which the
/// header is missing.
const DIGEST_LENGTH: usize = 12;

/// Which writing of a text: whose, and its number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(from = "(String, u64)", into = "(String, u64)")]
pub struct Version {
    /// The writer: one tab of one browser, from its opening to its closing.
    pub writer: Arc<str>,
    /// Higher than the number of every record that the writer had seen.
    pub sequence: u64,
}

impl From<(String, u64)> for Version {
    fn from((writer, sequence): (String, u64)) -> Self {
        Self { writer: writer.into(), sequence }
    }
}

impl From<Version> for (String, u64) {
    fn from(version: Version) -> Self {
        (version.writer.to_string(), version.sequence)
    }
}

impl Version {
    /// Reads `writer.sequence`.
    pub fn parse(text: &str) -> Option<Self> {
        let (writer, sequence) = text.split_once('.')?;
        let allowed = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        let fits = (1..=32).contains(&writer.len()) && writer.bytes().all(allowed);
        Some(Self { writer: fits.then(|| writer.into())?, sequence: sequence.parse().ok()? })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.writer, self.sequence)
    }
}

/// Everything about a record but what it holds. The names are short, for they are stored with
/// every few words that are typed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// Format.
    #[serde(rename = "v")]
    format: u64,
    /// Writer.
    #[serde(rename = "w")]
    writer: String,
    /// Sequence.
    #[serde(rename = "n")]
    sequence: u64,
    /// For each writer the last record that this one continues.
    #[serde(rename = "f", default, skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<Version>,
    /// When it was written. Shown, never compared.
    #[serde(rename = "t")]
    pub time: WallTime,
    /// The beginning of the template's digest.
    #[serde(rename = "d", default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// The payload is what changed against this record of the same writer (see `delta`).
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
}

impl Envelope {
    /// An envelope for a record of that version.
    pub fn new(version: &Version, time: WallTime) -> Self {
        Self {
            format: FORMAT,
            writer: version.writer.to_string(),
            sequence: version.sequence,
            follows: Vec::new(),
            time,
            digest: String::new(),
            base: None,
        }
    }

    /// Says what the record continues, and the template that its draft is written under.
    pub fn of_text(mut self, follows: Vec<Version>, digest: &str) -> Self {
        self.follows = follows;
        self.digest = digest.get(..DIGEST_LENGTH).unwrap_or(digest).to_owned();
        self
    }

    /// Says that the payload is a change against that record of the same writer.
    pub fn against(mut self, base: Option<u64>) -> Self {
        self.base = base;
        self
    }

    /// Which version of the text the record is.
    pub fn version(&self) -> Version {
        Version { writer: self.writer.as_str().into(), sequence: self.sequence }
    }
}

/// A record that was read, and is what was written.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// About it.
    pub envelope: Envelope,
    /// What it holds: JSON, unread.
    pub payload: String,
}

const START: &str = "{\"c\":\"";
const AFTER_CHECKSUM: &str = "\",";
const PAYLOAD: &str = ",\"p\":";

/// The record as it is stored under `key`: one JSON object, checksum first and payload last, so
/// that both are found without reading the rest.
pub fn write(key: &str, envelope: &Envelope, payload: &str) -> String {
    let head = serde_json::to_string(envelope).unwrap_or_default();
    let head = head.strip_prefix('{').and_then(|head| head.strip_suffix('}')).unwrap_or_default();
    let rest = format!("{head}{PAYLOAD}{payload}}}");
    format!("{START}{:016x}{AFTER_CHECKSUM}{rest}", checksum(key, &rest))
}

/// Reads what is stored under `key`.
///
/// The checksum is looked at first: where it does not fit, nothing that the record says of itself
/// counts, its format neither. Every format begins with the same checksum, so a record of a newer one is
/// known by it; one that begins otherwise and says that it is newer is left to those who can read it.
pub fn read(key: &str, raw: &str) -> Result<Record, QuarantineReason> {
    match split_checksum(raw) {
        Some((sum, rest)) if sum == format!("{:016x}", checksum(key, rest)) => match parse_sealed(rest) {
            Some(record) => Ok(record),
            None => Err(kind_of_unread(raw)),
        },
        Some(_) => Err(QuarantineReason::Damaged),
        None => Err(kind_of_unread(raw)),
    }
}

/// What is wrong with a record whose checksum fits, or that has none.
fn kind_of_unread(raw: &str) -> QuarantineReason {
    let format = serde_json::from_str::<Json>(raw).ok().and_then(|json| json.get("v")?.as_u64());
    if format.is_some_and(|format| format > FORMAT) {
        QuarantineReason::Newer
    } else {
        QuarantineReason::Damaged
    }
}

/// The checksum and what it is of, where the record begins as all of ours do.
fn split_checksum(raw: &str) -> Option<(&str, &str)> {
    let (sum, rest) = raw.strip_prefix(START)?.split_at_checked(16)?;
    let is_sum = sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_sum.then_some((sum, rest.strip_prefix(AFTER_CHECKSUM)?))
}

fn parse_sealed(rest: &str) -> Option<Record> {
    // The envelope holds no text of the writer's, so the first such member is the payload.
    let (head, payload) = rest.split_once(PAYLOAD)?;
    let envelope: Envelope = serde_json::from_str(&format!("{{{head}}}")).ok()?;
    let payload = payload.strip_suffix('}')?.to_owned();
    (envelope.format == FORMAT).then_some(Record { envelope, payload })
}

/// FNV-1a with 64 bits over the key and the text: finds damage, also a value under a wrong key.
/// Not meant against forgery, which a page on the same origin could do whatever the checksum.
pub(super) fn checksum(key: &str, text: &str) -> u64 {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for part in [key.as_bytes(), b"\n", text.as_bytes()] {
        for byte in part {
            sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Envelope, &'static str, String) {
        let version = Version { writer: "abcdefgh".into(), sequence: 7 };
        let follows = vec![Version { writer: "zzzzzzzz".into(), sequence: 3 }];
        let envelope =
            Envelope::new(&version, WallTime::from_millis(1000)).of_text(follows, "0123456789abcdef");
        let raw = write("key", &envelope, r#"{"value":",\"p\":é\u0000"}"#);
        (envelope, r#"{"value":",\"p\":é\u0000"}"#, raw)
    }

    #[test]
    fn a_record_is_json_and_reads_back() {
        let (envelope, payload, raw) = sample();
        assert!(serde_json::from_str::<Json>(&raw).is_ok(), "{raw}");
        assert_eq!(read("key", &raw), Ok(Record { envelope, payload: payload.to_owned() }));
    }

    #[test]
    fn every_truncation_and_every_flipped_bit_is_found() {
        let (_, _, raw) = sample();
        for length in (0..raw.len()).filter(|length| raw.is_char_boundary(*length)) {
            assert!(read("key", &raw[..length]).is_err(), "cut at {length}");
        }
        for bit in 0..raw.len() * 8 {
            let mut bytes = raw.clone().into_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            // Also where the bit makes another format of it.
            assert_eq!(
                read("key", &String::from_utf8_lossy(&bytes)),
                Err(QuarantineReason::Damaged),
                "bit {bit}"
            );
        }
    }

    #[test]
    fn a_record_that_says_it_is_newer_is_believed_only_with_its_checksum() {
        let newer = |raw: &str| raw.replacen("\"v\":1", "\"v\":3", 1);
        let (_, _, raw) = sample();
        assert_eq!(read("key", &newer(&raw)), Err(QuarantineReason::Damaged));
        let rest = newer(raw.get(24..).unwrap());
        let split_checksum = format!("{START}{:016x}{AFTER_CHECKSUM}{rest}", checksum("key", &rest));
        assert_eq!(read("key", &split_checksum), Err(QuarantineReason::Newer));
    }

    #[test]
    fn a_record_under_another_key_is_not_taken_for_that_keys() {
        assert_eq!(read("other", &sample().2), Err(QuarantineReason::Damaged));
    }

    #[test]
    fn a_record_of_a_newer_format_is_told_from_a_damaged_one() {
        for (raw, why) in [
            (r#"{"v":2,"anything":[]}"#, QuarantineReason::Newer),
            (r#"{"v":1}"#, QuarantineReason::Damaged),
            ("", QuarantineReason::Damaged),
            (&"[".repeat(100_000), QuarantineReason::Damaged),
        ] {
            assert_eq!(read("key", raw), Err(why));
        }
    }
}
