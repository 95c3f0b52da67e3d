//! The project's own commands; `cargo xtask help` lists them.

mod bench;
mod bundle;
mod checks;
mod counts;
mod figures;
mod icons;
mod licences;
mod neutral;
mod project;
mod release;
mod reproduce;
mod run;
mod setup;
mod supply;
mod traces;
mod weight;

use project::Project;
use run::Outcome;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  serve [ARGS]      set up what is missing, then serve the app on this machine (ARGS go to `trunk serve`)
  build             the files to publish, in dist/, and what they weigh
  test [--long]     everything: format, lints, host tests, the release build, browser tests; with --long
                    the store's tests try ten times as many cases, and the release is built twice
  browser [FILTER]  the browser tests alone, on a quick build
  bench             what the app costs beside a page of plain text areas, into BENCHMARKS.md; --quick measures
                    less and writes nothing, --check fails where a budget is broken
  screenshots       the pictures in docs/screenshots/
  reproduce         build the last commit twice, in two folders, and compare all files
  licences          write about/licences.json anew: everything that is shipped
  supply            what comes from outside: licences, sources and known faults
  setup             only set up what `serve`, `build` and `test` need
  clean             remove what builds have written (target/, dist/)";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_else(|| "help".to_owned());
    let rest: Vec<String> = arguments.collect();
    match carry_out(&command, &rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_told() {
                eprintln!("\n{failure}");
            }
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: &str, rest: &[String]) -> Outcome {
    let project = Project::here()?;
    match command {
        "serve" => bundle::serve(&project, rest),
        "build" => bundle::build(&project),
        "test" => match rest {
            [] => checks::all(&project, false),
            [long] if long == "--long" => checks::all(&project, true),
            _ => Err("`cargo xtask test` knows --long and nothing else.".into()),
        },
        "browser" => checks::browser(&project, rest),
        "bench" => bench::run(&project, rest),
        "screenshots" => checks::screenshots(&project),
        "reproduce" => reproduce::check(&project),
        "licences" => {
            setup::for_builds(&project)?;
            licences::write(&project)
        }
        "supply" => checks::supply(&project),
        "setup" => setup::for_tests(&project).map(drop),
        "clean" => bundle::clean(&project),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        unknown => Err(format!("There is no command {unknown:?}.\n\n{HELP}").into()),
    }
}
