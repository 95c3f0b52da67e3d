//! A static host, as plain as the cheapest one: files of a folder under a path, nothing else.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::{env, fs, thread};

/// A folder that is served on this machine until it is stopped or dropped.
pub struct Site {
    address: SocketAddr,
    origin: String,
    under: String,
    stopped: Arc<AtomicBool>,
    types: Types,
    listening: Mutex<Option<JoinHandle<()>>>,
}

/// Types that are sent instead of the right ones, by the endings of the files.
type Types = Arc<Mutex<HashMap<&'static str, &'static str>>>;

impl Site {
    /// The app, at the root of its host.
    pub fn app() -> Self {
        Self::serve(&Self::app_folder(), "")
    }

    /// The app with what only tests have: places where it can be let fail, and languages to try it in.
    pub fn faulty_app() -> Self {
        Self::serve(&Self::faulty_folder(), "")
    }

    /// The app in a folder of its host, such as `/tools/editor`.
    pub fn app_under(path: &str) -> Self {
        Self::serve(&Self::app_folder(), path)
    }

    /// A site that another program serves.
    pub(super) fn of_another(address: SocketAddr, under: &str) -> Self {
        let stopped = Arc::new(AtomicBool::new(false));
        let origin = format!("http://{address}");
        Self {
            address,
            origin,
            under: under.to_owned(),
            stopped,
            types: Types::default(),
            listening: Mutex::new(None),
        }
    }

    /// The folder with the app as it is published.
    pub fn app_folder() -> PathBuf {
        Self::folder("APP_DIST")
    }

    /// The folder with the app with what only tests have.
    pub fn faulty_folder() -> PathBuf {
        Self::folder("APP_FAULTY_DIST")
    }

    fn folder(variable: &str) -> PathBuf {
        let folder = env::var(variable).unwrap_or_else(|_| "dist".to_owned());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        assert!(folder.join("index.html").is_file(), "no app in {}: cargo xtask browser", folder.display());
        folder
    }

    /// Serves any folder under `path`, which is empty for the root.
    pub fn serve(folder: &Path, path: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let stopped = Arc::new(AtomicBool::new(false));
        let (folder, under) = (folder.to_owned(), path.to_owned());
        let (place, until) = (under.clone(), Arc::clone(&stopped));
        let types = Types::default();
        let sent_as = Arc::clone(&types);
        let listening = thread::spawn(move || {
            for stream in listener.incoming() {
                if until.load(Ordering::SeqCst) {
                    return;
                }
                let (folder, place, until) = (folder.clone(), place.clone(), Arc::clone(&until));
                let types = Arc::clone(&sent_as);
                thread::spawn(move || {
                    stream.and_then(|stream| answer(stream, &folder, &place, &until, &types))
                });
            }
        });
        let origin = format!("http://{address}");
        Self { address, origin, under, stopped, types, listening: Mutex::new(Some(listening)) }
    }

    /// The full address of one of the site's paths; a page on the disk has `/` and its fragments.
    pub fn url(&self, path: &str) -> String {
        let path = if self.origin == "file://" { path.trim_start_matches('/') } else { path };
        format!("{}{}{path}", self.origin(), self.under)
    }

    /// A page on the writer's own disk, without any server.
    pub fn on_disk(page: &Path) -> Self {
        Self {
            address: ([127, 0, 0, 1], 0).into(),
            origin: "file://".to_owned(),
            under: page.display().to_string(),
            stopped: Arc::default(),
            types: Types::default(),
            listening: Mutex::default(),
        }
    }

    /// From now on files with this ending are sent as another type.
    pub fn send_as(&self, ending: &'static str, kind: &'static str) {
        self.types.lock().unwrap().insert(ending, kind);
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        self.origin.clone()
    }

    /// Goes off line: from now on nobody answers.
    pub fn stop(&self) {
        let Some(listening) = self.listening.lock().unwrap().take() else {
            return;
        };
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes the listener, so that it sees the mark.
        let _ = TcpStream::connect(self.address);
        let _ = listening.join();
    }
}

/// The folder of assets in the app's folder.
pub fn assets_in(app: &Path) -> PathBuf {
    let entries = fs::read_dir(app).unwrap().map(|entry| entry.unwrap());
    let mut folders = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("assets-"));
    folders.next().expect("there is a folder of assets").path()
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Answers one request after the other, as a host does that keeps its connections.
fn answer(
    mut stream: TcpStream,
    folder: &Path,
    under: &str,
    stopped: &AtomicBool,
    types: &Types,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    while let Some(request) = lines.next().transpose()? {
        for line in lines.by_ref() {
            if line?.is_empty() {
                break;
            }
        }
        // A browser opens connections ahead of its requests: such a one must not outlive the site.
        if stopped.load(Ordering::SeqCst) {
            return Ok(());
        }
        stream.write_all(&response(&request, folder, under, types))?;
    }
    Ok(())
}

fn response(request: &str, folder: &Path, under: &str, types: &Types) -> Vec<u8> {
    let path = request.split(' ').nth(1).unwrap_or("/");
    let path = path.split(['?', '#']).next().unwrap_or("/");
    let found = file_for(path, under).and_then(|file| {
        let file = folder.join(file);
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let wrong = types.lock().unwrap().get(ending).copied();
        Some((wrong.unwrap_or_else(|| mime_type(&file)), fs::read(&file).ok()?))
    });
    let (status, mime, body) = match found {
        Some((mime, body)) => ("200 OK", mime, body),
        None => ("404 Not Found", "text/plain; charset=utf-8", b"not found".to_vec()),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {length}\r\nCache-Control: no-cache\r\n\r\n"
    );
    [head.into_bytes(), body].concat()
}

/// The file for a path below `under`; none for a path that leads elsewhere.
fn file_for(path: &str, under: &str) -> Option<PathBuf> {
    let path = path.strip_prefix(under)?.strip_prefix('/')?;
    let file =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let file = PathBuf::from(file);
    file.components().all(|part| matches!(part, Component::Normal(_))).then_some(file)
}

fn mime_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[test]
fn only_files_of_the_folder_are_served() {
    let cases = [
        ("/", "", Some("index.html")),
        ("/app.js", "", Some("app.js")),
        ("/a/b/", "/a/b", Some("index.html")),
        ("/a/b/c/d.css", "/a/b", Some("c/d.css")),
        ("/a", "/a/b", None),
        ("/../Cargo.toml", "", None),
        ("//etc/passwd", "", None),
    ];
    for (path, under, expected) in cases {
        assert_eq!(file_for(path, under), expected.map(PathBuf::from), "{path} under {under}");
    }
}
