//! HTML that LibreOffice writes of a document, which is what it puts on the clipboard.

use std::path::Path;
use std::process::Command;

use submission_core::richtext::write;
use test_support::missing;

use crate::laws::assert_sound;
use crate::parse::paste;

const DOCUMENT: &str = include_str!("every-construct.fodt");

/// The document as LibreOffice writes it.
fn converted() -> Option<String> {
    let folder = std::env::temp_dir().join(format!("paste-libreoffice-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("document.fodt"), DOCUMENT).unwrap();
    let html = convert(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    html
}

fn convert(folder: &Path) -> Option<String> {
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--convert-to", "html:HTML (StarWriter)", "--outdir"])
        .arg(folder)
        .arg(folder.join("document.fodt"))
        .output();
    if done.is_err() {
        missing::material("soffice (LibreOffice)");
        return None;
    }
    Some(std::fs::read_to_string(folder.join("document.html")).unwrap())
}

#[test]
fn a_document_of_libreoffice_keeps_every_word_level_and_link() {
    let Some(html) = converted() else { return };
    let pasted = paste(&html);
    assert_eq!(write(&pasted.text), include_str!("every-construct.md"), "{html}");
    assert_eq!(pasted.notes, []);
    assert_sound(&pasted, &|| html.clone());
}
