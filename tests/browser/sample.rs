//! A submission of our own writing, with every construct that real answers were seen to hold.

/// What is said to a question about the respondent, by the question's id or kind.
pub fn line(kind: &str) -> &'static str {
    match kind {
        "date" => "30 October 2024",
        "email" => "office@example.org",
        "url" => "https://example.org/about",
        _ => "Example Office for Open Information",
    }
}

/// Rich answers in Markdown, one after the other for the rich questions of a form.
pub const ANSWERS: [&str; 9] = [
    // Bullets used as run-in headings, with paragraphs between them; a link; a quotation in emphasis.
    "- Open records\n\nThe office keeps the public registers of the region, as asked for in \
     [A/RES/70/125](https://undocs.org/A/RES/70/125).\n\n- Training\n\nIts charter says: \
     *“Everyone may read what everyone has paid for.”*",
    // Bullets of whole paragraphs.
    "- A yearly meeting brings together the archives of twelve countries; its papers are read by some four \
     hundred people.\n- A help desk answers questions on old file formats, in three languages.",
    // An ordered list inside a bullet.
    "- The aims of the programme are to:\n  1. find what is at risk,\n  2. copy it,\n  3. describe it.\n- It ends \
     in 2027.",
    // Plain paragraphs; signs that mean something to Markdown and must come back as they are.
    "Costs fell by 30 % (from 5 * 3 to 2_1 units).\n\nNot # a heading, 1986\\. a good year, and a < b.",
    // Sub-headings and a table.
    "# What worked\n\nThe catalogue.\n\n# What did not\n\n| Year | Records |\n| --- | --- |\n| 2019 | 1,200 |\n\
     | 2024 | 48,000 |",
    // Bare addresses, a block quote.
    "See <https://example.org/report> and https://example.org/data.\n\n> We could not have begun without them.",
    // Raw HTML is text, and nothing else.
    "<p>The page said <b>nothing</b> to screen readers.</p>",
    // Another language than the question, another script.
    "L’accès aux registres reste **inégal**.\n\n公共档案应当向所有人开放。\n\nالسجلات العامة مفتوحة للجميع.",
    "One short paragraph.",
];

/// Documents: title and address.
pub const REFERENCES: [(&str, &str); 2] = [
    ("Annual report 2023", "https://example.org/2023"),
    ("Guide to old formats", "https://example.org/formats"),
];
