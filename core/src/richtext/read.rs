//! Reads Markdown into a rich text. Reading never fails and never loses text.

mod builder;
mod indent;
mod nested;
mod stack;
mod typed;
mod wide;

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Note, RichText, address, clean, normal};
use builder::Builder;
pub(super) use wide::is_too_wide;

/// A rich text and what was changed in reading it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// The text, in normal form.
    pub text: RichText,
    /// What was changed, in reading order.
    pub notes: Vec<Note>,
}

/// What the parser reports: an event and the range of the source that it stands for.
type Ranged<'a> = (Event<'a>, Range<usize>);

/// Reads Markdown.
pub fn read(markdown: &str) -> Reading {
    let mut notes = Vec::new();
    let source = clean::prepare(markdown, &mut notes);
    let source = wide::without_wide_tables(nested::numbers_under_bullets(source), &mut notes);
    let source = indent::without_indented_code(source);
    let (events, used) = parse(&source);
    let mut builder = Builder::new(&source, used);
    for event in events {
        builder.take(event);
    }
    let (text, more) = builder.finish();
    let said = notes.contains(&Note::TooDeep);
    notes.extend(more.into_iter().filter(|note| !said || *note != Note::TooDeep));
    let text = normal::normalise_noting(text, &mut notes);
    Reading { text, notes }
}

/// The events of the source, and the ranges of the link reference definitions that links use.
fn parse(source: &str) -> (Vec<Ranged<'_>>, Vec<Range<usize>>) {
    let mut events = Vec::new();
    let mut used: Vec<Range<usize>> = Vec::new();
    let mut parser =
        Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).into_offset_iter();
    let mut images = 0_usize;
    while let Some(event) = parser.next() {
        match &event.0 {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            // A link inside a picture or with a forbidden scheme is shown as it was typed, so
            // its definition has to be shown too.
            Event::Start(Tag::Link { link_type, dest_url, id, .. })
                if images == 0 && by_reference(*link_type) && address::is_allowed(dest_url) =>
            {
                used.extend(parser.reference_definitions().get(id).map(|definition| definition.span.clone()));
            }
            _ => {}
        }
        events.push(event);
    }
    used.sort_unstable_by_key(|span| span.start);
    used.dedup();
    (events, used)
}

fn by_reference(link: LinkType) -> bool {
    matches!(link, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}
