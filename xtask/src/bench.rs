//! The benchmark: what the app costs beside a page of plain text areas, measured in a real browser by
//! `tests/bench`.

use crate::project::Project;
use crate::run::{Outcome, step};
use crate::weight::Weight;
use crate::{bundle, setup, weight};
use std::fs;

/// Measures, and writes BENCHMARKS.md. A `--quick` run measures less and writes nothing; with `--check` a
/// budget that is broken is a failure.
pub fn run(project: &Project, arguments: &[String]) -> Outcome {
    let (mut quick, mut check) = (false, false);
    for argument in arguments {
        match argument.as_str() {
            "--quick" => quick = true,
            "--check" => check = true,
            other => {
                return Err(format!("`cargo xtask bench` knows --quick and --check, and not {other}.").into());
            }
        }
    }
    let tools = setup::for_tests(project)?;
    bundle::release(project)?;
    let weights = weight::weigh(project)?;
    let cargo = project.program("cargo").args("test --quiet --test bench -- --ignored --nocapture");
    let mut cargo = cargo
        .env("APP_DIST", project.file("dist"))
        .env("APP_BROWSER", &tools.chromium)
        .env("RUST_BACKTRACE", "0")
        .env(
            "BENCH_WEIGHTS",
            lines(&weights, |weight| format!("{} {} {}", weight.what, weight.brotli, weight.most)),
        )
        .env("BENCH_FILES", lines(&weights, |weight| weight.table.clone() + "\n"))
        .env("BENCH_MACHINE", machine())
        .env("BENCH_COMMIT", output(project, "git", "rev-parse --short=12 HEAD"))
        .env("BENCH_DATE", output(project, "date", "-u +%Y-%m-%d"));
    if quick {
        cargo = cargo.env("BENCH_QUICK", "1");
    } else {
        cargo = cargo.env("BENCH_REPORT", project.file("BENCHMARKS.md"));
    }
    if check {
        cargo = cargo.env("BENCH_CHECK", "1");
    }
    step("Measuring", || cargo.run())
}

fn lines(weights: &[Weight], line: impl Fn(&Weight) -> String) -> String {
    weights.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn output(project: &Project, program: &str, arguments: &str) -> String {
    project.program(program).args(arguments).output().unwrap_or_else(|| "unknown".to_owned())
}

/// The processor, and how many cores it has for us: nothing that tells one machine from another.
fn machine() -> String {
    let known = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = known.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unknown processor", |(_, model)| model.trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{model}, {cores} cores")
}
