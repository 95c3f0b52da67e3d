//! Our plain scripts, put together and made small by esbuild.

use super::{Care, Release, read_text, write};
use crate::run::{Failure, Outcome, Program};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The scripts as they are served: the loader with what it needs, and a file for each part that is
/// loaded later.
pub fn for_hosts(release: &Release, into: &Path) -> Outcome {
    let web = release.project.file("web");
    esbuild(release)
        .arg(web.join("boot.js"))
        .args("--bundle --splitting --format=esm --chunk-names=[name]-[hash]")
        .arg(format!("--outdir={}", into.display()))
        .run()?;
    // Each for itself: they are for the case that the others are not there, or cannot be read.
    for (name, options) in [("early.js", "--format=iife --target=es5"), ("handover.js", "--format=esm")] {
        let made = format!("--outfile={}", into.join(name).display());
        esbuild(release).arg(web.join(name)).args("--bundle").args(options).arg(made).run()?;
    }
    Ok(())
}

/// What wasm-bindgen wrote, without its spaces and comments.
pub fn glue(release: &Release, from: &Path, into: &Path) -> Outcome {
    let made = esbuild(release).arg(from).arg("--format=esm").arg(format!("--outfile={}", into.display()));
    // The form waits for the first: Chromium then compiles all of it beside the main thread.
    let is_first = into.file_name().is_some_and(|name| name == "submission-editor.js");
    if is_first { made.arg("--banner:js=//# allFunctionsCalledOnLoad").run() } else { made.run() }
}

/// The whole program as one script, for the single file.
pub fn as_one(release: &Release, assets: &Path) -> Outcome<String> {
    let workshop = release.folder.with_extension("single");
    super::clear(&workshop)?;
    for name in super::files_below(&release.project.file("web"))? {
        if !name.contains('/') && name.ends_with(".js") {
            write(&workshop.join(&name), read_text(&release.project.file("web").join(&name))?)?;
        }
    }
    // The same parts, found in the page itself.
    write(&workshop.join("parts.js"), read_text(&release.project.file("web/single/parts.js"))?)?;
    let digest = |name: &str| Ok::<_, Failure>(super::digest::hex(&super::read(&assets.join(name))?));
    let (program, second) = (digest("submission-editor_bg.wasm")?, digest("manuscript_bg.wasm")?);
    let digests = format!("export const DIGESTS = {{ program: \"{program}\", second: \"{second}\" }};\n");
    write(&workshop.join("digests.js"), digests)?;
    for name in ["submission-editor.js", "manuscript.js"] {
        write(&workshop.join(name), super::read(&assets.join(name))?)?;
    }
    let made = workshop.join("made/one.js");
    esbuild(release)
        .arg(workshop.join("boot.js"))
        .args("--bundle --format=esm")
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
        release.project.program("esbuild").args("--log-level=warning --target=es2020 --legal-comments=none");
    // The folder of the copies is outside the project where a release is made elsewhere.
    let packages: PathBuf = release.project.file("node_modules");
    let program = program.env("NODE_PATH", env::join_paths([packages]).unwrap_or_default());
    if release.care == Care::Full { program.arg("--minify") } else { program }
}
