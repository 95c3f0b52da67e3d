//! Whether anybody gets the published files from the commit: it is built once more in another folder.

use crate::project::Project;
use crate::run::{Failure, Outcome, step};
use crate::{bundle, setup, traces};
use std::collections::{BTreeMap, BTreeSet};
use std::{fs, io};

/// The other folder, of another length and depth than any that a person would choose.
const ELSEWHERE: &str = "target/reproduced/elsewhere";

/// Builds the last commit here and in a copy, and compares all files of both.
pub fn check(project: &Project) -> Outcome {
    all_is_committed(project)?;
    setup::for_builds(project)?;
    bundle::release(project)?;
    step("Looking for folders of this machine", || traces::none_are_left(project))?;
    with_copy(project)
}

fn all_is_committed(project: &Project) -> Outcome {
    let changes = project.program("git").args("status --porcelain").output().ok_or("git is needed here.")?;
    if changes.is_empty() {
        return Ok(());
    }
    Err("There are changes that are not committed: only a commit can be built twice.".into())
}

/// Builds a copy of the last commit, and compares it with what is in `dist/`.
pub fn with_copy(project: &Project) -> Outcome {
    all_is_committed(project)?;
    // Also what an earlier run has left.
    remove_copy(project)?;
    let copy = step("Copying the last commit into another folder", || copied(project))?;
    setup::for_builds(&copy)?;
    bundle::release(&copy)?;
    step("Comparing the two builds", || compare(project, &copy))?;
    remove_copy(project)
}

fn copied(project: &Project) -> Outcome<Project> {
    project.program("git").args("clone --quiet --local --no-hardlinks .").arg(ELSEWHERE).run()?;
    project.copy_at(project.file(ELSEWHERE))
}

fn remove_copy(project: &Project) -> Outcome {
    match fs::remove_dir_all(project.file(ELSEWHERE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("{ELSEWHERE} can't be removed: {error}.").into())
        }
        _ => Ok(()),
    }
}

fn compare(one: &Project, other: &Project) -> Outcome {
    let (here, there) = (sums(one)?, sums(other)?);
    let names: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
    let mut differing = Vec::new();
    for name in &names {
        match (here.get(*name), there.get(*name)) {
            (Some(here), Some(there)) if here == there => {}
            (Some(_), Some(_)) => differing.push(format!("  {name} has other bytes")),
            (Some(_), None) => differing.push(format!("  {name} is in dist alone")),
            _ => differing.push(format!("  {name} is in {ELSEWHERE}/dist alone")),
        }
    }
    if differing.is_empty() {
        println!("All {} files are the same, byte for byte.", names.len());
        return Ok(());
    }
    Err(Failure::from(format!(
        "Two builds of one commit differ:\n{}\nBoth are there to be compared: dist and {ELSEWHERE}/dist.",
        differing.join("\n")
    )))
}

/// The digest of each file.
fn sums(project: &Project) -> Outcome<BTreeMap<String, String>> {
    let lines = project.read("dist/SHA256SUMS")?;
    let mut sums = BTreeMap::new();
    for line in lines.lines() {
        let (digest, name) =
            line.split_once("  ").ok_or_else(|| format!("SHA256SUMS has a line {line:?}."))?;
        sums.insert(name.to_owned(), digest.to_owned());
    }
    Ok(sums)
}
