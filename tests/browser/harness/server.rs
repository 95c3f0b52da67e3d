//! A static host, as plain as the cheapest one: files of a folder under a path, nothing else.

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
    under: String,
    stopped: Arc<AtomicBool>,
    listening: Mutex<Option<JoinHandle<()>>>,
}

impl Site {
    /// The app, at the root of its host.
    pub fn app() -> Self {
        Self::serve(&Self::app_folder(), "")
    }

    /// The app with places where a test lets it fail.
    pub fn faulty_app() -> Self {
        Self::serve(&Self::folder("APP_FAULTY_DIST"), "")
    }

    /// The app in a folder of its host, such as `/tools/editor`.
    pub fn app_under(path: &str) -> Self {
        Self::serve(&Self::app_folder(), path)
    }

    fn app_folder() -> PathBuf {
        Self::folder("APP_DIST")
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
        let listening = thread::spawn(move || {
            for stream in listener.incoming() {
                if until.load(Ordering::SeqCst) {
                    return;
                }
                let (folder, place, until) = (folder.clone(), place.clone(), Arc::clone(&until));
                thread::spawn(move || stream.and_then(|stream| answer(stream, &folder, &place, &until)));
            }
        });
        Self { address, under, stopped, listening: Mutex::new(Some(listening)) }
    }

    /// The full address of one of the site's paths.
    pub fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin(), self.under)
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
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

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Answers one request after the other, as a host does that keeps its connections.
fn answer(mut stream: TcpStream, folder: &Path, under: &str, stopped: &AtomicBool) -> std::io::Result<()> {
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
        stream.write_all(&response(&request, folder, under))?;
    }
    Ok(())
}

fn response(request: &str, folder: &Path, under: &str) -> Vec<u8> {
    let path = request.split(' ').nth(1).unwrap_or("/");
    let path = path.split(['?', '#']).next().unwrap_or("/");
    let found = file_for(path, under).and_then(|file| {
        let file = folder.join(file);
        Some((mime_type(&file), fs::read(&file).ok()?))
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
