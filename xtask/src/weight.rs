//! What a writer's browser must load until the form accepts text, and the most it may weigh.

use crate::project::Project;
use crate::release;
use crate::run::Outcome;
use std::path::PathBuf;

/// Bytes, compressed with brotli as a good host sends them: the design's budget for all that comes
/// before the form accepts text.
const BUDGET: u64 = 250_000;

const COMPRESS: &str = "\
const { readFileSync } = require('fs');
const { brotliCompressSync, gzipSync } = require('zlib');
for (const file of process.argv.slice(1)) {
  const bytes = readFileSync(file);
  console.log([bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length].join(' '));
}";

/// Prints the sizes and compares their sum with the budget.
pub fn check(project: &Project) -> Outcome {
    let files = first_load(project)?;
    let mut node = project.program("node").arg("-e").arg(COMPRESS).arg("--");
    for file in &files {
        node = node.arg(file);
    }
    let output = node.output().ok_or("node could not compress the files of dist/.")?;
    let mut sum = [0; 3];
    println!("{:>9} {:>9} {:>9}", "raw", "gzip", "brotli");
    for (line, file) in output.lines().zip(&files) {
        let sizes: Vec<u64> = line.split(' ').filter_map(|size| size.parse().ok()).collect();
        let [raw, gzip, brotli] = sizes[..] else {
            let file = file.display();
            return Err(format!("node's answer on {file} was not understood: {line}").into());
        };
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("{raw:>9} {gzip:>9} {brotli:>9}  {name}");
        sum = [sum[0] + raw, sum[1] + gzip, sum[2] + brotli];
    }
    println!("{:>9} {:>9} {:>9}  together; at most {BUDGET} with brotli", sum[0], sum[1], sum[2]);
    if sum[2] > BUDGET {
        return Err(
            format!("The first load weighs {} bytes with brotli; the budget is {BUDGET}.", sum[2]).into()
        );
    }
    Ok(())
}

/// The page and every file that it names. A browser test checks that the form needs no other.
fn first_load(project: &Project) -> Outcome<Vec<PathBuf>> {
    let page = project.read("dist/index.html")?;
    let mut files = vec![project.file("dist/index.html")];
    for file in release::assets(project)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if ["\"", " ", ">"].iter().any(|end| page.contains(&format!("/{name}{end}"))) {
            files.push(file);
        }
    }
    Ok(files)
}
