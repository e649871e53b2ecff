//! Folders that go away.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};

static NEXT: AtomicUsize = AtomicUsize::new(0);

/// A new empty folder, deleted with all its contents when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes one under the system's folder for such.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn new() -> Result<Folder> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("gelan-browser-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| format!("making {}", path.display()))?;
        Ok(Folder(path.canonicalize()?))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file into it, with the folders on its way.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.0.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
        Ok(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A browser that is still closing may write once more; what stays is small and in the temp folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
