//! A program with everything that it starts.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};

/// A running program in a process group of its own, which ends when this is dropped: at once, as in a power cut.
pub struct Group(Child);

impl Group {
    /// Starts it; `what` is its name in words.
    #[track_caller]
    pub fn start(what: &str, command: &mut Command) -> Self {
        let started = command.process_group(0).spawn();
        Self(started.unwrap_or_else(|error| panic!("{what} could not be started: {error}")))
    }

    /// It has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.0.try_wait().is_ok_and(|status| status.is_some())
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).stderr(std::process::Stdio::null()).status();
        let _ = self.0.wait();
    }
}
