//! Footnotes of any program: a short link to a place further on that has a link back.

use super::facts::{Facts, Part};
use crate::collections::SortedMap;
use crate::paste::tree::{Element, Tree};

/// What a node has to do with footnotes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// A reference to the footnote of that number.
    Reference(usize),
    /// The footnote of that number.
    Definition(usize),
    /// The link back, or the sign of a comment or a comment.
    Nothing,
    /// A comment.
    Comment,
}

/// How many links of a footnote are looked at for the one that leads back.
const LINKS: usize = 8;
/// How far up the paragraph of a link is looked for.
const STEPS: usize = 16;

/// The nodes that have to do with footnotes.
pub(super) fn find(tree: &Tree) -> SortedMap<usize, Place> {
    let links: Vec<(usize, &str)> =
        (0..tree.len()).filter_map(|at| Some((at, within_page(tree.element(at)?)?))).collect();
    if links.is_empty() {
        return SortedMap::default();
    }
    let wanted = SortedMap::of_any_order(links.iter().map(|(_, name)| (*name, ())).collect());
    let named = (0..tree.len()).rev().filter_map(|at| tree.element(at)).flat_map(|element| {
        ["name", "id"]
            .into_iter()
            .filter_map(move |attribute| Some((element.attribute(attribute)?, element.at)))
    });
    let named = SortedMap::of_any_order(named.filter(|(name, _)| wanted.contains_key(name)).collect());
    let mut places: Vec<(usize, Place)> = Vec::new();
    let mut numbers: SortedMap<usize, usize> = SortedMap::default();
    for (at, name) in &links {
        let Some(target) = named.get(name).copied().filter(|target| target > at) else { continue };
        if !is_short(tree, *at) {
            continue;
        }
        let Some(definition) = definition(tree, target).filter(|definition| definition > at) else {
            continue;
        };
        let end = tree.end(definition);
        let first = links.partition_point(|(link, _)| *link < definition);
        let inside = || links.iter().skip(first).take(LINKS).filter(|(link, _)| *link < end);
        let is_back =
            |(_, name): &&(usize, &str)| named.get(name).is_some_and(|back| leads_back(tree, *back, *at));
        if !inside().any(|link| is_back(&link)) {
            continue;
        }
        if name.starts_with("cmnt") {
            places.extend([(*at, Place::Comment), (definition, Place::Nothing)]);
            continue;
        }
        let next = numbers.len() + 1;
        let number = *numbers.or_insert_with(definition, || next);
        places.extend([(*at, Place::Reference(number)), (definition, Place::Definition(number))]);
        let back = inside().filter(is_back).filter(|(link, _)| is_sign_back(tree, *link));
        places.extend(back.map(|(link, _)| (*link, Place::Nothing)));
    }
    SortedMap::of_any_order(places)
}

/// Where a link within the page leads.
fn within_page(element: Element<'_>) -> Option<&str> {
    let name = element.attribute("href").filter(|_| element.name() == "a")?.trim();
    name.strip_prefix('#').filter(|name| !name.is_empty())
}

/// A link with so many nodes in it is no sign.
const NODES: usize = 24;

/// A number, a letter, a star, in brackets or not.
fn is_short(tree: &Tree, at: usize) -> bool {
    is_sign_back(tree, at) && !tree.text_within(at, NODES).trim().is_empty()
}

/// The same, or an arrow, or nothing.
fn is_sign_back(tree: &Tree, at: usize) -> bool {
    let text = tree.text_within(at, NODES);
    let words = text.chars().filter(|c| c.is_alphanumeric()).count();
    tree.end(at) - at <= NODES && words <= 4 && text.len() <= NODES
}

/// The block in which the target of a reference stands.
fn definition(tree: &Tree, target: usize) -> Option<usize> {
    let mut at = target;
    for _ in 0..STEPS {
        let element = tree.element(at)?;
        if super::is_block(element.name()) {
            let around = tree.parent(at).filter(|parent| tree.element(*parent).is_some_and(is_around));
            return Some(around.unwrap_or(at)).filter(|at| tree.element(*at).is_some_and(can_be));
        }
        at = tree.parent(at)?;
    }
    None
}

/// It holds a footnote of several paragraphs.
fn is_around(element: Element) -> bool {
    let id = element.attribute("id").unwrap_or("").trim_end_matches(|c: char| c.is_ascii_digit());
    Facts::of(element).part == Some(Part::Footnote)
        || matches!(id, "sdfootnote" | "sdendnote" | "ftn" | "edn")
}

fn can_be(element: Element) -> bool {
    matches!(element.name(), "p" | "div" | "li" | "dd" | "aside" | "section" | "blockquote")
}

/// The node is the reference, or is around it or within it.
fn leads_back(tree: &Tree, back: usize, reference: usize) -> bool {
    let within = |inner: usize, outer: usize| inner >= outer && inner < tree.end(outer);
    within(back, reference) || (within(reference, back) && reference - back <= 4)
}
