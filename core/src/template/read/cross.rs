//! What can only be checked when the whole template is read: names, circles, slots of the cover.

use crate::collections;
use crate::collections::{SortedMap, SortedSet};

use super::Reader;
use super::list::shortened;
use crate::json::JsonPath;
use crate::template::problem::{Named, Problem};
use crate::template::{Condition, Cover, FieldKind, Node, OTHER, OptionList, Options, Template};

/// A question named somewhere, and what is wanted of it.
pub(super) struct Reference {
    pub(super) path: String,
    pub(super) question: String,
    pub(super) wants: Wants,
}

/// What is wanted of a question that is named.
pub(super) enum Wants {
    Answer,
    Option { path: String, option: String },
    Suggestions,
}

impl Reader {
    /// Looks up the questions and options that conditions and suggestions name.
    pub(super) fn check_names(&mut self, template: &Template) {
        let tree = Tree::of(template);
        let mut offers = SortedMap::new();
        for Reference { path, question, wants } in std::mem::take(&mut self.references) {
            let Some(kind) = tree.kind(&question) else {
                self.unknown(&path, Named::Question, &question, || tree.questions());
                continue;
            };
            match wants {
                Wants::Answer => {}
                Wants::Suggestions if matches!(kind, FieldKind::PerItem { .. } | FieldKind::Tags { .. }) => {}
                Wants::Suggestions => self.findings.add(&path, Problem::SuggestsNothing { question }),
                Wants::Option { path: option_path, option } => {
                    let offered = offers.or_insert_with(question.clone(), || offered(kind, &template.lists));
                    match offered {
                        None => self.findings.add(&path, Problem::NoOptionsThere { question }),
                        Some(offered) if offered.contains(option.as_str()) => {}
                        Some(offered) => {
                            self.unknown(&option_path, Named::Option, &option, || {
                                offered.iter().copied().collect()
                            });
                        }
                    }
                }
            }
        }
        for index in tree.circles() {
            let id = tree.nodes.get(index).map(|(node, _)| node.id.as_str()).unwrap_or_default();
            let path = self.paths.get(id).map(|path| format!("{path}.when")).unwrap_or_default();
            self.findings.add(&path, Problem::Circle);
        }
    }

    /// Every slot of a cover line stands for a respondent field.
    pub(super) fn check_slots(&mut self, cover: &Cover, respondent: &[Node], path: JsonPath<'_>) {
        let path = path.member("cover");
        let lines = path.member("lines");
        let known: SortedSet<&str> = collections::set(respondent.iter().map(|node| node.id.as_str()));
        for (index, line) in cover.lines.iter().enumerate() {
            let line_path = lines.item(index);
            for wording in line.text.0.values() {
                for slot in slots(wording).filter(|slot| !known.contains(slot)) {
                    let path = line_path.member("text");
                    self.unknown(&path, Named::Respondent, &shortened(slot), || {
                        known.iter().copied().collect()
                    });
                }
            }
        }
    }
}

/// What stands in braces in a line of the cover.
fn slots(wording: &str) -> impl Iterator<Item = &str> {
    wording.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(slot, _)| slot))
}

/// Ids of the options that an answer of this kind can include.
fn offered<'t>(kind: &'t FieldKind, lists: &'t SortedMap<String, OptionList>) -> Option<SortedSet<&'t str>> {
    let (entries, other) = match kind {
        FieldKind::Choice(Options { entries, other })
        | FieldKind::Consent(Options { entries, other })
        | FieldKind::Multichoice { options: Options { entries, other }, .. } => (entries, *other),
        FieldKind::Tags { list, .. } | FieldKind::PerItem { list, .. } => (&lists.get(list)?.entries, false),
        _ => return None,
    };
    Some(entries.iter().map(|entry| entry.id.as_str()).chain(other.then_some(OTHER)).collect())
}

/// The kind of a node that something is answered at.
fn answered(node: &Node) -> Option<&FieldKind> {
    node.field.as_ref().map(|field| &field.kind).filter(|kind| **kind != FieldKind::Static)
}

/// The nodes in a row, each with the index of its parent.
struct Tree<'t> {
    nodes: Vec<(&'t Node, Option<usize>)>,
    by_id: SortedMap<&'t str, usize>,
}

impl<'t> Tree<'t> {
    fn of(template: &'t Template) -> Self {
        let mut tree = Self { nodes: Vec::new(), by_id: SortedMap::new() };
        tree.add(&template.respondent, None);
        tree.add(&template.sections, None);
        tree
    }

    fn add(&mut self, nodes: &'t [Node], parent: Option<usize>) {
        for node in nodes {
            let index = self.nodes.len();
            self.nodes.push((node, parent));
            self.by_id.insert(node.id.as_str(), index);
            self.add(&node.children, Some(index));
        }
    }

    fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// What is answered at the node of that id.
    fn kind(&self, id: &str) -> Option<&'t FieldKind> {
        self.nodes.get(self.index(id)?).and_then(|(node, _)| answered(node))
    }

    fn questions(&self) -> Vec<&'t str> {
        let asked = self.nodes.iter().filter(|(node, _)| answered(node).is_some());
        asked.map(|(node, _)| node.id.as_str()).collect()
    }

    /// Nodes whose condition hangs on themselves. Whether a node is asked hangs on its own
    /// condition and on its parent.
    fn circles(&self) -> Vec<usize> {
        let edges: Vec<Vec<usize>> =
            self.nodes.iter().map(|(node, parent)| self.edges(node, *parent)).collect();
        let mut state = vec![Visit::New; edges.len()];
        let mut found = Vec::new();
        for start in 0..edges.len() {
            // No recursion: a chain of conditions may be as long as the template.
            let mut path = vec![(start, 0)];
            while let Some((node, edge)) = path.last_mut() {
                let node = *node;
                if *edge == 0 && !set(&mut state, node, Visit::New, Visit::Open) {
                    path.pop();
                    continue;
                }
                let Some(&next) = edges.get(node).and_then(|edges| edges.get(*edge)) else {
                    set(&mut state, node, Visit::Open, Visit::Done);
                    path.pop();
                    continue;
                };
                *edge += 1;
                match state.get(next) {
                    Some(Visit::New) => path.push((next, 0)),
                    Some(Visit::Open) => {
                        let circle = path.iter().map(|(node, _)| *node).skip_while(|node| *node != next);
                        let mut conditional = circle.filter(|index| {
                            self.nodes.get(*index).is_some_and(|(node, _)| node.when.is_some())
                        });
                        found.extend(conditional.next());
                    }
                    _ => {}
                }
            }
        }
        collections::sort_by_key(&mut found, |index| *index);
        found.dedup();
        found
    }

    fn edges(&self, node: &Node, parent: Option<usize>) -> Vec<usize> {
        let mut edges = Vec::from_iter(parent);
        let mut conditions = Vec::from_iter(&node.when);
        while let Some(condition) = conditions.pop() {
            match condition {
                Condition::Includes { question, .. } | Condition::Answered(question) => {
                    edges.extend(self.index(question.as_str()));
                }
                Condition::All(parts) | Condition::Any(parts) => conditions.extend(parts),
                Condition::Not(part) => conditions.push(part),
            }
        }
        edges
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    Open,
    Done,
}

/// Moves a node from one state to the next; false where it is in another.
fn set(state: &mut [Visit], node: usize, from: Visit, to: Visit) -> bool {
    let Some(state) = state.get_mut(node).filter(|state| **state == from) else { return false };
    *state = to;
    true
}
