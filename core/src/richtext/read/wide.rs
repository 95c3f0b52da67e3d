//! Tables of many columns and rows of few cells.
//!
//! Every row of a table is as wide as the table, so that a long first row and many short ones would
//! take the product of both. Nobody writes such a table; what looks like one stays a paragraph.

use crate::richtext::Note;
use crate::richtext::clean::GUARD;

/// A table of so many columns is never refused for its short rows.
const NARROW: usize = 32;

/// So many empty cells are filled in, whatever the table.
const FEW: usize = 4096;

/// More of them than this are too many for pulldown-cmark 0.13, which breaks off the table.
const MANY: usize = 200_000;

/// The source with a guard before the row of dashes of such a table.
pub(super) fn without_wide_tables(source: String, notes: &mut Vec<Note>) -> String {
    let lines: Vec<&str> = source.split('\n').collect();
    let mut guarded = Vec::new();
    // How many rows and cells stand below a line, from the last line up.
    let (mut rows, mut cells) = (0, 0);
    for (index, line) in lines.iter().enumerate().rev() {
        let row = unquoted(line);
        if row.is_empty() {
            (rows, cells) = (0, 0);
            continue;
        }
        let columns = columns(row);
        if is_delimiter(row) && is_too_wide(columns, rows, cells) {
            guarded.push(index);
        }
        rows += 1;
        cells += columns;
    }
    if guarded.is_empty() {
        return source;
    }
    notes.push(Note::WideTable);
    let mut narrow = String::with_capacity(source.len() + guarded.len() * GUARD.len_utf8());
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            narrow.push('\n');
        }
        let row = unquoted(line);
        narrow.push_str(line.strip_suffix(row).unwrap_or(""));
        if guarded.last() == Some(&index) {
            guarded.pop();
            narrow.push(GUARD);
        }
        narrow.push_str(row);
    }
    narrow
}

/// A table of so many columns and rows, which have so many cells, is none.
pub fn is_too_wide(columns: usize, rows: usize, cells: usize) -> bool {
    let most = if columns > NARROW { (FEW + 4 * cells).min(MANY) } else { MANY };
    columns.saturating_mul(rows).saturating_sub(cells) > most
}

/// The line without the signs of quotations and the spaces before it.
fn unquoted(line: &str) -> &str {
    line.trim_start_matches([' ', '>'])
}

fn is_delimiter(row: &str) -> bool {
    row.contains('-') && row.bytes().all(|byte| b"|-: ".contains(&byte))
}

fn columns(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    1 + row.matches('|').count() - row.matches("\\|").count()
}
