//! Requests to servers of this machine, one connection for each.

use std::collections::HashMap;
use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// An answer that takes longer does not come any more.
const PATIENCE: Duration = Duration::from_secs(180);

/// What a server answered.
pub struct Answer {
    pub status: u16,
    headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header by its name in small letters; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// Sends a request such as `GET /path`, with headers that end in line breaks, and waits for the answer.
pub fn request(host: &str, what: &str, headers: &str, body: &str) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    write!(stream, "{what} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{length}{headers}\r\n{body}")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    read(&answer).ok_or_else(|| io::Error::other("an answer without a head"))
}

fn read(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..end]);
    let body = &answer[end + 4..];
    let (first, lines) = head.split_once("\r\n").unwrap_or_default();
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    let mut headers = HashMap::new();
    for (name, value) in lines.lines().filter_map(|line| line.split_once(": ")) {
        // One value may come in several lines.
        let values: &mut String = headers.entry(name.to_lowercase()).or_default();
        let more = if values.is_empty() { value.to_owned() } else { format!(", {value}") };
        values.push_str(&more);
    }
    let in_chunks = headers.get("transfer-encoding").is_some_and(|value| value == "chunked");
    let body = if in_chunks { of_chunks(body) } else { body.to_owned() };
    Some(Answer { status, headers, body })
}

/// What was sent in pieces, each after a line with its length in hexadecimal digits.
fn of_chunks(mut rest: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let length = usize::from_str_radix(&String::from_utf8_lossy(&rest[..end]), 16).unwrap();
        let (piece, more) = rest[end + 2..].split_at(length);
        whole.extend_from_slice(piece);
        rest = &more[2..];
        if length == 0 {
            break;
        }
    }
    whole
}
