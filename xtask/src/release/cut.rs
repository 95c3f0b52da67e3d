//! Cuts the program: what its source calls lazy (`src/lazy.rs`) becomes a piece of its own, which the page
//! fetches when it is called for the first time.
//!
//! The linker leaves in the program where each function calls another (`--emit-relocs`), and by these it is cut.
//! Then come the steps that Trunk takes with a program that is not cut: wasm-bindgen, and wasm-opt.

use super::{named, read, read_text, write};
use crate::project::Project;
use crate::run::Outcome;
use std::collections::BTreeSet;
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
    number_imports(&folder.join(SCRIPT), &[&folder.join(PROGRAM), piece])?;
    optimise(project, &folder.join(PROGRAM), &folder.join(PROGRAM))?;
    optimise(project, piece, &folder.join(PIECE))?;
    write(&folder.join(LINK), link(&read_text(&workshop.join(LINK))?)?)?;
    fs::remove_dir_all(&workshop).map_err(|error| named("removed", &workshop, &error))
}

/// wasm-bindgen ends the name of each function of the browser's in a digest. A number is as good, and of the many
/// digits that no packing makes smaller there are two for each: one in the script, one in the program.
fn number_imports(script: &Path, programs: &[&Path]) -> Outcome {
    let mut text = read_text(script)?;
    let mut numbered = Vec::new();
    for (number, name) in digested_names(&text).into_iter().enumerate() {
        let stem = &name[..name.len() - DIGEST];
        numbered.push((name.to_owned(), format!("{stem}{number:0DIGEST$}")));
    }
    for (name, new) in &numbered {
        text = text.replace(name, new);
    }
    write(script, text)?;
    for program in programs {
        let mut bytes = read(program)?;
        for (name, new) in &numbered {
            // Of the same length, so that all else stays where it is.
            let mut from = 0;
            while let Some(at) = bytes.get(from..).and_then(|rest| find(rest, name.as_bytes())) {
                let start = from + at;
                bytes.splice(start..start + name.len(), new.bytes());
                from = start + name.len();
            }
        }
        write(program, bytes)?;
    }
    Ok(())
}

/// The digits of such a digest.
const DIGEST: usize = 16;

/// Names such as `__wbg_click_0123456789abcdef`.
fn digested_names(script: &str) -> BTreeSet<&str> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words = script.split(|c| !is_of_name(c)).filter(|word| word.starts_with("__wbg_"));
    words
        .filter(|word| {
            let (stem, digest) = word.split_at_checked(word.len().saturating_sub(DIGEST)).unwrap_or_default();
            stem.ends_with('_')
                && digest.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        })
        .collect()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// Makes it small. Functions that stand beside each other in the source do so in the file too, which brotli packs
/// 0.8 % tighter, and whatever the linker does with their order.
fn optimise(project: &Project, from: &Path, into: &Path) -> Outcome {
    let program =
        project.program("wasm-opt").args("--reorder-functions-by-name --flatten --rereloop -Oz --converge");
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
    fn digests_give_way_to_numbers_in_script_and_program_alike() {
        let folder = env::temp_dir().join(format!("numbered-{}", std::process::id()));
        let (script, program) = (folder.join("a.js"), folder.join("a.wasm"));
        let one = "__wbg_click_0123456789abcdef";
        write(&script, format!("x.{one} = 1; {one}(); __wbg_new(); __wbg_click_ffffffffffffffff();"))
            .unwrap();
        write(&program, format!("\u{1}{one}\u{2}__wbg_new{one}")).unwrap();
        number_imports(&script, &[&program]).unwrap();
        let new = "__wbg_click_0000000000000000";
        let expected = format!("x.{new} = 1; {new}(); __wbg_new(); __wbg_click_0000000000000001();");
        assert_eq!(read_text(&script).unwrap(), expected);
        assert_eq!(read_text(&program).unwrap(), format!("\u{1}{new}\u{2}__wbg_new{new}"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_piece_is_fetched_by_our_own_script() {
        let made = link("const src = fetch(new URL(\"./split_later.wasm\", import.meta.url));\n").unwrap();
        assert_eq!(made, "import { piece } from \"./pieces.js\";\nconst src = piece(\"later\");\n");
        assert!(link("const src = import.source(\"./split_later.wasm\");").is_err());
    }
}
