//! Examples of reading and writing, side by side.

use submission_core::richtext::{Part, count, links, plain_text, read, shift_headings, write, write_part};

#[test]
fn what_is_typed_is_written_canonically() {
    let cases = [
        // Ordinary prose stays as it is.
        (
            "In 2024, 5 < 6 & R&D (see p. 3); a_b! #tag 50% ~10 US$ 5 a@b.c",
            "In 2024, 5 < 6 & R&D (see p. 3); a_b! #tag 50% ~10 US$ 5 a@b.c\n",
        ),
        ("https://example.org/a_b?c=d&e=~f#g", "https://example.org/a_b?c=d&e=~f#g\n"),
        ("B. Russell\n\nMr. X – “yes” – it's 3.5", "B. Russell\n\nMr. X – “yes” – it's 3.5\n"),
        ("(see above) and A/RES/77/298", "(see above) and A/RES/77/298\n"),
        ("fin : oui\u{a0}!", "fin : oui\u{a0}!\n"),
        // One spelling per construct.
        ("* a\n* b\n\n  - c", "- a\n- b\n  - c\n"),
        ("+ a\n\n+ b", "- a\n- b\n"),
        ("3) a\n3) b", "3. a\n4. b\n"),
        ("- a\n\n  b\n- c", "- a\n\n  b\n\n- c\n"),
        ("- a\n\n* b", "- a\n\n<!-- -->\n\n- b\n"),
        ("- a\n\n1. b", "- a\n\n1. b\n"),
        ("- a\n  5. b", "- a 5. b\n"),
        ("- a\n\n  5. b", "- a\n\n  5. b\n"),
        ("-\n- b", "- <!-- -->\n- b\n"),
        ("A\n===\nB\n---", "# A\n\n## B\n"),
        ("__a__ _b_ **c*", "**a** *b* \\**c*\n"),
        ("***", "---\n"),
        ("> a\nb", "> a b\n"),
        ("a  \nb\\\nc\nd", "a\\\nb\\\nc d\n"),
        (
            "[a]( <b c> ) [d](e) <https://f.g/h> [i][j]\n\n[j]: /k",
            "[a](<b c>) [d](e) <https://f.g/h> [i](/k)\n",
        ),
        ("[](https://a.b) []()", "<https://a.b> \\[]()\n"),
        // E-mail links lead to an e-mail address, however they were typed.
        ("<a@example.org>", "<a@example.org>\n"),
        ("[a@example.org](mailto:a@example.org)", "<a@example.org>\n"),
        ("<mailto:a@example.org>", "<mailto:a@example.org>\n"),
        (
            "[write](mailto:a@example.org?subject=b%20c&body=d)",
            "[write](mailto:a@example.org?subject=b%20c&body=d)\n",
        ),
        ("[a@example.org][m]\n\n[m]: mailto:a@example.org", "<a@example.org>\n"),
        ("[*a@example.org*](mailto:a@example.org)", "[*a@example.org*](mailto:a@example.org)\n"),
        ("[<a@example.org>](mailto:a@example.org)", "<a@example.org>\n"),
        ("[a <https://b.c> d](https://e.f)", "[a https://b.c d](https://e.f)\n"),
        ("[a]:\n<https://b.c>\n\n[a]", "[a](https://b.c)\n"),
        ("[a@example.org](a@example.org)", "[a@example.org](a@example.org)\n"),
        ("[a|b@example.org](mailto:a|b@example.org)", "[a|b@example.org](mailto:a|b@example.org)\n"),
        // A footnote reference is a link itself and stands in no other.
        ("[a[^x] b](https://c.d)\n\n[^x]: e", "\\[a[^1] b](https://c.d)\n\n[^1]: e\n"),
        ("a|b\n-|:-:\nc\nd|e|f", "| a | b |\n| --- | :-: |\n| c | |\n| d | e f |\n"),
        (
            "a\n| b |\n|-|\n| c |\n\n- d\n  | e |\n  | - |",
            "a\n\n| b |\n| --- |\n| c |\n\n- d\n\n  | e |\n  | --- |\n",
        ),
        ("a[^x] b[^y]\n\n[^y]: two\n[^x]: one", "a[^1] b[^2]\n\n[^1]: one\n\n[^2]: two\n"),
        // Marks stand close to words.
        ("**a **b", "\\*\\*a \\*\\*b\n"),
        ("**中文。**中文", "\\*\\*中文。\\*\\*中文\n"),
        ("**中文。**&#20013;文", "**中文。**&#20013;文\n"),
        ("*a*b*c*", "*a*b*c*\n"),
        // Indented paragraphs are paragraphs, and lists as a whole too.
        ("    First *line*\nnext", "First *line* next\n"),
        ("\tTab\n\n\tTab", "Tab\n\nTab\n"),
        ("    - a\n      - b", "- a\n  - b\n"),
        ("1.\ta\n2.\tb", "1. a\n2. b\n"),
        // Text that looks like a construct stays text.
        ("\\# a\n\n1\\. b\n\n\\- c\n\n\\> d\n\n\\* e", "\\# a\n\n1\\. b\n\n\\- c\n\n\\> d\n\n\\* e\n"),
        ("\u{f0b7} a\n\u{f0b7}\tb", "- a\n- b\n"),
        ("\u{feff}a\r\nb\u{0}\u{b}c", "a b c\n"),
        ("", ""),
        ("\n \n", ""),
    ];
    for (typed, expected) in cases {
        let written = write(&read(typed).text);
        assert_eq!(written, expected, "{typed}");
        assert_eq!(write(&read(&written).text), written, "{typed}");
    }
}

#[test]
fn what_can_not_be_kept_becomes_text_with_a_note() {
    let cases = [
        ("<p>a *b*</p>", "<p>a b</p>", "HTML is shown as plain text: <p>"),
        ("<script>\n\na", "<script>\na", "HTML is shown as plain text: <script>"),
        ("a <!-- b --> c", "a <!-- b --> c", "HTML is shown as plain text: <!-- b -->"),
        ("a `b` c", "a `b` c", "Code is shown as plain text: `b`"),
        ("```x\na\n\n  b\n```\nc", "```x\na\n\n  b\n```\nc", "Code is shown as plain text: ```x"),
        ("> ~~~\n> a", "~~~\na", "Code is shown as plain text: ~~~"),
        ("![a](b \"c\") d", "![a](b \"c\") d", "Pictures can’t be part of an answer."),
        ("[a](javascript:b)", "[a](javascript:b)", "Links may begin with http, https or mailto only."),
        ("<javascript:b>", "<javascript:b>", "Links may begin with http, https or mailto only."),
        ("[a][b]\n\n[b]: JAVA&#10;script:c", "[a][b]\n[b]: JAVA&#10;script:c", "Links may begin with"),
        ("[a](b 'c')", "a (c)", "The note on a link is shown in brackets"),
        ("a\n\n[b]: c", "a\n[b]: c", "A link address that no link uses"),
        ("1) \\\n\n[x]: y\n(- ", "\\\n[x]: y\n(-", "A link address that no link uses"),
        ("*\n[x]: y\n[10. | a | b |", "[x]: y\n[10. | a | b |", "A link address that no link uses"),
        ("[!]: ?", "[!]: ?", "A link address that no link uses"),
        ("[b]: c \"d\n2) e\"", "[b]: c \"d\n2) e\"", "A link address that no link uses"),
        ("a|b\n-|-\nc|d|!", "a\nb\nc\nd !", "A row of a table has more cells"),
        ("[&#1;](b)", "b", "A link without any words"),
        ("[b]\n\n[b]: c\n[b]: d", "b\n[b]: d", "A link address that no link uses"),
        ("[^a]: b", "[^a]: b", "No place in the text refers to footnote a"),
        ("a[^b]\n\n[^b]: c[^d]\n[^d]: e", "a\n[^d]: e\nc[^d]", "A footnote can’t refer to another footnote."),
        ("a\u{1}b", "ab", "Characters that can’t be shown or printed were taken out: 1"),
        ("a\u{f0b7}b", "a•b", "Bullets from a word processor became list items or “•”: 1"),
        ("a\n-\nb|c", "a\nb|c", ""),
        ("a|b\n-|-\nc|d|e", "a\nb\nc\nd e", "A row of a table has more cells than the first row."),
        ("- - - - - - - - - - - - - - a", "- - a", ""),
    ];
    for (typed, text, note) in cases {
        let reading = read(typed);
        assert_eq!(plain_text(&reading.text), text, "{typed}");
        let notes: Vec<String> = reading.notes.iter().map(|note| note.message().to_string()).collect();
        assert!(note.is_empty() || notes.iter().any(|found| found.starts_with(note)), "{typed}: {notes:?}");
    }
}

#[test]
fn lists_deeper_than_twelve_levels_lose_the_levels_beyond() {
    let deep: String = (0..20).map(|depth| "  ".repeat(depth) + "- a\n").collect();
    let reading = read(&deep);
    assert_eq!(plain_text(&reading.text).matches('a').count(), 20);
    let expected = "Lists and quotations inside one another are kept to 12 levels.";
    assert!(reading.notes.iter().any(|note| note.message().to_string().starts_with(expected)));
}

#[test]
fn a_part_of_a_document_has_footnotes_and_headings_of_its_own() {
    let text = shift_headings(&read("# A[^1]\n\n###### B\n\n[^1]: C").text, 2);
    let Part { body, footnotes } = write_part(&text, "I.a-");
    assert_eq!(body, "### A[^I.a-1]\n\n###### B\n");
    assert_eq!(footnotes, "[^I.a-1]: C\n");
}

#[test]
fn links_are_found_with_their_words() {
    let text = read("[a **b** c](d)[e](#)[f]() | <https://g.h>\n\n- [i](j)").text;
    let expected = [("a b c", "d"), ("e", "#"), ("f", ""), ("https://g.h", "https://g.h"), ("i", "j")];
    assert_eq!(links(&text), expected.map(|(words, address)| (words.to_owned(), address)));
}

#[test]
fn an_empty_text_has_no_words() {
    assert_eq!(count(&read(" \n\n").text).words, 0);
}
