//! Neutral names for the folders of this machine: the program holds the paths of its sources for its
//! messages, and two machines make the same program from the same commit.

use crate::project::Project;
use crate::run::Outcome;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What the project's own folder is called in a program.
const HERE: &str = "/submission-editor";

/// The compiler flags of `.cargo/config.toml`, which are not read where flags come from outside, and
/// the names; as `CARGO_ENCODED_RUSTFLAGS` takes them.
pub fn flags(project: &Project) -> Outcome<String> {
    let mut flags = vec![];
    for choice in ["erase_components", "sha2_backend_soft=\"compact\""] {
        flags.extend(["--cfg".to_owned(), choice.to_owned()]);
    }
    let renamed = renamed(project)?;
    flags.extend(
        renamed.iter().map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display())),
    );
    // What stands between two flags in this variable.
    Ok(flags.join("\u{1f}"))
}

/// The folders that must not be named in anything that is published.
pub fn folders(project: &Project) -> Outcome<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> = renamed(project)?.into_iter().map(|(folder, _)| folder).collect();
    folders.extend(env::home_dir());
    // A path that is on every machine, or that is the neutral name itself, tells nothing of this one.
    folders.retain(|folder| folder.components().count() > 1 && folder != Path::new(HERE));
    Ok(folders)
}

/// Each folder with its name. Where one is within another the inner one comes later, since the
/// compiler goes by the last that fits.
fn renamed(project: &Project) -> Outcome<Vec<(PathBuf, String)>> {
    let rustc = |arguments| project.program("rustc").args(arguments).output();
    let sysroot = PathBuf::from(rustc("--print sysroot").ok_or("rustc does not say where it is.")?);
    let about = rustc("--version --verbose").unwrap_or_default();
    let commit = about
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .ok_or("rustc does not say what it was made from.")?;
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .ok_or("It is not known where cargo keeps its crates: set CARGO_HOME.")?;

    // As the standard library was named when it was made: whether its sources are installed beside
    // the compiler must make no difference.
    let library = (sysroot.join("lib/rustlib/src/rust"), format!("/rustc/{commit}"));
    // The name of a registry's folder says which mirror of it this machine uses.
    let registries = fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten();
    let registries = registries.map(|folder| (folder.path(), "/crates".to_owned())).collect::<Vec<_>>();
    let mut renamed = vec![
        (sysroot, "/rust".to_owned()),
        library,
        (cargo, "/cargo".to_owned()),
        (project.file("").components().collect(), HERE.to_owned()),
    ];
    renamed.extend(registries);
    Ok(renamed)
}
