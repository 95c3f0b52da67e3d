//! HTML that LibreOffice writes of a document, which is what it puts on the clipboard.

use std::path::{Path, PathBuf};
use std::process::Command;

use submission_core::richtext::{plain_text, write};
use test_support::{folders, missing};

use crate::laws::assert_sound;
use crate::parse::paste;

const DOCUMENT: &str = include_str!("every-construct.fodt");

/// Writes files of a folder anew there, in another format; whether LibreOffice is there.
fn convert(folder: &Path, files: &[PathBuf], format: &str) -> bool {
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--convert-to", format, "--outdir"])
        .arg(folder)
        .args(files)
        .output();
    if done.is_err() {
        missing::material("soffice (LibreOffice)");
    }
    done.is_ok()
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("paste-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_document_of_libreoffice_keeps_every_word_level_and_link() {
    let folder = folder("document");
    let document = folder.join("document.fodt");
    std::fs::write(&document, DOCUMENT).unwrap();
    if convert(&folder, &[document], "html:HTML (StarWriter)") {
        let html = std::fs::read_to_string(folder.join("document.html")).unwrap();
        let pasted = paste(&html);
        assert_eq!(write(&pasted.text), include_str!("every-construct.md"), "{html}");
        assert_eq!(pasted.notes, []);
        assert_sound(&pasted, &|| html.clone());
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// What LibreOffice says stands in the files is what is pasted of the HTML that it writes of them.
#[test]
fn files_of_word_keep_every_word_through_libreoffice() {
    let Ok(entries) = std::fs::read_dir(folders::corpora().join("mammoth-docx")) else {
        missing::material("mammoth-docx (16 cases)");
        return;
    };
    let files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    let files: Vec<PathBuf> =
        files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "docx")).collect();
    let folder = folder("files");
    if convert(&folder, &files, "html:HTML (StarWriter)")
        && convert(&folder, &files, "txt:Text (encoded):UTF8")
    {
        for file in files {
            let name = folder.join(file.file_name().unwrap());
            let Ok(html) = std::fs::read_to_string(name.with_extension("html")) else { continue };
            let text = std::fs::read_to_string(name.with_extension("txt")).unwrap();
            let pasted = paste(&html);
            let found = plain_text(&pasted.text);
            let words = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.chars().any(char::is_alphabetic));
            for word in words {
                // A text without footnotes has their numbers beside the words.
                let notes = !pasted.text.footnotes.is_empty();
                let word = word.trim_matches(|c: char| notes && (c.is_ascii_digit() || c == 'i'));
                assert!(found.contains(word), "{}: {word} is lost\n{html}\n---\n{found}", file.display());
            }
            assert_sound(&pasted, &|| html.clone());
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
