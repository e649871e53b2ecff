//! What a file is that may be no table: a map, a snapshot, a draft. Read as a stream in a worker, under a limit that a
//! sentence names, so that a file of any size neither keeps the page from answering nor takes its memory.

use crate::draft::{Draft, read_draft};
use crate::input::geojson::{self, Feature, NoMap};
use crate::input::read::Source;
use crate::snapshot::{SnapshotError, carrier};
use crate::text::format::size;
use crate::text::{say, t};
use serde::{Deserialize, Serialize};
use std::io::{self, Read};

/// What a file may be, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LookFor {
    /// Outlines of places.
    Map,
    /// A snapshot's file.
    Snapshot,
    /// A page, which may hold a snapshot.
    Page,
    /// A picture of a QR code.
    Picture,
    /// A draft.
    Draft,
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Looked {
    /// The places of a map.
    Map(Vec<Feature>),
    /// A snapshot's text.
    Snapshot(String),
    /// A draft.
    Draft(Draft),
    /// Nothing of these: the readers of tables say what it is.
    Table,
    /// What was looked for, but it cannot be used; a sentence why.
    Refused(String),
}

const MB: u64 = 1 << 20;
/// How much is read at a time.
const PIECE: usize = 1 << 20;
/// The most pixels of a picture.
const PIXELS: u64 = 64_000_000;

/// The endings of names, what each is, and whether only a file that comes alone is looked into: among tables a draft
/// or a picture is explained like any other file that is none.
const ENDINGS: [(&[&str], LookFor, bool); 5] = [
    (&[".geojson", ".json"], LookFor::Map, false),
    (&[".gelan"], LookFor::Snapshot, false),
    (&[".html", ".htm"], LookFor::Page, false),
    (&[".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"], LookFor::Picture, true),
    (&[".docx", ".doc", ".wps"], LookFor::Draft, true),
];
/// Endings of drafts where drafts are checked.
const TEXTS: [&str; 3] = [".txt", ".md", ".text"];

impl LookFor {
    /// Returns what a file of this name may be besides a table; `alone` if no other came with it, `drafts` where drafts
    /// are checked.
    pub fn of(name: &str, alone: bool, drafts: bool) -> Option<Self> {
        let name = name.to_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if alone && drafts && ends(&TEXTS) {
            return Some(Self::Draft);
        }
        let found = ENDINGS.iter().find(|(endings, ..)| ends(endings));
        found.filter(|(.., by_itself)| alone || !by_itself).map(|(_, what, _)| *what)
    }

    /// Of a page no more is taken either, but any page is searched.
    fn limit(self) -> Limit {
        match self {
            Self::Map => (100 * MB, "地图", "请先简化边界，或只留本乡镇"),
            Self::Snapshot | Self::Page => (64 * MB, "快照", "请核对是不是格览的快照"),
            Self::Picture => (50 * MB, "图片", "请裁出二维码再放入"),
            Self::Draft => (60 * MB, "稿子", "请分成几份，或把文字粘贴进来"),
        }
    }

    /// Returns a sentence if a file is too large.
    pub fn too_large(self, bytes: u64) -> Option<String> {
        too_large(bytes, self.limit()).filter(|_| self != Self::Page)
    }
}

/// The most bytes, what they are the most of, and what to do with more.
pub type Limit = (u64, &'static str, &'static str);

/// Settings that were saved as a file.
pub const SETTINGS: Limit = (MB, "设置", "请核对是不是格览保存的文件");
/// Mappings that were saved as a file; thousands of tables fit in.
pub const MAPPINGS: Limit = (4 * MB, "表头对应", "请核对是不是格览保存的文件");

/// Returns what to do with a file that is for an engine, not for the page; `None` of any other name.
pub fn for_an_engine(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    if name.ends_with(".sql") {
        return Some(t("这是查询，网页不运行：请在 DuckDB 或 Spark 里运行，再把得到的“汇总.csv”放到这里"));
    }
    let is_table = name.ends_with(".parquet");
    is_table.then(|| t("这是数据库用的 Parquet 表，网页不读：请在 DuckDB 或 Spark 里运行“对比与汇总”页导出的查询，再把得到的“汇总.csv”放到这里"))
}

/// Returns a sentence if a file is larger than its limit.
pub fn too_large(bytes: u64, (most, what, advice): Limit) -> Option<String> {
    (bytes > most).then(|| {
        say!(
            "文件有 {size}，{what}最多 {most}；{advice}",
            size = size(bytes),
            what = t(what),
            most = size(most),
            advice = t(advice)
        )
    })
}

/// Looks into a file of this name. `progress` gets the bytes read.
pub fn look(what: LookFor, name: &str, file: &mut dyn Source, progress: &mut dyn FnMut(u64)) -> Looked {
    if let Some(sentence) = what.too_large(file.len()) {
        return Looked::Refused(sentence);
    }
    let mut stream = Stream { file, at: 0, progress };
    let looked = match what {
        LookFor::Map => Ok(map(name, &mut stream)),
        LookFor::Snapshot => whole(&mut stream).map(|bytes| snapshot(carrier::from_file(&bytes))),
        LookFor::Page => in_page(&mut stream).map(|found| found.map_or(Looked::Table, snapshot)),
        // The browser takes a picture apart.
        LookFor::Picture => Ok(Looked::Table),
        LookFor::Draft => whole(&mut stream).map(|bytes| match read_draft(&bytes) {
            Ok(draft) => Looked::Draft(draft),
            Err(error) => Looked::Refused(error.to_string()),
        }),
    };
    looked.unwrap_or_else(|error| Looked::Refused(say!("文件读不出来：{error}", error)))
}

fn map(name: &str, stream: &mut Stream<'_>) -> Looked {
    match geojson::read(stream) {
        Ok(features) => Looked::Map(features),
        // Any other program's JSON.
        Err(NoMap::Other) if !name.to_lowercase().ends_with(".geojson") => Looked::Table,
        Err(error) => Looked::Refused(error.to_string()),
    }
}

fn snapshot(found: Result<String, SnapshotError>) -> Looked {
    found.map_or_else(|error| Looked::Refused(error.to_string()), Looked::Snapshot)
}

fn whole(stream: &mut Stream<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(stream.file.len()).unwrap_or(0));
    stream.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the snapshot in a page, whatever the page's size; any other page may hold tables.
pub(super) fn in_file(file: &mut dyn Source) -> io::Result<Option<Result<String, SnapshotError>>> {
    in_page(&mut Stream { file, at: 0, progress: &mut |_| {} })
}

/// A page with a snapshot inside has it in the last element of that name.
fn in_page(stream: &mut Stream<'_>) -> io::Result<Option<Result<String, SnapshotError>>> {
    let mark = format!("id=\"{}\">", carrier::ELEMENT);
    let (most, ..) = LookFor::Page.limit();
    let (mut piece, mut found) = (vec![0; PIECE], None);
    let (mut behind, mut start) = (Vec::new(), 0_u64);
    loop {
        let read = stream.read(&mut piece)?;
        if read == 0 {
            break;
        }
        behind.extend(piece.iter().take(read));
        if let Some(at) = memchr::memmem::rfind(&behind, mark.as_bytes()) {
            found = Some(start + (at + mark.len()) as u64);
        }
        // The mark may lie across two pieces.
        let passed = behind.len().saturating_sub(mark.len());
        behind.drain(..passed);
        start += passed as u64;
    }
    let Some(at) = found else { return Ok(None) };
    stream.at = at;
    let mut inside = Vec::new();
    while (inside.len() as u64) < most {
        let read = stream.read(&mut piece)?;
        let bytes = piece.get(..read).unwrap_or_default();
        let end = memchr::memchr(b'<', bytes);
        inside.extend(bytes.iter().take(end.unwrap_or(read)));
        if read == 0 || end.is_some() {
            break;
        }
    }
    Ok(Some(carrier::find(&String::from_utf8_lossy(&inside))))
}

/// Returns the snapshot among the texts of the QR codes in a picture.
pub fn in_codes(texts: &[String]) -> Looked {
    match texts.iter().find_map(|text| carrier::find(text).ok()) {
        Some(text) => Looked::Snapshot(text),
        None => Looked::Refused(t("图片里没有找到格览快照的二维码；请用原图，或换一种方式发送").to_owned()),
    }
}

/// Returns a sentence if a picture, by its first bytes, has more pixels than a browser should be made to unpack.
pub fn too_many_pixels(start: &[u8]) -> Option<String> {
    let (width, height) = picture_size(start)?;
    let pixels = u64::from(width) * u64::from(height);
    (pixels > PIXELS).then(|| {
        say!(
            "图片有 {width}×{height} 个像素，最多 {most} 万个；请裁出二维码再放入",
            width,
            height,
            most = PIXELS / 10_000
        )
    })
}

/// Width and height in the head of a PNG, GIF, BMP, WebP or JPEG file.
fn picture_size(start: &[u8]) -> Option<(u32, u32)> {
    let byte = |at: usize| start.get(at).copied().map(u32::from);
    let big = |at: usize, n: usize| (at..at + n).try_fold(0, |value, at| Some(value << 8 | byte(at)?));
    let little =
        |at: usize, n: usize| (at..at + n).rev().try_fold(0, |value, at| Some(value << 8 | byte(at)?));
    let is = |at: usize, word: &[u8]| start.get(at..at + word.len()) == Some(word);
    if is(0, b"\x89PNG") {
        return Some((big(16, 4)?, big(20, 4)?));
    }
    if is(0, b"GIF8") {
        return Some((little(6, 2)?, little(8, 2)?));
    }
    if is(0, b"BM") {
        let height = little(22, 4)?;
        // Rows from top to bottom have it below zero.
        return Some((little(18, 4)?, height.min(height.wrapping_neg())));
    }
    if is(0, b"RIFF") && is(8, b"WEBP") {
        return match start.get(12..16)? {
            b"VP8X" => Some((little(24, 3)? + 1, little(27, 3)? + 1)),
            b"VP8L" => {
                let bits = little(21, 4)?;
                Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
            }
            _ => Some((little(26, 2)? & 0x3fff, little(28, 2)? & 0x3fff)),
        };
    }
    if !is(0, b"\xff\xd8") {
        return None;
    }
    let mut at = 2;
    loop {
        let marker = byte(at + 1)?;
        if byte(at)? != 0xff {
            return None;
        }
        // A frame's head; C4, C8 and CC are none.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some((big(at + 7, 2)?, big(at + 5, 2)?));
        }
        at += 2 + usize::try_from(big(at + 2, 2)?).ok()?;
    }
}

/// A file from its beginning to its end.
pub(super) struct Stream<'a> {
    /// The file.
    pub(super) file: &'a mut dyn Source,
    /// How much of it is read.
    pub(super) at: u64,
    /// Gets how much is read.
    pub(super) progress: &'a mut dyn FnMut(u64),
}

impl Read for Stream<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(self.at, into)?;
        self.at += read as u64;
        (self.progress)(self.at);
        Ok(read)
    }
}
