//! A table of HTML as one of rich text, or as the blocks in it where it is only there for the layout.

use crate::paste::note::Counted;
use crate::richtext::{Alignment, Block, Inline, Table};

/// A cell, with the blocks in it.
pub(super) struct Cell {
    pub(super) blocks: Vec<Block>,
    pub(super) columns: u32,
    pub(super) rows: u32,
}

/// A table that is open.
#[derive(Default)]
pub(super) struct OpenTable {
    pub(super) rows: Vec<Vec<Cell>>,
    /// It is only there for the layout.
    pub(super) is_layout: bool,
}

/// No table is wider.
const MOST_COLUMNS: usize = 64;

impl OpenTable {
    /// The table as blocks.
    pub(super) fn close(self, counted: &mut Counted, blocks: &mut Vec<Block>) {
        let cells = self.rows.iter().map(Vec::len).sum::<usize>();
        if self.is_layout || cells < 2 {
            blocks.extend(self.rows.into_iter().flatten().flat_map(|cell| cell.blocks));
            return;
        }
        let is_merged = |cell: &Cell| cell.columns > 1 || cell.rows > 1;
        let merged =
            self.rows.iter().flatten().filter(|cell| is_merged(cell) && !cell.blocks.is_empty()).count();
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::with_capacity(self.rows.len());
        // For each column, how many more rows a cell from above takes.
        let mut taken: Vec<u32> = Vec::new();
        // Cells that are only there because others are merged: no more than a table of this size has.
        let mut room = 4 * cells + 1024;
        let most = self.rows.iter().map(Vec::len).max().unwrap_or(0).max(MOST_COLUMNS);
        for cells in self.rows {
            let mut row: Vec<Vec<Inline>> = Vec::new();
            let from_above = |row: &mut Vec<Vec<Inline>>, taken: &mut Vec<u32>, room: &mut usize| {
                while let Some(rows) = taken.get_mut(row.len()).filter(|rows| **rows > 0 && *room > 0) {
                    *rows -= 1;
                    *room -= 1;
                    row.push(Vec::new());
                }
            };
            for cell in cells {
                from_above(&mut row, &mut taken, &mut room);
                let columns = usize::try_from(cell.columns).unwrap_or(1);
                let columns = columns.min(most.saturating_sub(row.len())).min(room).max(1);
                room = room.saturating_sub(columns - 1);
                let (first, end) = (row.len(), row.len() + columns);
                let mut inlines = Vec::new();
                flatten(cell.blocks, "", &mut inlines);
                row.push(inlines);
                row.resize(end, Vec::new());
                if cell.rows > 1 {
                    taken.resize(taken.len().max(end), 0);
                    taken.get_mut(first..end).unwrap_or_default().fill(cell.rows - 1);
                }
            }
            from_above(&mut row, &mut taken, &mut room);
            rows.push(row);
        }
        let is_empty = |row: &Vec<Vec<Inline>>| row.iter().all(Vec::is_empty);
        rows.retain(|row| !is_empty(row));
        while !rows.is_empty() && rows.iter().all(|row| row.last().is_none_or(Vec::is_empty)) {
            // A column with nothing in it at the end.
            let width = rows.iter().map(Vec::len).max().unwrap_or(0);
            if width < 2 || rows.iter().any(|row| row.len() != width) {
                break;
            }
            rows.iter_mut().for_each(|row| drop(row.pop()));
        }
        counted.merged_cells += merged;
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width * rows.len() > 4 * cells + 1024 {
            counted.wide_tables += 1;
            blocks.extend(rows.into_iter().map(|row| Block::Paragraph(joined(row))));
            return;
        }
        if rows.is_empty() {
            return;
        }
        let mut header = rows.remove(0);
        header.iter_mut().for_each(|cell| super::line::without_strong(cell));
        blocks.push(Block::Table(Table { columns: vec![Alignment::Default; width], header, rows }));
    }
}

fn joined(cells: Vec<Vec<Inline>>) -> Vec<Inline> {
    let mut line: Vec<Inline> = Vec::new();
    for cell in cells.into_iter().filter(|cell| !cell.is_empty()) {
        if !line.is_empty() {
            line.push(Inline::text(" "));
        }
        line.extend(cell);
    }
    line
}

/// All lines of the blocks as one, for a cell.
fn flatten(blocks: Vec<Block>, sign: &str, line: &mut Vec<Inline>) {
    let mut sign = sign.to_owned();
    let push = |content: Vec<Inline>, line: &mut Vec<Inline>, sign: &mut String| {
        let before = if line.is_empty() { "" } else { " " };
        let between = format!("{before}{sign}");
        sign.clear();
        if !between.is_empty() {
            line.push(Inline::text(&between));
        }
        line.extend(content);
    };
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => push(content, line, &mut sign),
            Block::List { start, items } => {
                for (item, number) in items.into_iter().zip(start.unwrap_or(0)..) {
                    let sign = if start.is_some() { format!("{number}. ") } else { "• ".to_owned() };
                    flatten(item, &sign, line);
                }
            }
            Block::Quote(blocks) => flatten(blocks, "", line),
            Block::Table(table) => {
                for row in std::iter::once(table.header).chain(table.rows) {
                    push(joined(row), line, &mut sign);
                }
            }
            Block::Break => {}
        }
    }
}
