//! Plain text, as it comes from word processors, PDF files, mails and spreadsheets.

use submission_core::paste::{Note, from_text};
use submission_core::richtext::{plain_text, write};

use crate::parse::assert_all;

fn markdown(text: &str) -> String {
    write(&from_text(text).text)
}

#[test]
fn paragraphs_and_lines_are_kept() {
    let cases = [
        ("blank lines part paragraphs", "One.\n\nTwo.\n\n\n\nThree.", "One.\n\nTwo.\n\nThree."),
        (
            "short lines are lines of one paragraph",
            "UNESCO\n7, place de Fontenoy\n75352 Paris",
            "UNESCO\\\n7, place de Fontenoy\\\n75352 Paris",
        ),
        (
            "line ends of all systems",
            "One.\r\n\r\nTwo.\r\rThree.\u{2029}Four\u{2028}five",
            "One.\n\nTwo.\n\nThree.\n\nFour\\\nfive",
        ),
        ("Word's line break", "One\u{b}two", "One\\\ntwo"),
        (
            "a word processor's paragraphs are lines",
            "The Government adopted a national strategy for digital inclusion in 2021, after a consultation of eighteen months with all ministries.\nIt was followed by a law.\n",
            "The Government adopted a national strategy for digital inclusion in 2021, after a consultation of eighteen months with all ministries.\n\nIt was followed by a law.",
        ),
        (
            "no-break spaces, joiners and direction marks stay",
            "20\u{a0}% \u{200f}عام\u{200f} 👩\u{200d}👧",
            "20\u{a0}% \u{200f}عام\u{200f} 👩\u{200d}👧",
        ),
        ("what cannot be printed goes", "a\0b\u{1}c\u{fffe}", "abc"),
        ("nothing but blank lines", " \n\t\n\u{a0}\n", ""),
    ];
    assert_all(&cases, markdown);
}

#[test]
fn signs_at_the_beginning_of_lines_make_lists() {
    let cases = [
        ("bullets with tabs, from Word", "•\tFirst\n•\tSecond", "- First\n- Second"),
        (
            "levels by their bullets",
            "•\tFirst\no\tInner\n▪\tInnermost\no\tInner again\n•\tSecond",
            "- First\n  - Inner\n    - Innermost\n  - Inner again\n- Second",
        ),
        (
            "levels by tabs",
            "- First\n\t- Inner\n\t\t- Innermost\n- Second",
            "- First\n  - Inner\n    - Innermost\n- Second",
        ),
        ("levels by spaces", "* a\n  * b\n  * c\n* d", "- a\n  - b\n  - c\n- d"),
        (
            "private-use bullets, from a PDF",
            "\u{f0b7} First\n\u{f0b7} Second\n\u{f0a7} Inner",
            "- First\n- Second\n  - Inner",
        ),
        ("a bullet without a space", "•First\n•Second", "- First\n- Second"),
        ("middle dots", "· First\n· Second", "- First\n- Second"),
        ("bullets on lines of their own, from a PDF", "•\nFirst\n•\nSecond", "- First\n- Second"),
        ("triangles", "‣ First\n‣ Second", "- First\n- Second"),
        ("dashes", "– First\n– Second", "- First\n- Second"),
        ("a bullet by itself", "• Only one", "- Only one"),
        ("numbers", "1. First\n2. Second\n3. Third", "1. First\n2. Second\n3. Third"),
        ("numbers with brackets", "1) First\n2) Second", "1. First\n2. Second"),
        ("numbers in brackets", "(1) First\n(2) Second", "1. First\n2. Second"),
        ("letters in brackets", "(a) First\n(b) Second", "1. First\n2. Second"),
        ("letters", "a. First\nb. Second", "1. First\n2. Second"),
        (
            "Roman numbers",
            "i. First\nii. Second\niii. Third\niv. Fourth",
            "1. First\n2. Second\n3. Third\n4. Fourth",
        ),
        ("Roman numbers in brackets", "(i) First\n(ii) Second", "1. First\n2. Second"),
        (
            "the ninth letter is no Roman number",
            "g) Seven\nh) Eight\ni) Nine\nj) Ten",
            "7. Seven\n8. Eight\n9. Nine\n10. Ten",
        ),
        (
            "letters under numbers",
            "1. First\na) Inner\nb) Inner two\n2. Second\na) Other",
            "1. First\n   1. Inner\n   2. Inner two\n2. Second\n   1. Other",
        ),
        (
            "Roman numbers under letters",
            "(a) First\n(i) Inner\n(ii) Inner two\n(b) Second",
            "1. First\n   1. Inner\n   2. Inner two\n2. Second",
        ),
        (
            "bullets under numbers",
            "1. First\n- Inner\n- Inner two\n2. Second",
            "1. First\n   - Inner\n   - Inner two\n2. Second",
        ),
        (
            "a list that goes on",
            "12. The Committee notes.\n13. It recommends.",
            "12. The Committee notes.\n13. It recommends.",
        ),
        ("blank lines between items", "1. First\n\n2. Second\n\n3. Third", "1. First\n2. Second\n3. Third"),
        (
            "a paragraph before and after",
            "We did:\n• this\n• that\nAnd more.",
            "We did:\n\n- this\n- that\n\nAnd more.",
        ),
        (
            "a second paragraph of an item",
            "- First\n\n  More of it.\n- Second",
            "- First\n\n  More of it.\n\n- Second",
        ),
        (
            "numbers that begin again",
            "1. a\n2. b\n\nThen:\n\n1. c\n2. d",
            "1. a\n2. b\n\nThen:\n\n1. c\n2. d",
        ),
        ("Arabic", "• أولا\n• ثانيا", "- أولا\n- ثانيا"),
    ];
    assert_all(&cases, markdown);
}

#[test]
fn what_only_looks_like_a_list_stays_text() {
    let cases = [
        ("an initial", "A. Smith wrote this.", "A. Smith wrote this."),
        ("a year", "2021. A new law was adopted.", "2021\\. A new law was adopted."),
        ("a year in brackets", "(2021) A new law", "(2021\\) A new law"),
        ("a dash in a dialogue", "– Who is there?", "– Who is there?"),
        ("a star of a note", "* Figures of 2020.", "\\* Figures of 2020."),
        ("less than nothing", "- 5 % in 2020", "\\- 5 % in 2020"),
        ("a hyphen item by itself", "- Only one", "- Only one"),
        ("abbreviations", "e.g. this\ni.e. that", "e.g. this\\\ni.e. that"),
        (
            "a heading with a Roman number",
            "I. Introduction\n\nThis is the text of it.",
            "I. Introduction\n\nThis is the text of it.",
        ),
        ("initials of authors that do not count on", "A. Smith\nK. Jones", "A. Smith\\\nK. Jones"),
        ("a section sign", "§ 5 of the law", "§ 5 of the law"),
        ("an abbreviation in brackets", "(UN) agencies", "(UN) agencies"),
        ("a row of dots", "••••", "••••"),
        ("more than", ">5 % of all", "\\>5 % of all"),
    ];
    assert_all(&cases, markdown);
}

const PDF: &str = "The national strategy was adopted in 2021 after a wide consul-\ntation of all stakeholders. It covers connectivity, skills and\ncontent, and it is reviewed each year by a well-\nknown independent panel that reports to the parliament.\nIn 2023 the review found that long-term goals were met in most\nregions. The long-\nterm goals of the others were postponed to 2025 by the cabinet.";

#[test]
fn lines_that_were_broken_to_a_width_are_joined() {
    let cases = [
        (
            "a PDF with hyphens and a short last line",
            PDF,
            "The national strategy was adopted in 2021 after a wide consultation of all stakeholders. It covers connectivity, skills and content, and it is reviewed each year by a well-known independent panel that reports to the parliament. In 2023 the review found that long-term goals were met in most regions. The long-term goals of the others were postponed to 2025 by the cabinet.",
        ),
        (
            "a mail",
            "Dear colleagues,\n\nthank you for the questionnaire, which we have now discussed with\nall departments. We shall send the answers by the end of the month\nat the latest.\n\nKind regards,\nMaria Example\nDirector",
            "Dear colleagues,\n\nthank you for the questionnaire, which we have now discussed with all departments. We shall send the answers by the end of the month at the latest.\n\nKind regards,\\\nMaria Example\\\nDirector",
        ),
        (
            "paragraphs of a PDF that end with a short line",
            "The first paragraph goes over more than one line of the page and\nends here.\nThe second paragraph goes over more than one line of the page as\nwell.",
            "The first paragraph goes over more than one line of the page and ends here.\n\nThe second paragraph goes over more than one line of the page as well.",
        ),
        (
            "items of a list",
            "The ministry carried out the following activities in all of the\nregions:\n• training of teachers in the use of computers, networks and\nsoftware in primary schools\n• a campaign",
            "The ministry carried out the following activities in all of the regions:\n\n- training of teachers in the use of computers, networks and software in primary schools\n- a campaign",
        ),
        (
            "items whose lines hang",
            "1. training of teachers in the use of computers and of\n   networks in primary schools\n2. a campaign",
            "1. training of teachers in the use of computers and of networks in primary schools\n2. a campaign",
        ),
        (
            "a hyphen before a capital or a number stays",
            "The consultation with partners from the whole region of Asia-\nPacific took place after the pandemic, in spite of COVID-\n19, and it was attended by participants from forty countries.",
            "The consultation with partners from the whole region of Asia-Pacific took place after the pandemic, in spite of COVID-19, and it was attended by participants from forty countries.",
        ),
        (
            "Chinese has no spaces",
            "各国政府在信息社会世界首脑会议上承诺建设一个以人为本的\n信息社会使人人都能创造获取使用和分享信息和知识并促进其\n可持续发展。",
            "各国政府在信息社会世界首脑会议上承诺建设一个以人为本的信息社会使人人都能创造获取使用和分享信息和知识并促进其可持续发展。",
        ),
    ];
    assert_all(&cases, markdown);
}

#[test]
fn joined_lines_can_be_had_as_they_were() {
    let pasted = from_text(PDF);
    let kept = pasted.with_lines.unwrap();
    assert_eq!(plain_text(&kept), PDF);
    assert_eq!(from_text("One\nTwo").with_lines, None);
}

#[test]
fn lines_that_end_with_semicolons_are_not_joined() {
    let text = "to improve access to the internet in all regions of the country;\nto train teachers in the use of computers in schools and homes;\nto build libraries in which everybody can read what they want.";
    assert_eq!(markdown(text).trim_end(), text.replace('\n', "\\\n"));
}

#[test]
fn lists_of_names_are_not_joined() {
    let text = "Ministry of Foreign Affairs of the Republic of Examplestan\nDepartment of International Cooperation and Development\nNational Agency for the Information Society and Media";
    assert_eq!(markdown(text).trim_end(), text.replace('\n', "\\\n"));
}

#[test]
fn quotations_of_mails_and_cells_of_spreadsheets_are_read() {
    let cases = [
        (
            "a quotation",
            "> It was said\n> > and before\n>\n> again.\n\nYes.",
            "> It was said\n>\n> > and before\n>\n> again.\n\nYes.",
        ),
        (
            "cells",
            "Year\tShare\n2020\t5 %\n2021\t7 %",
            "| Year | Share |\n| --- | --- |\n| 2020 | 5 % |\n| 2021 | 7 % |",
        ),
        (
            "an empty cell",
            "Year\tShare\tNote\n2020\t\tnone\n2021\t7 %\t",
            "| Year | Share | Note |\n| --- | --- | --- |\n| 2020 | | none |\n| 2021 | 7 % | |",
        ),
        ("one line with a tab is text", "Year\t2020", "Year\t2020"),
        ("lines of other widths are text", "a\tb\nc\td\te", "a\tb\\\nc\td\te"),
        ("numbers with tabs are a list", "1.\tFirst\n2.\tSecond", "1. First\n2. Second"),
    ];
    assert_all(&cases, markdown);
}

#[test]
fn placeholders_are_left_out_with_a_note() {
    let pasted =
        from_text("Country: Choose an item.\n\nClick or tap here to enter text.\n\nWe choose an item.");
    assert_eq!(write(&pasted.text).trim_end(), "Country:\n\nWe choose an item.");
    assert_eq!(pasted.notes, [Note::Placeholders(2)]);
    assert_eq!(from_text("a\0b").notes, [Note::ControlCharacters(1)]);
}
