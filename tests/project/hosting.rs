//! The recipes of `hosting/` say the same as the page, and as each other.

use std::fs;
use std::path::Path;

const RECIPES: [&str; 5] = ["nginx.conf", "Caddyfile", "apache.conf", ".htaccess", "_headers"];

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn every_recipe_sends_the_policy_of_the_page_and_forbids_frames() {
    let page = read("index.html");
    let policy = page.split("content=\"").find(|text| text.starts_with("default-src")).unwrap();
    let policy = format!("{}; frame-ancestors 'none'", policy.split('"').next().unwrap());
    for name in RECIPES {
        let recipe = read(&format!("hosting/{name}"));
        assert!(recipe.contains(&policy), "{name} lacks the policy: {policy}");
        // No second, older one.
        for other in recipe.split("default-src").skip(1) {
            assert!(policy.ends_with(other.split(['"', '\n']).next().unwrap()), "{name}: {other}");
        }
    }
}

#[test]
fn every_recipe_sends_the_same_headers() {
    let features = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
    let headers = [
        ("Cache-Control", "public, max-age=31536000, immutable"),
        ("Content-Disposition", "attachment"),
        ("Content-Security-Policy", "frame-ancestors 'none'"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", features),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    for name in RECIPES {
        let recipe = read(&format!("hosting/{name}"));
        for (header, value) in headers {
            assert!(recipe.contains(header) && recipe.contains(value), "{name} lacks {header}: {value}");
        }
    }
}

#[test]
fn the_two_recipes_for_apache_say_the_same() {
    let lines = |name: &str| -> Vec<String> {
        let recipe = read(&format!("hosting/{name}"));
        let said = recipe.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let outer = ["<Directory", "</Directory", "AllowOverride None"];
        said.filter(|line| !outer.iter().any(|start| line.starts_with(start))).map(str::to_owned).collect()
    };
    assert_eq!(lines("apache.conf"), lines(".htaccess"));
}

#[test]
fn the_guide_names_every_recipe() {
    let guide = read("docs/hosting.md");
    for name in RECIPES {
        assert!(guide.contains(&format!("hosting/{name}")), "docs/hosting.md does not name {name}");
    }
}
