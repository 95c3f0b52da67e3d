//! Real web servers with the recipes of `hosting/`, and plain requests to them.

use super::browser::Profile;
use super::http::{Answer, request};
use super::server::Site;
use super::wait::wait_until;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs};

/// Where the app lies on each of these hosts.
const UNDER: &str = "/some/folder";
/// How many free ports are tried.
const PORTS: usize = 5;

/// A running web server. It serves a copy of the app's files, so that a test may change them.
pub struct Host {
    process: Child,
    pub site: Site,
    /// The folder of the app's files.
    pub files: PathBuf,
    folder: Profile,
}

/// Asks for a path of the site with these headers.
#[track_caller]
pub fn ask(site: &Site, path: &str, headers: &str) -> Answer {
    try_ask(site, path, headers).unwrap()
}

fn try_ask(site: &Site, path: &str, headers: &str) -> std::io::Result<Answer> {
    let url = site.url(path);
    let (host, path) = url["http://".len()..].split_once('/').unwrap();
    request(host, &format!("GET /{path}"), headers, "")
}

impl Host {
    /// nginx with `hosting/nginx.conf`; none where there is no nginx.
    pub fn nginx() -> Option<Self> {
        let program = env::var("APP_NGINX").ok()?;
        Some(Self::start(|folder, root, address| {
            let recipe = recipe(
                "nginx.conf",
                &[
                    ("listen 80;", &format!("listen {address};")),
                    ("root /var/www/html;", &format!("root {root};")),
                    ("location /submission-editor/ {", &format!("location {UNDER}/ {{")),
                ],
            );
            let at = folder.display();
            let unused = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .map(|what| format!("{what}_temp_path {at}/{what};"));
            let unused = unused.concat();
            let all = format!(
                "daemon off; pid {at}/pid; events {{}} http {{ access_log off; {unused}\n{recipe}\n}}"
            );
            let file = written(folder, "nginx.conf", &all);
            let mut server = Command::new(&program);
            server.arg("-e").arg(folder.join("errors")).arg("-c").arg(file);
            server
        }))
    }

    /// Caddy with `hosting/Caddyfile`; none where there is no Caddy.
    pub fn caddy() -> Option<Self> {
        let program = env::var("APP_CADDY").ok()?;
        Some(Self::start(|folder, root, address| {
            let recipe = recipe(
                "Caddyfile",
                &[
                    ("editor.example.org {", &format!("http://{address} {{")),
                    ("root * /var/www/html", &format!("root * {root}")),
                    ("handle /submission-editor/* {", &format!("handle {UNDER}/* {{")),
                ],
            );
            let file = written(folder, "Caddyfile", &format!("{{\n\tadmin off\n}}\n{recipe}"));
            let mut server = Command::new(&program);
            server.args(["run", "--adapter", "caddyfile", "--config"]).arg(file).env("HOME", folder);
            server
        }))
    }

    /// Apache with `hosting/apache.conf`, or with `hosting/.htaccess` beside the files.
    pub fn apache(recipe_name: &str) -> Option<Self> {
        let (program, types) = (env::var("APP_APACHE").ok()?, env::var("APP_APACHE_TYPES").ok()?);
        Some(Self::start(|folder, root, address| {
            let at = folder.display();
            let recipe = if recipe_name == ".htaccess" {
                let own = PathBuf::from(format!("{root}{UNDER}"));
                written(&own, ".htaccess", &recipe(recipe_name, &[]));
                format!("<Directory \"{root}\">\nAllowOverride All\n</Directory>")
            } else {
                recipe(recipe_name, &[("/var/www/html/submission-editor", &format!("{root}{UNDER}"))])
            };
            let modules =
                ["mpm_event", "authz_core", "dir", "mime", "headers", "filter", "rewrite", "deflate"]
                    .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"));
            let modules = modules.concat();
            let all = format!(
                "ServerRoot {at}\nServerName localhost\nListen {address}\nPidFile {at}/pid\n\
                 ErrorLog {at}/errors\n{modules}User www-data\nGroup www-data\nDocumentRoot {root}\n\
                 Include {types}\n\
                 <Directory />\nAllowOverride None\nRequire all granted\n</Directory>\n{recipe}"
            );
            let file = written(folder, "apache.conf", &all);
            let mut server = Command::new(&program);
            server.args(["-D", "FOREGROUND", "-f"]).arg(file);
            server
        }))
    }

    /// The web server that Python brings along, which has no recipe; none where there is no Python.
    pub fn python() -> Option<Self> {
        let program = env::var("APP_PYTHON").ok()?;
        Some(Self::start(|_, root, address| {
            let mut server = Command::new(&program);
            server.args(["-m", "http.server", "--bind", "127.0.0.1", "--directory", root]);
            server.arg(address.port().to_string());
            server
        }))
    }

    fn start(server: impl Fn(&Path, &str, &SocketAddr) -> Command) -> Self {
        let folder = Profile::new();
        let root = folder.0.join("html");
        let files = root.join(&UNDER[1..]);
        fs::create_dir_all(&files).unwrap();
        let copied = Command::new("cp").arg("-r").arg(Site::app_folder().join(".")).arg(&files).status();
        assert!(copied.unwrap().success());
        // Whoever else listens where it should does not know this.
        let own = written(&files, "own", &folder.0.display().to_string());
        let mut said = String::new();
        for _ in 0..PORTS {
            let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            let log = fs::File::create(folder.0.join("said")).unwrap();
            let _ = fs::remove_file(folder.0.join("errors"));
            let process = server(&folder.0, &root.display().to_string(), &address)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(log)
                .spawn()
                .expect("the server could not be started");
            let mut host = Started { process, folder: &folder.0 };
            let site = Site::of_another(address, UNDER);
            let is_up = || {
                let answer = try_ask(&site, "/own", "");
                answer.is_ok_and(|answer| answer.body == folder.0.display().to_string().into_bytes())
            };
            let mut up = false;
            wait_until("the server to listen or to end", || {
                up = is_up();
                up || host.has_failed()
            });
            if up {
                fs::remove_file(own).unwrap();
                return Self { process: host.process, site, files, folder };
            }
            // Another test may have taken its port in the short time until it listened.
            said = host.said();
            end(&mut host.process);
        }
        panic!("the server does not start: {said}");
    }

    /// A folder for another site, which goes with the host.
    pub fn elsewhere(&self) -> PathBuf {
        let folder = self.folder.0.join("elsewhere");
        fs::create_dir_all(&folder).unwrap();
        folder
    }
}

/// A server that may not listen yet.
struct Started<'f> {
    process: Child,
    folder: &'f Path,
}

impl Started<'_> {
    fn has_failed(&mut self) -> bool {
        let said = self.said();
        let is_over = self.process.try_wait().is_ok_and(|status| status.is_some());
        is_over || ["rror", "in use"].iter().any(|word| said.contains(word))
    }

    fn said(&self) -> String {
        let read = |name: &str| fs::read_to_string(self.folder.join(name)).unwrap_or_default();
        read("said") + &read("errors")
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// Not the hardest way, so that it ends its own helpers.
fn end(process: &mut Child) {
    let _ = Command::new("kill").arg(process.id().to_string()).status();
    let _ = process.wait();
}

/// A recipe as a person would change it for a host.
fn recipe(name: &str, changes: &[(&str, &str)]) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("hosting").join(name);
    let mut recipe = fs::read_to_string(file).unwrap();
    for (from, to) in changes {
        assert_eq!(recipe.matches(from).count(), 1, "{from} in {name}");
        recipe = recipe.replace(from, to);
    }
    recipe
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let file = folder.join(name);
    fs::write(&file, text).unwrap();
    file
}
