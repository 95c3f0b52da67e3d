//! Puts what a check offers into an answer: at the one position that it can mean, or not at all.

use super::symbols::{TRAILING, belongs};
use super::{Checked, Checker, Offer};
use crate::draft::{Reference, Value};
use crate::richtext::{self, Reading};

/// So often the words may stand in a Markdown text, addresses included: each is tried out.
const MOST_TRIED: usize = 8;

/// Findings of one answer for which a mend is worked out; who has more does not mend them singly.
const MOST_OFFERED: usize = 40;

/// How much may be read for them, in bytes of one answer: each is tried out by reading all of it at least twice.
const MOST_READ: usize = 4_000_000;

/// The value after the mend; `None` where the words do not stand in it exactly once, or where no
/// text is to be replaced.
pub fn mend(value: &Value, offer: &Offer) -> Option<Value> {
    let Offer::Replace { text, with } = offer else { return None };
    match value {
        Value::Text(markdown) => in_markdown(markdown, text, with).map(Value::Text),
        Value::Options { options, other } => {
            in_plain(other, text, with).map(|other| Value::Options { options: options.clone(), other })
        }
        Value::Reference(reference) => in_reference(reference, text, with).map(Value::Reference),
        Value::None | Value::Entries(_) | Value::Consent { .. } | Value::Unreadable(_) => None,
    }
}

impl Checker<'_> {
    /// The offer to replace a text, where that can be done.
    pub(super) fn replacing(&self, checked: Checked, text: &str, with: String) -> Option<Offer> {
        let of_this =
            self.findings.iter().rev().take_while(|finding| finding.answer_id == *checked.answer_id);
        let most = MOST_OFFERED.min(MOST_READ / (2 * checked.answer.value.text().len()).max(1)).max(1);
        let offer = Offer::Replace { text: text.to_owned(), with };
        (of_this.count() < most && mend(&checked.answer.value, &offer).is_some()).then_some(offer)
    }
}

/// What is read of the Markdown afterwards must be what was read before, with those words alone
/// replaced: so neither an address nor a longer symbol is ever touched, and nothing that the new
/// words might mean in Markdown slips in.
fn in_markdown(markdown: &str, text: &str, with: &str) -> Option<String> {
    let before = richtext::read(markdown);
    let expected = in_plain(&richtext::plain_text(&before.text), text, with)?;
    let tried: Vec<usize> = markdown.match_indices(text).map(|(at, _)| at).take(MOST_TRIED + 1).collect();
    if tried.len() > MOST_TRIED {
        return None;
    }
    let mut fitting = tried.into_iter().filter_map(|at| {
        let after = replaced(markdown, at, text, with)?;
        is_as_expected(&before, &richtext::read(&after), &expected).then_some(after)
    });
    let mended = fitting.next()?;
    fitting.next().is_none().then_some(mended)
}

fn is_as_expected(before: &Reading, after: &Reading, expected: &str) -> bool {
    let addresses = |reading: &Reading| -> Vec<String> {
        richtext::links(&reading.text).into_iter().map(|(_, address)| address.to_owned()).collect()
    };
    richtext::plain_text(&after.text) == expected
        && addresses(before) == addresses(after)
        && before.notes == after.notes
}

/// Not in the address, which is not looked at for words either.
fn in_reference(reference: &Reference, text: &str, with: &str) -> Option<Reference> {
    let Reference { title, symbol, note, .. } = reference;
    let members = [title, symbol, note];
    let mut occurrences =
        members.iter().enumerate().filter(|(_, member)| occurrences(member, text).next().is_some());
    let (index, member) = occurrences.next()?;
    if occurrences.next().is_some() {
        return None;
    }
    let mended = in_plain(member, text, with)?;
    let mut reference = reference.clone();
    match index {
        0 => reference.title = mended,
        1 => reference.symbol = mended,
        _ => reference.note = mended,
    }
    Some(reference)
}

fn in_plain(plain: &str, text: &str, with: &str) -> Option<String> {
    let mut occurrences = occurrences(plain, text);
    let at = occurrences.next()?;
    if occurrences.next().is_some() { None } else { replaced(plain, at, text, with) }
}

/// Where the text stands by itself, and not as a part of a longer symbol, word or address.
fn occurrences<'t>(plain: &'t str, text: &'t str) -> impl Iterator<Item = usize> + 't {
    plain.match_indices(text).map(|(at, _)| at).filter(move |at| {
        let before = plain.get(..*at).unwrap_or("");
        let after = plain.get(at + text.len()..).unwrap_or("");
        let rest = after.find(|c| !belongs(c)).map_or(after, |end| after.get(..end).unwrap_or(after));
        !text.is_empty() && !before.ends_with(belongs) && rest.trim_end_matches(TRAILING).is_empty()
    })
}

fn replaced(whole: &str, at: usize, text: &str, with: &str) -> Option<String> {
    Some([whole.get(..at)?, with, whole.get(at + text.len()..)?].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(text: &str, with: &str) -> Offer {
        Offer::Replace { text: text.to_owned(), with: with.to_owned() }
    }

    #[test]
    fn a_text_is_replaced_in_the_one_place_where_it_stands_by_itself() {
        let symbol = ("E/CN/15/2024/CRP.1", "E/CN.15/2024/CRP.1");
        let heading = ("C5: Security", "C5: Building *confidence*");
        let cases = [
            (symbol, "See E/CN/15/2024/CRP.1.", Some("See E/CN.15/2024/CRP.1.")),
            (symbol, "*E/CN/15/2024/CRP.1*: x", Some("*E/CN.15/2024/CRP.1*: x")),
            (symbol, "_E/CN/15/2024/CRP.1_", Some("_E/CN.15/2024/CRP.1_")),
            // Not the beginning of a longer one.
            (
                symbol,
                "E/CN/15/2024/CRP.12 and E/CN/15/2024/CRP.1",
                Some("E/CN/15/2024/CRP.12 and E/CN.15/2024/CRP.1"),
            ),
            (
                symbol,
                "E/CN/15/2024/CRP.1/Add.1 and E/CN/15/2024/CRP.1",
                Some("E/CN/15/2024/CRP.1/Add.1 and E/CN.15/2024/CRP.1"),
            ),
            // Not in an address, of whatever form.
            (
                symbol,
                "[E/CN/15/2024/CRP.1](https://undocs.org/E/CN/15/2024/CRP.1)",
                Some("[E/CN.15/2024/CRP.1](https://undocs.org/E/CN/15/2024/CRP.1)"),
            ),
            (
                symbol,
                "[x](<E/CN/15/2024/CRP.1>), E/CN/15/2024/CRP.1",
                Some("[x](<E/CN/15/2024/CRP.1>), E/CN.15/2024/CRP.1"),
            ),
            (
                symbol,
                "[x][1] E/CN/15/2024/CRP.1\n\n[1]: E/CN/15/2024/CRP.1",
                Some("[x][1] E/CN.15/2024/CRP.1\n\n[1]: E/CN/15/2024/CRP.1"),
            ),
            (symbol, "<https://undocs.org/E/CN/15/2024/CRP.1>", None),
            // Two of them, none, or written in parts.
            (symbol, "E/CN/15/2024/CRP.1, E/CN/15/2024/CRP.1", None),
            (symbol, "Text.", None),
            (symbol, "E/**CN**/15/2024/CRP.1", None),
            // What would mean something else in Markdown.
            (heading, "# C5: Security\n\nText.", None),
            (
                ("C5: Security", "C5: Confidence"),
                "# C5: Security\n\nText.",
                Some("# C5: Confidence\n\nText."),
            ),
            (("", "x"), "Text.", None),
        ];
        for ((text, with), markdown, expected) in cases {
            let mended = mend(&Value::Text(markdown.to_owned()), &offer(text, with));
            assert_eq!(mended, expected.map(|text| Value::Text(text.to_owned())), "{markdown}");
        }
    }

    #[test]
    fn a_reference_is_mended_in_the_member_where_the_text_stands() {
        let offer = offer("a/res/70/125", "A/RES/70/125");
        let of = |title: &str, symbol: &str, note: &str| Reference {
            title: title.to_owned(),
            address: "https://undocs.org/a/res/70/125".to_owned(),
            symbol: symbol.to_owned(),
            note: note.to_owned(),
            ..Reference::default()
        };
        let cases = [
            (of("T", "a/res/70/125", ""), Some(of("T", "A/RES/70/125", ""))),
            (of("On a/res/70/125", "", "x"), Some(of("On A/RES/70/125", "", "x"))),
            (of("T", "", "Cf. a/res/70/125."), Some(of("T", "", "Cf. A/RES/70/125."))),
            (of("T", "a/res/70/125", "a/res/70/125"), None),
            (of("T", "", "a/res/70/125, a/res/70/125"), None),
            (of("T", "a/res/70/125/Add.1", ""), None),
        ];
        for (reference, expected) in cases {
            let mended = mend(&Value::Reference(reference.clone()), &offer);
            assert_eq!(mended, expected.map(Value::Reference), "{reference:?}");
        }
    }

    #[test]
    fn an_option_of_the_writers_own_is_mended_and_what_holds_no_text_is_not() {
        let offer = offer("a/res/70/125", "A/RES/70/125");
        let of = |other: &str| Value::Options { options: vec!["other".to_owned()], other: other.to_owned() };
        assert_eq!(mend(&of("a/res/70/125"), &offer), Some(of("A/RES/70/125")));
        for value in [Value::None, Value::Entries(vec!["a/res/70/125".to_owned()])] {
            assert_eq!(mend(&value, &offer), None);
        }
        assert_eq!(mend(&Value::Text("N/A".to_owned()), &Offer::NotApplicable), None);
    }
}
