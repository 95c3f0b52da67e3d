//! Installs what is missing, saying what and why. Each version is named in one place only: Rust's in
//! `rust-toolchain.toml`, Trunk's in `Trunk.toml`, wasm-bindgen's in `Cargo.lock`, cargo-deny's in
//! `Cargo.toml`, the npm packages' in `package-lock.json`.

use crate::project::Project;
use crate::run::{Failure, Outcome, step};
use std::path::{Path, PathBuf};
use std::{env, fs};

const WASM: &str = "wasm32-unknown-unknown";

/// What only the tests need.
pub struct TestTools {
    pub chromium: PathBuf,
    /// Under which variable the tests look for each further tool. One that can't be had is not among them:
    /// the tests that need it are skipped, and fail where `CI` is set.
    pub others: Vec<(&'static str, PathBuf)>,
}

/// Everything that building the app needs.
pub fn for_builds(project: &Project) -> Outcome {
    wasm_target(project)?;
    trunk(project)?;
    wasm_bindgen(project)?;
    npm_packages(project)?;
    crates(project)
}

/// Everything that building and testing the app needs.
pub fn for_tests(project: &Project) -> Outcome<TestTools> {
    for_builds(project)?;
    let chromium = chromium(project)?;
    let why = "it reads the exported Markdown as another program would";
    optional(project, "pandoc", &["pandoc"], "pandoc", why);
    let why = "the main road is walked in a second browser engine too";
    let firefox = optional(project, "Firefox", &["firefox-esr", "firefox"], "firefox-esr", why);
    let why = "its small web server is one that the app is tried on";
    let python = optional(project, "Python", &["python3"], "python3", why);
    let others = [
        ("APP_FIREFOX", firefox),
        ("APP_WEBKIT", webkit(project)),
        ("APP_NGINX", web_server(project, "nginx", "usr/sbin/nginx")),
        ("APP_CADDY", web_server(project, "caddy", "usr/bin/caddy")),
        ("APP_APACHE", apache(project)),
        ("APP_APACHE_TYPES", web_server(project, "apache2", "etc/apache2/mods-available/mime.conf")),
        ("APP_PYTHON", python),
    ];
    let others = others.into_iter().filter_map(|(variable, tool)| Some((variable, tool?))).collect();
    Ok(TestTools { chromium, others })
}

fn wasm_target(project: &Project) -> Outcome {
    let folder = project.program("rustc").args("--print target-libdir --target").arg(WASM).output();
    if folder.is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        return Ok(());
    }
    install("Rust's standard library for the browser", "the app is compiled to WebAssembly", || {
        let fetched = project.program("rustup").args("target add").arg(WASM).run();
        fetched.map_err(|failure| {
            Failure::from(format!(
                "{failure} Without rustup or network, install the standard library for {WASM} of exactly \
                 rustc's version by other means: Debian has it as libstd-rust-dev-wasm32, Fedora as \
                 rust-std-static-{WASM}; it belongs in the folder that \
                 `rustc --print target-libdir --target {WASM}` names."
            ))
        })
    })
}

fn trunk(project: &Project) -> Outcome {
    let version = quoted_after(&project.read("Trunk.toml")?, "trunk-version")
        .ok_or("Trunk.toml must name trunk-version.")?
        .trim_start_matches('=')
        .to_owned();
    let why = "it bundles and serves the app; compiling it takes some minutes, once";
    cargo_install(project, "trunk", "trunk", &version, "", why)
}

fn wasm_bindgen(project: &Project) -> Outcome {
    let lock = project.read("Cargo.lock")?;
    let version = lock
        .split("[[package]]")
        .find(|package| quoted_after(package, "name") == Some("wasm-bindgen"))
        .and_then(|package| quoted_after(package, "version"))
        .ok_or("Cargo.lock must name wasm-bindgen.")?;
    let why = "it writes the JavaScript beside the WebAssembly, and must be of Cargo.lock's version";
    cargo_install(project, "wasm-bindgen", "wasm-bindgen-cli", version, "", why)
}

/// Only for the checks of what comes from outside: compiling it takes minutes, once.
pub fn cargo_deny(project: &Project) -> Outcome {
    let manifest = project.read("Cargo.toml")?;
    let version = quoted_after(&manifest, "cargo-deny").ok_or("Cargo.toml must name cargo-deny.")?;
    let why = "it checks what comes from outside: licences, sources, known faults";
    // Not optimised: compiled in less than half the time, and it runs for a second.
    cargo_install(project, "cargo-deny", "cargo-deny", version, "--debug", why)
}

/// Installs a program of a crate: among the user's own programs where there is none, otherwise into
/// `.tools`, so that another project keeps the version it wants.
fn cargo_install(
    project: &Project,
    program: &str,
    name: &str,
    version: &str,
    options: &str,
    why: &str,
) -> Outcome {
    let found = project.program(program).arg("--version").output();
    if found.as_deref().is_some_and(|line| line.split_whitespace().nth(1) == Some(version)) {
        return Ok(());
    }
    let attempt = |locked: &str| {
        let cargo = project.program("cargo").args("install").args(locked).args(options);
        let cargo = if found.is_some() { cargo.arg("--root").arg(project.file(".tools")) } else { cargo };
        cargo.arg(format!("{name}@{version}")).run()
    };
    install(&format!("{name} {version}"), why, || {
        let installed = attempt("--locked").or_else(|_| {
            // A lock file may name a release that a mirror of the registry does not have yet.
            println!("The versions in its own lock file are not to be had: trying with the newest that fit.");
            attempt("")
        });
        installed.map_err(|failure| {
            format!(
                "{failure} With network, `cargo install {name}@{version}` must work; then run this again."
            )
            .into()
        })
    })
}

fn npm_packages(project: &Project) -> Outcome {
    let lock = project.read("package-lock.json")?;
    let installed = project.file("node_modules/.installed");
    if fs::read_to_string(&installed).is_ok_and(|done| done == lock) {
        return Ok(());
    }
    if project.find(&["npm"]).is_none() {
        system_package(project, "npm", "nodejs npm", "npm brings what package.json lists")?;
    }
    let why = "wasm-opt makes the WebAssembly smaller, axe-core checks accessibility, stylelint the style sheets \
               and TypeScript the scripts";
    install("the npm packages of package-lock.json", why, || {
        project.program("npm").args("ci --no-audit --no-fund").run().map_err(|failure| {
            format!(
                "{failure} With network, `npm ci` in the project's folder must work; then run this again."
            )
        })?;
        // Written last: an installation that was broken off is done again.
        fs::write(&installed, &lock)
            .map_err(|error| format!("node_modules can't be written: {error}.").into())
    })
}

/// Trunk is run without network, so that it never downloads a tool behind our back.
fn crates(project: &Project) -> Outcome {
    let fetched = project.program("cargo").args("fetch --quiet").run();
    fetched.map_err(|failure| {
        format!("{failure} The crates of Cargo.lock must be fetched once, with network.").into()
    })
}

fn chromium(project: &Project) -> Outcome<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    if let Some(found) = project.find(&names) {
        return Ok(found);
    }
    system_package(project, "Chromium", "chromium", "the browser tests use the app as a writer would")?;
    project.find(&names).ok_or_else(|| "Chromium was installed and is still not on PATH.".into())
}

/// WebKit, and what it takes to drive it: the driver, a screen that nobody sees, and a program for our window.
fn webkit(project: &Project) -> Option<PathBuf> {
    let driver = || project.find(&["WebKitWebDriver"]);
    let is_there = || {
        let window =
            project.program("gjs").arg("-c").arg("imports.gi.versions.WebKit2 = '4.1'; imports.gi.WebKit2");
        driver().is_some() && project.find(&["Xvfb"]).is_some() && window.output().is_some()
    };
    if !is_there() {
        let packages = "webkit2gtk-driver gir1.2-webkit2-4.1 gjs xvfb";
        let why = "the main road is walked in Safari's engine too";
        if let Err(failure) = system_package(project, "WebKit with its driver", packages, why) {
            println!("{failure} The tests that need WebKit are skipped.");
        }
    }
    driver().filter(|_| is_there())
}

/// The program alone: what starts a web server with the machine is in another package.
fn apache(project: &Project) -> Option<PathBuf> {
    let file = PathBuf::from("/usr/sbin/apache2");
    if !file.is_file() {
        let why = "the recipes for web servers are tried on real ones";
        if let Err(failure) = system_package(project, "Apache", "apache2-bin media-types", why) {
            println!("{failure} The tests that need Apache are skipped.");
        }
    }
    Some(file).filter(|file| file.is_file())
}

/// A file of a web server, from Debian's package, unpacked into `.tools`: installed, it would start a web server on
/// this machine.
fn web_server(project: &Project, package: &str, file: &str) -> Option<PathBuf> {
    let unpacked = project.file(".tools").join(package).join(file);
    let known = || [Path::new("/").join(file), unpacked.clone()].into_iter().find(|file| file.is_file());
    if let Some(found) = project.find(&[package]).filter(|found| found.ends_with(file)).or_else(known) {
        return Some(found);
    }
    let folder = project.file(".tools");
    let unpack = || {
        fs::create_dir_all(&folder).map_err(|error| format!(".tools can't be made: {error}."))?;
        // Where the lists of packages are old, only root may fetch new ones.
        let _ = project.program("apt-get").args("update --quiet=2").output();
        let script = "cd .tools && apt-get download --quiet=2 $0 && dpkg-deb --extract $0_*.deb $0";
        project.program("sh").arg("-c").arg(script).arg(package).run()
    };
    let why = "the recipes for web servers are tried on real ones";
    match install(&format!("{package}, beside the system"), why, unpack) {
        Ok(()) => known(),
        Err(failure) => {
            println!("{failure} The tests that need {package} are skipped, unless you install it.");
            None
        }
    }
}

/// One of these programs, from the system's packages where there is none yet.
fn optional(project: &Project, what: &str, names: &[&str], package: &str, why: &str) -> Option<PathBuf> {
    if project.find(names).is_none()
        && let Err(failure) = system_package(project, what, package, why)
    {
        println!("{failure} The tests that need {what} are skipped.");
    }
    project.find(names)
}

/// Installs by the system's package manager where that needs no question: with apt, as root, or where `CI` is set
/// and sudo asks for no password.
fn system_package(project: &Project, what: &str, packages: &str, why: &str) -> Outcome {
    let by_hand = format!("Please install {what} ({why}): for example `sudo apt-get install {packages}`.");
    let is_root = project.program("id").arg("-u").output().is_some_and(|id| id == "0");
    let may =
        is_root || env::var_os("CI").is_some() && project.program("sudo").args("-n true").output().is_some();
    if !may || project.find(&["apt-get"]).is_none() {
        return Err(by_hand.into());
    }
    install(what, why, || {
        let apt = || {
            let env = if is_root { project.program("env") } else { project.program("sudo").args("-n env") };
            env.args("DEBIAN_FRONTEND=noninteractive apt-get")
        };
        apt()
            .args("update --quiet=2")
            .run()
            .and_then(|()| apt().args("install --yes --quiet=2 --no-install-recommends").args(packages).run())
    })
    .map_err(|failure| format!("{failure} {by_hand}").into())
}

fn install(what: &str, why: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    step(&format!("Installing {what}, because {why}"), work)
}

/// The text in quotes on the line `key = "…"`.
fn quoted_after<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim() == key).then(|| value.trim().trim_matches('"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_its_line_alone() {
        let text = "# trunk-version is here\ntrunk-version = \"=0.21.14\"\n";
        assert_eq!(quoted_after(text, "trunk-version"), Some("=0.21.14"));
        assert_eq!(quoted_after(text, "version"), None);
    }
}
