//! HTML of word processors, mail programs and web pages, as rich text.

mod address;
mod facts;
mod footnotes;
mod line;
mod names;
mod signs;
mod table;

use super::Pasted;
use super::list::{Item, Ordinal, Piece, nest};
use super::note::Counted;
use super::text::is_placeholder;
use super::tree::{Element, Node, Tree};
use crate::collections::SortedMap;
use crate::richtext::{Address, Block, Footnote, Inline, MAX_DEPTH, Marks, RichText, normalise};
use facts::{Facts, Part, Space};
use footnotes::Place;
use line::Line;
use names::{Kind, kind};
use signs::Signs;
use table::{Cell, OpenTable};

pub(super) use names::is_block;

/// Tables inside one another, at most.
const MAX_TABLES: usize = 6;

/// Ranks that a heading may have: that of the title, and nine levels of Word.
const RANKS: usize = 10;

/// Reads a tree of HTML.
pub fn from_html(tree: &Tree) -> Pasted {
    let places = footnotes::find(tree);
    let read = |menus| {
        let mut reader = Reader::new(tree, &places, menus);
        reader.read();
        reader.finish()
    };
    let (text, counted) = read(false);
    // A menu that was copied by itself is what was meant.
    let (text, counted) =
        if text.blocks.is_empty() && counted.menus > 0 { read(true) } else { (text, counted) };
    Pasted { text, with_lines: None, notes: counted.notes() }
}

/// What a paragraph becomes.
#[derive(Clone, Default)]
enum Style {
    #[default]
    Paragraph,
    /// A heading; 0 is the title.
    Heading(u32),
    /// The term of a definition.
    Term,
    Quote,
    /// An item of a list of Word.
    Item {
        list: String,
        level: u32,
    },
    /// What follows the first paragraph of an item.
    Continued,
}

/// How text looks at this place.
#[derive(Clone, Default)]
struct State {
    marks: Marks,
    space: Option<Space>,
    raised: bool,
    /// It is the sign of an item.
    is_sign: bool,
    style: Style,
    indent: u32,
    preformatted: bool,
}

/// What ends with an element.
enum End {
    Nothing,
    Block,
    Quotation,
    Link { from: usize, words: Option<String> },
    List,
    Container,
    Cell,
    Table,
}

struct Frame {
    /// One after the last node in it.
    end: usize,
    before: State,
    what: End,
}

/// What holds blocks.
enum Container {
    Root,
    Quote,
    Item { level: u32, ordinal: Ordinal, lists: usize },
    Cell { columns: u32, rows: u32 },
    Footnote(usize),
}

/// A list of HTML that is open: the number of its next item, if it has numbers.
struct OpenList(Option<u32>);

struct Reader<'a> {
    tree: &'a Tree,
    places: &'a SortedMap<usize, Place>,
    /// Menus are text too.
    menus: bool,
    state: State,
    frames: Vec<Frame>,
    containers: Vec<(Container, Vec<Piece>)>,
    lists: Vec<OpenList>,
    tables: Vec<OpenTable>,
    line: Line,
    signs: Signs,
    footnotes: Vec<Footnote>,
    /// Ranks of the headings.
    ranks: [bool; RANKS],
    counted: Counted,
}

impl<'a> Reader<'a> {
    fn new(tree: &'a Tree, places: &'a SortedMap<usize, Place>, menus: bool) -> Self {
        Self {
            tree,
            places,
            menus,
            state: State::default(),
            frames: Vec::new(),
            containers: vec![(Container::Root, Vec::new())],
            lists: Vec::new(),
            tables: Vec::new(),
            line: Line::default(),
            signs: Signs::default(),
            footnotes: Vec::new(),
            ranks: [false; RANKS],
            counted: Counted::default(),
        }
    }

    fn read(&mut self) {
        let mut at = 0;
        while at < self.tree.len() {
            while self.frames.last().is_some_and(|frame| frame.end <= at) {
                self.leave();
            }
            at = match self.tree.node(at) {
                Node::Text(text) => {
                    self.text(text);
                    at + 1
                }
                Node::Comment(text) => {
                    let in_item = matches!(self.state.style, Style::Item { .. } | Style::Heading(_));
                    self.signs.hear(text, in_item && self.line.len() == 0);
                    at + 1
                }
                Node::Element(element) => {
                    let before = self.state.clone();
                    match self.enter(element) {
                        Some(what) => {
                            self.frames.push(Frame { end: self.tree.end(at), before, what });
                            at + 1
                        }
                        None => {
                            self.state = before;
                            self.tree.end(at)
                        }
                    }
                }
            };
        }
        while !self.frames.is_empty() {
            self.leave();
        }
        self.flush();
    }

    fn finish(mut self) -> (RichText, Counted) {
        let mut blocks = Vec::new();
        while self.containers.len() > 1 {
            self.close_container();
        }
        if let Some((_, pieces)) = self.containers.pop() {
            self.counted.too_deep |= !nest(pieces, &mut blocks);
        }
        let mut footnotes = self.footnotes;
        relevel(&mut blocks, &self.ranks);
        footnotes.iter_mut().for_each(|footnote| relevel(&mut footnote.blocks, &self.ranks));
        if !footnotes.is_empty() {
            // The rule above the footnotes.
            while blocks.last() == Some(&Block::Break) {
                blocks.pop();
            }
        }
        self.counted.too_deep |= is_too_deep(&blocks, 0);
        (normalise(RichText { blocks, footnotes }), self.counted)
    }

    fn text(&mut self, text: &str) {
        self.counted.count_controls(text);
        if self.state.is_sign || self.signs.is_open() {
            self.signs.push(text);
            return;
        }
        let space = self.state.space.unwrap_or(Space::Collapsed);
        match raised(text).filter(|_| self.state.raised) {
            Some(raised) => self.line.push(&raised, &self.state.marks, space),
            None => self.line.push(text, &self.state.marks, space),
        }
    }

    /// Begins an element; `None` where nothing of it is read.
    fn enter(&mut self, element: Element<'a>) -> Option<End> {
        let name = element.name();
        let kind = kind(name);
        let place = self.places.get(&element.at).copied();
        let facts = Facts::of(element);
        match place {
            Some(Place::Nothing) => return None,
            Some(Place::Comment) => {
                self.counted.comments += 1;
                return None;
            }
            Some(Place::Reference(number)) => {
                self.line.push_reference(number.to_string());
                return None;
            }
            _ => {}
        }
        if self.is_left_out(element, &facts, kind) {
            return None;
        }
        self.state.is_sign |= facts.is_sign && self.line.len() == 0;
        self.state.marks.strong =
            facts.strong.unwrap_or(self.state.marks.strong || matches!(name, "b" | "strong"));
        let slanted = matches!(name, "i" | "em" | "cite" | "dfn" | "var");
        self.state.marks.emphasis = facts.emphasis.unwrap_or(self.state.marks.emphasis || slanted);
        self.state.space = facts.space.or(self.state.space);
        if let Some(Place::Definition(number)) = place
            && self.containers.iter().all(|(container, _)| !matches!(container, Container::Footnote(_)))
        {
            self.flush();
            self.state.style = Style::Paragraph;
            self.containers.push((Container::Footnote(number), Vec::new()));
            return Some(End::Container);
        }
        match kind {
            Kind::Break => {
                self.line_break();
                None
            }
            Kind::Rule => {
                self.flush();
                let in_notes = self
                    .frames
                    .last()
                    .and_then(|_| self.tree.parent(element.at))
                    .and_then(|at| self.tree.element(at));
                if !in_notes.is_some_and(|parent| Facts::of(parent).part == Some(Part::Footnotes)) {
                    self.push(Piece::Block(Block::Break));
                }
                None
            }
            Kind::Link => Some(self.enter_link(element)),
            Kind::Quoted => {
                self.line.push("“", &self.state.marks, Space::Collapsed);
                Some(End::Quotation)
            }
            Kind::Raised => {
                self.state.raised = true;
                Some(End::Nothing)
            }
            Kind::List => {
                self.flush();
                let numbered = name == "ol";
                self.lists.push(OpenList(numbered.then(|| element.number("start").unwrap_or(1))));
                Some(End::List)
            }
            Kind::Item => Some(self.enter_item(element, &facts)),
            Kind::Table if self.tables.len() < MAX_TABLES => {
                self.flush();
                if let Some(outer) = self.tables.last_mut() {
                    outer.is_layout = true;
                }
                let is_layout = matches!(element.attribute("role"), Some("presentation" | "none"));
                self.tables.push(OpenTable { rows: Vec::new(), is_layout });
                Some(End::Table)
            }
            Kind::Row => {
                self.flush();
                if self.in_table() {
                    self.tables.last_mut().into_iter().for_each(|table| table.rows.push(Vec::new()));
                }
                Some(End::Block)
            }
            Kind::Cell if self.in_table() => {
                self.flush();
                self.state.style = Style::Paragraph;
                let span = |name| element.number(name).unwrap_or(1);
                let cell = Container::Cell { columns: span("colspan"), rows: span("rowspan") };
                self.containers.push((cell, Vec::new()));
                Some(End::Cell)
            }
            Kind::Quote => {
                self.flush();
                if self.depth() >= MAX_DEPTH {
                    self.counted.too_deep = true;
                    return Some(End::Block);
                }
                self.containers.push((Container::Quote, Vec::new()));
                Some(End::Container)
            }
            Kind::Preformatted => {
                self.flush();
                self.state.space = Some(facts.space.unwrap_or(Space::Kept));
                self.state.preformatted = true;
                Some(End::Block)
            }
            _ if kind != Kind::Inline || facts.block => {
                self.flush();
                self.enter_paragraph(element, kind, &facts);
                Some(End::Block)
            }
            _ => Some(End::Nothing),
        }
    }

    /// A paragraph, a heading, or what only holds such.
    fn enter_paragraph(&mut self, element: Element<'a>, kind: Kind, facts: &Facts) {
        let by_class = || element.classes().find_map(signs::rank_of_class);
        let by_role = || {
            let is_heading = element.attribute("role") == Some("heading");
            is_heading.then(|| element.number("aria-level").unwrap_or(2))
        };
        let rank = match kind {
            Kind::Heading(rank) => by_class().filter(|rank| *rank == 0).or(Some(rank)),
            Kind::Paragraph => by_class().or_else(by_role).or(facts.outline),
            _ => by_role(),
        };
        self.state.indent = facts.indent;
        if let Some(rank) = rank {
            self.state.style = Style::Heading(rank.min(9));
        } else if let Some(list) = facts.word_list.filter(|_| kind == Kind::Paragraph) {
            self.state.style = Style::Item { list: list.list.to_owned(), level: list.level };
        } else if kind == Kind::Term {
            self.state.style = Style::Term;
            self.state.marks.strong = true;
        } else if element.has_class("MsoQuote") || element.has_class("MsoIntenseQuote") {
            self.state.style = Style::Quote;
        }
        self.signs.check_box = signs::check_box(element).or(self.signs.check_box);
    }

    /// Nothing of the element is text.
    fn is_left_out(&mut self, element: Element<'a>, facts: &Facts, kind: Kind) -> bool {
        let name = element.name();
        if kind == Kind::Dropped || facts.hidden {
            return true;
        }
        if kind == Kind::Picture {
            match signs::words_of_picture(element) {
                // A face, or another sign that a program shows as a picture.
                Some(sign) if signs::is_sign(sign) => {
                    self.line.push(sign, &self.state.marks, Space::Collapsed)
                }
                words => {
                    self.counted.pictures += 1;
                    if let Some(Frame { what: End::Link { words: known, .. }, .. }) = self.frames.last_mut() {
                        *known = known.take().or_else(|| words.map(str::to_owned));
                    }
                }
            }
            return true;
        }
        if kind == Kind::Field {
            match signs::check_box(element) {
                Some(sign) => self.line.push(sign, &self.state.marks, Space::Collapsed),
                None => self.counted.form_fields += usize::from(element.attribute("type") != Some("hidden")),
            }
            return true;
        }
        let is_menu = name == "nav" || element.attribute("role") == Some("navigation");
        if is_menu && !self.menus {
            self.counted.menus += 1;
            return true;
        }
        let is_comment = element.has_class("MsoCommentReference") || element.has_class("msocomanchor");
        if is_comment {
            self.counted.comments += 1;
            return true;
        }
        if facts.part == Some(Part::Comments) || element.has_class("msocomtxt") {
            return true;
        }
        if name == "del" || element.has_class("msoDel") {
            self.counted.deletions += 1;
            return true;
        }
        // The sign of a paragraph's end, in Word for the web.
        if element.has_class("EOP") {
            return true;
        }
        let is_placeholder = element.has_class("MsoPlaceholderText")
            || element.attribute("showingplchdr").is_some_and(|value| !matches!(value, "f" | "false" | "0"));
        if is_placeholder {
            self.counted.placeholders += 1;
        }
        is_placeholder
    }

    fn enter_link(&mut self, element: Element<'a>) -> End {
        match element.attribute("href").map(address::target) {
            Some(address::Target::Address(address)) => self.state.marks.link = Some(Address::from(address)),
            Some(address::Target::Refused) => {
                self.counted.addresses += 1;
                self.state.marks.link = None;
            }
            Some(address::Target::Words) => self.state.marks.link = None,
            None => {}
        }
        End::Link { from: self.line.len(), words: None }
    }

    fn enter_item(&mut self, element: Element<'a>, facts: &Facts) -> End {
        self.flush();
        if self.depth() >= MAX_DEPTH {
            self.counted.too_deep = true;
            return End::Block;
        }
        let items = |container: &&(Container, Vec<Piece>)| matches!(container.0, Container::Item { .. });
        let above = self.containers.iter().filter(items).count();
        let base = self.containers.iter().rev().find_map(|(container, _)| match container {
            Container::Item { lists, .. } => Some(*lists),
            _ => None,
        });
        let open = self.lists.len().saturating_sub(base.unwrap_or(0));
        let said = facts.word_list.map(|list| list.level).or_else(|| element.number("aria-level"));
        let level = said.map(|level| usize::try_from(level).unwrap_or(1).saturating_sub(above));
        let level = u32::try_from(level.unwrap_or(open).clamp(1, 2 * MAX_DEPTH)).unwrap_or(1);
        let value = element.number("value");
        let ordinal = match self.lists.last_mut() {
            Some(OpenList(Some(next))) => {
                let number = value.unwrap_or(*next);
                *next = number.saturating_add(1);
                Ordinal::Number(number)
            }
            _ => Ordinal::Bullet,
        };
        self.state.style = Style::Paragraph;
        self.state.indent = 0;
        self.containers.push((Container::Item { level, ordinal, lists: self.lists.len() }, Vec::new()));
        self.signs.check_box = signs::check_box(element).or(self.signs.check_box);
        End::Container
    }

    /// Ends the innermost element.
    fn leave(&mut self) {
        let Some(Frame { before, what, .. }) = self.frames.pop() else { return };
        match what {
            End::Nothing => {}
            End::Quotation => self.line.push("”", &self.state.marks, Space::Collapsed),
            End::Block => self.flush(),
            End::Link { from, words } => {
                if let Some(words) =
                    words.filter(|_| self.state.marks.link.is_some() && self.line.len() == from)
                {
                    self.line.push(&words, &self.state.marks, Space::Collapsed);
                }
            }
            End::List => {
                self.flush();
                self.lists.pop();
            }
            End::Container | End::Cell => {
                self.flush();
                self.close_container();
            }
            End::Table => {
                self.flush();
                if let Some(table) = self.tables.pop() {
                    let mut blocks = Vec::new();
                    table.close(&mut self.counted, &mut blocks);
                    blocks.into_iter().for_each(|block| self.push(Piece::Block(block)));
                }
            }
        }
        self.state = before;
    }

    fn close_container(&mut self) {
        let Some((container, pieces)) = self.containers.pop() else { return };
        let mut blocks = Vec::new();
        self.counted.too_deep |= !nest(pieces, &mut blocks);
        match container {
            Container::Root => {}
            Container::Quote if blocks.is_empty() => {}
            Container::Quote => self.push(Piece::Block(Block::Quote(blocks))),
            Container::Item { .. } if blocks.is_empty() => {}
            Container::Item { level, ordinal, .. } => self.push(Piece::Item(Item { level, ordinal, blocks })),
            Container::Cell { columns, rows } => {
                if let Some(table) = self.tables.last_mut() {
                    if table.rows.is_empty() {
                        table.rows.push(Vec::new());
                    }
                    if let Some(row) = table.rows.last_mut() {
                        row.push(Cell { blocks, columns, rows });
                    }
                }
            }
            Container::Footnote(number) => {
                self.footnotes.push(Footnote { label: number.to_string(), blocks })
            }
        }
    }

    fn push(&mut self, piece: Piece) {
        if let Some((_, pieces)) = self.containers.last_mut() {
            pieces.push(piece);
        }
    }

    /// Lists and quotations that are open.
    fn depth(&self) -> usize {
        let is_level = |container: &&(Container, Vec<Piece>)| {
            matches!(container.0, Container::Item { .. } | Container::Quote)
        };
        self.containers.iter().filter(is_level).count()
    }

    /// A row or cell has a table to go to: nothing but rows stands between.
    fn in_table(&self) -> bool {
        let cells = self
            .containers
            .iter()
            .filter(|(container, _)| matches!(container, Container::Cell { .. }))
            .count();
        let frames =
            self.frames.iter().rev().take_while(|frame| !matches!(frame.what, End::Table | End::Cell));
        cells < self.tables.len()
            && frames.take(8).all(|frame| matches!(frame.what, End::Block | End::Nothing))
    }

    fn line_break(&mut self) {
        let is_second = self.line.push_break();
        if is_second && !self.state.preformatted && !matches!(self.state.style, Style::Heading(_)) {
            self.flush();
        }
    }

    /// Ends the paragraph at hand.
    fn flush(&mut self) {
        let mut content = self.line.take();
        let sign = self.signs.take();
        if content.is_empty() && sign.is_empty() {
            return;
        }
        if is_placeholder(&line::beginning(&content)) {
            self.counted.placeholders += 1;
            return;
        }
        if let Some(sign) = self.signs.check_box.take().filter(|_| !content.is_empty()) {
            put_first(sign, &mut content);
        }
        match self.state.style.clone() {
            Style::Heading(rank) => {
                signs::put_before(&sign, &mut content);
                line::without_strong(&mut content);
                if let Some(known) = usize::try_from(rank).ok().and_then(|rank| self.ranks.get_mut(rank)) {
                    *known = true;
                }
                let level = u8::try_from(rank).unwrap_or(u8::MAX);
                self.push(Piece::Block(Block::Heading { level, content }));
            }
            Style::Item { list, level } => {
                let inner = self.depth();
                match self.signs.ordinal(&list, level, &sign) {
                    Some(ordinal) if !content.is_empty() => {
                        let level = level.saturating_sub(u32::try_from(inner).unwrap_or(0)).max(1);
                        self.push(Piece::Item(Item {
                            level,
                            ordinal,
                            blocks: vec![Block::Paragraph(content)],
                        }));
                        self.state.style = Style::Continued;
                    }
                    Some(_) => {}
                    None => {
                        signs::put_before(&sign, &mut content);
                        self.push(Piece::Block(Block::Paragraph(content)));
                    }
                }
            }
            Style::Continued => {
                signs::put_before(&sign, &mut content);
                match self.containers.last_mut().and_then(|(_, pieces)| pieces.last_mut()) {
                    Some(Piece::Item(item)) => item.blocks.push(Block::Paragraph(content)),
                    _ => self.push(Piece::Block(Block::Paragraph(content))),
                }
            }
            Style::Quote => {
                signs::put_before(&sign, &mut content);
                match self.containers.last_mut().and_then(|(_, pieces)| pieces.last_mut()) {
                    Some(Piece::Block(Block::Quote(blocks))) => blocks.push(Block::Paragraph(content)),
                    _ => self.push(Piece::Block(Block::Quote(vec![Block::Paragraph(content)]))),
                }
            }
            Style::Paragraph | Style::Term => {
                signs::put_before(&sign, &mut content);
                let in_item = matches!(self.containers.last(), Some((Container::Item { .. }, _)));
                match signs::typed(&mut content, self.state.indent).filter(|_| !self.state.preformatted) {
                    Some((level, ordinal)) => {
                        let blocks = vec![Block::Paragraph(content)];
                        let is_first = self.containers.last().is_none_or(|(_, pieces)| pieces.is_empty());
                        // The sign of an item that has one already.
                        let piece = if in_item && is_first {
                            blocks.into_iter().map(Piece::Block).next()
                        } else {
                            Some(Piece::Item(Item { level, ordinal, blocks }))
                        };
                        piece.into_iter().for_each(|piece| self.push(piece));
                    }
                    None => self.push(Piece::Block(Block::Paragraph(content))),
                }
            }
        }
    }
}

/// Digits as the raised ones, so that 10⁶ does not become 106; nothing where it is not digits alone.
fn raised(text: &str) -> Option<String> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let one = |c: char| match c {
        '-' | '−' => Some('⁻'),
        _ => c.to_digit(10).and_then(|digit| RAISED.get(usize::try_from(digit).ok()?)).copied(),
    };
    let is_number = text.chars().any(|c| c.is_ascii_digit());
    is_number.then(|| text.chars().map(one).collect())?
}

/// Headings by their rank among those that there are.
fn relevel(blocks: &mut [Block], ranks: &[bool; RANKS]) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => {
                let above = ranks.iter().take(usize::from(*level)).filter(|there| **there).count();
                *level = u8::try_from(above + 1).unwrap_or(6).min(6);
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| relevel(item, ranks)),
            Block::Quote(blocks) => relevel(blocks, ranks),
            Block::Paragraph(_) | Block::Table(_) | Block::Break => {}
        }
    }
}

fn is_too_deep(blocks: &[Block], depth: usize) -> bool {
    blocks.iter().any(|block| match block {
        Block::List { items, .. } => {
            depth >= MAX_DEPTH || items.iter().any(|item| is_too_deep(item, depth + 1))
        }
        Block::Quote(blocks) => depth >= MAX_DEPTH || is_too_deep(blocks, depth + 1),
        _ => false,
    })
}

/// A run of text without marks before the others.
fn put_first(text: &str, content: &mut Vec<Inline>) {
    content.insert(0, Inline::text(text));
}
