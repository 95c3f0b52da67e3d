//! What is answered at a node: the kind of its field and what goes with it.

use super::Reader;
use super::cross::{Reference, Wants};
use super::list::shortened;
use super::node::NodePosition;
use crate::json::{Object, check};
use crate::template::problem::{Named, Problem};
use crate::template::{Field, FieldKind, LimitUnit, Limits, Options, QuestionId};

/// The kinds by name, with the members that mean something for each.
const KINDS: [(&str, &[&str]); 13] = [
    ("text", &["required", "notApplicable", "limits"]),
    ("rich", &["required", "notApplicable", "limits"]),
    ("date", &["required", "notApplicable", "earliest", "latest"]),
    ("choice", &["required", "notApplicable", "options", "list", "other"]),
    ("multichoice", &["required", "notApplicable", "options", "list", "other", "min", "max"]),
    ("tags", &["required", "notApplicable", "list", "suggestedBy"]),
    ("per-item", &["required", "notApplicable", "list", "fields", "before", "after", "min"]),
    ("group", &["required", "notApplicable", "fields", "entry", "before", "after", "min", "max"]),
    ("reference", &["required", "notApplicable"]),
    ("email", &["required", "notApplicable"]),
    ("url", &["required", "notApplicable"]),
    ("consent", &["required", "notApplicable", "options", "list"]),
    ("static", &[]),
];

/// Kinds that a sub-field may have.
const LEAVES: [&str; 9] =
    ["text", "rich", "date", "choice", "multichoice", "tags", "reference", "email", "url"];

/// Members of a node that belong to its field.
pub(super) const MEMBERS: [&str; 15] = [
    "required",
    "notApplicable",
    "limits",
    "options",
    "list",
    "other",
    "min",
    "max",
    "earliest",
    "latest",
    "suggestedBy",
    "fields",
    "before",
    "after",
    "entry",
];

impl Reader {
    pub(super) fn field(&mut self, object: &Object<'_, '_>, position: NodePosition) -> Option<Field> {
        let path = object.path.member("kind");
        if object.get("kind").is_none() {
            if !matches!(position, NodePosition::Tree(_)) {
                self.missing(object, "kind");
            }
            self.note_no_effect(object, &MEMBERS);
            return None;
        }
        let name = object.text("kind", &mut self.findings)?;
        let Some((name, members)) = KINDS.into_iter().find(|(kind, _)| *kind == name) else {
            self.unknown(&path, Named::Kind, name, || KINDS.iter().map(|(kind, _)| *kind).collect());
            return None;
        };
        if position == NodePosition::Within && !LEAVES.contains(&name) {
            self.findings.add(&path, Problem::SubFieldKind { kind: name.to_owned() });
            return None;
        }
        let idle: Vec<&str> = MEMBERS.into_iter().filter(|member| !members.contains(member)).collect();
        self.note_no_effect(object, &idle);
        let kind = self.kind(name, object);
        let by_default = matches!(name, "rich" | "per-item" | "group");
        let required = object.flag("required", &mut self.findings).unwrap_or(false);
        let not_applicable = object.flag("notApplicable", &mut self.findings).unwrap_or(by_default);
        let limits = self.limits(object);
        Some(Field {
            required: required && members.contains(&"required"),
            not_applicable: not_applicable && members.contains(&"notApplicable"),
            limits: limits.filter(|_| members.contains(&"limits")),
            kind: kind?,
        })
    }

    fn kind(&mut self, name: &str, object: &Object<'_, '_>) -> Option<FieldKind> {
        Some(match name {
            "text" => FieldKind::Text,
            "rich" => FieldKind::Rich,
            "date" => self.date(object),
            "choice" => FieldKind::Choice(self.options(object)),
            "multichoice" => self.multichoice(object),
            "tags" => {
                let suggested_by = self.suggested_by(object);
                FieldKind::Tags { list: self.list(object)?, suggested_by }
            }
            "per-item" => self.per_item(object)?,
            "group" => self.group(object),
            "reference" => FieldKind::Reference,
            "email" => FieldKind::Email,
            "url" => FieldKind::Url,
            "consent" => FieldKind::Consent(Options { other: false, ..self.options(object) }),
            "static" => FieldKind::Static,
            _ => return None,
        })
    }

    fn date(&mut self, object: &Object<'_, '_>) -> FieldKind {
        let mut day = |name| {
            let text = object.text(name, &mut self.findings)?;
            if !is_day(text) {
                let found = check::snippet(&text.into());
                self.findings.add(&object.path.member(name), Problem::BadDay { found });
                return None;
            }
            Some(text.to_owned())
        };
        let (earliest, latest) = (day("earliest"), day("latest"));
        // ISO days in this form are ordered as they are spelt.
        if earliest.is_some() && latest.is_some() && earliest > latest {
            self.findings.add(&object.path.member("earliest"), Problem::LeastOverMost);
        }
        FieldKind::Date { earliest, latest }
    }

    fn multichoice(&mut self, object: &Object<'_, '_>) -> FieldKind {
        let options = self.options(object);
        let (min, max) = self.least_and_most(object);
        self.check_enough(object, min, options.entries.len() + usize::from(options.other));
        FieldKind::Multichoice { options, min, max }
    }

    fn per_item(&mut self, object: &Object<'_, '_>) -> Option<FieldKind> {
        let list = self.list(object);
        let min = object.count("min", &mut self.findings);
        let fields = self.sub_fields(object);
        let (before, after) = (self.wording(object, "before"), self.wording(object, "after"));
        let list = list?;
        if let Some(entries) = self.lists.get(&list).map(|list| list.entries.len()) {
            self.check_enough(object, min, entries);
        }
        Some(FieldKind::PerItem { list, fields, before, after, min })
    }

    fn group(&mut self, object: &Object<'_, '_>) -> FieldKind {
        let (min, max) = self.least_and_most(object);
        FieldKind::Group {
            entry: self.required_wording(object, "entry"),
            fields: self.sub_fields(object),
            before: self.wording(object, "before"),
            after: self.wording(object, "after"),
            min,
            max,
        }
    }

    fn suggested_by(&mut self, object: &Object<'_, '_>) -> Option<QuestionId> {
        let question = object.text("suggestedBy", &mut self.findings)?;
        let path = object.path.member("suggestedBy").to_string();
        self.references.push(Reference { path, question: shortened(question), wants: Wants::Suggestions });
        QuestionId::new(question)
    }

    fn limits(&mut self, object: &Object<'_, '_>) -> Option<Limits> {
        let limits = object.object("limits", object.path.member("limits"), &mut self.findings)?;
        self.note_members(&limits, &[&["unit", "min", "max", "hard"]]);
        let (min, max) = self.least_and_most(&limits);
        if limits.get("min").is_none() && limits.get("max").is_none() {
            self.findings.add(&limits.path, Problem::NoLimit);
        }
        let hard = limits.flag("hard", &mut self.findings).unwrap_or(false);
        limits.require("unit", &mut self.findings)?;
        let name = limits.text("unit", &mut self.findings)?;
        let units =
            [("words", LimitUnit::Words), ("characters", LimitUnit::Characters), ("pages", LimitUnit::Pages)];
        let Some((_, unit)) = units.into_iter().find(|(unit, _)| *unit == name) else {
            let path = limits.path.member("unit");
            self.unknown(&path, Named::Unit, name, || units.iter().map(|(unit, _)| *unit).collect());
            return None;
        };
        Some(Limits { unit, min, max, hard })
    }

    fn least_and_most(&mut self, object: &Object<'_, '_>) -> (Option<u32>, Option<u32>) {
        let min = object.count("min", &mut self.findings);
        let max = object.count("max", &mut self.findings);
        if let (Some(min), Some(max)) = (min, max)
            && min > max
        {
            self.findings.add(&object.path.member("min"), Problem::LeastOverMost);
        }
        (min, max)
    }

    fn check_enough(&mut self, object: &Object<'_, '_>, min: Option<u32>, count: usize) {
        if min.is_some_and(|min| usize::try_from(min).unwrap_or(usize::MAX) > count) {
            self.findings.add(&object.path.member("min"), Problem::MoreThanThereAre { count });
        }
    }
}

/// Whether `text` is a day of the calendar: `2024-02-29`.
fn is_day(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| {
        let digits = text.get(range).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse::<u32>().ok())
    };
    let hyphens = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let (Some(year), Some(month), Some(day), true) = (number(0..4), number(5..7), number(8..10), hyphens)
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::is_day;

    #[test]
    fn a_day_is_one_of_the_calendar() {
        for day in ["2024-02-29", "2000-02-29", "2024-12-31", "0001-01-01"] {
            assert!(is_day(day), "{day}");
        }
        for day in [
            "",
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-04-31",
            "2024-4-3",
            "2024/04/03",
            "30 October 2024",
            "2024-01-0é",
            "+024-01-01",
        ] {
            assert!(!is_day(day), "{day}");
        }
    }
}
