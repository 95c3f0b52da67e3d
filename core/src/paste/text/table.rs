//! Rows of cells with tabs between them, as spreadsheets copy them.

use super::line::{Line, is_placeholder};
use crate::paste::marker::{is_bullet, numbers};
use crate::richtext::{Alignment, Block, Inline, Table};

/// How many of the lines, from the first on, have as many tabs as it, and whether they are rows of a table.
pub(super) fn rows(lines: &[&str]) -> (usize, bool) {
    let tabs = lines.first().map_or(0, |first| first.matches('\t').count());
    if tabs == 0 {
        return (1, false);
    }
    let count = lines.iter().take_while(|line| line.matches('\t').count() == tabs).count();
    let rows = lines.get(..count).unwrap_or(&[]);
    let filled = |line: &&&str| line.split('\t').filter(|cell| !cell.trim().is_empty()).count() > 1;
    let first_cell = |line: &str| line.split('\t').next().unwrap_or("").trim().to_owned();
    let is_table = count > 1
        && rows.iter().filter(filled).count() * 2 > count
        && !rows.iter().all(|line| first_cell(line).is_empty())
        && !rows.iter().any(|line| is_sign_of_bullet(&first_cell(line)))
        && !(tabs == 1 && rows.iter().all(|line| !numbers(&first_cell(line)).is_empty()));
    (count, is_table)
}

/// A bullet alone.
fn is_sign_of_bullet(cell: &str) -> bool {
    let mut letters = cell.chars();
    letters.next().is_some_and(|c| is_bullet(c) || matches!(c, 'o' | '-' | '–' | '*' | '§'))
        && letters.next().is_none()
}

/// The rows as a table whose first row is its heading.
pub(super) fn table(rows: &[Line]) -> Block {
    let row =
        |line: &Line| -> Vec<Vec<Inline>> {
            let cells = line.whole.split('\t').map(str::trim);
            cells
                .map(|cell| {
                    if cell.is_empty() || is_placeholder(cell) {
                        Vec::new()
                    } else {
                        vec![Inline::text(cell)]
                    }
                })
                .collect()
        };
    let empty = |row: &Vec<Vec<Inline>>| row.iter().all(Vec::is_empty);
    let mut rows: Vec<_> = rows.iter().map(row).filter(|row| !empty(row)).collect();
    let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    Block::Table(Table { columns: vec![Alignment::Default; header.len()], header, rows })
}
