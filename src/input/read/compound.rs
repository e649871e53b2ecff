//! Compound files ([MS-CFB]): a small file system in a file, which holds binary workbooks and encrypted packages. No sector
//! is taken twice, so that a chain that loops ends; the crate cfb notices only a return to the first sector, and fills
//! memory on any other loop.

use super::bytes::{LittleEndian as _, utf16};
use super::row_emitter::RowEmitter;
use super::{Format, Options, ReadError, Source, limits, protected, xls, zipped};
use crate::text::{say, t};
use rustc_hash::FxHashSet;

const FREE: u32 = 0xFFFF_FFFA;
const END: u32 = 0xFFFF_FFFE;

/// Reads a compound file as the workbook that it holds.
pub(crate) fn read(
    source: &mut dyn Source,
    options: &Options,
    depth: u32,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    let mut file = Compound::open(source, out)?;
    let names: Vec<String> = file.root.iter().map(|e| e.name.to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    if let Some(entry) = file.entry("encryptedpackage") {
        // Rights management encrypts without a password.
        let description = file.entry("encryptioninfo").ok_or(ReadError::Wrapped)?;
        let description = file.stream(&description, out)?;
        let mut package = file.stream(&entry, out)?;
        let plain = protected::unlock_package(&description, &mut package).ok_or(ReadError::Encrypted)?;
        let mut plain = package.get(plain).unwrap_or_default();
        return zipped::read(&mut plain, options, depth, out);
    }
    if let Some(entry) = ["workbook", "book"].iter().find_map(|n| file.entry(n)) {
        let stream = file.stream(&entry, out)?;
        return xls::read(stream, out);
    }
    let other = match () {
        () if has("worddocument") => t("Word 文档"),
        () if has("powerpoint document") => t("演示文稿"),
        () if has("__properties_version1.0") => t("Outlook 邮件"),
        () if has("visiodocument") => t("Visio 图"),
        () if has("wps document") || has("wpsdocument") => t("WPS 文字文档"),
        () if names.iter().any(|n| n.starts_with("spell") || n == "nativecontent_main") => t("Lotus 表格"),
        () if names.is_empty() => return Err(damaged(t("目录"))),
        () => t("其他程序的文档"),
    };
    Err(ReadError::OtherKind(other.to_owned()))
}

fn damaged(what: &str) -> ReadError {
    ReadError::Damaged(say!("复合文档的{what}有误", what))
}

#[derive(Clone, Debug)]
struct DirectoryEntry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

struct Compound<'s> {
    source: &'s mut dyn Source,
    sector: u64,
    mini_cutoff: u64,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    /// Sectors of the chains followed so far.
    used: FxHashSet<u32>,
    /// The streams and storages directly under the root.
    root: Vec<DirectoryEntry>,
    /// The stream that holds the small streams.
    mini: Vec<u8>,
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|word| word.u32_at(0))
}

impl<'s> Compound<'s> {
    fn open(source: &'s mut dyn Source, out: &mut RowEmitter<'_>) -> Result<Self, ReadError> {
        let mut head = [0; 512];
        let n = source.read_at(0, &mut head).map_err(|e| ReadError::Io(e.to_string()))?;
        let shift = head.u16_at(30).unwrap_or(0);
        if n < 512 || !(9..=12).contains(&shift) {
            return Err(damaged(t("文件头")));
        }
        let mut file = Self {
            source,
            sector: 1 << shift,
            mini_cutoff: u64::from(number(&head, 56)),
            fat: Vec::new(),
            mini_fat: Vec::new(),
            used: FxHashSet::default(),
            root: Vec::new(),
            mini: Vec::new(),
        };
        file.read_fat(&head, out)?;
        let (mini_fat, directory) = (number(&head, 60), number(&head, 48));
        let directory = file.chain(directory, u64::MAX, out)?;
        file.mini_fat = words(&file.chain(mini_fat, u64::MAX, out)?).collect();
        let entries: Vec<DirectoryEntry> = directory.chunks_exact(128).map(entry).collect();
        let root = entries.iter().find(|e| e.kind == 5).ok_or_else(|| damaged(t("目录")))?.clone();
        file.root = children(&entries, root.child);
        file.mini = file.chain(root.start, root.size, out)?;
        Ok(file)
    }

    fn sectors(&self) -> u64 {
        self.source.len() / self.sector + 1
    }

    /// Reads the table of which sector follows which. A list of its sectors begins in the header and goes on in sectors of
    /// its own.
    fn read_fat(&mut self, head: &[u8; 512], out: &mut RowEmitter<'_>) -> Result<(), ReadError> {
        let mut list: Vec<u32> = words(&head[76..]).collect();
        let mut next = number(head, 68);
        let mut seen = FxHashSet::default();
        while next < FREE {
            if !seen.insert(next) {
                return Err(damaged(t("扇区表")));
            }
            let mut words: Vec<u32> = words(&self.sector_bytes(next, out)?).collect();
            next = words.pop().unwrap_or(END);
            list.extend(words);
        }
        let most = self.sectors();
        for sector in list.into_iter().filter(|s| *s < FREE) {
            if self.fat.len() as u64 > most + self.sector {
                break;
            }
            let bytes = self.sector_bytes(sector, out)?;
            self.fat.extend(words(&bytes));
        }
        Ok(())
    }

    /// Returns a sector, filled up with zeros where the file was cut.
    fn sector_bytes(&mut self, sector: u32, out: &mut RowEmitter<'_>) -> Result<Vec<u8>, ReadError> {
        let offset = (u64::from(sector) + 1) * self.sector;
        if offset >= self.source.len() {
            return Err(damaged(t("扇区表")));
        }
        let mut bytes = vec![0; self.sector as usize];
        let n = self.source.read_at(offset, &mut bytes).map_err(|e| ReadError::Io(e.to_string()))?;
        out.meter.pass(n as u64);
        out.tick()?;
        Ok(bytes)
    }

    /// Returns the bytes of a chain of sectors, at most `size` of them.
    ///
    /// # Errors
    /// Where a sector belongs to two chains, or twice to one: the file would give the text of one stream under the name of
    /// another.
    fn chain(&mut self, start: u32, size: u64, out: &mut RowEmitter<'_>) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        let mut next = start;
        while next < FREE {
            if !self.used.insert(next) {
                return Err(damaged(t("扇区链")));
            }
            if (bytes.len() as u64) < size {
                if bytes.len() as u64 > limits::IN_MEMORY {
                    return Err(ReadError::TooLarge(say!("工作簿超过 {} MB", limits::IN_MEMORY >> 20)));
                }
                bytes.extend(self.sector_bytes(next, out)?);
            }
            next = self.fat.get(next as usize).copied().unwrap_or(END);
        }
        bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    fn entry(&self, name: &str) -> Option<DirectoryEntry> {
        self.root.iter().find(|e| e.kind == 2 && e.name.to_lowercase() == name).cloned()
    }

    fn stream(&mut self, entry: &DirectoryEntry, out: &mut RowEmitter<'_>) -> Result<Vec<u8>, ReadError> {
        if entry.size >= self.mini_cutoff {
            return self.chain(entry.start, entry.size, out);
        }
        let size = entry.size as usize;
        let mut bytes = Vec::with_capacity(size.min(1 << 16));
        let (mut next, mut steps) = (entry.start, 0);
        while next < FREE && bytes.len() < size {
            steps += 1;
            let at = next as usize * 64;
            let Some(piece) = self.mini.get(at..).filter(|_| steps <= self.mini_fat.len()) else { break };
            bytes.extend_from_slice(&piece[..piece.len().min(64)]);
            next = self.mini_fat.get(next as usize).copied().unwrap_or(END);
        }
        bytes.truncate(size);
        if bytes.is_empty() { Err(damaged(t("扇区链"))) } else { Ok(bytes) }
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.u32_at(at).unwrap_or(0)
}

fn entry(bytes: &[u8]) -> DirectoryEntry {
    let length = usize::from(bytes.u16_at(64).unwrap_or(0)).saturating_sub(2).min(62);
    DirectoryEntry {
        name: utf16(&bytes[..length]).collect(),
        kind: bytes.get(66).copied().unwrap_or(0),
        left: number(bytes, 68),
        right: number(bytes, 72),
        child: number(bytes, 76),
        start: number(bytes, 116),
        size: u64::from(number(bytes, 120)),
    }
}

/// Returns the entry at `first` and all its siblings.
fn children(entries: &[DirectoryEntry], first: u32) -> Vec<DirectoryEntry> {
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    let mut todo = vec![first];
    while let Some(index) = todo.pop() {
        let Some(entry) = entries.get(index as usize).filter(|_| seen.insert(index)) else { continue };
        todo.extend([entry.left, entry.right]);
        found.push(entry.clone());
    }
    found
}
