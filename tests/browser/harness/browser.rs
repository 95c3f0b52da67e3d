//! A browser of the test's own, with a profile that lives as long as the test.

use super::connection::Connection;
use super::page::Page;
use super::server::Site;
use serde_json::{Value, json};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

/// What the browser's settings let a page store.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Storage {
    Allowed,
    /// "Block all cookies", which forbids localStorage too.
    Blocked,
}

/// A running browser.
pub struct Browser {
    process: Child,
    connection: Arc<Connection>,
    pub(super) profile: Profile,
}

/// The folder with everything that the browser keeps.
pub(super) struct Profile(pub(super) PathBuf);

/// The browser reads from descriptor 3 and writes to 4, which only a shell can lay there.
const EXEC: &str = r#"exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>/dev/null"#;
const MOUNT: &str = r#"mount -t tmpfs -o size=100m none "$DISK""#;

/// A disk of some megabytes.
pub struct SmallDisk {
    folder: PathBuf,
    signal: PathBuf,
}

impl SmallDisk {
    /// Fills it to the last byte.
    #[track_caller]
    pub fn fill(&self) {
        fs::write(&self.signal, "").unwrap();
        let done = self.signal.with_extension("done");
        super::wait::wait_until("the disk to be full", || done.exists());
    }

    /// A shell that may mount, without being root on the machine.
    fn shell(&self, script: &str) -> Command {
        let mut shell = Command::new("unshare");
        shell.args(["--map-root-user", "--mount", "sh", "-c", script]);
        shell.env("DISK", &self.folder).env("SIGNAL", &self.signal);
        shell
    }
}

impl Browser {
    /// Starts a browser that nobody has used before.
    pub fn start() -> Self {
        Self::with_storage(Storage::Allowed)
    }

    /// Starts a new browser with this setting.
    pub fn with_storage(storage: Storage) -> Self {
        let profile = Profile::new();
        if storage == Storage::Blocked {
            let settings = json!({ "profile": { "default_content_setting_values": { "cookies": 2 } } });
            fs::create_dir_all(profile.0.join("Default")).unwrap();
            fs::write(profile.0.join("Default/Preferences"), settings.to_string()).unwrap();
        }
        Self::on(profile)
    }

    /// Starts a new browser whose profile is on a small disk of its own, which can be filled; none
    /// where this machine does not let a program have one.
    pub fn on_small_disk() -> Option<(Self, SmallDisk)> {
        let profile = Profile::new();
        let disk = SmallDisk { folder: profile.0.join("disk"), signal: profile.0.join("fill") };
        fs::create_dir_all(&disk.folder).unwrap();
        let mounts = format!("{MOUNT} || exit 1");
        let tried = disk.shell(&mounts).stderr(Stdio::null()).status();
        if !tried.is_ok_and(|status| status.success()) {
            return None;
        }
        // What is mounted is seen by the browser alone, and goes with it; so one beside it fills it.
        // It keeps it full, for a browser gives room back, such as that of kept programs. `$$` is the
        // browser's own number from the moment it is started.
        let fill = r#"(while [ ! -e "$SIGNAL" ]; do sleep 0.02; done
            cat /dev/zero > "$DISK/filled"; touch "$SIGNAL.done"
            while kill -0 $$; do cat /dev/zero >> "$DISK/filled"; sleep 0.02; done
            ) </dev/null >/dev/null 2>&1 &"#;
        let shell = disk.shell(&format!("{mounts}; {fill} {EXEC}"));
        Some((Self::launch(shell, &disk.folder.clone(), profile), disk))
    }

    fn on(profile: Profile) -> Self {
        let mut shell = Command::new("sh");
        shell.args(["-c", EXEC]);
        let folder = profile.0.clone();
        Self::launch(shell, &folder, profile)
    }

    fn launch(mut shell: Command, folder: &Path, profile: Profile) -> Self {
        let program = env::var("APP_BROWSER").unwrap_or_else(|_| "chromium".to_owned());
        let mut process = shell
            .arg(program)
            .arg("--remote-debugging-pipe")
            .arg(format!("--user-data-dir={}", folder.display()))
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-color-profile=srgb",
                "--lang=en-GB",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("the browser could not be started");
        let pipes = process.stdin.take().zip(process.stdout.take());
        let (to_browser, from_browser) = pipes.expect("both pipes are there");
        let connection = Arc::new(Connection::new(to_browser, from_browser));
        let browser = Self { process, connection, profile };
        let downloads = browser.profile.downloads();
        fs::create_dir_all(&downloads).unwrap();
        browser.call(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": downloads, "eventsEnabled": true }),
        );
        browser
    }

    /// Opens a new tab at an address of the site, such as `/`.
    pub fn open(&self, site: &Site, address: &str) -> Page {
        let page = self.new_tab(site);
        page.go_to(address);
        page
    }

    /// An empty new tab, in which things can be prepared before the first address is opened.
    pub fn new_tab(&self, site: &Site) -> Page {
        let target = self.call("Target.createTarget", json!({ "url": "about:blank" }));
        let target = target["targetId"].as_str().unwrap_or_default().to_owned();
        let attached = self.call("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        let session = attached["sessionId"].as_str().unwrap_or_default().to_owned();
        Page::new(Arc::clone(&self.connection), session, target, site, self.profile.downloads())
    }

    /// Ends the browser as a power cut would, and starts it again on the same profile.
    pub fn kill_and_start_again(mut self) -> Self {
        self.kill();
        self.start_again()
    }

    /// Closes the browser as a person does, and starts it again on the same profile.
    pub fn close_and_start_again(mut self) -> Self {
        self.call("Browser.close", json!({}));
        self.process.wait().unwrap();
        self.start_again()
    }

    fn start_again(mut self) -> Self {
        let profile = Profile(std::mem::take(&mut self.profile.0));
        for lock in ["SingletonLock", "SingletonSocket", "SingletonCookie"] {
            let _ = fs::remove_file(profile.0.join(lock));
        }
        Self::on(profile)
    }

    fn kill(&mut self) {
        // The renderers and helpers too: the whole process group.
        let group = format!("-{}", self.process.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.process.wait();
    }

    fn call(&self, method: &str, params: Value) -> Value {
        self.connection.call(None, method, params).unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Profile {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("submission-editor-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(super) fn downloads(&self) -> PathBuf {
        self.0.join("downloads")
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        if self.0 != Path::new("") {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}
