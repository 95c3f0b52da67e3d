//! Writes one line of inlines: marks, links, breaks and references.

use super::escape::{self, Line};
use crate::richtext::{Address, Block, Inline, Marks, read};

/// Where the inlines stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Context {
    Paragraph,
    Heading,
    Cell,
}

/// How the signs of emphasis are written. Whether signs open or close depends on the characters
/// beside them, so the plain form is taken where it reads back as the same inlines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// `*emphasis*` and `**strong**`.
    Plain,
    /// `_emphasis_`, and letters that touch a sign written as character references.
    Referenced,
}

/// A step of the line.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Step<'a> {
    Text(&'a str),
    Open(Sign<'a>),
    Close(Sign<'a>),
    Break,
    Reference(&'a str),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign<'a> {
    Link(&'a str),
    Strong,
    Emphasis,
}

/// The Markdown of the inlines; more than one line where there are hard breaks.
pub(super) fn write(inlines: &[Inline], context: Context, label_prefix: &str) -> String {
    let marked = spread(inlines);
    let mut steps = Vec::new();
    nest(&marked, [false; 3], &mut steps);
    let marked = steps.iter().any(|step| matches!(step, Step::Open(_)));
    let plain = !marked || reads_back(inlines, &steps);
    let form = if plain { Form::Plain } else { Form::Referenced };
    render(&steps, form, context, label_prefix)
}

/// The steps in plain form are read as the same inlines.
fn reads_back(inlines: &[Inline], steps: &[Step<'_>]) -> bool {
    let mut markdown = render(steps, Form::Plain, Context::Paragraph, "");
    for step in steps {
        if let Step::Reference(label) = step {
            markdown.push_str(&format!("\n\n[^{label}]: -"));
        }
    }
    let text = read(&markdown).text;
    matches!(text.blocks.as_slice(), [Block::Paragraph(content)] if are_same(content, inlines))
}

/// Says the same, whatever the numbers of the footnotes.
fn are_same(read: &[Inline], meant: &[Inline]) -> bool {
    if read.len() != meant.len() {
        return false;
    }
    // The address of a long link is compared once, and not for each of its runs.
    let mut known: Option<(&Address, &Address)> = None;
    read.iter().zip(meant).all(|pair| match pair {
        (Inline::Text { text: one, marks: its }, Inline::Text { text: two, marks: others }) => {
            let lead_to_the_same = match (&its.link, &others.link) {
                (Some(read), Some(meant)) => {
                    let shared = |(one, two): (&Address, &Address)| {
                        read.is_shared_with(one) && meant.is_shared_with(two)
                    };
                    let same = known.is_some_and(shared) || read == meant;
                    known = same.then_some((read, meant));
                    same
                }
                (read, meant) => read == meant,
            };
            one == two && (its.strong, its.emphasis) == (others.strong, others.emphasis) && lead_to_the_same
        }
        // References are numbered anew, by their order in the line.
        (Inline::FootnoteReference(_), Inline::FootnoteReference(_)) => true,
        (one, two) => one == two,
    })
}

/// An inline with the marks that are open over it.
struct Marked<'a> {
    inline: &'a Inline,
    marks: Marks,
}

impl<'a> Marked<'a> {
    fn has(&self, mark: usize, link: Option<&Address>) -> bool {
        match mark {
            0 => link.is_some() && self.marks.link.as_ref() == link,
            1 => self.marks.strong,
            _ => self.marks.emphasis,
        }
    }
}

/// Gives breaks and references the marks that both neighbours have, so that marks go on over
/// them. A reference ends a link, because it is one itself.
fn spread(inlines: &[Inline]) -> Vec<Marked<'_>> {
    let ends_link = |inline: &Inline| matches!(inline, Inline::FootnoteReference(_));
    // From the right: the marks of the next run.
    let mut after = Marks::default();
    let mut next = Vec::with_capacity(inlines.len());
    for inline in inlines.iter().rev() {
        match inline {
            Inline::Text { marks, .. } => after.clone_from(marks),
            _ if ends_link(inline) => after.link = None,
            _ => {}
        }
        next.push(after.clone());
    }
    // From the left: the marks of the run before.
    let mut before = Marks::default();
    let pairs = inlines.iter().zip(next.into_iter().rev());
    pairs
        .map(|(inline, after)| {
            match inline {
                Inline::Text { marks, .. } => before.clone_from(marks),
                _ if ends_link(inline) => before.link = None,
                _ => {}
            }
            Marked { inline, marks: before.and(&after) }
        })
        .collect()
}

/// Nests the marks: of those that begin at the same run the longest goes outside, a link before
/// the others; what does not fit inside is closed and opened again. `open`: link, strong,
/// emphasis. Recursion ends after three marks.
fn nest<'a>(run: &'a [Marked<'a>], open: [bool; 3], steps: &mut Vec<Step<'a>>) {
    let mut at = 0;
    while let Some(first) = run.get(at) {
        let rest = run.get(at..).unwrap_or_default();
        let mut outer: Option<(usize, usize)> = None;
        for (mark, is_open) in open.into_iter().enumerate() {
            let length = if is_open { 0 } else { reach(rest, mark, open) };
            if length > 0 && outer.is_none_or(|(_, longest)| length > longest) {
                outer = Some((mark, length));
            }
        }
        let Some((mark, length)) = outer else {
            steps.push(match first.inline {
                Inline::Text { text, .. } => Step::Text(text),
                Inline::HardBreak => Step::Break,
                Inline::FootnoteReference(label) => Step::Reference(label),
            });
            at += 1;
            continue;
        };
        let sign = match mark {
            0 => Sign::Link(first.marks.link.as_deref().unwrap_or("")),
            1 => Sign::Strong,
            _ => Sign::Emphasis,
        };
        steps.push(Step::Open(sign));
        let mut inner = open;
        if let Some(is_open) = inner.get_mut(mark) {
            *is_open = true;
        }
        nest(rest.get(..length).unwrap_or_default(), inner, steps);
        steps.push(Step::Close(sign));
        at += length;
    }
}

/// Over how many inlines a mark goes from the first on; it begins and ends at a run of text, and
/// never cuts a link in two.
fn reach(rest: &[Marked<'_>], mark: usize, open: [bool; 3]) -> usize {
    let link = rest.first().and_then(|first| first.marks.link.as_ref());
    if !rest.first().is_some_and(|first| matches!(first.inline, Inline::Text { .. })) {
        return 0;
    }
    let mut length = rest.iter().take_while(|marked| marked.has(mark, link)).count();
    let link_is_open = open.first().is_some_and(|open| *open);
    if mark > 0 && !link_is_open {
        let link_at = |index: usize| rest.get(index).and_then(|marked| marked.marks.link.as_ref());
        // A link that reaches over the end of the mark stays whole: the mark ends before it.
        if let (Some(inside), Some(beyond)) = (length.checked_sub(1).and_then(link_at), link_at(length))
            && inside == beyond
        {
            while length > 0 && link_at(length - 1) == Some(beyond) {
                length -= 1;
            }
        }
    }
    while length > 0
        && rest.get(length - 1).is_some_and(|marked| !matches!(marked.inline, Inline::Text { .. }))
    {
        length -= 1;
    }
    length
}

fn render(steps: &[Step<'_>], form: Form, context: Context, label_prefix: &str) -> String {
    let dollars: usize = steps
        .iter()
        .map(|step| match step {
            Step::Text(text) | Step::Open(Sign::Link(text)) => text.matches('$').count(),
            _ => 0,
        })
        .sum();
    let mut written = String::new();
    let mut in_autolink = false;
    let mut in_link = false;
    for (index, step) in steps.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| steps.get(index));
        let after = steps.get(index + 1);
        match step {
            Step::Text(text) if in_autolink => written.push_str(text),
            Step::Text(text) => {
                let line = Line {
                    starts: before.is_none_or(|step| *step == Step::Break),
                    ends: after.is_none_or(|step| *step == Step::Break),
                    first: before.is_none(),
                    opened: matches!(before, Some(Step::Open(_))),
                    closed: matches!(before, Some(Step::Close(Sign::Strong | Sign::Emphasis))),
                    opens: matches!(after, Some(Step::Open(Sign::Strong | Sign::Emphasis))),
                    closes: matches!(after, Some(Step::Close(_))),
                    before_bracket: matches!(after, Some(Step::Open(Sign::Link(_)) | Step::Reference(_))),
                    after_reference: matches!(before, Some(Step::Reference(_))),
                    in_link,
                    referenced: form != Form::Plain,
                    dollars,
                    context,
                };
                escape::text(text, &line, &mut written);
            }
            Step::Break => written.push_str("\\\n"),
            Step::Reference(label) => written.push_str(&format!("[^{label_prefix}{label}]")),
            Step::Open(Sign::Link(address)) => {
                let words = steps.get(index + 1..index + 3);
                in_autolink = matches!(words, Some([Step::Text(text), Step::Close(_)])
                    if escape::is_autolink(text, address) && !(context == Context::Cell && text.contains('|')));
                in_link = !in_autolink;
                if in_link && matches!(before, Some(Step::Reference(_))) {
                    written.push_str(super::SEPARATOR);
                }
                written.push(if in_autolink { '<' } else { '[' });
            }
            Step::Close(Sign::Link(_)) if in_autolink => {
                in_autolink = false;
                written.push('>');
            }
            Step::Close(Sign::Link(address)) => {
                in_link = false;
                written.push_str("](");
                escape::address(address, context, &mut written);
                written.push(')');
            }
            Step::Open(Sign::Emphasis) if form == Form::Referenced => {
                // Pandoc takes `_` just after a word or another sign for a part of the word.
                let apart = written.chars().next_back().is_none_or(char::is_whitespace);
                if !apart && !matches!(before, Some(Step::Open(_))) {
                    written.push_str(super::SEPARATOR);
                }
                written.push('_');
            }
            Step::Open(Sign::Strong) | Step::Close(Sign::Strong) => written.push_str("**"),
            Step::Open(Sign::Emphasis) | Step::Close(Sign::Emphasis) => {
                written.push(if form == Form::Plain { '*' } else { '_' });
            }
        }
    }
    written
}
