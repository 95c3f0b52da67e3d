//! Cuts the program: what its source calls lazy (`src/lazy.rs`) becomes a piece of its own, which the page
//! fetches when it is called for the first time.
//!
//! The linker leaves in the program where each function calls another (`--emit-relocs`), and by these it is cut.
//! Then come the steps that Trunk takes with a program that is not cut: wasm-bindgen, and wasm-opt.

use super::{named, read, read_text, write};
use crate::project::Project;
use crate::run::Outcome;
use std::path::{Path, PathBuf};
use std::{env, fs};
use wasm_split_cli_support::{Options, transform};

/// What the compiler must leave in the program.
pub const FLAG: &str = "-Clink-args=--emit-relocs";

/// Where the program lies in a folder of Trunk's: the script beside it and the program, in a release also the
/// script that fetches the piece, and the piece.
pub const FOLDER: &str = "program";
pub const SCRIPT: &str = "submission-editor.js";
pub const PROGRAM: &str = "submission-editor_bg.wasm";
pub const LINK: &str = "link.js";
/// The one piece; `web/pieces.js` knows it as `later`.
pub const PIECE: &str = "later.wasm";

/// WebAssembly features that the program uses, and no more: with all of them wasm-opt writes what browsers refuse.
const FEATURES: [&str; 8] = [
    "bulk-memory",
    "bulk-memory-opt",
    "mutable-globals",
    "sign-ext",
    "nontrapping-float-to-int",
    "reference-types",
    "multivalue",
    "call-indirect-overlong",
];

/// Cuts the program that cargo has just built, into the folder `built` of Trunk's.
pub fn program(project: &Project, built: &Path) -> Outcome {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| project.file("target"), PathBuf::from);
    let whole = read(&target.join("wasm32-unknown-unknown/release/submission-editor.wasm"))?;
    let workshop = built.join("cut");
    let main = workshop.join("main.wasm");
    let mut options = Options::new(&whole);
    options.output_dir = &workshop;
    options.main_out_path = &main;
    options.main_module = "./submission-editor.js";
    options.link_name = "./link.js";
    let cut = transform(options).map_err(|error| format!("The program can't be cut: {error:#}."))?;
    let [piece] = &cut.split_modules[..] else {
        return Err(
            format!("The program was cut into {} pieces, not two.", cut.split_modules.len() + 1).into()
        );
    };

    let folder = built.join(FOLDER);
    let bindgen = project.program("wasm-bindgen").args("--keep-lld-exports --target web --no-typescript");
    let bindgen = bindgen.args("--out-name submission-editor --out-dir").arg(&folder);
    bindgen.arg(&main).run()?;
    optimise(project, &folder.join(PROGRAM), &folder.join(PROGRAM))?;
    optimise(project, piece, &folder.join(PIECE))?;
    write(&folder.join(LINK), link(&read_text(&workshop.join(LINK))?)?)?;
    fs::remove_dir_all(&workshop).map_err(|error| named("removed", &workshop, &error))
}

/// Makes it small. Functions that stand beside each other in the source do so in the file too, which brotli packs
/// 0.8 % tighter, and whatever the linker does with their order.
fn optimise(project: &Project, from: &Path, into: &Path) -> Outcome {
    let program = project.program("wasm-opt").args("--reorder-functions-by-name -Oz --converge");
    let program = program.args("--strip-debug --strip-producers --quiet");
    let program = FEATURES.iter().fold(program, |program, name| program.arg(format!("--enable-{name}")));
    program.arg(from).arg("-o").arg(into).run()
}

/// The script that fetches the piece, which leaves the fetching to `web/pieces.js`: in the single file it
/// stands in the page.
fn link(script: &str) -> Outcome<String> {
    let fetched = "fetch(new URL(\"./split_later.wasm\", import.meta.url))";
    if script.matches(fetched).count() != 1 {
        return Err("The script that fetches the piece has another shape than ours expects.".into());
    }
    Ok(format!("import {{ piece }} from \"./pieces.js\";\n{}", script.replace(fetched, "piece(\"later\")")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_piece_is_fetched_by_our_own_script() {
        let made = link("const src = fetch(new URL(\"./split_later.wasm\", import.meta.url));\n").unwrap();
        assert_eq!(made, "import { piece } from \"./pieces.js\";\nconst src = piece(\"later\");\n");
        assert!(link("const src = import.source(\"./split_later.wasm\");").is_err());
    }
}
