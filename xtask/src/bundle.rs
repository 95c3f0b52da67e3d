//! Building and serving the app with Trunk.

use crate::project::Project;
use crate::release::{self, Care};
use crate::run::{Outcome, Program, step};
use crate::{setup, weight};
use std::path::PathBuf;
use std::{env, fs, io};

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
    let flags = flags(project)?;
    let built = "target/release-dist";
    step("Building the app", || {
        let trunk = trunk(project, "build").args("--release --dist").arg(built);
        trunk.env("CARGO_ENCODED_RUSTFLAGS", &flags).run()
    })?;
    release::assemble(project, &project.file(built), &project.file("dist"), Care::Full)
}

/// The compiler flags of `.cargo/config.toml`, and neutral names for the folders of this machine: the
/// program holds the paths of its sources for its messages, and two machines should make the same.
fn flags(project: &Project) -> Outcome<String> {
    let sysroot = project.program("rustc").args("--print sysroot").output().unwrap_or_default();
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let renamed = [
        (home.display().to_string(), "/cargo"),
        (sysroot.trim().to_owned(), "/rust"),
        (project.file("").display().to_string(), "/app/"),
    ];
    let mut flags = vec!["--cfg".to_owned(), "erase_components".to_owned()];
    flags.extend(
        renamed
            .into_iter()
            .filter(|(folder, _)| !folder.is_empty())
            .map(|(folder, name)| format!("--remap-path-prefix={folder}={name}")),
    );
    // What stands between two flags in this variable.
    Ok(flags.join("\u{1f}"))
}

/// Writes a build without optimisation into `folder`, in a few seconds. It has the places where
/// tests let the program fail.
pub fn quick(project: &Project, folder: &str) -> Outcome {
    let built = format!("{folder}-built");
    step("Building the app, quickly, with fault points", || {
        trunk(project, "build").args("--features fault-points --dist").arg(&built).run()
    })?;
    release::assemble(project, &project.file(&built), &project.file(folder), Care::Quick)
}

/// What is published must not hold the places where tests let the program fail.
pub fn has_no_fault_points(project: &Project) -> Outcome {
    const MARK: &[u8] = b"submissionEditorFault";
    let source = project.read("src/ui/browser/fault.rs")?;
    let mark = String::from_utf8_lossy(MARK);
    if !source.contains(&*mark) {
        return Err(format!("{mark} does not stand in src/ui/browser/fault.rs any more.").into());
    }
    let mut programs = 0;
    for file in release::assets(project)? {
        if file.extension().is_some_and(|extension| extension == "wasm") {
            programs += 1;
            let bytes =
                fs::read(&file).map_err(|error| format!("{} can't be read: {error}.", file.display()))?;
            if bytes.windows(MARK.len()).any(|part| part == MARK) {
                return Err(format!("{} has fault points.", file.display()).into());
            }
        }
    }
    if programs < 2 { Err("dist does not hold both programs.".into()) } else { Ok(()) }
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
