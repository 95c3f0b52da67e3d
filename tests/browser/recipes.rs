//! The app on real web servers with the recipes of `hosting/`, in a folder of the host.

use crate::harness::{Browser, Host, Site, ask, assets_in, wait_until};
use crate::writer::{WSIS, begin, go_to_question, sheet, wait_until_safe};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use test_support::missing;

const YEAR: &str = "public, max-age=31536000, immutable";

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn nginx_serves_the_app_by_its_recipe() {
    serves("nginx", Host::nginx());
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn caddy_serves_the_app_by_its_recipe() {
    serves("Caddy", Host::caddy());
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn apache_serves_the_app_by_each_of_its_recipes() {
    for recipe in ["apache.conf", ".htaccess"] {
        serves("Apache", Host::apache(recipe));
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_web_server_of_python_is_enough_to_try_the_app() {
    match Host::python() {
        Some(host) => the_app_runs(&host.site),
        None => missing::tool("Python"),
    }
}

fn serves(server: &str, host: Option<Host>) {
    let Some(host) = host else {
        missing::tool(server);
        return;
    };
    let assets = pack_assets(&host.files);
    headers_are_right(&host.site, &assets);
    compressed_files_are_sent(&host, &assets);
    the_app_runs(&host.site);
    nobody_frames_it(&host);
}

/// The paths of the folder of assets, with a compressed file beside each, as in a release.
fn pack_assets(files: &Path) -> Vec<String> {
    let folder = assets_in(files);
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let plain = |file: &PathBuf| {
        let ending = file.extension().unwrap_or_default();
        file.is_file() && !["br", "gz", "png"].iter().any(|packed| ending == *packed)
    };
    let all = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(plain);
    let paths = all.map(|file| {
        if !file.with_added_extension("gz").exists() {
            assert!(Command::new("gzip").args(["-9", "-k"]).arg(&file).status().unwrap().success());
        }
        format!("/{name}/{}", file.file_name().unwrap().to_string_lossy())
    });
    paths.collect()
}

fn headers_are_right(site: &Site, assets: &[String]) {
    let one = |ending: &str| assets.iter().find(|path| path.ends_with(ending)).unwrap().as_str();
    let missing = format!("{}.missing", one(".js"));
    let policy = policy();
    let single = "frame-ancestors 'none'";
    let cases = [
        ("/", 200, "text/html; charset=utf-8", "no-cache", policy.as_str()),
        ("/index.html", 200, "text/html; charset=utf-8", "no-cache", &policy),
        ("/sw.js", 200, "text/javascript; charset=utf-8", "no-cache", &policy),
        ("/manifest.webmanifest", 200, "application/manifest+json", "no-cache", &policy),
        ("/submission-editor.html", 200, "text/html; charset=utf-8", "no-cache", single),
        (one(".js"), 200, "text/javascript; charset=utf-8", YEAR, &policy),
        (one(".css"), 200, "text/css; charset=utf-8", YEAR, &policy),
        (one(".wasm"), 200, "application/wasm", YEAR, &policy),
        (one(".svg"), 200, "image/svg+xml", YEAR, &policy),
        (&missing, 404, "", "", &policy),
    ];
    for accepted in ["", "Accept-Encoding: gzip\r\n"] {
        for (path, status, kind, cached, policy) in cases {
            let answer = ask(site, path, accepted);
            let told = |name: &str| answer.header(name).to_owned();
            assert_eq!(answer.status, status, "{path}");
            if status == 200 {
                assert_eq!(told("content-type").to_lowercase(), kind, "{path} {accepted}");
            }
            assert_eq!(told("cache-control"), cached, "{path} {accepted}");
            assert_eq!(told("content-security-policy"), policy, "{path}");
            assert_eq!(told("referrer-policy"), "no-referrer", "{path}");
            assert_eq!(told("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(told("cross-origin-opener-policy"), "same-origin", "{path}");
            assert_eq!(told("cross-origin-resource-policy"), "same-origin", "{path}");
            assert!(told("permissions-policy").contains("camera=()"), "{path}");
        }
    }
    assert_eq!(ask(site, "/submission-editor.html", "").header("content-disposition"), "attachment");
    assert_eq!(ask(site, "/", "").header("content-disposition"), "");
    let mark = ask(site, "/", "").header("etag").to_owned();
    let again = ask(site, "/", &format!("If-None-Match: {mark}\r\n"));
    assert_eq!((again.status, again.header("cache-control")), (304, "no-cache"), "{mark}");
}

/// The page's own policy, and what only a header can say.
fn policy() -> String {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
    let own = page.split("content=\"").find(|text| text.starts_with("default-src")).unwrap();
    format!("{}; frame-ancestors 'none'", own.split('"').next().unwrap())
}

fn compressed_files_are_sent(host: &Host, assets: &[String]) {
    let accepted = "Accept-Encoding: gzip\r\n";
    for path in assets {
        let answer = ask(&host.site, path, accepted);
        assert_eq!(answer.header("content-encoding"), "gzip", "{path}");
        assert!(answer.header("vary").to_lowercase().contains("accept-encoding"), "{path}");
        let packed = fs::read(host.files.join(&path[1..]).with_added_extension("gz")).unwrap();
        assert!(answer.body == packed, "{path} is not the file that is there");
        assert_eq!(ask(&host.site, path, "").header("content-encoding"), "", "{path}");
    }
    for path in ["/", "/sw.js"] {
        assert_eq!(ask(&host.site, path, accepted).header("content-encoding"), "gzip", "{path}");
    }
    // What an earlier version has left beside a new page.
    fs::write(host.files.join("index.html.gz"), "left over").unwrap();
    assert_ne!(ask(&host.site, "/index.html", accepted).body, b"left over");
}

/// Without one violation of the policy: a page that ends with an error in the console fails its test.
fn the_app_runs(site: &Site) {
    let browser = Browser::start();
    let page = browser.open(site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, "b. Brief").type_text("Since 2003.");
    wait_until_safe(&page);
    page.click_link("Review");
    page.wait_for_text("Since 2003.");
    page.look("navigator.serviceWorker.ready.then(() => true)");
    page.reload();
    page.wait_for_text("Since 2003.");
    assert!(page.requests().iter().any(|url| url.ends_with("later.wasm")));
}

fn nobody_frames_it(host: &Host) {
    let (browser, open) = (Browser::start(), Site::app());
    let folder = host.elsewhere();
    for (site, shown) in [(&open, true), (&host.site, false)] {
        let frame = format!("<!doctype html><link rel=icon href=data:,><iframe src=\"{}\">", site.url("/"));
        fs::write(folder.join("index.html"), frame).unwrap();
        let other = Site::serve(&folder, "");
        let page = browser.new_tab(&other);
        page.expect_requests_to(site);
        page.go_to("/");
        let asked = || page.requests().iter().filter(|url| url.starts_with(&site.origin())).count();
        if shown {
            wait_until("the app to load in the frame", || asked() > 3);
            // It is closed in the midst of its start.
            page.expect_error("");
        } else {
            let refused = "frame-ancestors";
            wait_until("the browser to refuse", || page.errors().iter().any(|error| error.contains(refused)));
            page.expect_error(refused);
            assert_eq!(asked(), 1, "{:?}", page.requests());
        }
    }
}
