//! Building and serving the app with Trunk.

use crate::project::Project;
use crate::release::{self, Care, cut};
use crate::run::{Outcome, Program, step};
use crate::{neutral, setup, weight};
use std::{fs, io};

/// Serves the app on this machine until it is stopped.
pub fn serve(project: &Project, arguments: &[String]) -> Outcome {
    setup::for_builds(project)?;
    // Not into dist/, so that a release build or test can run beside it.
    let trunk = trunk(project, "serve").args("--dist target/serve-dist");
    arguments.iter().fold(trunk, |trunk, argument| trunk.arg(argument)).run()
}

/// Writes `dist/`, and fails where it weighs too much.
pub fn build(project: &Project) -> Outcome {
    setup::for_builds(project)?;
    release(project)?;
    step("Weighing what a writer's browser must load", || weight::check(project))
}

/// Writes `dist/`: the very files that are published and tested.
pub fn release(project: &Project) -> Outcome {
    let flags = format!("{}\u{1f}{}", neutral::flags(project)?, cut::FLAG);
    let built = project.file("target/release-dist");
    step("Building the app", || {
        let trunk = trunk(project, "build").args("--release --features cut --dist").arg(&built);
        trunk.env("CARGO_ENCODED_RUSTFLAGS", &flags).run()
    })?;
    step("Cutting the program", || cut::program(project, &built))?;
    release::assemble(project, &built, &project.file("dist"), Care::Full)
}

/// Writes a build without optimisation into `folder`, in a few seconds. It has the places where
/// tests let the program fail, and the languages that are there for tests.
pub fn quick(project: &Project, folder: &str) -> Outcome {
    let built = format!("{folder}-built");
    step("Building the app, quickly, with fault points", || {
        trunk(project, "build").args("--features fault-points,test-languages --dist").arg(&built).run()
    })?;
    release::assemble(project, &project.file(&built), &project.file(folder), Care::Quick)
}

/// Trunk, which never downloads a tool by itself and says what failed without a backtrace.
fn trunk(project: &Project, command: &str) -> Program {
    project.program("trunk").env("RUST_BACKTRACE", "0").arg(command).arg("--offline")
}

/// Removes what builds have written.
pub fn clean(project: &Project) -> Outcome {
    for folder in ["dist", "target"] {
        match fs::remove_dir_all(project.file(folder)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(format!("{folder} can't be removed: {error}.").into());
            }
            _ => println!("{folder} is removed."),
        }
    }
    Ok(())
}
