//! Running other programs, and saying in a sentence why one failed.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why a command ended, and what to do about it: one or more whole sentences.
#[derive(Debug)]
pub struct Failure(String);

/// What every step gives back.
pub type Outcome<T = ()> = Result<T, Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Failure {
    /// A failure whose reasons are on the screen.
    pub fn already_told() -> Self {
        Self(String::new())
    }

    /// Whether there is still something to say.
    pub fn is_told(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Into<String>> From<T> for Failure {
    fn from(sentence: T) -> Self {
        Self(sentence.into())
    }
}

/// A program with its arguments.
pub struct Program {
    command: Command,
    line: String,
}

impl Program {
    pub fn new(name: &str, folder: &Path, path: &OsStr) -> Self {
        let mut command = Command::new(name);
        command.current_dir(folder).env("PATH", path);
        Self { command, line: name.to_owned() }
    }

    /// Adds arguments, separated by spaces.
    pub fn args(mut self, arguments: &str) -> Self {
        for argument in arguments.split_whitespace() {
            self = self.arg(argument);
        }
        self
    }

    /// Adds one argument as it is.
    pub fn arg(mut self, argument: impl Into<OsString>) -> Self {
        let argument = argument.into();
        self.line.push(' ');
        self.line.push_str(&argument.to_string_lossy());
        self.command.arg(argument);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it before everybody's eyes.
    pub fn run(mut self) -> Outcome {
        let status = self.command.stdin(Stdio::null()).status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{}` failed ({status}).", self.line).into()),
            Err(error) => Err(format!("`{}` could not be started: {error}.", self.line).into()),
        }
    }

    /// Runs it and hands each line that it prints to `line`, which is also shown.
    pub fn run_watched(mut self, mut line: impl FnMut(&str)) -> Outcome {
        let started = self.command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = started.map_err(|error| format!("`{}` could not be started: {error}.", self.line))?;
        if let Some(output) = child.stdout.take() {
            for text in BufReader::new(output).split(b'\n').map_while(Result::ok) {
                let text = String::from_utf8_lossy(&text);
                println!("{text}");
                line(&text);
            }
        }
        match child.wait() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{}` failed ({status}).", self.line).into()),
            Err(error) => Err(format!("`{}` was lost: {error}.", self.line).into()),
        }
    }

    /// What it prints, whatever comes of it.
    pub fn answer(mut self) -> String {
        let output = self.command.stdin(Stdio::null()).stderr(Stdio::null()).output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
    }

    /// What it prints, if it is there and succeeds.
    pub fn output(mut self) -> Option<String> {
        let output = self.command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}

/// Carries out one step under its name, and says how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("\n── {name}");
    let start = Instant::now();
    let outcome = work();
    let end = if outcome.is_ok() { "done" } else { "failed" };
    println!("── {name}: {end} in {}", seconds(start.elapsed()));
    outcome
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
