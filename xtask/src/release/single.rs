//! The whole app as one file, which runs from a stick or an e-mail by a double click.
//!
//! It is made in two steps. The blank has the page and its script; programs, styles and strings are put into it,
//! which a page has already; with them and a form it makes a file for respondents itself (`web/enclose.js`).

use super::page::Page;
use super::{Release, cut, digest, files_below, pack, read, read_text, scripts};
use crate::run::Outcome;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;

/// The blank's name among the assets.
pub const BLANK: &str = "blank.html";

/// Where its styles go.
const STYLE: &str = "<style></style>";

/// What is filled in later: the program, the piece that is cut from it, the blank itself (so that a single file
/// can make others), and the form that is sent out with it. The same names stand in `web/enclose.js`.
const SLOTS: [(&str, &str); 4] = [
    ("program", "text/plain"),
    ("later", "text/plain"),
    ("blank", "text/plain"),
    ("enclosed", "application/json"),
];

/// The single file without its programs.
pub fn blank(release: &Release, page: &Page, assets: &Path) -> Outcome<String> {
    let script = scripts::as_one(release, assets)?;
    let style = read_text(&assets.join("style.css"))?;
    // What the policy lets run: this one script, and no other byte.
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; \
         worker-src blob:; base-uri 'none'; form-action 'none'",
        digest::for_policy(script.as_bytes()),
        digest::for_policy(style.as_bytes()),
    );
    let icon = STANDARD.encode(read(&assets.join("icon.svg"))?);
    let head = format!(
        "<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">{STYLE}\
         <script type=\"module\">{script}</script>"
    );
    let html = page.of_single(&policy, &head)?;
    let (body, end) = html.rsplit_once("</body>").ok_or("Trunk's index.html has no </body>.")?;
    let mut data = String::new();
    for file in files_below(assets)? {
        if file.ends_with(".json") {
            data.push_str(&format!("<script type=\"application/json\" id=\"{file}\"></script>"));
        }
    }
    for (name, kind) in SLOTS {
        data.push_str(&format!("<script type=\"{kind}\" id=\"{name}\"></script>"));
    }
    Ok(format!("{body}{data}</body>{end}"))
}

/// The blank with its program.
pub fn filled(blank: &str, assets: &Path) -> Outcome<String> {
    let packed = |bytes: &[u8]| pack::gzip(bytes).map(|packed| STANDARD.encode(packed));
    let mut html = fill(blank, "program", &packed(&read(&assets.join(cut::PROGRAM))?)?)?;
    let piece = assets.join(cut::PIECE);
    if piece.exists() {
        html = fill(&html, "later", &packed(&read(&piece)?)?)?;
    }
    for file in files_below(assets)?.iter().filter(|file| file.ends_with(".json")) {
        // A page ends a block of data at "</script"; in JSON the sign can be written otherwise.
        html = fill(&html, file, &read_text(&assets.join(file))?.replace('<', "\\u003c"))?;
    }
    html = html.replacen(STYLE, &format!("<style>{}</style>", read_text(&assets.join("style.css"))?), 1);
    fill(&html, "blank", &packed(blank.as_bytes())?)
}

fn fill(html: &str, slot: &str, data: &str) -> Outcome<String> {
    let mark = format!(" id=\"{slot}\"></script>");
    let (before, after) =
        html.split_once(&mark).ok_or_else(|| format!("The single file has no place for {slot}."))?;
    Ok(format!("{before} id=\"{slot}\">{data}</script>{after}"))
}
