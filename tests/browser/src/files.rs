//! Giving files to the page and getting files from it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use base64::Engine;
use fantoccini::Locator;
use serde_json::{Value, json};

use crate::page::Page;

/// Finds the target, makes a DataTransfer of files, and does what a hand does over it.
const DROP: &str = "
    const [css, files] = arguments;
    const target = document.querySelector(css);
    if (!target) throw new Error('nothing matches ' + css);
    const transfer = new DataTransfer();
    for (const [name, base64] of files) {
        const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: transfer}));
    }";

impl Page {
    /// Chooses files in the first file input for a CSS selector; it may be hidden.
    ///
    /// # Errors
    /// When there is no such input, or it takes one file only and there are more.
    pub async fn choose(&self, css: &str, paths: &[impl AsRef<Path>]) -> Result<()> {
        let input = self.client.find(Locator::Css(css)).await.with_context(|| format!("finding {css}"))?;
        let mut lines = Vec::new();
        for path in paths {
            let path = path.as_ref().canonicalize()?;
            lines.push(path.to_str().context("a file's name is not UTF-8")?.to_owned());
        }
        input.send_keys(&lines.join("\n")).await.with_context(|| format!("choosing {lines:?}"))
    }

    /// Drops files, given by name and contents, on the first element for a CSS selector. They carry no type,
    /// no path and no folder entry (`webkitGetAsEntry` gives null).
    ///
    /// # Errors
    /// When nothing matches.
    pub async fn drop_files(&self, css: &str, files: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Result<()> {
        self.run(DROP, &[json!(css), packed(files)]).await.map(drop)
    }

    /// Drops files and folders from disk in the middle of the window, as a hand does. Only Chromium's driver can.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn drop_from_disk(&self, paths: &[impl AsRef<Path>]) -> Result<()> {
        let mut files = Vec::new();
        for path in paths {
            files.push(json!(path.as_ref().canonicalize()?.to_str().context("a file's name is not UTF-8")?));
        }
        let data = json!({"items": [], "files": files, "dragOperationsMask": 1});
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({"type": kind, "x": 400, "y": 300, "data": data});
            self.devtools("Input.dispatchDragEvent", event).await?;
        }
        Ok(())
    }

    /// Like [`Page::drop_files`], and how long it took until `html[data-state]` became `state`, measured in
    /// the page from the moment before the drop to the second frame after the change.
    ///
    /// # Errors
    /// When nothing matches or the state does not come within 60 s.
    pub async fn time_drop(
        &self,
        css: &str,
        files: &[(impl AsRef<str>, impl AsRef<[u8]>)],
        state: &str,
    ) -> Result<Duration> {
        // The files are unpacked first: a hand drops files that are there already.
        let script = format!(
            "const [css, files, state, done] = arguments;
            const root = document.documentElement;
            let start = 0;
            new MutationObserver((_, observer) => {{
                if (root.dataset.state !== state) return;
                observer.disconnect();
                requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
            }}).observe(root, {{attributes: true, attributeFilter: ['data-state']}});
            setTimeout(() => done(null), 60000);
            {};",
            DROP.replace("const [css, files] = arguments;", "")
                .replace("for (const type of", "start = performance.now();\n    for (const type of")
        );
        let args = vec![json!(css), packed(files), json!(state)];
        let took = self.client.execute_async(&script, args).await.context("dropping files")?;
        let took = took.as_f64().with_context(|| format!("the page was not {state} after 60 s"))?;
        Ok(Duration::from_secs_f64(took / 1000.0))
    }

    /// Waits for a whole downloaded file of this name, which the township and the period may come before.
    ///
    /// # Errors
    /// After 20 s; with what else was downloaded.
    pub async fn downloaded(&self, name: &str) -> Result<Vec<u8>> {
        let start = Instant::now();
        let mut before = None;
        loop {
            let found = names(&self.downloads)?.into_iter().find(|found| found.ends_with(name));
            let path = self.downloads.join(found.as_deref().unwrap_or(name));
            // Chromium renames a finished file; Firefox fills one beside an empty placeholder.
            let length = std::fs::metadata(&path).map(|data| data.len()).ok().filter(|length| *length > 0);
            if length.is_some() && length == before && !self.is_downloading()? {
                return std::fs::read(&path).with_context(|| format!("reading {}", path.display()));
            }
            before = length;
            if start.elapsed() > Duration::from_secs(20) {
                bail!("{name} was not downloaded; there is {:?}", names(&self.downloads)?);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn is_downloading(&self) -> Result<bool> {
        Ok(names(&self.downloads)?
            .iter()
            .any(|name| name.ends_with(".crdownload") || name.ends_with(".part")))
    }
}

/// All files under a path, at any depth, in the order of their names; or the one file that it is.
///
/// # Errors
/// When the system refuses.
pub fn list_folder(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for name in names(path)? {
        files.extend(list_folder(&path.join(name))?);
    }
    Ok(files)
}

/// Like [`list_folder`], but names and contents, as [`Page::drop_files`] takes them.
///
/// # Errors
/// When the system refuses.
pub fn read_folder(path: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let read = |file: PathBuf| {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok((name, std::fs::read(&file)?))
    };
    list_folder(path)?.into_iter().map(read).collect()
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn packed(files: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Value {
    let encode = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    files.iter().map(|(name, bytes)| json!([name.as_ref(), encode(bytes.as_ref())])).collect()
}
