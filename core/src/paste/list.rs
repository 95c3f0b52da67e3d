//! Items that say their level, one after the other, as lists within lists.

use crate::richtext::{Block, MAX_DEPTH};

/// A block, or an item that is not in its list yet.
pub(super) enum Piece {
    Block(Block),
    Item(Item),
}

/// An item of a list.
pub(super) struct Item {
    /// 1 is the outermost; only less and more count.
    pub(super) level: u32,
    pub(super) ordinal: Ordinal,
    pub(super) blocks: Vec<Block>,
}

/// What stands before an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ordinal {
    Bullet,
    /// That number.
    Number(u32),
}

/// A list that is open.
struct Open {
    level: u32,
    start: Option<u32>,
    items: Vec<Vec<Block>>,
}

impl Open {
    fn new(item: Item) -> Self {
        let start = match item.ordinal {
            Ordinal::Bullet => None,
            Ordinal::Number(number) => Some(number),
        };
        Self { level: item.level, start, items: vec![item.blocks] }
    }

    /// The item comes next in this list.
    fn goes_on_with(&self, ordinal: Ordinal) -> bool {
        match (self.start, ordinal) {
            (None, Ordinal::Bullet) => true,
            (Some(start), Ordinal::Number(number)) => {
                u32::try_from(self.items.len()).is_ok_and(|behind| start.checked_add(behind) == Some(number))
            }
            _ => false,
        }
    }
}

/// Puts items into lists, and lists into items. Whether all kept their level.
pub(super) fn nest(pieces: Vec<Piece>, blocks: &mut Vec<Block>) -> bool {
    let mut open: Vec<Open> = Vec::new();
    let mut all_kept = true;
    for piece in pieces {
        match piece {
            Piece::Block(block) => {
                close_to(0, &mut open, blocks);
                blocks.push(block);
            }
            Piece::Item(item) => {
                let within = open.iter().take_while(|list| list.level < item.level).count();
                if within >= MAX_DEPTH {
                    all_kept = false;
                    close_to(MAX_DEPTH, &mut open, blocks);
                    if let Some(list) = open.last_mut() {
                        list.items.push(item.blocks);
                    }
                    continue;
                }
                // On the way back to a level that never was, the item belongs to the list further in.
                if open.get(within).is_some_and(|list| list.goes_on_with(item.ordinal)) {
                    close_to(within + 1, &mut open, blocks);
                    if let Some(list) = open.last_mut() {
                        list.level = item.level;
                        list.items.push(item.blocks);
                    }
                } else {
                    close_to(within, &mut open, blocks);
                    open.push(Open::new(item));
                }
            }
        }
    }
    close_to(0, &mut open, blocks);
    all_kept
}

/// Closes the lists within the first `count`.
fn close_to(count: usize, open: &mut Vec<Open>, blocks: &mut Vec<Block>) {
    while open.len() > count {
        let Some(Open { start, items, .. }) = open.pop() else { return };
        let list = Block::List { start, items };
        match open.last_mut().and_then(|outer| outer.items.last_mut()) {
            Some(item) => item.push(list),
            None => blocks.push(list),
        }
    }
}
