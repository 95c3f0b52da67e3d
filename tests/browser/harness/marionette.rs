//! Firefox's own protocol, Marionette: one call after the other, as JSON over a socket of this machine.
//!
//! It is what geckodriver speaks to Firefox; spoken directly it needs no further program.

use serde_json::{Value, json};
use std::io::{self, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// A call that takes longer has gone wrong.
const PATIENCE: Duration = Duration::from_secs(180);

/// The line to one Firefox.
pub struct Marionette {
    to_browser: TcpStream,
    from_browser: BufReader<TcpStream>,
    last_call: u64,
}

impl Marionette {
    /// Takes up the line, if the browser listens there already.
    pub fn connect(port: u16) -> io::Result<Self> {
        let to_browser = TcpStream::connect(("127.0.0.1", port))?;
        to_browser.set_read_timeout(Some(PATIENCE))?;
        let from_browser = BufReader::new(to_browser.try_clone()?);
        let mut line = Self { to_browser, from_browser, last_call: 0 };
        // It begins by saying who it is.
        line.receive()?;
        Ok(line)
    }

    /// Makes a call and waits for its answer, or for the browser's reason against it.
    pub fn call(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        self.last_call += 1;
        let message = json!([0, self.last_call, method, params]).to_string();
        let answer = write!(self.to_browser, "{}:{message}", message.len()).and_then(|()| self.receive());
        let mut answer = answer.map_err(|error| format!("{method}: no answer: {error}"))?;
        match &answer[2] {
            Value::Null => Ok(answer[3].take()),
            error => Err(format!("{method}: {}: {}", error["error"], error["message"])),
        }
    }

    /// A message is its length in bytes, a colon, and JSON.
    fn receive(&mut self) -> io::Result<Value> {
        let mut length = 0;
        loop {
            let mut byte = [0];
            self.from_browser.read_exact(&mut byte)?;
            match byte[0] {
                digit @ b'0'..=b'9' => length = length * 10 + usize::from(digit - b'0'),
                _ => break,
            }
        }
        let mut message = vec![0; length];
        self.from_browser.read_exact(&mut message)?;
        Ok(serde_json::from_slice(&message)?)
    }
}
