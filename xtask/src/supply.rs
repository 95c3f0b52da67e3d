//! What comes into the project from outside: licences, sources, known faults, and npm's lock file.

use crate::project::Project;
use crate::run::{Failure, Outcome};
use crate::setup;
use serde_json::{Map, Value};

/// Licences, sources and versions of all crates, by the rules of `deny.toml`.
pub fn crates(project: &Project) -> Outcome {
    setup::cargo_deny(project)?;
    let deny = project.program("cargo-deny").args("--locked --workspace check --hide-inclusion-graph");
    deny.args("licenses bans sources").run()
}

/// Whether faults of our crates and packages are known, as far as somebody can be asked; what could not
/// be asked goes to `unasked`.
pub fn advisories(project: &Project, unasked: &mut Vec<String>) -> Outcome {
    if project.program("cargo-deny").args("fetch db").run().is_ok() {
        let deny = project.program("cargo-deny").args("--locked --workspace check --disable-fetch");
        deny.args("--hide-inclusion-graph advisories").run()?;
    } else {
        unasked.push("Known faults of crates: NOT CHECKED, no advisory database can be reached.".to_owned());
    }
    let audit = "audit --json --fetch-retries=0 --fetch-timeout=20000";
    match audited(&project.program("npm").args(audit).answer()) {
        Some(Ok(())) => Ok(()),
        Some(Err(failure)) => Err(failure),
        None => {
            let said = "Known faults of npm packages: NOT CHECKED, the registry does not answer that.";
            unasked.push(said.to_owned());
            Ok(())
        }
    }
}

/// What `npm audit` found; `None` where it could not ask.
fn audited(answer: &str) -> Option<Outcome> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let found = answer.get("vulnerabilities")?.as_object()?;
    if found.is_empty() {
        return Some(Ok(()));
    }
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    Some(Err(format!("Faults are known of {}: see `npm audit`.", names.join(", ")).into()))
}

/// Whether npm's lock file is what `package.json` asks for, with a digest for each package, and names no
/// place to load one from: that would go before the registry that is set up where it is installed.
pub fn npm_lock(project: &Project) -> Outcome {
    let read = |file: &str| -> Outcome<Value> {
        serde_json::from_str(&project.read(file)?).map_err(|error| Failure::from(format!("{file}: {error}.")))
    };
    let faults = lock_faults(&read("package.json")?, &read("package-lock.json")?);
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

fn lock_faults(package: &Value, lock: &Value) -> Vec<String> {
    let none = Map::new();
    let packages = lock["packages"].as_object().unwrap_or(&none);
    let mut faults = Vec::new();
    for member in ["dependencies", "devDependencies"] {
        let asked = package[member].as_object().unwrap_or(&none);
        let locked = packages.get("").and_then(|own| own[member].as_object()).unwrap_or(&none);
        if asked.iter().any(|(name, version)| locked.get(name) != Some(version))
            || asked.len() != locked.len()
        {
            faults
                .push(format!("package-lock.json does not fit {member} of package.json: run `npm install`."));
        }
    }
    if packages.len() < 2 {
        faults.push("package-lock.json lists no packages.".to_owned());
    }
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        if !package["integrity"].as_str().is_some_and(|digest| digest.starts_with("sha512-")) {
            faults.push(format!("package-lock.json has no SHA-512 digest of {name}."));
        }
        if package.get("resolved").is_some() || package.get("link").is_some() {
            faults.push(format!("package-lock.json names a place to load {name} from: run `npm install`."));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_lock_file_that_cannot_be_relied_on_is_seen() {
        let package = json!({ "dependencies": { "a": "1.0.0" } });
        let good = json!({ "packages": {
            "": { "dependencies": { "a": "1.0.0" } },
            "node_modules/a": { "version": "1.0.0", "integrity": "sha512-x" },
        } });
        assert_eq!(lock_faults(&package, &good), [""; 0]);

        let cases = [
            ("/packages//dependencies/a", json!("1.0.1")),
            ("/packages//dependencies", json!({ "a": "1.0.0", "b": "1.0.0" })),
            ("/packages", json!({ "": { "dependencies": { "a": "1.0.0" } } })),
            ("/packages/node_modules~1a", json!({ "version": "1.0.0" })),
            ("/packages/node_modules~1a/integrity", json!("sha1-x")),
            ("/packages/node_modules~1a", json!({ "integrity": "sha512-x", "resolved": "elsewhere" })),
        ];
        for (place, other) in cases {
            let mut bad = good.clone();
            *bad.pointer_mut(place).unwrap() = other;
            assert_eq!(lock_faults(&package, &bad).len(), 1, "{place}: {bad}");
        }
    }

    #[test]
    fn no_answer_is_told_from_no_faults() {
        let is_sound = |answer| audited(answer).map(|outcome| outcome.is_ok());
        assert_eq!(is_sound(r#"{ "auditReportVersion": 2, "vulnerabilities": {} }"#), Some(true));
        assert_eq!(is_sound(r#"{ "vulnerabilities": { "a": { "severity": "high" } } }"#), Some(false));
        assert_eq!(is_sound(r#"{ "message": "405", "error": { "summary": "" } }"#), None);
        assert_eq!(is_sound(""), None);
    }
}
