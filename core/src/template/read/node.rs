//! Sections, questions, respondent fields and sub-fields.

use crate::collections::SortedMap;

use serde_json::Value as Json;

use super::Reader;
use super::cross::Reference;
use super::list::{RESERVED, shortened};
use crate::json::{JsonPath, Object, check};
use crate::template::problem::{Problem, Remark};
use crate::template::{Condition, Node, QuestionId};

/// Deepest nesting of sections and questions.
const MOST_DEPTH: usize = 6;
/// Sections, questions, respondent fields and sub-fields together.
const MOST_NODES: usize = 5_000;
/// Deepest nesting of a condition.
const DEEPEST_CONDITION: usize = 8;
/// Conditions of the whole template, parts of others included.
const MOST_CONDITIONS: usize = 10_000;

const MEMBERS: [&str; 11] =
    ["id", "label", "prompt", "short", "guidance", "tip", "kind", "when", "personal", "summary", "replaces"];

/// What a node is a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NodePosition {
    /// The respondent fields.
    Respondent,
    /// The tree, so many levels down.
    Tree(usize),
    /// A per-item or group question.
    Within,
}

impl Reader {
    pub(super) fn respondent(&mut self, object: &Object<'_, '_>) -> Vec<Node> {
        self.nodes(object, "respondent", NodePosition::Respondent)
    }

    pub(super) fn sections(&mut self, object: &Object<'_, '_>) -> Vec<Node> {
        if object
            .require("sections", &mut self.findings)
            .is_some_and(|json| json.as_array().is_some_and(Vec::is_empty))
        {
            self.findings.add(&object.path.member("sections"), Problem::NothingListed);
        }
        self.nodes(object, "sections", NodePosition::Tree(1))
    }

    /// The sub-fields of a per-item or group question.
    pub(super) fn sub_fields(&mut self, object: &Object<'_, '_>) -> Vec<Node> {
        if object
            .require("fields", &mut self.findings)
            .is_some_and(|json| json.as_array().is_some_and(Vec::is_empty))
        {
            self.findings.add(&object.path.member("fields"), Problem::NothingListed);
        }
        self.nodes(object, "fields", NodePosition::Within)
    }

    fn nodes(&mut self, object: &Object<'_, '_>, name: &str, position: NodePosition) -> Vec<Node> {
        let path = object.path.member(name);
        let mut siblings = SortedMap::new();
        let mut nodes = Vec::new();
        for (index, item) in object.items(name, &mut self.findings).iter().enumerate() {
            self.nodes += 1;
            if self.nodes > MOST_NODES {
                // Said once; further nodes would repeat it.
                if self.nodes == MOST_NODES + 1 {
                    self.findings.add(&path.item(index), Problem::TooManyNodes { most: MOST_NODES });
                }
                break;
            }
            nodes.extend(self.node(item, path.item(index), position, &mut siblings));
        }
        nodes
    }

    fn node(
        &mut self,
        json: &Json,
        path: JsonPath<'_>,
        position: NodePosition,
        siblings: &mut SortedMap<String, String>,
    ) -> Option<Node> {
        let object = Object::read(json, path, &mut self.findings)?;
        self.note_members(&object, &[&MEMBERS, &["children"], &super::field::MEMBERS]);
        self.note_not_shown(&object, position);
        let id = self.id(&object, "id");
        if let Some(id) = &id {
            self.check_unique(id, &object, position, siblings);
        }
        let label = object.text("label", &mut self.findings).unwrap_or_default().to_owned();
        let prompt = self.required_wording(&object, "prompt");
        let short = self.wording(&object, "short");
        let guidance = self.wording(&object, "guidance");
        let tip = self.wording(&object, "tip");
        let personal = object.flag("personal", &mut self.findings).unwrap_or(false);
        let summary = object.flag("summary", &mut self.findings).unwrap_or(false);
        let field = self.field(&object, position);
        let when = self.when(&object, position);
        let replaces = self.replaces(&object);
        let children = self.children(&object, position);
        Some(Node {
            id: id?,
            label,
            prompt,
            short,
            guidance,
            tip,
            field,
            when,
            personal,
            summary,
            replaces,
            children,
        })
    }

    /// Notes members that are read and not shown where they stand.
    fn note_not_shown(&mut self, object: &Object<'_, '_>, position: NodePosition) {
        let bare = object.get("kind").is_none();
        let (not_shown, no_effect): (&[&str], &[&str]) = match position {
            NodePosition::Within => (&["short", "guidance", "tip"], &["summary", "replaces"]),
            // The guidance of the outermost sections stands over their questions.
            NodePosition::Tree(1) if bare => (&["tip"], &["personal", "summary"]),
            NodePosition::Tree(_) if bare => (&["guidance", "tip"], &["personal", "summary"]),
            NodePosition::Tree(_) | NodePosition::Respondent => (&[], &[]),
        };
        self.note_each(object, not_shown, &Remark::NotShown);
        self.note_each(object, no_effect, &Remark::NoEffect);
    }

    /// Ids of sub-fields are unique among their siblings, all others in the whole template.
    fn check_unique(
        &mut self,
        id: &QuestionId,
        object: &Object<'_, '_>,
        position: NodePosition,
        siblings: &mut SortedMap<String, String>,
    ) {
        let within = position == NodePosition::Within;
        let path = object.path.member("id");
        let id = id.to_string();
        if within && RESERVED.iter().take(2).any(|reserved| *reserved == id) {
            self.findings.add(&path, Problem::ReservedId { id: id.clone() });
        }
        let taken = if within { siblings } else { &mut self.paths };
        match taken.get(&id) {
            Some(first) => {
                let first = first.clone();
                self.findings.add(&path, Problem::DuplicateId { id, first });
            }
            None => drop(taken.insert(id, object.path.to_string())),
        }
    }

    fn replaces(&mut self, object: &Object<'_, '_>) -> Vec<String> {
        let path = object.path.member("replaces");
        let items = object.items("replaces", &mut self.findings).iter().enumerate();
        let ids = items.filter_map(|(index, item)| check::text(item, &path.item(index), &mut self.findings));
        ids.map(str::to_owned).collect()
    }

    fn children(&mut self, object: &Object<'_, '_>, position: NodePosition) -> Vec<Node> {
        let Some(json) = object.get("children") else {
            if object.get("kind").is_none() && matches!(position, NodePosition::Tree(_)) {
                self.findings.add(&object.path, Problem::EmptyNode);
            }
            return Vec::new();
        };
        let path = object.path.member("children");
        match position {
            NodePosition::Tree(depth) if depth < MOST_DEPTH => {
                let children = self.nodes(object, "children", NodePosition::Tree(depth + 1));
                if object.get("kind").is_none() && json.as_array().is_some_and(Vec::is_empty) {
                    self.findings.add(&object.path, Problem::EmptyNode);
                }
                children
            }
            NodePosition::Tree(_) => {
                self.findings.add(&path, Problem::TooDeep { most: MOST_DEPTH });
                Vec::new()
            }
            NodePosition::Respondent | NodePosition::Within => {
                self.findings.add(&path, Problem::Misplaced);
                Vec::new()
            }
        }
    }

    fn when(&mut self, object: &Object<'_, '_>, position: NodePosition) -> Option<Condition> {
        let json = object.get("when")?;
        let path = object.path.member("when");
        if position == NodePosition::Within {
            self.findings.add(&path, Problem::Misplaced);
            return None;
        }
        self.condition(json, path, 1)
    }

    fn condition(&mut self, json: &Json, path: JsonPath<'_>, depth: usize) -> Option<Condition> {
        self.conditions += 1;
        if self.conditions > MOST_CONDITIONS {
            // Said once; further conditions would repeat it.
            if self.conditions == MOST_CONDITIONS + 1 {
                self.findings.add(&path, Problem::TooManyConditions { most: MOST_CONDITIONS });
            }
            return None;
        }
        if depth > DEEPEST_CONDITION {
            self.findings.add(&path, Problem::ConditionTooDeep { most: DEEPEST_CONDITION });
            return None;
        }
        let object = Object::read(json, path, &mut self.findings)?;
        let forms = ["question", "answered", "all", "any", "not"];
        self.note_members(&object, &[&forms, &["includes"]]);
        let mut used = forms.into_iter().filter(|form| object.get(form).is_some());
        let (form, further) = (used.next(), used.next());
        let includes = object.get("includes").is_some();
        let (Some(form), None, true) = (form, further, includes == (form == Some("question"))) else {
            self.findings.add(&object.path, Problem::ConditionForm);
            return None;
        };
        let member = object.path.member(form);
        match form {
            "question" => {
                let question = object.text("question", &mut self.findings)?;
                let option = object.text("includes", &mut self.findings)?.to_owned();
                self.references.push(Reference::option(
                    &member,
                    &object.path.member("includes"),
                    question,
                    &option,
                ));
                Some(Condition::Includes { question: QuestionId::new(question)?, option })
            }
            "answered" => {
                let question = object.text("answered", &mut self.findings)?;
                self.references.push(Reference::question(&member, question));
                Some(Condition::Answered(QuestionId::new(question)?))
            }
            "not" => self.condition(object.get("not")?, member, depth + 1).map(Box::new).map(Condition::Not),
            _ => {
                let items = check::array(object.get(form)?, &member, &mut self.findings)?;
                if items.is_empty() {
                    self.findings.add(&member, Problem::NothingListed);
                }
                let parts = items.iter().enumerate();
                let parts =
                    parts.filter_map(|(index, item)| self.condition(item, member.item(index), depth + 1));
                let parts = parts.collect();
                Some(if form == "all" { Condition::All(parts) } else { Condition::Any(parts) })
            }
        }
    }
}

impl Reference {
    fn question(path: &JsonPath<'_>, question: &str) -> Self {
        Self { path: path.to_string(), question: shortened(question), wants: super::cross::Wants::Answer }
    }

    fn option(path: &JsonPath<'_>, option_path: &JsonPath<'_>, question: &str, option: &str) -> Self {
        let wants = super::cross::Wants::Option { path: option_path.to_string(), option: shortened(option) };
        Self { wants, ..Self::question(path, question) }
    }
}
