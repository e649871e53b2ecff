//! Bytes to rows of cells with positions: one file per format, chosen by content and not by name.

mod archive;
mod bytes;
mod compound;
mod csv;
mod field_ends;
mod html;
mod left_off;
pub mod limits;
mod meter;
mod mixture;
mod number_format;
mod ods;
mod package;
mod protected;
mod row_emitter;
mod shown;
mod sniff;
mod spreadsheet_ml;
mod stream;
mod text;
mod texts;
mod workbook;
mod xls;
mod xlsb;
mod xlsx;
pub mod xml;
mod xml_bytes;
mod zipped;

use crate::model::cell::{Cell, MergedRegion};
use crate::text::{say, t};
pub use left_off::{Begun, LeftOff, cut, is_text, read_on, read_until};
use row_emitter::RowEmitter;
use std::rc::Rc;
use std::{fmt, io};
use stream::SourceReader;

/// Where a reader takes bytes from: a file in memory, on disk, or a browser's file by slices.
pub trait Source {
    /// Length in bytes.
    fn len(&self) -> u64;
    /// Whether there are no bytes at all.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Fills `into` from `offset` on; returns how many bytes were there.
    ///
    /// # Errors
    /// Where the file cannot be read any more (moved, locked).
    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize>;
}

impl Source for &[u8] {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }
    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(offset).ok().and_then(|o| self.get(o..)).unwrap_or_default();
        let n = rest.len().min(into.len());
        into[..n].copy_from_slice(&rest[..n]);
        Ok(n)
    }
}

/// How a sheet is shown in its workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Shown.
    Visible,
    /// Hidden by a person.
    Hidden,
    /// Hidden by a program; cannot be shown from the menus.
    VeryHidden,
}

impl Visibility {
    /// Returns the visibility that binary workbooks write as a number.
    fn from_state(state: u32) -> Self {
        match state {
            1 => Self::Hidden,
            2 => Self::VeryHidden,
            _ => Self::Visible,
        }
    }
}

/// A sheet as it is announced before its first row.
#[derive(Clone, Debug)]
pub struct SheetInfo {
    /// The file inside a zip that holds the sheet (`内层/一月.xlsx`), empty where the dropped file itself does.
    pub inner_file: String,
    /// Its name; empty for CSV and for the only table of an HTML page, `table2` for the second of several.
    pub name: String,
    /// Whether it is shown.
    pub visibility: Visibility,
    /// Whether numbers that are days count from 1904-01-01, where their cells do not show days.
    pub epoch_1904: bool,
    /// Merged regions, in no order.
    pub merges: Vec<MergedRegion>,
}

/// Whether the reader goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Continue,
    /// Stop: the person cancelled, or the caller has seen enough.
    Stop,
}

/// Takes what a reader finds, in the order of the file.
pub trait Sink {
    /// Takes the beginning of a sheet.
    fn sheet(&mut self, info: SheetInfo) -> Flow;
    /// Takes a row with at least one cell that is not empty. `row` counts from 1 as in the spreadsheet program, `hidden` says
    /// that the program does not show it, and `cells` ascend by column. Rows ascend too in every file that a spreadsheet
    /// program opens without repairing it.
    fn row(&mut self, row: u32, hidden: bool, cells: &[Cell<'_>]) -> Flow;
    /// Sees cells of a row that comes soon: where each has to wait for memory, several can be waited for at once.
    fn soon(&mut self, _cells: &[Cell<'_>]) {}
    /// Takes the progress: `done` bytes of the file. Called at least every few megabytes.
    fn progress(&mut self, _done: u64) -> Flow {
        Flow::Continue
    }
    /// Takes something that does not stop the reading (a damaged sheet, a limit reached).
    fn note(&mut self, note: Note);
}

/// A fault despite which a reader went on; becomes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The kind of fault.
    pub kind: NoteKind,
    /// The file inside a zip, empty where it is the dropped file itself.
    pub inner_file: String,
    /// Sheet, where known.
    pub sheet: String,
    /// Row from 1, where known.
    pub row: Option<u32>,
    /// A Chinese sentence: what was met and what to do.
    pub message: String,
}

/// The kinds of [`Note`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// A file inside a zip could not be read.
    FileUnreadable,
    /// A sheet could not be read, or not to its end.
    SheetUnreadable,
    /// A limit was reached; the rest was not read.
    Limit,
    /// Bytes that are no text in the file's encoding.
    Encoding,
}

/// Why a file cannot be read at all. `Display` gives the Chinese sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// No byte in it.
    Empty,
    /// Not a spreadsheet; what it seems to be instead (`PDF 文档`).
    OtherKind(String),
    /// Needs a password.
    Encrypted,
    /// A zip that needs a password.
    ArchiveEncrypted,
    /// Encrypted by the software with which a unit controls its documents.
    Wrapped,
    /// Damaged or cut; what was met.
    Damaged(String),
    /// Larger than a limit; which one.
    TooLarge(String),
    /// The browser or the system did not give the bytes.
    Io(String),
    /// Stopped by the caller.
    Stopped,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str(t("文件是空的，请重新导出")),
            Self::OtherKind(what) => {
                f.write_str(&say!("这是{what}，不是表格文件；请导出为 Excel、WPS 表格或 CSV 后再放入", what))
            }
            Self::Encrypted => f.write_str(t("文件有打开密码；请在 Excel 或 WPS 中去掉密码另存后再放入")),
            Self::ArchiveEncrypted => f.write_str(t("压缩包有密码；请先用密码解压，再放入里面的文件")),
            Self::Wrapped => f.write_str(t(
                "文件像是被单位的文档加密（文件管控）软件加密了，别的程序读不出内容；请在装有该软件的电脑上解密，或导出为明文后再放入",
            )),
            Self::Damaged(what) => f.write_str(&say!("文件损坏或不完整（{what}）；请重新导出", what)),
            Self::TooLarge(what) => f.write_str(&say!("文件太大（{what}）；请分成几个文件再放入", what)),
            Self::Io(what) => {
                f.write_str(&say!("读不到文件内容（{what}）；请检查文件是否被移动或正被占用", what))
            }
            Self::Stopped => f.write_str(t("已取消")),
        }
    }
}

impl std::error::Error for ReadError {}

impl ReadError {
    /// Whether it is a file in which nobody keeps a table.
    pub fn is_no_table(&self) -> bool {
        matches!(self, Self::OtherKind(what) if sniff::NO_TABLES.iter().any(|other| t(other) == what))
    }
}

/// Decodes a whole text file, whatever its encoding.
///
/// # Errors
/// [`ReadError::Empty`], or [`ReadError::OtherKind`] with what the bytes are instead of text.
pub fn whole_text(bytes: &[u8]) -> Result<String, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let other = |what: &'static str| Err(ReadError::OtherKind(t(what).to_owned()));
    let head = bytes.get(..sniff::HEAD).unwrap_or(bytes);
    match sniff::kind(head, head.len() == bytes.len(), None) {
        sniff::ContentKind::Text => {
            let encoding = text::guess(head, head.len() == bytes.len()).unwrap_or(TextEncoding::Utf8);
            Ok(<&encoding_rs::Encoding>::from(encoding).decode_with_bom_removal(bytes).0.into_owned())
        }
        sniff::ContentKind::Zip => other("压缩包"),
        sniff::ContentKind::Compound => other("旧版 Office 文件，或有打开密码的文件"),
        sniff::ContentKind::Records => other("表格"),
        sniff::ContentKind::Html => other("网页"),
        sniff::ContentKind::SpreadsheetMl | sniff::ContentKind::FlatOds => other("XML 表格"),
        sniff::ContentKind::Wrapped => Err(ReadError::Wrapped),
        sniff::ContentKind::Other(what) => other(what),
    }
}

/// Choices of a person for the reading of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The encoding that a person chose for a text file, instead of the guessed one.
    pub encoding: Option<TextEncoding>,
}

/// Encodings of text files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs)]
pub enum TextEncoding {
    Utf8,
    Gb18030,
    Utf16Le,
    Utf16Be,
}

impl TextEncoding {
    /// All of them, in the order in which a person is offered them.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Gb18030, Self::Utf16Le, Self::Utf16Be];

    /// Returns the name on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030（GBK）",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
        }
    }
}

/// The format that a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs)]
pub enum Format {
    Csv(TextEncoding),
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Html,
    SpreadsheetMl,
    Zip,
}

impl Format {
    /// Returns the name on the page.
    pub fn title(self) -> String {
        match self {
            Self::Csv(encoding) => format!("CSV · {}", encoding.title()),
            Self::Xlsx => "Excel xlsx".to_owned(),
            Self::Xlsb => "Excel xlsb".to_owned(),
            Self::Xls => "Excel 97 xls".to_owned(),
            Self::Ods => t("ODS 表格").to_owned(),
            Self::Html => t("网页表格").to_owned(),
            Self::SpreadsheetMl => "Excel 2003 XML".to_owned(),
            Self::Zip => t("zip 压缩包").to_owned(),
        }
    }
}

/// Reads a dropped file of any kind into a sink and returns its format. The content decides on the format; `file_name` is
/// used in messages only.
///
/// # Errors
/// Where nothing of the file can be read, or the sink stopped it. Lesser faults go to [`Sink::note`].
pub fn read(
    source: &mut dyn Source,
    file_name: &str,
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<Format, ReadError> {
    let mut out = RowEmitter::new(sink, source.len());
    any(source, file_name, options, 1, &mut out)
}

/// Reads a file at a depth of nesting, from 1 for the dropped one.
fn any(
    source: &mut dyn Source,
    file_name: &str,
    options: &Options,
    depth: u32,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    if source.is_empty() {
        return Err(ReadError::Empty);
    }
    out.workbook();
    let mut head = vec![0; sniff::HEAD];
    let n = source.read_at(0, &mut head).map_err(|e| ReadError::Io(e.to_string()))?;
    head.truncate(n);
    let is_whole = n as u64 >= source.len();
    let blank = sniff::blank_before(&head);
    let mut behind = stream::Behind { source, before: blank as u64 };
    head.drain(..blank);
    if blank > 0 {
        out.until = None;
    }
    let source: &mut dyn Source = &mut behind;
    match sniff::kind(&head, is_whole, options.encoding) {
        sniff::ContentKind::Zip => zipped::read(source, options, depth, out),
        sniff::ContentKind::Compound => compound::read(source, options, depth, out),
        sniff::ContentKind::Records => {
            let meter = Rc::clone(&out.meter);
            let stream =
                row_emitter::read_whole(&mut SourceReader::new(source, meter), limits::IN_MEMORY, out)?;
            xls::read(stream, out)
        }
        sniff::ContentKind::Html => html::read(source, options, out),
        sniff::ContentKind::SpreadsheetMl => spreadsheet_ml::read(source, options, out),
        sniff::ContentKind::FlatOds => ods::read_flat(source, out),
        sniff::ContentKind::Text => csv::read(source, options, out),
        sniff::ContentKind::Wrapped => Err(ReadError::Wrapped),
        sniff::ContentKind::Other(what) => Err(other_kind(what, file_name, &head)),
    }
}

/// The endings of files that hold tables or texts for people. What has one of them and is noise was encrypted.
const ENDINGS: &[&str] =
    &["xlsx", "xls", "xlsm", "xlsb", "xltx", "et", "ett", "ods", "csv", "tsv", "txt", "doc", "docx", "wps"];

/// Returns the error for a file that is no table: its kind, or the ending of its name where the kind is unknown.
fn other_kind(what: &'static str, file_name: &str, head: &[u8]) -> ReadError {
    let ending = file_name.rsplit_once('.').map(|(_, e)| e);
    let is_unknown = what.starts_with("无法识别");
    if is_unknown
        && ending.is_some_and(|e| ENDINGS.contains(&e.to_ascii_lowercase().as_str()))
        && sniff::is_noise(head)
    {
        return ReadError::Wrapped;
    }
    ReadError::OtherKind(match ending.filter(|e| e.len() <= 8 && is_unknown) {
        Some(ending) => format!("{}（.{ending}）", t(what)),
        None => t(what).to_owned(),
    })
}
