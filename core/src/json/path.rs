//! The path to a value inside a JSON value, such as `sections[2].children[0].kind`.

use std::fmt;

/// A path, built on the stack while reading goes down.
#[derive(Clone, Copy, Debug)]
pub struct JsonPath<'p> {
    parent: Option<&'p JsonPath<'p>>,
    step: Step<'p>,
}

/// One step of a path.
#[derive(Clone, Copy, Debug)]
enum Step<'p> {
    Root,
    Member(&'p str),
    Item(usize),
}

impl<'p> JsonPath<'p> {
    /// The whole value.
    pub const ROOT: JsonPath<'static> = JsonPath { parent: None, step: Step::Root };

    /// The member `name` of the object at this path.
    pub fn member<'q>(&'q self, name: &'q str) -> JsonPath<'q> {
        JsonPath { parent: Some(self), step: Step::Member(name) }
    }

    /// The item of the array at this path, counted from 0.
    pub fn item<'q>(&'q self, index: usize) -> JsonPath<'q> {
        JsonPath { parent: Some(self), step: Step::Item(index) }
    }
}

impl fmt::Display for JsonPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        let first = self.parent.is_none_or(|parent| matches!(parent.step, Step::Root));
        match self.step {
            Step::Root => Ok(()),
            Step::Member(name) => write_member(f, name, first),
            Step::Item(index) => write!(f, "[{index}]"),
        }
    }
}

/// `.name`, or `["a name"]` where the dot would mislead.
pub(super) fn write_member(to: &mut impl fmt::Write, name: &str, first: bool) -> fmt::Result {
    let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        write!(to, "[{}]", super::check::snippet(&serde_json::Value::from(name)))
    } else if first {
        to.write_str(name)
    } else {
        write!(to, ".{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_as_a_person_would_write_it() {
        let sections = JsonPath::ROOT.member("sections");
        let third = sections.item(2);
        let children = third.member("children");
        let first = children.item(0);
        assert_eq!(first.member("kind").to_string(), "sections[2].children[0].kind");
        let answers = JsonPath::ROOT.member("answers");
        assert_eq!(answers.member("II.a").to_string(), r#"answers["II.a"]"#);
        assert_eq!(JsonPath::ROOT.item(3).member("a").to_string(), "[3].a");
        assert_eq!(JsonPath::ROOT.to_string(), "");
    }
}
