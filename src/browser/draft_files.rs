//! Files on the writer's disk that follow drafts: the calls of the File System Access API, and what is known of each
//! draft's file (`web/handles.js`). Declared here, since web-sys has these only as unstable.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use submission_core::copies::{Failure, FileStamp};

/// Larger files are none of ours, and are not read. In bytes.
const LARGEST: f64 = 67_108_864.0;

#[wasm_bindgen]
extern "C" {
    /// A file that was chosen once (`FileSystemFileHandle`).
    #[derive(Clone)]
    pub type FileHandle;

    /// Its name.
    #[wasm_bindgen(method, getter)]
    pub fn name(this: &FileHandle) -> String;

    #[wasm_bindgen(method, catch, js_name = getFile)]
    fn get_file(this: &FileHandle) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn create_writable(this: &FileHandle) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = isSameEntry)]
    fn is_same_entry(this: &FileHandle, other: &FileHandle) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = queryPermission)]
    fn query_permission(this: &FileHandle, mode: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn request_permission(this: &FileHandle, mode: &Object) -> Result<Promise, JsValue>;

    /// A swap file, which takes the file's place when it is closed (`FileSystemWritableFileStream`).
    pub type SwapFile;

    #[wasm_bindgen(method, catch)]
    fn write(this: &SwapFile, text: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &SwapFile) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn abort(this: &SwapFile) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_name = showSaveFilePicker)]
    fn show_save_file_picker(options: &Object) -> Result<Promise, JsValue>;

    /// What is known of a draft's file.
    #[derive(Clone)]
    pub type DraftFile;

    /// The database of them (`web/handles.js`).
    #[derive(Clone)]
    pub type DraftFiles;

    #[wasm_bindgen(method)]
    fn known(this: &DraftFiles, draft: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn remember(this: &DraftFiles, draft: &str, file: &DraftFile) -> Promise;

    #[wasm_bindgen(method)]
    fn forget(this: &DraftFiles, draft: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn all(this: &DraftFiles) -> Promise;

    #[wasm_bindgen(method)]
    fn other(this: &DraftFiles, draft: &str, handle: &FileHandle) -> Promise;

    #[wasm_bindgen(method)]
    fn begin(this: &DraftFiles) -> Promise;

    /// Other tabs may write to files again.
    #[wasm_bindgen(method)]
    pub fn end(this: &DraftFiles);
}

/// The writer has closed the dialog.
#[derive(Clone, Copy, Debug)]
pub struct DialogClosed;

/// What a page may do with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Read it.
    Read,
    /// Write it too.
    Write,
}

async fn done(promise: Result<Promise, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(promise?).await
}

/// A plain object with these members.
fn object<const N: usize>(members: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        set(&object, name, &value);
    }
    object
}

/// A plain object takes any member.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}

/// What has no such member has nothing there.
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// Why a call failed.
pub fn failure(error: &JsValue) -> Failure {
    match name_of(error).as_str() {
        "NotAllowedError" | "SecurityError" => Failure::Denied,
        "NotFoundError" => Failure::Missing,
        _ => Failure::Other,
    }
}

fn name_of(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_default()
}

/// A file of the writer's choice, `name` as a proposal and `kind` as what it is called; `None` where the browser only
/// knows downloads.
pub async fn choose(name: &str, kind: &str) -> Result<Option<FileHandle>, DialogClosed> {
    let accept = object([("application/json", Array::of1(&".json".into()).into())]);
    let accepted = object([("description", kind.into()), ("accept", accept.into())]);
    let asked = object([("suggestedName", name.into()), ("types", Array::of1(&accepted).into())]);
    match done(show_save_file_picker(&asked)).await {
        Ok(handle) => Ok(Some(handle.unchecked_into())),
        Err(error) if name_of(&error) == "AbortError" => Err(DialogClosed),
        // There is none, or it is not allowed here, by a frame or by whoever looks after the computer.
        Err(_) => Ok(None),
    }
}

impl FileHandle {
    /// Whether the page may do this with it. `asks`: the browser may ask the writer.
    pub async fn is_allowed(&self, mode: Mode, asks: bool) -> Result<bool, JsValue> {
        if get(self, "queryPermission").is_undefined() {
            return Ok(true);
        }
        let wanted = object([("mode", if mode == Mode::Read { "read" } else { "readwrite" }.into())]);
        let is_granted = |answer: &JsValue| answer.as_string().as_deref() == Some("granted");
        Ok(is_granted(&done(self.query_permission(&wanted)).await?)
            || (asks && is_granted(&done(self.request_permission(&wanted)).await?)))
    }

    /// The file as it is now.
    pub async fn file(&self) -> Result<File, JsValue> {
        Ok(done(self.get_file()).await?.unchecked_into())
    }

    /// It is the same file.
    pub async fn is_same(&self, other: &Self) -> Result<bool, JsValue> {
        Ok(done(self.is_same_entry(other)).await?.is_truthy())
    }

    /// Opens a swap file.
    pub async fn open(&self) -> Result<SwapFile, JsValue> {
        Ok(done(self.create_writable()).await?.unchecked_into())
    }
}

/// How large a file is and when it was changed.
pub fn stamp(file: &File) -> FileStamp {
    FileStamp { size: file.size(), modified: file.last_modified() }
}

/// The text of a file. That of one that is not ours anyway is not asked for.
pub async fn text(file: &File) -> Result<String, JsValue> {
    if file.size() > LARGEST {
        return Ok("\0".to_owned());
    }
    Ok(JsFuture::from(file.text()).await?.as_string().unwrap_or_default())
}

impl SwapFile {
    /// Writes a text to it.
    pub async fn put(&self, text: &str) -> Result<(), JsValue> {
        done(self.write(text)).await.map(drop)
    }

    /// Puts it in the file's place.
    pub async fn finish(self) -> Result<(), JsValue> {
        done(self.close()).await.map(drop)
    }

    /// Throws it away.
    pub async fn throw_away(self) -> Result<(), JsValue> {
        done(self.abort()).await.map(drop)
    }
}

/// Its members are read and set by their names: a function in the page's script for each would weigh more.
impl DraftFile {
    fn member(&self, name: &str) -> JsValue {
        get(self, name)
    }

    fn set_member(&self, name: &str, value: &JsValue) {
        set(self, name, value);
    }

    /// None where it was given to another draft.
    pub fn handle(&self) -> Option<FileHandle> {
        let handle = self.member("handle");
        handle.is_object().then(|| handle.unchecked_into())
    }

    /// The title of that one.
    pub fn taken(&self) -> Option<String> {
        self.member("taken").as_string()
    }

    /// The draft's own when it was written last.
    pub fn title(&self) -> Option<String> {
        self.member("title").as_string()
    }

    /// The draft's title.
    pub fn set_title(&self, title: &str) {
        self.set_member("title", &title.into());
    }

    /// What is remembered of the last write (`copies::Remembered`).
    pub fn written(&self) -> Option<String> {
        self.member("written").as_string()
    }

    /// What is to be remembered of it.
    pub fn set_written(&self, written: &str) {
        self.set_member("written", &written.into());
    }

    /// The draft was in the bin when it was last looked for.
    pub fn is_binned(&self) -> bool {
        self.member("binned").is_truthy()
    }

    /// It is there, or not.
    pub fn set_binned(&self, binned: bool) {
        self.set_member("binned", &binned.into());
    }

    /// A file that was just chosen.
    pub fn of(handle: &FileHandle) -> Self {
        object([("handle", handle.into())]).unchecked_into()
    }

    /// In place of a file that has another draft in it now, of the title `taken`.
    pub fn taken_by(title: Option<&str>, taken: &str) -> Self {
        object([("title", title.map_or(JsValue::UNDEFINED, JsValue::from_str)), ("taken", taken.into())])
            .unchecked_into()
    }

    /// The same, to be changed.
    pub fn copy(&self) -> Self {
        Object::assign(&Object::new(), self.unchecked_ref()).unchecked_into()
    }
}

impl DraftFiles {
    /// What is known of a draft's file, if anything.
    pub async fn of(&self, draft: &str) -> Result<Option<DraftFile>, JsValue> {
        let known = JsFuture::from(self.known(draft)).await?;
        Ok(known.is_truthy().then(|| known.unchecked_into()))
    }

    /// Remembers the file of a draft; `false` where nothing is kept.
    pub async fn keep(&self, draft: &str, file: &DraftFile) -> Result<bool, JsValue> {
        Ok(!JsFuture::from(self.remember(draft, file)).await?.is_undefined())
    }

    /// Nothing is known of a draft's file any more.
    pub async fn drop(&self, draft: &str) -> Result<(), JsValue> {
        JsFuture::from(self.forget(draft)).await.map(drop)
    }

    /// All that is known of files, by draft.
    pub async fn list(&self) -> Result<Vec<(String, DraftFile)>, JsValue> {
        let entries: Array = JsFuture::from(self.all()).await?.unchecked_into();
        Ok(entries.iter().filter_map(|entry| named(&entry)).collect())
    }

    /// Another draft that the same file follows, with what is known of it.
    pub async fn follows_too(&self, draft: &str, handle: &FileHandle) -> Option<(String, DraftFile)> {
        named(&JsFuture::from(self.other(draft, handle)).await.ok()?)
    }

    /// Waits until no other tab writes to files; they wait until [`DraftFiles::end`].
    pub async fn wait(&self) -> Result<(), JsValue> {
        JsFuture::from(self.begin()).await.map(drop)
    }
}

/// A draft with its file.
fn named(entry: &JsValue) -> Option<(String, DraftFile)> {
    let entry: &Array = entry.dyn_ref()?;
    let file = entry.get(1);
    Some((entry.get(0).as_string()?, file.is_truthy().then(|| file.unchecked_into())?))
}
