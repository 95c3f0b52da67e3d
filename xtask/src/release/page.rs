//! The page that Trunk made, with other links in its head.

use crate::run::{Failure, Outcome};

/// The page without its links and scripts, and what these named.
pub struct Page {
    before: String,
    after: String,
    /// Style sheets, in their order.
    pub sheets: Vec<String>,
    /// What wasm-bindgen wrote.
    pub glue: String,
    /// Pictures and classic scripts: the name that each gets, and its name as Trunk built it.
    pub files: Vec<(String, String)>,
    /// Their tags, with `{}` for the folder.
    kept: Vec<String>,
}

impl Page {
    /// Takes the page apart. It is ours and Trunk's, so that a few shapes of tags are all there is;
    /// anything else fails loudly.
    pub fn read(html: &str) -> Outcome<Self> {
        let (head, after) = html.split_once("</head>").ok_or("Trunk's index.html has no </head>.")?;
        let mut page = Self {
            before: String::new(),
            after: after.to_owned(),
            sheets: Vec::new(),
            glue: String::new(),
            files: Vec::new(),
            kept: Vec::new(),
        };
        let mut rest = head;
        while let Some(start) = next_tag(rest) {
            let (before, tag) = rest.split_at(start);
            page.before.push_str(before.trim_end_matches([' ', '\n']));
            let end = if tag.starts_with("<script") { "</script>" } else { ">" };
            let length = tag.find(end).ok_or("A tag of Trunk's index.html does not end.")? + end.len();
            let (tag, more) = tag.split_at(length);
            page.take(tag)?;
            rest = more;
        }
        page.before.push_str(rest.trim_end());
        if page.sheets.is_empty() || page.glue.is_empty() {
            return Err("Trunk's index.html names no style sheet or no program.".into());
        }
        Ok(page)
    }

    fn take(&mut self, tag: &str) -> Outcome {
        let missing = || Failure::from(format!("This tag of Trunk's index.html is not understood: {tag}"));
        if let Some(glue) = attribute(tag, "data-js") {
            plain(&glue).clone_into(&mut self.glue);
            return Ok(());
        }
        let is_script = tag.starts_with("<script");
        let address = attribute(tag, if is_script { "src" } else { "href" }).ok_or_else(missing)?;
        let file = plain(&address);
        match attribute(tag, "rel").as_deref() {
            Some("stylesheet") => self.sheets.push(file.to_owned()),
            Some("modulepreload" | "preload") => {}
            _ => {
                let name = without_digest(file);
                let tag = tag.replace(&address, &format!("{{}}/{name}"));
                self.kept.push(without_attribute(&tag, "integrity"));
                self.files.push((name, file.to_owned()));
            }
        }
        Ok(())
    }

    /// The page as it is published, with everything that it loads in that folder; the program is cut or not.
    pub fn of_release(&self, assets: &str, is_cut: bool) -> String {
        let at = format!("./{assets}");
        // All that the form waits for is asked for at once, before a script holds the page up.
        let mut head = format!(
            "{}<link rel=\"preload\" href=\"{at}/submission-editor_bg.wasm\" as=\"fetch\" \
             type=\"application/wasm\">\
             <link rel=\"preload\" href=\"{at}/style.css\" as=\"style\">\
             <link rel=\"modulepreload\" href=\"{at}/boot.js\">\
             <link rel=\"modulepreload\" href=\"{at}/submission-editor.js\">",
            self.before
        );
        for tag in &self.kept {
            head.push_str(&tag.replace("{}", &at));
        }
        head.push_str(&format!(
            "<link rel=\"stylesheet\" href=\"{at}/style.css\">\
             <link rel=\"manifest\" href=\"./manifest.webmanifest\">\
             <link rel=\"apple-touch-icon\" href=\"./icons/apple-touch-icon-180.png\">\
             <script type=\"module\" async src=\"{at}/boot.js\" data-js=\"{at}/submission-editor.js\" \
             data-wasm=\"{at}/submission-editor_bg.wasm\" data-worker=\"./sw.js\" data-blank{}></script>",
            if is_cut { " data-later" } else { "" }
        ));
        self.with_head(&head)
    }

    /// The page with no link at all and that policy, for the single file; `head` goes to its end.
    pub fn of_single(&self, policy: &str, head: &str) -> Outcome<String> {
        let (start, rest) = self.before.split_once("default-src").ok_or("The page has no policy.")?;
        let end = rest.find("form-action 'none'").ok_or("The policy of the page has another end.")?;
        let rest = rest.get(end + "form-action 'none'".len()..).unwrap_or_default();
        Ok(self.with_head(&format!("{start}{policy}{rest}{head}")))
    }

    fn with_head(&self, head: &str) -> String {
        format!("{head}</head>{}", self.after)
    }
}

fn next_tag(html: &str) -> Option<usize> {
    ["<link ", "<script "].iter().filter_map(|tag| html.find(tag)).min()
}

/// The value of an attribute, with or without quotes.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}="))? + name.len() + 2;
    let value = tag.get(start..)?;
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([' ', '>']).next(),
    };
    value.map(ToOwned::to_owned)
}

fn without_attribute(tag: &str, name: &str) -> String {
    match attribute(tag, name) {
        Some(value) => {
            tag.replace(&format!(" {name}=\"{value}\""), "").replace(&format!(" {name}={value}"), "")
        }
        None => tag.to_owned(),
    }
}

fn plain(address: &str) -> &str {
    address.trim_start_matches("./")
}

/// `icon-ee2b2b142a76a62d.svg` is called `icon.svg` again: the folder's name has the digest.
fn without_digest(file: &str) -> String {
    let Some((stem, ending)) = file.rsplit_once('.') else { return file.to_owned() };
    match stem.rsplit_once('-') {
        Some((name, digest)) if digest.len() == 16 && digest.chars().all(|c| c.is_ascii_hexdigit()) => {
            format!("{name}.{ending}")
        }
        _ => file.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUNK: &str = "<html><head><meta content=\"default-src 'none'; form-action 'none'\">\
        <link href=./base-615262c77a6a623c.css integrity=sha384-a/b= rel=stylesheet>\
        <link href=./icon-ee2b2b142a76a62d.svg integrity=sha384-c= rel=icon>\
        <script nomodule src=./early.js></script>\
        <script data-js=./app-1.js data-wasm=./app-1_bg.wasm src=./boot.js type=module></script>\
        <link href=./app-1.js rel=modulepreload></head><body>text</body></html>";

    #[test]
    fn links_lead_into_the_folder_and_nothing_else_changes() {
        let page = Page::read(TRUNK).unwrap();
        assert_eq!(page.sheets, ["base-615262c77a6a623c.css"]);
        assert_eq!(page.glue, "app-1.js");
        let made = page.of_release("assets-1", true);
        assert!(made.contains("<link href=./assets-1/icon.svg rel=icon>"), "{made}");
        assert!(made.contains("<script nomodule src=./assets-1/early.js></script>"), "{made}");
        let place = |text: &str| made.find(text).unwrap();
        assert!(
            place("rel=\"preload\"") < place("early.js") && place("early.js") < place("stylesheet"),
            "{made}"
        );
        assert!(made.contains("type=\"module\" async"), "{made}");
        assert!(!made.contains("integrity") && !made.contains("app-1"), "{made}");
        assert!(made.ends_with("</head><body>text</body></html>"), "{made}");
    }

    #[test]
    fn a_single_file_names_no_other() {
        let made = Page::read(TRUNK).unwrap().of_single("default-src 'none'", "<style></style>").unwrap();
        assert_eq!(
            made,
            "<html><head><meta content=\"default-src 'none'\"><style></style></head><body>text</body></html>"
        );
    }
}
