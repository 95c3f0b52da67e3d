//! Building and serving the app with Trunk.

use crate::project::Project;
use crate::run::{Outcome, step};
use crate::{setup, weight};
use std::{fs, io};

/// Serves the app on this machine until it is stopped.
pub fn serve(project: &Project, arguments: &[String]) -> Outcome {
    setup::for_builds(project)?;
    let trunk = project.program("trunk").args("serve --offline");
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
    step("Building the app", || project.program("trunk").args("build --release --offline --dist dist").run())
}

/// Writes a build without optimisation into `folder`, in a few seconds.
pub fn quick(project: &Project, folder: &str) -> Outcome {
    step("Building the app, quickly", || {
        project.program("trunk").args("build --offline --dist").arg(folder).run()
    })
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
