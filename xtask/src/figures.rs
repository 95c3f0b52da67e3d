//! The table of what the tests measured: each writes its figure into a file of `target/figures`.

use crate::project::Project;
use std::fs;

const FOLDER: &str = "target/figures";

/// Each row with the name of its file.
const ROWS: [(&str, &str); 17] = [
    ("calls", "Each storage call × each fault"),
    ("schedules", "Random faults and kills"),
    ("tabs", "Two and three tabs"),
    ("bytes", "Random bytes in any value"),
    ("compaction", "Compaction killed anywhere"),
    ("budget", "Written to localStorage"),
    ("clock", "Clock set back"),
    ("kill", "kill -9 of Chromium while typing"),
    ("kill-editable", "The same in another kind of field"),
    ("disk", "Disk full"),
    ("quota", "Quota full"),
    ("faults", "Panic, overflow, no memory, borrowed"),
    ("files", "Each file call × each fault"),
    ("files-order", "File calls in any order"),
    ("rescue", "Rescue page"),
    ("hostile", "Hostile files"),
    ("hostile-browser", "A file of 200 MB in the browser"),
];

/// Removes the figures of an earlier run.
pub fn forget(project: &Project) {
    // Where there are none, that is as it should be.
    let _ = fs::remove_dir_all(project.file(FOLDER));
}

/// Prints the table.
pub fn print(project: &Project) {
    println!("\nWhat the tests show");
    for (file, row) in ROWS {
        let figure = fs::read_to_string(project.file(FOLDER).join(file));
        println!("  {row:<38}{}", figure.as_deref().unwrap_or("not measured").trim());
    }
}
