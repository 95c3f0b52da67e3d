//! What a writer's browser must load, and the most it may weigh: until the form accepts text, and in all.

use crate::project::Project;
use crate::run::Outcome;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const COMPRESS: &str = "\
const { existsSync, readFileSync } = require('fs');
const { brotliCompressSync, gzipSync } = require('zlib');
for (const file of process.argv.slice(1)) {
  const bytes = readFileSync(file);
  // As it is published, where it is packed already.
  const packed = (ending, pack) => (existsSync(file + ending) ? readFileSync(file + ending) : pack(bytes)).length;
  const gzip = packed('.gz', (bytes) => gzipSync(bytes, { level: 9 }));
  console.log([bytes.length, gzip, packed('.br', brotliCompressSync)].join(' '));
}";

/// A sum of files with the design's budget for it, in bytes compressed with brotli as a good host sends
/// them.
pub struct Weight {
    /// What the files are for.
    pub what: &'static str,
    pub brotli: u64,
    pub most: u64,
    /// The files and their sizes.
    pub table: String,
}

/// All that is weighed.
pub fn weigh(project: &Project) -> Outcome<[Weight; 2]> {
    let dist = project.file("dist");
    let mut files = Vec::new();
    list(&dist, "", &mut files)?;
    files.sort();
    let page = project.read("dist/index.html")?;
    // A browser test checks that the form needs no file that the page does not name.
    // The worker, the manifest and the icons are asked for when the form is there.
    let is_first = |file: &&String| file.starts_with("assets-") && page.contains(file.as_str());
    let first = files.iter().filter(|file| *file == "index.html" || is_first(file)).cloned();
    let first: Vec<String> = first.collect();
    Ok([
        sum(project, "the first load", &first, 230_000)?,
        // With the rich text editor (81 kB), which only those fetch who have chosen it; it stands a second time in
        // `blank.html`, of which files for respondents are made.
        sum(project, "all that is ever loaded", &files, 774_000)?,
    ])
}

/// Prints the sizes and compares them with the budgets.
pub fn check(project: &Project) -> Outcome {
    let mut broken = String::new();
    for Weight { what, brotli, most, table } in weigh(project)? {
        println!("\n{table}");
        if brotli > most {
            let _ =
                write!(broken, "The weight of {what} is {brotli} bytes with brotli; the budget is {most}. ");
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.trim_end().into()) }
}

/// Files of the release that a page may ask for: not their compressed twins, and not the copy of the
/// app in one file, which is another way to have the same.
fn list(folder: &Path, under: &str, files: &mut Vec<String>) -> Outcome {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("{} can't be read: {error}.", folder.display()))?;
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{under}{name}");
        let is_twin = [".br", ".gz"].iter().any(|end| name.ends_with(end));
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{path}/"), files)?;
        } else if !is_twin && name != "SHA256SUMS" && name != "submission-editor.html" {
            files.push(path);
        }
    }
    Ok(())
}

fn sum(project: &Project, what: &'static str, files: &[String], most: u64) -> Outcome<Weight> {
    let mut node = project.program("node").arg("-e").arg(COMPRESS).arg("--");
    for file in files {
        node = node.arg(project.file("dist").join(file));
    }
    let output = node.output().ok_or("node could not compress the files of dist/.")?;
    let mut sum = [0; 3];
    let mut table = format!("{:>9} {:>9} {:>9}\n", "raw", "gzip", "brotli");
    for (line, file) in output.lines().zip(files) {
        let sizes: Vec<u64> = line.split(' ').filter_map(|size| size.parse().ok()).collect();
        let [raw, gzip, brotli] = sizes[..] else {
            return Err(format!("node's answer on {file} was not understood: {line}").into());
        };
        let _ = writeln!(table, "{raw:>9} {gzip:>9} {brotli:>9}  {file}");
        sum = [sum[0] + raw, sum[1] + gzip, sum[2] + brotli];
    }
    let [raw, gzip, brotli] = sum;
    let _ = write!(table, "{raw:>9} {gzip:>9} {brotli:>9}  {what}; at most {most} with brotli");
    Ok(Weight { what, brotli, most, table })
}
