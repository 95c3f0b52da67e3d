//! The grammar of RFC 8259, without duplicate names and with bounded depth.

use std::str::FromStr as _;

use serde_json::{Map, Number, Value as Json};

use super::error::JsonProblem;
use super::path::write_member;
use super::{MOST_DEPTH, MOST_VALUES};

/// What is wrong, at which byte, and the steps from there up to the top.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) problem: JsonProblem,
    pub(super) at: usize,
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Member(String),
    Item(usize),
}

impl Fault {
    /// Gathered on the way up, so that reading a good file pays nothing for it.
    fn within(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// The path as text.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.steps.iter().rev() {
            let first = path.is_empty();
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Member(name) => write_member(&mut path, name, first),
                Step::Item(index) => std::fmt::write(&mut path, format_args!("[{index}]")),
            };
        }
        path
    }
}

/// Reads the whole of `text` as one value.
pub(super) fn parse(text: &str) -> Result<Json, Fault> {
    let mut parser = Parser { text, at: 0, depth: 0, values: 0 };
    let value = parser.value()?;
    parser.skip_space();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(parser.fault(JsonProblem::Trailing)),
    }
}

/// `at` is the index of the next byte; it always stands between two characters of `text`.
struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    values: usize,
}

/// Quotation marks that no text in JSON stands in.
const CURLY: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '＂'];

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
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

    fn slice(&self, from: usize) -> &'t str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// The problem here; at the end of the text it is that the text ends. What word processors and people who
    /// write programs put into such files has a name of its own.
    fn fault(&self, problem: JsonProblem) -> Fault {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let problem = match () {
            () if rest.is_empty() => JsonProblem::CutOff,
            () if rest.starts_with(CURLY) => JsonProblem::CurlyQuote,
            () if ["//", "/*", "#"].iter().any(|sign| rest.starts_with(sign)) => JsonProblem::Comment,
            () => problem,
        };
        self.fault_at(self.at, problem)
    }

    fn fault_at(&self, at: usize, problem: JsonProblem) -> Fault {
        Fault { problem, at, steps: Vec::new() }
    }

    fn value(&mut self) -> Result<Json, Fault> {
        self.skip_space();
        if self.values == MOST_VALUES {
            return Err(self.fault(JsonProblem::TooMany));
        }
        self.values += 1;
        match self.peek() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'"') => self.string().map(Json::String),
            Some(b'-' | b'0'..=b'9') => self.number().map(Json::Number),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            _ => Err(self.fault(JsonProblem::ExpectedValue)),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Json, Fault>) -> Result<Json, Fault> {
        if self.depth == MOST_DEPTH {
            return Err(self.fault(JsonProblem::TooDeep));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.starts_with(word) {
            self.at += word.len();
            Ok(value)
        } else if word.starts_with(rest) {
            Err(self.fault_at(self.text.len(), JsonProblem::CutOff))
        } else {
            Err(self.fault(JsonProblem::ExpectedValue))
        }
    }

    fn array(&mut self) -> Result<Json, Fault> {
        let mut items = Vec::new();
        self.skip_space();
        if self.pass(b']') {
            return Ok(Json::Array(items));
        }
        loop {
            let item = self.value().map_err(|fault| fault.within(Step::Item(items.len())))?;
            items.push(item);
            self.skip_space();
            if self.pass(b']') {
                return Ok(Json::Array(items));
            }
            if !self.pass(b',') {
                return Err(self.fault(JsonProblem::ExpectedComma));
            }
        }
    }

    fn object(&mut self) -> Result<Json, Fault> {
        let mut members = Map::new();
        self.skip_space();
        if self.pass(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            let (name, value) = self.member(&members)?;
            members.insert(name, value);
            self.skip_space();
            if self.pass(b'}') {
                return Ok(Json::Object(members));
            }
            if !self.pass(b',') {
                return Err(self.fault(JsonProblem::ExpectedComma));
            }
        }
    }

    fn member(&mut self, members: &Map<String, Json>) -> Result<(String, Json), Fault> {
        self.skip_space();
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.fault(JsonProblem::ExpectedName));
        }
        let name = self.string()?;
        if members.contains_key(&name) {
            let fault = self.fault_at(start, JsonProblem::DuplicateKey { key: name.clone() });
            return Err(fault.within(Step::Member(name)));
        }
        self.skip_space();
        if !self.pass(b':') {
            return Err(self.fault(JsonProblem::ExpectedColon).within(Step::Member(name)));
        }
        match self.value() {
            Ok(value) => Ok((name, value)),
            Err(fault) => Err(fault.within(Step::Member(name))),
        }
    }

    /// A text; the opening quotation mark comes next.
    fn string(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..0x20)) {
                self.at += 1;
            }
            text.push_str(self.slice(start));
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(self.fault(JsonProblem::ControlCharacter)),
            }
        }
    }

    /// What an escape stands for; its backslash comes next.
    fn escape(&mut self) -> Result<char, Fault> {
        let start = self.at;
        self.at += 1;
        let character = match self.peek() {
            Some(mark @ (b'"' | b'\\' | b'/')) => char::from(mark),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(start),
            Some(_) => return Err(self.fault_at(start, JsonProblem::BadEscape)),
            None => return Err(self.fault(JsonProblem::CutOff)),
        };
        self.at += 1;
        Ok(character)
    }

    fn unicode_escape(&mut self, start: usize) -> Result<char, Fault> {
        let lone = JsonProblem::LoneSurrogate;
        let first = self.code_unit(start)?;
        let code = match first {
            0xD800..=0xDBFF => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                if rest.is_empty() || rest == "\\" {
                    return Err(self.fault_at(self.text.len(), JsonProblem::CutOff));
                }
                if !rest.starts_with("\\u") {
                    return Err(self.fault_at(start, lone));
                }
                self.at += 1;
                match self.code_unit(start)? {
                    second @ 0xDC00..=0xDFFF => 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00),
                    _ => return Err(self.fault_at(start, lone)),
                }
            }
            code => code,
        };
        char::from_u32(code).ok_or_else(|| self.fault_at(start, lone))
    }

    /// The four digits of `uXXXX`; the `u` comes next.
    fn code_unit(&mut self, start: usize) -> Result<u32, Fault> {
        self.at += 1;
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().map(|byte| char::from(byte).to_digit(16));
            match digit {
                Some(Some(digit)) => code = code * 16 + digit,
                Some(None) => return Err(self.fault_at(start, JsonProblem::BadEscape)),
                None => return Err(self.fault(JsonProblem::CutOff)),
            }
            self.at += 1;
        }
        Ok(code)
    }

    fn number(&mut self) -> Result<Number, Fault> {
        let start = self.at;
        self.pass(b'-');
        if !self.pass(b'0') {
            self.digits()?;
        }
        if self.pass(b'.') {
            self.digits()?;
        }
        if self.pass(b'e') || self.pass(b'E') {
            let _sign = self.pass(b'+') || self.pass(b'-');
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'0'..=b'9' | b'.' | b'+' | b'-' | b'a'..=b'z' | b'A'..=b'Z')) {
            return Err(self.fault(JsonProblem::BadNumber));
        }
        Number::from_str(self.slice(start)).map_err(|_| self.fault_at(start, JsonProblem::BadNumber))
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.fault(JsonProblem::BadNumber)) } else { Ok(()) }
    }
}
