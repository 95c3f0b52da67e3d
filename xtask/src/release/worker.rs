//! The service worker with the list of the files that it keeps.

use super::{Release, digest, files_below, read, read_text};
use crate::run::Outcome;

/// The worker's script: the release's name and the path and digest of each file, before the text of
/// `web/sw.js`.
pub fn script(release: &Release, assets: &str) -> Outcome<String> {
    let mut files = vec![("./".to_owned(), read(&release.folder.join("index.html"))?)];
    files.push(("manifest.webmanifest".to_owned(), read(&release.folder.join("manifest.webmanifest"))?));
    for file in files_below(&release.folder.join(assets))? {
        let bytes = read(&release.folder.join(assets).join(&file))?;
        files.push((format!("{assets}/{file}"), bytes));
    }
    let lines: Vec<String> =
        files.iter().map(|(path, bytes)| format!("  [\"{path}\", \"{}\"],\n", digest::hex(bytes))).collect();
    let list = lines.concat();
    let name = digest::hex(list.as_bytes());
    let name = name.get(..12).unwrap_or_default();
    let text = read_text(&release.project.file("web/sw.js"))?;
    Ok(format!("const RELEASE = \"{name}\";\nconst FILES = [\n{list}];\n{text}"))
}
