//! The service worker with the list of the files that it keeps.

use super::{Release, digest, files_below, read, scripts};
use crate::run::Outcome;

/// The worker's script: the release's name and the path and digest of each file, before what
/// `web/sw.js` says.
pub fn script(release: &Release) -> Outcome<String> {
    let mut files = vec![("./".to_owned(), read(&release.folder.join("index.html"))?)];
    for file in files_below(&release.folder)? {
        if file != "index.html" {
            let bytes = read(&release.folder.join(&file))?;
            files.push((file, bytes));
        }
    }
    let lines: Vec<String> =
        files.iter().map(|(path, bytes)| format!("  [\"{path}\", \"{}\"],\n", digest::hex(bytes))).collect();
    let list = lines.concat();
    let name = digest::hex(list.as_bytes());
    let name = name.get(..12).unwrap_or_default();
    let script = scripts::worker(release)?;
    Ok(format!("const RELEASE = \"{name}\";\nconst FILES = [\n{list}];\n{script}\n"))
}
