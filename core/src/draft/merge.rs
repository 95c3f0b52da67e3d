//! Two answers to one question made one, so that nothing of either is lost.

use super::{Answer, AnswerId, Draft, Reference, Value};

impl Draft {
    /// Puts what was written at the same time elsewhere to what stands under that id: nothing of either is lost.
    pub fn merge_answer(&mut self, id: AnswerId, theirs: &Answer) {
        let answer = self.answers.or_default(id);
        *answer = answer.merged(theirs);
    }
}

impl Answer {
    /// This answer with all that the other one has beside it.
    ///
    /// Texts stand one below the other; options and entries are the union of both; of two different
    /// members of a reference both stand there. The state is this answer's own.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let value = self.value.merged(&other.value);
        let mut unknown = self.unknown.clone();
        for (name, member) in &other.unknown {
            if !unknown.contains_key(name) {
                unknown.insert(name.clone(), member.clone());
            }
        }
        Self {
            state: self.state.after_writing(!value.is_empty()),
            reason: joined(&self.reason, &other.reason, "; "),
            value,
            language: self.language.clone().or_else(|| other.language.clone()),
            unknown,
        }
    }
}

impl Value {
    fn merged(&self, other: &Self) -> Self {
        match (self, other) {
            (mine, theirs) if mine == theirs || theirs.is_empty() => mine.clone(),
            (mine, theirs) if mine.is_empty() => theirs.clone(),
            (Self::Text(mine), Self::Text(theirs)) => Self::Text(joined(mine, theirs, "\n\n")),
            (Self::Options { options, other }, Self::Options { options: more, other: more_text }) => {
                Self::Options { options: union(options, more), other: joined(other, more_text, "; ") }
            }
            (Self::Entries(mine), Self::Entries(theirs)) => Self::Entries(union(mine, theirs)),
            (Self::Reference(mine), Self::Reference(theirs)) => Self::Reference(Reference {
                title: joined(&mine.title, &theirs.title, " / "),
                address: joined(&mine.address, &theirs.address, " "),
                symbol: joined(&mine.symbol, &theirs.symbol, ", "),
                year: joined(&mine.year, &theirs.year, ", "),
                language: joined(&mine.language, &theirs.language, ", "),
                note: joined(&mine.note, &theirs.note, "; "),
            }),
            // Values of different shapes cannot stand together; the one that is shown stays.
            (mine, _) => mine.clone(),
        }
    }
}

fn union(mine: &[String], theirs: &[String]) -> Vec<String> {
    let mut all = mine.to_vec();
    all.extend(theirs.iter().filter(|id| !mine.contains(id)).cloned());
    all
}

/// Both texts with something between them; one of them where the other says nothing more.
fn joined(mine: &str, theirs: &str, between: &str) -> String {
    let (mine, theirs) = (mine.trim_end(), theirs.trim());
    if theirs.is_empty() || mine.contains(theirs) {
        return mine.to_owned();
    }
    if mine.trim().is_empty() || theirs.contains(mine.trim()) {
        return theirs.to_owned();
    }
    format!("{mine}{between}{theirs}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::AnswerState;

    fn text(text: &str) -> Answer {
        Answer { state: AnswerState::Started, value: Value::Text(text.to_owned()), ..Answer::default() }
    }

    #[test]
    fn texts_stand_one_below_the_other() {
        let cases = [
            ("one", "two", "one\n\ntwo"),
            ("one", "one", "one"),
            ("one", "one and two", "one and two"),
            ("one and two", "two", "one and two"),
            ("", "two", "two"),
        ];
        for (mine, theirs, expected) in cases {
            assert_eq!(text(mine).merged(&text(theirs)).value, Value::Text(expected.to_owned()));
        }
    }

    #[test]
    fn every_entry_and_option_of_both_is_there() {
        let entries = |ids: &[&str]| Value::Entries(ids.iter().map(|id| (*id).to_owned()).collect());
        assert_eq!(entries(&["a", "b"]).merged(&entries(&["c", "b"])), entries(&["a", "b", "c"]));
        let options =
            |id: &str, other: &str| Value::Options { options: vec![id.to_owned()], other: other.to_owned() };
        let both = Value::Options { options: vec!["x".to_owned(), "y".to_owned()], other: "p; q".to_owned() };
        assert_eq!(options("x", "p").merged(&options("y", "q")), both);
    }

    #[test]
    fn different_members_of_a_reference_stand_side_by_side() {
        let reference = |title: &str, year: &str| {
            Value::Reference(Reference {
                title: title.to_owned(),
                year: year.to_owned(),
                ..Reference::default()
            })
        };
        assert_eq!(reference("A", "").merged(&reference("B", "2024")), reference("A / B", "2024"));
    }
}
