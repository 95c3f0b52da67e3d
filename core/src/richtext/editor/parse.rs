//! Reads the editor's JSON into nodes, without recursion: how deep it is nested does not matter.

use super::error::{EditorJsonError, EditorJsonProblem as Problem};
use super::node::{Attributes, Kind, Node};
use super::{MOST_BYTES, MOST_NODES};
use crate::richtext::{Address, Alignment, Marks};

/// Nodes inside one another that are kept so; everything after may walk them by recursion. A text of
/// [`crate::richtext::MAX_DEPTH`] lists has less than half of it. What is deeper stands beside; in an
/// item, where all around are lists.
const MOST_DEPTH: usize = 65;

/// Stands for half of a surrogate pair.
const REPLACEMENT: char = '\u{fffd}';

/// Reads the whole of `json` as one node.
pub(super) fn parse(json: &str) -> Result<Node, EditorJsonError> {
    let mut parser = Parser { json, at: 0, nodes: 0, name: String::new(), last: None };
    let mut open = Vec::new();
    parser.document(&mut open).map_err(|problem| EditorJsonError {
        problem,
        at: parser.at,
        path: path(&open),
    })
}

/// Where the innermost node is.
fn path(open: &[Open]) -> String {
    let mut path = "doc".to_owned();
    for node in open.iter().filter(|node| node.in_content) {
        path.push_str(".content[");
        path.push_str(&node.children.saturating_sub(1).to_string());
        path.push(']');
    }
    path
}

/// A node that is being read.
#[derive(Default)]
struct Open {
    node: Node,
    members: usize,
    /// Its content is being read; of which so many nodes have begun.
    in_content: bool,
    children: usize,
}

/// Names of members that say something.
#[derive(Clone, Copy)]
enum Name {
    Type,
    Text,
    Content,
    Marks,
    Attributes,
    Number,
    Word,
    Alignment,
    Other,
}

struct Parser<'j> {
    json: &'j str,
    /// The next byte; it always stands between two characters.
    at: usize,
    nodes: usize,
    /// The name or word that was read last.
    name: String,
    /// The address of the last link, which the runs of a link share.
    last: Option<Address>,
}

impl Parser<'_> {
    fn document(&mut self, open: &mut Vec<Open>) -> Result<Node, Problem> {
        if self.json.len() > MOST_BYTES {
            return Err(Problem::TooLarge);
        }
        self.skip_space();
        if !self.pass(b'{') {
            return Err(Problem::NotAnObject);
        }
        open.push(Open::default());
        while let Some(top) = open.last_mut() {
            if top.in_content {
                if !self.goes_on(b']', top.children)? {
                    top.in_content = false;
                    continue;
                }
                top.children += 1;
                if self.pass(b'{') {
                    self.nodes += 1;
                    if self.nodes >= MOST_NODES {
                        return Err(Problem::TooMany);
                    }
                    open.push(Open::default());
                } else {
                    self.skip_value()?;
                }
            } else if self.goes_on(b'}', top.members)? {
                top.members += 1;
                self.member(top)?;
            } else if let Some(Open { node, .. }) = open.pop() {
                let parent = open.len().min(MOST_DEPTH).wrapping_sub(1);
                match open.get_mut(parent) {
                    Some(parent) => parent.node.content.push(node),
                    None => {
                        self.skip_space();
                        return if self.peek().is_none() { Ok(node) } else { Err(Problem::Trailing) };
                    }
                }
            }
        }
        Err(Problem::CutOff)
    }

    /// A member of a node; of its content only the bracket.
    fn member(&mut self, Open { node, in_content, children, .. }: &mut Open) -> Result<(), Problem> {
        match self.member_name()? {
            Name::Content if self.pass(b'[') => (*in_content, *children) = (true, 0),
            Name::Type if self.word()? => node.kind = Kind::of(&self.name),
            Name::Text if self.pass(b'"') => self.string(&mut node.text)?,
            Name::Marks => node.marks = self.marks()?,
            Name::Attributes => node.attributes = self.attributes()?,
            Name::Type => {}
            _ => self.skip_value()?,
        }
        Ok(())
    }

    fn marks(&mut self) -> Result<Marks, Problem> {
        let mut marks = Marks::default();
        if !self.pass(b'[') {
            self.skip_value()?;
            return Ok(marks);
        }
        let mut found = 0;
        while self.goes_on(b']', found)? {
            found += 1;
            if !self.pass(b'{') {
                self.skip_value()?;
                continue;
            }
            let (mut is_link, mut href, mut members) = (false, String::new(), 0);
            while self.goes_on(b'}', members)? {
                members += 1;
                match self.member_name()? {
                    Name::Attributes => href = self.attributes()?.word,
                    Name::Type if self.word()? => match self.name.as_str() {
                        "strong" => marks.strong = true,
                        "emphasis" => marks.emphasis = true,
                        name => is_link = name == "link",
                    },
                    Name::Type => {}
                    _ => self.skip_value()?,
                }
            }
            if is_link {
                let known = self.last.take().filter(|last| **last == *href);
                self.last = Some(known.unwrap_or_else(|| href.into()));
                marks.link.clone_from(&self.last);
            }
        }
        Ok(marks)
    }

    fn attributes(&mut self) -> Result<Attributes, Problem> {
        let mut attributes = Attributes::default();
        if !self.pass(b'{') {
            self.skip_value()?;
            return Ok(attributes);
        }
        let mut members = 0;
        while self.goes_on(b'}', members)? {
            members += 1;
            match self.member_name()? {
                Name::Number => {
                    let from = self.at;
                    self.skip_value()?;
                    attributes.number = self.json.get(from..self.at).and_then(number);
                }
                Name::Word if self.pass(b'"') => self.string(&mut attributes.word)?,
                Name::Alignment if self.word()? => {
                    attributes.alignment = match self.name.as_str() {
                        "left" => Some(Alignment::Left),
                        "center" => Some(Alignment::Center),
                        "right" => Some(Alignment::Right),
                        _ => None,
                    };
                }
                Name::Alignment => {}
                _ => self.skip_value()?,
            }
        }
        Ok(attributes)
    }

    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Whether `byte`, an ASCII character, comes next; if so, it is passed.
    fn pass(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.at += usize::from(next);
        next
    }

    fn expected(&self, problem: Problem) -> Problem {
        if self.peek().is_none() { Problem::CutOff } else { problem }
    }

    /// Whether the object or array goes on, of which so many members were read; passes its end, or
    /// the comma.
    fn goes_on(&mut self, end: u8, read: usize) -> Result<bool, Problem> {
        self.skip_space();
        if self.pass(end) {
            return Ok(false);
        }
        if read > 0 {
            if !self.pass(b',') {
                return Err(self.expected(Problem::ExpectedComma));
            }
            self.skip_space();
        }
        Ok(true)
    }

    /// The name of a member, up to its value.
    fn member_name(&mut self) -> Result<Name, Problem> {
        if self.peek() != Some(b'"') {
            return Err(self.expected(Problem::ExpectedName));
        }
        self.word()?;
        self.skip_space();
        if !self.pass(b':') {
            return Err(self.expected(Problem::ExpectedColon));
        }
        self.skip_space();
        Ok(match self.name.as_str() {
            "type" => Name::Type,
            "text" => Name::Text,
            "content" => Name::Content,
            "marks" => Name::Marks,
            "attrs" => Name::Attributes,
            "level" | "start" => Name::Number,
            "label" | "href" => Name::Word,
            "alignment" => Name::Alignment,
            _ => Name::Other,
        })
    }

    /// Reads a text into `name`; any other value is passed over.
    fn word(&mut self) -> Result<bool, Problem> {
        if !self.pass(b'"') {
            self.skip_value()?;
            return Ok(false);
        }
        let mut word = std::mem::take(&mut self.name);
        word.clear();
        self.string(&mut word)?;
        self.name = word;
        Ok(true)
    }

    /// Appends a text, the quotation mark of which has been passed.
    fn string(&mut self, text: &mut String) -> Result<(), Problem> {
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\')) {
                self.at += 1;
            }
            text.push_str(self.json.get(start..self.at).unwrap_or_default());
            match self.peek() {
                None => return Err(Problem::CutOff),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(_) => self.escape(text)?,
            }
        }
    }

    /// Appends what an escape stands for; its backslash comes next.
    fn escape(&mut self, text: &mut String) -> Result<(), Problem> {
        self.at += 1;
        let character = match self.peek() {
            Some(mark @ (b'"' | b'\\' | b'/')) => char::from(mark),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                text.push(self.unicode_escape()?);
                return Ok(());
            }
            _ => return Err(self.expected(Problem::BadEscape)),
        };
        self.at += 1;
        text.push(character);
        Ok(())
    }

    fn unicode_escape(&mut self) -> Result<char, Problem> {
        let first = self.code_unit()?;
        let after = self.at;
        if (0xd800..0xdc00).contains(&first) && self.pass(b'\\') && self.peek() == Some(b'u') {
            let second = self.code_unit()?;
            if (0xdc00..0xe000).contains(&second) {
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(code).unwrap_or(REPLACEMENT));
            }
        }
        // What follows half of a pair is read for itself.
        self.at = after;
        Ok(char::from_u32(first).unwrap_or(REPLACEMENT))
    }

    /// The four digits of `uXXXX`; the `u` comes next.
    fn code_unit(&mut self) -> Result<u32, Problem> {
        self.at += 1;
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            code = code * 16 + digit.ok_or_else(|| self.expected(Problem::BadEscape))?;
            self.at += 1;
        }
        Ok(code)
    }

    /// Passes over a value that says nothing here, of any depth. Whether commas and colons stand where
    /// they must does not matter.
    fn skip_value(&mut self) -> Result<(), Problem> {
        let mut closing = Vec::new();
        loop {
            self.skip_space();
            let start = self.at;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    self.string(&mut String::new())?;
                }
                Some(b'{') => closing.push(b'}'),
                Some(b'[') => closing.push(b']'),
                Some(b',' | b':') if !closing.is_empty() => {}
                Some(byte) if closing.last() == Some(&byte) => {
                    closing.pop();
                }
                _ => {
                    while matches!(
                        self.peek(),
                        Some(b'+' | b'-' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z')
                    ) {
                        self.at += 1;
                    }
                    if self.at == start {
                        return Err(self.expected(Problem::ExpectedValue));
                    }
                }
            }
            self.at += usize::from(self.at == start);
            if closing.is_empty() {
                return Ok(());
            }
        }
    }
}

/// The whole number that the value is, or the largest there is; `None` where it is something else.
fn number(value: &str) -> Option<u32> {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| value.parse().unwrap_or(u32::MAX))
}
