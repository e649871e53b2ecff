//! Files that commands write: never over what was read, over another file only with `--force`, and whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// The exit code where a disk is full.
const FULL: u8 = 3;

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError {
    /// The reason, as a sentence.
    pub sentence: String,
    /// Whether the disk is full.
    pub is_full: bool,
}

impl WriteError {
    pub(super) fn refused(sentence: String) -> Self {
        Self { sentence, is_full: false }
    }

    /// Reports it on standard error.
    pub fn report(&self) -> ExitCode {
        eprintln!("gelan: {}", self.sentence);
        if self.is_full { ExitCode::from(FULL) } else { ExitCode::FAILURE }
    }
}

impl From<WriteError> for io::Error {
    fn from(error: WriteError) -> Self {
        let kind = if error.is_full { io::ErrorKind::StorageFull } else { io::ErrorKind::Other };
        Self::new(kind, error.sentence)
    }
}

/// Where a command writes to.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// What it read: files and folders.
    pub inputs: Vec<PathBuf>,
    /// Whether it may replace a file that is there.
    pub force: bool,
}

impl Output {
    /// Writes a file beside its place and moves it there.
    ///
    /// # Errors
    /// Where the file was read, or is there and may not be replaced, or cannot be written.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        if path.exists() && !path.is_file() {
            // /dev/stdout and the like are written to as they are.
            return into(path, bytes).map_err(|error| failure(path, &error));
        }
        self.allows(path)?;
        whole(path, bytes)
    }

    /// Whether a file may be written there.
    ///
    /// # Errors
    /// Where it was read, or is there and may not be replaced.
    pub fn allows(&self, path: &Path) -> Result<(), WriteError> {
        let Ok(there) = path.canonicalize() else { return Ok(()) };
        let shown = path.display();
        let was_read = |input: &PathBuf| input.canonicalize().is_ok_and(|input| there.starts_with(input));
        if self.inputs.iter().any(was_read) {
            return Err(WriteError::refused(format!("{shown} 是读入的文件，没有覆盖；请换一个文件名")));
        }
        if !self.force {
            return Err(WriteError::refused(format!("{shown} 已经存在，没有覆盖；要覆盖请加 --force")));
        }
        Ok(())
    }

    /// Reports that something could not be written.
    pub fn failed(path: &Path, error: &io::Error) -> ExitCode {
        failure(path, error).report()
    }

    /// Writes a file as [`Output::write`] does, and reports a failure.
    pub fn save(&self, path: &Path, bytes: &[u8]) -> ExitCode {
        self.write(path, bytes).map_or_else(|error| error.report(), |()| ExitCode::SUCCESS)
    }
}

/// Writes a file beside its place and moves it there.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let beside = beside(path);
    let written = into(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        failure(path, &error)
    })
}

fn into(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(bytes)?;
    file.flush()
}

/// A name in the same folder that no file has.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Why a file could not be written.
pub(super) fn failure(path: &Path, error: &io::Error) -> WriteError {
    let shown = path.display();
    if is_full(error) {
        let sentence = format!("{shown} 没有写成：磁盘已满；请腾出空间或换一个位置");
        return WriteError { sentence, is_full: true };
    }
    WriteError::refused(format!("{shown} 不能写入：{error}"))
}

/// Prints to standard output. A closed pipe ends the command quietly, as its reader has all that it wants; a full disk is
/// reported.
pub fn print(text: &str) {
    print_with(|out| out.write_all(text.as_bytes()));
}

/// The same of what `write` writes.
pub fn print_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    if let Err(error) = write(&mut out).and_then(|()| out.flush()) {
        note(&error);
    }
}

/// Notes an error of standard output for the end of the command.
pub fn note(error: &io::Error) {
    if is_full(error) {
        FULL_OUTPUT.store(true, Ordering::Relaxed);
    }
}

/// Whether standard output could not be written since the disk is full.
static FULL_OUTPUT: AtomicBool = AtomicBool::new(false);

/// The exit code of a command with what became of its output.
pub fn ended(code: ExitCode) -> ExitCode {
    if FULL_OUTPUT.load(Ordering::Relaxed) {
        let sentence = "标准输出没有写完：磁盘已满；请腾出空间或换一个位置".to_owned();
        return WriteError { sentence, is_full: true }.report();
    }
    code
}
