//! The npm packages whose code is shipped: those of `package-lock.json` that are not for building and
//! testing alone.

use super::Shipped;
use super::texts::files_of;
use crate::project::Project;
use crate::run::Outcome;
use serde_json::Value;

/// Read from what is installed.
pub fn shipped(project: &Project) -> Outcome<Vec<Shipped>> {
    let lock: Value = serde_json::from_str(&project.read("package-lock.json")?)
        .map_err(|error| format!("package-lock.json: {error}."))?;
    let packages = lock["packages"].as_object().ok_or("package-lock.json lists no packages.")?;
    let own_tools = |package: &Value| package["dev"] == true || package["devOptional"] == true;
    let mut shipped = Vec::new();
    for (folder, package) in packages.iter().filter(|(folder, _)| !folder.is_empty()) {
        if own_tools(package) {
            continue;
        }
        let name = folder.rsplit_once("node_modules/").map_or(folder.as_str(), |(_, name)| name);
        let member = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
        shipped.push(Shipped {
            name: name.to_owned(),
            version: member("version"),
            licence: member("license"),
            authors: String::new(),
            files: files_of(&project.file(folder))?,
        });
    }
    Ok(shipped)
}
