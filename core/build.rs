//! Turns the files in `locales/en` into one constant per string, so that code which asks for a string
//! that does not exist does not compile. And takes the line breaks and indents out of the built-in forms.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::{env, error::Error, fs, path::Path};

const ENGLISH: &str = "../locales/en";
const TEMPLATES: &str = "../templates";
/// What the program holds of them.
const SHIPPED: [&str; 2] = ["wsis20.json", "ga2015.json"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={ENGLISH}");
    let mut strings: BTreeMap<String, String> = BTreeMap::new();
    for file in fs::read_dir(ENGLISH)? {
        let path = file?.path();
        let subject: BTreeMap<String, String> = serde_json::from_slice(&fs::read(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        for (name, text) in subject {
            if strings.insert(name.clone(), text).is_some() {
                return Err(format!("{}: {name} is there twice", path.display()).into());
            }
        }
    }
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    println!("cargo:rerun-if-changed={TEMPLATES}");
    for name in SHIPPED {
        let path = Path::new(TEMPLATES).join(name);
        let json: serde_json::Value = serde_json::from_slice(&fs::read(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        fs::write(out.join(name), json.to_string())?;
    }
    let mut code = String::new();
    for (name, text) in &strings {
        let constant = name.to_uppercase().replace(['.', '-'], "_");
        let one = name.strip_suffix(".other").and_then(|family| strings.get(&format!("{family}.one")));
        writeln!(code, "/// {text:?}\npub const {constant}: Key = Key({name:?}, {text:?}, {one:?});")?;
    }
    // Code that is built for the page must not hold all strings; so only tests have the list.
    writeln!(code, "/// Every string.\n#[cfg(not(target_arch = \"wasm32\"))]")?;
    writeln!(code, "pub static ALL: [Key; {}] = [", strings.len())?;
    for name in strings.keys() {
        writeln!(code, "{},", name.to_uppercase().replace(['.', '-'], "_"))?;
    }
    writeln!(code, "];")?;
    fs::write(out.join("keys.rs"), code)?;
    Ok(())
}
