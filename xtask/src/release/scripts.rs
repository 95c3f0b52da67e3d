//! Our plain scripts, put together and made small by esbuild.

use super::{Care, Release, cut, read_text, write};
use crate::run::{Failure, Outcome, Program};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The scripts as they are served: the loader with what it needs, and a file for each part that is
/// loaded later.
pub fn for_hosts(release: &Release, into: &Path) -> Outcome {
    let build = release.project.program("node").arg(release.project.file("web/build.mjs")).arg(into);
    if release.care == Care::Full { build.arg("--minify") } else { build }.run()
}

/// What wasm-bindgen wrote, with the script that fetches the piece that is cut off, without their spaces and
/// comments.
pub fn glue(release: &Release, into: &Path) -> Outcome {
    let program = release.program();
    if release.is_cut() {
        let pieces = read_text(&release.project.file("web/pieces.js"))?;
        write(&program.join("pieces.js"), pieces)?;
    }
    let made = esbuild(release).arg(program.join(cut::SCRIPT)).args("--bundle --format=esm");
    // The form waits for it: Chromium then compiles all of it beside the main thread.
    let made = made.arg("--banner:js=//# allFunctionsCalledOnLoad");
    made.arg(format!("--outfile={}", into.join(cut::SCRIPT).display())).run()
}

/// The service worker's script. It is no module, so that all its names stay.
pub fn worker(release: &Release) -> Outcome<String> {
    let script = esbuild(release).arg(release.project.file("web/sw.js")).output();
    script.ok_or_else(|| "esbuild can't read web/sw.js.".into())
}

/// The whole program as one script, for the single file.
pub fn as_one(release: &Release, assets: &Path) -> Outcome<String> {
    let workshop = release.folder.with_extension("single");
    super::clear(&workshop)?;
    for name in super::files_below(&release.project.file("web"))? {
        // The page's own scripts, and the editor with what it is made of.
        let is_wanted = name.starts_with("editor/") || (!name.contains('/') && name.ends_with(".js"));
        if is_wanted {
            write(&workshop.join(&name), read_text(&release.project.file("web").join(&name))?)?;
        }
    }
    // The same parts, found in the page itself.
    for name in ["filling.js", "one.js", "parts.js", "pieces.js", "work.js", "workers.js"] {
        write(&workshop.join(name), read_text(&release.project.file("web/single").join(name))?)?;
    }
    let digest = |name: &str| Ok::<_, Failure>(super::digest::hex(&super::read(&assets.join(name))?));
    let (program, later) =
        (digest(cut::PROGRAM)?, if release.is_cut() { digest(cut::PIECE)? } else { String::new() });
    let digests = format!("export const DIGESTS = {{ program: \"{program}\", later: \"{later}\" }};\n");
    write(&workshop.join("digests.js"), digests)?;
    for name in [cut::SCRIPT, cut::LINK] {
        let script = release.program().join(name);
        if script.exists() {
            write(&workshop.join(name), super::read(&script)?)?;
        }
    }
    let made = workshop.join("made/one.js");
    esbuild(release)
        .arg(workshop.join("one.js"))
        // Without imports: Chromium runs no module in the worker of a page that was opened from disk.
        .args("--bundle --format=iife --log-override:empty-import-meta=silent")
        .arg(format!("--outfile={}", made.display()))
        .run()?;
    let script = read_text(&made)?;
    // A page ends a script at the first of these, wherever it stands.
    for end in ["</script", "<!--", "<script"] {
        if script.contains(end) {
            return Err(format!("The script of the single file holds {end:?}.").into());
        }
    }
    fs::remove_dir_all(&workshop).map_err(|error| super::named("removed", &workshop, &error))?;
    Ok(script)
}

fn esbuild(release: &Release) -> Program {
    let program =
        release.project.program("esbuild").args("--log-level=warning --target=es2022 --legal-comments=none");
    // What the checker of types is told is not meant for esbuild, which would read it too.
    // The editor's own style sheet is a text in its script.
    let program = program.args("--tsconfig-raw={} --loader:.css=text");
    // The folder of the copies is outside the project where a release is made elsewhere.
    let packages: PathBuf = release.project.file("node_modules");
    let program = program.env("NODE_PATH", env::join_paths([packages]).unwrap_or_default());
    if release.care == Care::Full { program.arg("--minify") } else { program }
}
