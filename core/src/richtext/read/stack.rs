//! The containers that are open while the tree is built.

use crate::richtext::{Block, Footnote, MAX_DEPTH, RichText};

/// A container that is open.
pub(super) enum Container {
    Root,
    Quote,
    List { start: Option<u32>, items: Vec<Vec<Block>> },
    Item,
    Footnote(String),
}

struct Frame {
    container: Container,
    blocks: Vec<Block>,
}

/// Open containers, the innermost last. Depth is bounded here, so that everything after may walk
/// the tree by recursion.
pub(super) struct Stack {
    frames: Vec<Frame>,
    quotes: usize,
    /// Containers that are open but too deep: their content goes one level up.
    flattened: usize,
    too_deep: bool,
    footnotes: Vec<Footnote>,
}

impl Stack {
    pub(super) fn new() -> Self {
        let root = Frame { container: Container::Root, blocks: Vec::new() };
        Self { frames: vec![root], quotes: 0, flattened: 0, too_deep: false, footnotes: Vec::new() }
    }

    /// What was built.
    pub(super) fn finish(self) -> RichText {
        let root = self.frames.into_iter().next();
        RichText { blocks: root.map(|root| root.blocks).unwrap_or_default(), footnotes: self.footnotes }
    }

    pub(super) fn was_too_deep(&self) -> bool {
        self.too_deep
    }

    /// Puts a block into the innermost container.
    pub(super) fn push(&mut self, block: Block) {
        self.extend([block]);
    }

    /// Puts blocks into the innermost container.
    pub(super) fn extend(&mut self, blocks: impl IntoIterator<Item = Block>) {
        match self.frames.last_mut() {
            // Beside the items there is no place: what stands between them belongs to the one above.
            Some(Frame { container: Container::List { items, .. }, blocks: before }) => {
                match items.last_mut() {
                    Some(item) => item.extend(blocks),
                    None => before.extend(blocks),
                }
            }
            Some(frame) => frame.blocks.extend(blocks),
            None => {}
        }
    }

    /// Opens a container, unless it would be too deep.
    pub(super) fn open(&mut self, container: Container) {
        if self.flattened > 0 || (is_level(&container) && self.depth() >= MAX_DEPTH) {
            self.flattened += 1;
            self.too_deep = true;
        } else {
            self.quotes += usize::from(matches!(container, Container::Quote));
            self.frames.push(Frame { container, blocks: Vec::new() });
        }
    }

    /// Closes the innermost container.
    pub(super) fn close(&mut self) {
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        if self.frames.len() < 2 {
            return;
        }
        let Some(Frame { container, blocks }) = self.frames.pop() else { return };
        match container {
            Container::Root => {}
            Container::Quote => {
                self.quotes -= 1;
                self.push(Block::Quote(blocks));
            }
            Container::List { start, items } => {
                self.extend(blocks);
                self.push(Block::List { start, items });
            }
            Container::Item => match self.frames.last_mut().map(|frame| &mut frame.container) {
                Some(Container::List { items, .. }) => items.push(blocks),
                _ => self.extend(blocks),
            },
            Container::Footnote(label) => self.footnotes.push(Footnote { label, blocks }),
        }
    }

    /// Quotations that are open.
    pub(super) fn quotes(&self) -> usize {
        self.quotes + self.flattened
    }

    /// Lists and quotations that are open in the footnote at hand or in the text.
    fn depth(&self) -> usize {
        let inner = self.frames.iter().rev().map(|frame| &frame.container);
        let inner = inner.take_while(|container| !matches!(container, Container::Footnote(_)));
        inner.filter(|container| is_level(container)).count()
    }
}

/// It counts towards the depth.
fn is_level(container: &Container) -> bool {
    matches!(container, Container::List { .. } | Container::Quote)
}
