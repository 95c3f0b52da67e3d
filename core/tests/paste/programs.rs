//! Clipboards in the manner of each program: what it writes around its lists, footnotes, comments and changes.

use submission_core::paste::Note;
use submission_core::richtext::{links, write};

use crate::parse::{assert_all, markdown, paste};

/// A paragraph of a list of desktop Word.
fn word_item(list: &str, level: u32, sign: &str, words: &str) -> String {
    format!(
        "<p class=MsoListParagraphCxSpMiddle style='margin-left:{}.0pt;mso-add-space:auto;text-indent:-18.0pt;mso-list:{list} level{level} lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>{sign}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-GB>{words}<o:p></o:p></span></p>\n",
        36 * level
    )
}

fn word(body: &str) -> String {
    format!(
        "<html xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w=\"urn:schemas-microsoft-com:office:word\"><head><meta name=Generator content=\"Microsoft Word 15\"><title>Draft</title><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {{margin:0cm;}} @list l0:level1 {{mso-level-text:\\F0B7;}} --></style></head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->{body}<!--EndFragment--></body></html>"
    )
}

#[test]
fn lists_of_desktop_word_have_their_levels() {
    let body = [
        word_item("l0", 1, "·", "First, with <b>weight</b>"),
        word_item("l0", 2, "o", "Inner"),
        word_item("l0", 3, "§", "Innermost"),
        word_item("l0", 1, "·", "Second"),
        "<p class=MsoNormal>Between&nbsp;them<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
            .to_owned(),
        word_item("l1", 1, "1.", "One"),
        word_item("l1", 2, "a.", "Letter"),
        word_item("l1", 2, "b.", "Letter two"),
        word_item("l1", 1, "2.", "Two"),
        "<p class=MsoListParagraph>More of the same list:</p>".to_owned(),
        word_item("l1", 1, "3.", "Three"),
        word_item("l2", 1, "Article 1", "is words"),
    ];
    let expected = "- First, with **weight**\n  - Inner\n    - Innermost\n- Second\n\nBetween\u{a0}them\n\n1. One\n   1. Letter\n   2. Letter two\n2. Two\n\nMore of the same list:\n\n3. Three\n\nArticle 1 is words\n";
    assert_eq!(markdown(&word(&body.concat())), expected);
}

#[test]
fn letters_and_roman_numbers_of_word_count_on() {
    let letters = ["a)", "b)", "c)", "d)", "e)", "f)", "g)", "h)", "i)", "j)"];
    let body: String = letters.iter().map(|sign| word_item("l0", 1, sign, "x")).collect();
    let expected: String = (1..=10).map(|number| format!("{number}. x\n")).collect();
    assert_eq!(markdown(&word(&body)), expected);
}

#[test]
fn signs_in_comments_and_lists_of_outlook_are_read() {
    let commented = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='font-family:Wingdings'>ü</span>&nbsp;&nbsp;<!--[endif]-->Done</p>";
    let outlook = "<ul style='margin-top:0cm' type=disc><li class=MsoListParagraph style='margin-left:0cm;mso-list:l0 level1 lfo1'>First<o:p></o:p></li><ul style='margin-top:0cm' type=circle><li class=MsoListParagraph style='mso-list:l0 level2 lfo1'>Inner<o:p></o:p></li></ul><li class=MsoListParagraph style='mso-list:l0 level1 lfo1'>Second</li></ul>";
    let stripped = "<p style='margin-left:36pt;text-indent:-18pt'><span style='font-family:Symbol'>·</span><span>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span>First</p><p style='margin-left:72pt'>o&nbsp;&nbsp; Inner</p><p style='margin-left:36pt'>·&nbsp;&nbsp;&nbsp; Second</p>";
    let cases = [
        ("a sign between comments", commented, "- Done"),
        ("Outlook's lists", outlook, "- First\n  - Inner\n- Second"),
        ("signs where the styles were lost", stripped, "- First\n  - Inner\n- Second"),
        (
            "numbers where the styles were lost",
            "<p>1.&nbsp;&nbsp;&nbsp; One</p><p>2.&nbsp;&nbsp;&nbsp; Two</p><p>3. May</p>",
            "1. One\n2. Two\n\n3\\. May",
        ),
    ];
    assert_all(&cases, markdown);
}

#[test]
fn headings_get_levels_from_one_on() {
    let body = "<p class=MsoTitle>Report</p><h2>Part</h2><h4><b>Chapter</b></h4><h2 style='mso-list:l1 level1 lfo3'><![if !supportLists]><span style='mso-list:Ignore'>2.1<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>Other part</h2><p class=MsoNormal style='mso-outline-level:5'>Small</p>";
    assert_eq!(
        markdown(&word(body)),
        "# Report\n\n## Part\n\n### Chapter\n\n## 2.1 Other part\n\n#### Small\n"
    );
    assert_eq!(markdown("<h3>a</h3><p>b</p><h5>c</h5>"), "# a\n\nb\n\n## c\n");
}

#[test]
fn footnotes_of_every_program_are_footnotes() {
    let expected = "Text[^1] and more[^2].\n\n[^1]: First note with a [link](https://example.org/).\n\n[^2]: Second note.\n";
    let of_word = word(
        "<p class=MsoNormal>Text<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\" title=\"\"><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a> and more<a style='mso-footnote-id:ftn2' href=\"#_ftn2\" name=\"_ftnref2\" title=\"\"><span class=MsoFootnoteReference>[2]</span></a>.</p><div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width=\"33%\"><![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href=\"#_ftnref1\" name=\"_ftn1\"><span class=MsoFootnoteReference>[1]</span></a> First note with a <a href=\"https://example.org/\">link</a>.</p></div><div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a href=\"#_ftnref2\" name=\"_ftn2\">[2]</a> Second note.</p></div></div>",
    );
    let of_libreoffice = "<p>Text<a class=\"sdfootnoteanc\" name=\"sdfootnote1anc\" href=\"#sdfootnote1sym\"><sup>1</sup></a> and more<a class=\"sdfootnoteanc\" name=\"sdfootnote2anc\" href=\"#sdfootnote2sym\"><sup>2</sup></a>.</p><div id=\"sdfootnote1\"><p class=\"sdfootnote\"><a class=\"sdfootnotesym\" name=\"sdfootnote1sym\" href=\"#sdfootnote1anc\">1</a>First note with a <a href=\"https://example.org/\">link</a>.</p></div><div id=\"sdfootnote2\"><p class=\"sdfootnote\"><a class=\"sdfootnotesym\" name=\"sdfootnote2sym\" href=\"#sdfootnote2anc\">2</a>Second note.</p></div>";
    let of_google = "<p><span>Text</span><sup><a href=\"#ftnt1\" id=\"ftnt_ref1\">[1]</a></sup><span> and more</span><sup><a href=\"#ftnt2\" id=\"ftnt_ref2\">[2]</a></sup><span>.</span></p><hr><div><p><a href=\"#ftnt_ref1\" id=\"ftnt1\">[1]</a><span> First note with a </span><a href=\"https://www.google.com/url?q=https://example.org/&amp;sa=D&amp;source=editors\">link</a>.</p></div><div><p><a href=\"#ftnt_ref2\" id=\"ftnt2\">[2]</a><span> Second note.</span></p></div>";
    let of_a_wiki = "<p>Text<sup id=\"cite_ref-1\" class=\"reference\"><a href=\"#cite_note-1\">[1]</a></sup> and more<sup id=\"cite_ref-2\"><a href=\"#cite_note-2\">[2]</a></sup>.</p><ol class=\"references\"><li id=\"cite_note-1\"><span class=\"mw-cite-backlink\"><b><a href=\"#cite_ref-1\">^</a></b></span> <span>First note with a <a href=\"https://example.org/\">link</a>.</span></li><li id=\"cite_note-2\"><span><a href=\"#cite_ref-2\">^</a></span> Second note.</li></ol>";
    let of_pandoc = "<p>Text<a href=\"#fn1\" class=\"footnote-ref\" id=\"fnref1\"><sup>1</sup></a> and more<a href=\"#fn2\" id=\"fnref2\"><sup>2</sup></a>.</p><section><hr><ol><li id=\"fn1\"><p>First note with a <a href=\"https://example.org/\">link</a>.<a href=\"#fnref1\">↩︎</a></p></li><li id=\"fn2\"><p>Second note.<a href=\"#fnref2\">↩︎</a></p></li></ol></section>";
    for (program, html) in [
        ("Word", of_word.as_str()),
        ("LibreOffice", of_libreoffice),
        ("Google Docs", of_google),
        ("a wiki", of_a_wiki),
        ("pandoc", of_pandoc),
    ] {
        assert_eq!(markdown(html), expected, "{program}");
    }
}

#[test]
fn a_reference_without_its_footnote_and_a_footnote_without_its_reference_are_text() {
    let cases = [
        ("reference", "<p>Text<a href=\"#_ftn1\" name=\"_ftnref1\">[1]</a>.</p>", "Text\\[1]."),
        (
            "footnote",
            "<div id=ftn1><p><a href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> A note.</p></div>",
            "\\[1] A note.",
        ),
    ];
    assert_all(&cases, markdown);
}

#[test]
fn what_does_not_belong_into_the_text_is_left_out_with_notes() {
    let pasted = paste(&word(
        "<p class=MsoNormal>Kept <a style='mso-comment-reference:A_1'>words</a><span class=MsoCommentReference><a class=msocomanchor id=\"_anchor_1\" href=\"#_msocom_1\">[A1]</a>&nbsp;</span> <ins cite=\"mailto:A\">added</ins> <del cite=\"mailto:A\">removed</del><span style='display:none;mso-hide:all'>hidden</span> <img src=\"file:///C:/x.png\"></p><p>Country: <w:sdt ShowingPlcHdr=\"t\" DropDown=\"t\"><span class=MsoPlaceholderText>Choose an item.</span></w:sdt></p><div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'><div id=\"_com_1\"><p class=MsoCommentText>Is this so?</p></div></div></div>",
    ));
    assert_eq!(write(&pasted.text), "Kept words added\n\nCountry:\n");
    assert_eq!(
        pasted.notes,
        [Note::Pictures(1), Note::Comments(1), Note::Deletions(1), Note::Placeholders(1)]
    );
}

#[test]
fn word_for_the_web_says_the_levels_of_its_items() {
    let item = |list: u32, level: u32, words: &str| {
        format!(
            "<div class=\"ListContainerWrapper SCXW1 BCX0\"><ul class=\"BulletListStyle1\" role=\"list\"><li class=\"OutlineElement Ltr\" data-leveltext=\"\" data-listid=\"{list}\" data-aria-posinset=\"1\" data-aria-level=\"{level}\" aria-level=\"{level}\" role=\"listitem\"><p class=\"Paragraph SCXW1\" paraid=\"1\"><span class=\"TextRun\" style=\"font-weight:normal\"><span class=\"NormalTextRun\">{words}</span></span><span class=\"EOP\">&nbsp;</span></p></li></ul></div>"
        )
    };
    let html = format!(
        "<div class=\"OutlineElement\"><p role=\"heading\" aria-level=\"2\"><span>Title</span></p></div>{}{}{}<div class=\"OutlineElement\"><p class=\"Paragraph\"><span style=\"font-weight:bold\">End</span></p></div>",
        item(1, 1, "First"),
        item(1, 2, "Inner"),
        item(1, 1, "Second")
    );
    assert_eq!(markdown(&html), "# Title\n\n- First\n  - Inner\n- Second\n\n**End**\n");
}

#[test]
fn google_documents_are_not_bold_as_a_whole() {
    let html = "<meta charset='utf-8'><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><h2 dir=\"ltr\"><span style=\"font-weight:400;white-space:pre;white-space:pre-wrap;\">Title</span></h2><p dir=\"ltr\"><span style=\"font-weight:400;font-style:normal;white-space:pre-wrap;\">Some </span><span style=\"font-weight:700;white-space:pre-wrap;\">bold</span><span style=\"font-style:italic;white-space:pre-wrap;\"> and slanted</span><a href=\"https://www.google.com/url?q=https://example.org/a?b%3Dc&amp;sa=D\" style=\"text-decoration:none;\"><span style=\"white-space:pre-wrap;\">link</span></a></p><ul style=\"margin-top:0\"><li dir=\"ltr\" style=\"list-style-type:disc;white-space:pre;\" aria-level=\"1\"><p dir=\"ltr\" role=\"presentation\"><span>First</span></p></li><ul><li dir=\"ltr\" style=\"list-style-type:circle\" aria-level=\"2\"><p role=\"presentation\"><span>Inner</span></p></li></ul><li aria-level=\"1\"><p><span>Second</span></p></li></ul><ul><li role=\"checkbox\" aria-checked=\"true\" aria-level=\"1\"><p>Done</p></li></ul></b><br class=\"Apple-interchange-newline\">";
    let pasted = paste(html);
    assert_eq!(
        write(&pasted.text),
        "# Title\n\nSome **bold** *and slanted*[link](https://example.org/a?b=c)\n\n- First\n  - Inner\n- Second\n- ☒ Done\n"
    );
    assert_eq!(links(&pasted.text), [("link".to_owned(), "https://example.org/a?b=c")]);
}
