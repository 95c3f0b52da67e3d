//! HTML of web pages and mails: white space, tables, links, what is not text.

use std::time::Duration;

use submission_core::paste::{MAX_NODES, Note, TooLarge, Tree, from_html, from_text};
use submission_core::richtext::{MAX_DEPTH, plain_text, write};

use crate::parse::{assert_all, markdown, paste, tree};

#[test]
fn text_is_what_a_browser_shows() {
    let cases = [
        ("white space", "<p>\n  One\n  <b> two </b>\tthree&nbsp; four\n</p>", "One **two** three\u{a0} four"),
        (
            "lines and blocks",
            "<div>One<br>two<div>Three</div>four</div>five",
            "One\\\ntwo\n\nThree\n\nfour\n\nfive",
        ),
        (
            "two breaks part paragraphs",
            "One<br><br>Two<br>three<br>&nbsp;<br>four",
            "One\n\nTwo\\\nthree\\\n\u{a0}\\\nfour",
        ),
        ("kept lines", "<pre>a\n  b\n\nc</pre>", "a\\\n&#32; b\\\n\\\nc"),
        (
            "marks by style",
            "<span style='font-weight: 700'>a</span> <span style='font-style:ITALIC'>b</span> <b style='font-weight:normal'>c</b>",
            "**a** *b* c",
        ),
        ("hidden", "<p>a<span style='display: none'>b</span><span hidden>c</span></p>", "a"),
        ("raised and lowered", "<p>10<sup>6</sup> CO<sub>2</sub> 1<sup>st</sup></p>", "10⁶ CO2 1st"),
        ("definitions", "<dl><dt>Term</dt><dd>What it is</dd></dl>", "**Term**\n\nWhat it is"),
        ("quotations", "<blockquote><p>a</p></blockquote><p><q>b</q></p>", "> a\n\n“b”"),
        ("a rule", "<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
        ("boxes", "<p><input type=checkbox checked>Yes <input type=checkbox>No</p>", "☒ Yes ☐ No"),
        (
            "lists",
            "<ol start=3><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>",
            "3. a\n   - b\n\n4. c\n\n   d",
        ),
        ("a number in between", "<ol><li>a</li><li value=7>b</li></ol>", "1. a\n\n<!-- -->\n\n7. b"),
        ("items without a list", "<li>a</li><li>b</li>", "- a\n- b"),
        ("faces", "<p>Thanks <img alt='🙂' src='x'></p>", "Thanks 🙂"),
    ];
    assert_all(&cases, markdown);
}

#[test]
fn links_are_kept_if_they_may_be() {
    let cases = [
        ("a link", "<a href='https://example.org/a'>words</a>", "[words](https://example.org/a)"),
        ("without a scheme", "<a href='//example.org/'>words</a>", "[words](https://example.org/)"),
        ("a script", "<a href=' java\nscript:alert(1)'>words</a>", "words"),
        ("data", "<a href='data:text/html,x'>words</a>", "words"),
        ("a place on the page", "<a href='#top'>words</a>", "words"),
        ("a name", "<a name='x'>words</a>", "words"),
        (
            "followed by a mail program",
            "<a href='https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fb&amp;data=05'>words</a>",
            "[words](https://example.org/b)",
        ),
        (
            "a script behind another address",
            "<a href='https://www.google.com/url?q=javascript:alert(1)'>words</a>",
            "[words](https://www.google.com/url?q=javascript:alert\\(1\\))",
        ),
        (
            "around a picture",
            "<a href='https://example.org/'><img alt='Our logo'></a>",
            "[Our logo](https://example.org/)",
        ),
    ];
    assert_all(&cases[..7], markdown);
    assert_all(&cases[8..], markdown);
    assert!(markdown(cases[7].1).starts_with("[words](https://www.google.com/"));
    assert_eq!(paste("<a href='file:///C:/x.docx'>words</a>").notes, [Note::Addresses(1)]);
}

#[test]
fn tables_are_tables_and_layout_is_not() {
    let cases = [
        (
            "a table",
            "<table><thead><tr><th>a</th><th><b>b</b></th></tr></thead><tbody><tr><td><p>c</p><p>d</p></td><td><ul><li>e</li><li>f</li></ul></td></tr></tbody></table>",
            "| a | b |\n| --- | --- |\n| c d | • e • f |",
        ),
        (
            "merged cells",
            "<table><tr><td colspan=2>a</td><td>b</td></tr><tr><td rowspan=2>c</td><td>d</td><td>e</td></tr><tr><td>f</td><td>g</td></tr></table>",
            "| a | | b |\n| --- | --- | --- |\n| c | d | e |\n| | f | g |",
        ),
        ("one cell", "<table><tr><td><p>a</p><ul><li>b</li></ul></td></tr></table>", "a\n\n- b"),
        ("layout", "<table role=presentation><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
        (
            "a table in a table",
            "<table><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></td><td>e</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c | d |\n\ne",
        ),
        (
            "a caption",
            "<table><caption>Name</caption><tr><td>a</td><td>b</td></tr></table>",
            "Name\n\n| a | b |\n| --- | --- |",
        ),
        ("an empty table", "<table><tr><td></td><td>&nbsp;</td></tr></table><p>a</p>", "a"),
    ];
    assert_all(&cases, markdown);
    assert_eq!(
        paste("<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr></table>").notes,
        [Note::MergedCells(1)]
    );
}

#[test]
fn what_is_not_text_is_left_out_with_a_note() {
    let pasted = paste(
        "<nav><a href='/'>Home</a></nav><script>alert(1)</script><style>p{}</style><form><label>Name <input></label><select><option>x</option></select><button>Send</button></form><p>Text</p><svg><text>drawn</text></svg><iframe src='x'></iframe>",
    );
    assert_eq!(write(&pasted.text), "Name\n\nText\n");
    assert_eq!(pasted.notes, [Note::Pictures(2), Note::FormFields(3), Note::Menus(1)]);
    assert_eq!(markdown("<nav><ul><li>Home</li><li>News</li></ul></nav>"), "- Home\n- News\n");
}

#[test]
fn every_note_says_its_number() {
    let message = paste("<p>a<img><img></p>").notes[0].message().to_string();
    assert!(message.ends_with(": 2"), "{message}");
}

#[test]
fn deep_nesting_loses_no_word() {
    const DEEP: usize = 50_000;
    let chains: [&[&str]; 8] = [
        &["div"],
        &["ul", "li"],
        &["ul"],
        &["blockquote"],
        &["b"],
        &["table", "tr", "td"],
        &["a"],
        &["dl", "dd"],
    ];
    for names in chains {
        // The stack of a page is small.
        let work = move || {
            let mut tree = Tree::new();
            for at in 0..DEEP {
                tree.open(names[at % names.len()]).unwrap();
                if names == ["a"] {
                    tree.attribute("href", "https://example.org/").unwrap();
                }
                tree.text(&format!("w{at} ")).unwrap();
            }
            let text = plain_text(&from_html(&tree).text);
            let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "•").collect();
            assert_eq!(words.len(), DEEP, "{names:?}");
        };
        std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap();
    }
    let lists = "<ul><li>a".repeat(MAX_DEPTH + 1);
    assert_eq!(paste(&lists).notes, [Note::TooDeep]);
    assert_eq!(paste(&"<ul><li>a".repeat(MAX_DEPTH)).notes, []);
}

#[test]
fn too_much_is_refused_before_it_is_read() {
    assert_eq!(tree(&"a".repeat(2_000_001)).err(), Some(TooLarge));
    let mut tree = Tree::new();
    let refused = (0..=MAX_NODES).find_map(|_| tree.open("b").err());
    assert_eq!(refused, Some(TooLarge));
    assert!(!TooLarge::message().to_string().is_empty());
}

#[test]
fn a_megabyte_takes_no_time_that_anybody_notices() {
    let item = "<p class=MsoListParagraphCxSpMiddle style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-GB style='mso-ansi-language:EN-GB'>Words of an item <b>as long</b> as they are in reports, and a <a href='https://example.org/'>link</a>.<o:p></o:p></span></p>\n";
    let html = item.repeat(1_000_000 / item.len());
    let text = "The strategy was adopted in 2021 after a wide consul-\ntation of all who are in the field.\n"
        .repeat(11_000);
    let tree = tree(&html).unwrap();
    let least = |work: &dyn Fn()| {
        let times = (0..5).map(|_| {
            let before = test_support::processor::time();
            work();
            test_support::processor::time().saturating_sub(before)
        });
        times.min().unwrap()
    };
    let of_html = least(&|| drop(from_html(&tree)));
    let of_text = least(&|| drop(from_text(&text)));
    println!("1 MB of HTML: {of_html:?}; 1 MB of text: {of_text:?}");
    // Many times what it takes, for slow machines.
    assert!(of_html < Duration::from_millis(500) && of_text < Duration::from_secs(2));
}
