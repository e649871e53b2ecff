//! A sink that keeps everything, and small writers of the containers.

use gelan::input::read::{Flow, Format, Note, Options, ReadError, SheetInfo, Sink, read};
use gelan::model::cell::{Cell, MergedRegion};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Row, hidden, and cells as column, kind and text.
pub type Row = (u32, bool, Vec<(u32, &'static str, String)>);

#[derive(Debug)]
pub struct Sheet {
    pub info: SheetInfo,
    pub rows: Vec<Row>,
}

impl Sheet {
    /// Each row as `1: 1=三都村 2=3`, numbers and dates as their texts.
    pub fn lines(&self) -> Vec<String> {
        self.rows
            .iter()
            .map(|(row, hidden, cells)| {
                let mark = if *hidden { "*" } else { "" };
                let cells: Vec<String> = cells.iter().map(|(c, _, t)| format!(" {c}={t}")).collect();
                format!("{row}{mark}:{}", cells.concat())
            })
            .collect()
    }

    /// The kinds of all cells, in order.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.rows.iter().flat_map(|(_, _, cells)| cells.iter().map(|(_, kind, _)| *kind)).collect()
    }

    /// Merged regions as `top,left,bottom,right`, sorted.
    pub fn merges(&self) -> Vec<(u32, u32, u32, u32)> {
        let mut merges: Vec<_> =
            self.info.merges.iter().map(|m: &MergedRegion| (m.top, m.left, m.bottom, m.right)).collect();
        merges.sort_unstable();
        merges
    }
}

#[derive(Debug, Default)]
pub struct Kept {
    pub sheets: Vec<Sheet>,
    pub notes: Vec<Note>,
    pub progress: Vec<u64>,
    pub stop_after_rows: Option<usize>,
    pub taken: usize,
}

impl Sink for Kept {
    fn sheet(&mut self, info: SheetInfo) -> Flow {
        self.sheets.push(Sheet { info, rows: Vec::new() });
        Flow::Continue
    }

    fn row(&mut self, row: u32, hidden: bool, cells: &[Cell<'_>]) -> Flow {
        assert!(cells.is_sorted_by_key(|c| c.column), "columns ascend");
        assert!(!cells.is_empty() && cells.iter().all(|c| !c.value.text().is_empty()), "no empty cells");
        let cells = cells.iter().map(|c| (c.column, c.value.kind(), c.value.text().into_owned())).collect();
        self.sheets.last_mut().expect("a sheet before its rows").rows.push((row, hidden, cells));
        self.taken += 1;
        if self.stop_after_rows == Some(self.taken) { Flow::Stop } else { Flow::Continue }
    }

    fn progress(&mut self, done: u64) -> Flow {
        self.progress.push(done);
        Flow::Continue
    }

    fn note(&mut self, note: Note) {
        self.notes.push(note);
    }
}

pub fn try_read(bytes: &[u8]) -> (Result<Format, ReadError>, Kept) {
    let mut kept = Kept::default();
    let result = read(&mut &*bytes, "台账.xls", &Options::default(), &mut kept);
    (result, kept)
}

pub fn read_all(bytes: &[u8]) -> Kept {
    let (result, kept) = try_read(bytes);
    result.expect("readable");
    kept
}

/// The lines of the only sheet.
pub fn lines(bytes: &[u8]) -> Vec<String> {
    let kept = read_all(bytes);
    assert_eq!(kept.sheets.len(), 1);
    kept.sheets[0].lines()
}

pub fn zip<N: AsRef<str>, B: AsRef<[u8]>>(parts: &[(N, B)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // Long parts only show that they are long, and packing them takes the tests' time.
        let is_long = bytes.as_ref().len() > 40 << 20;
        let method = if is_long { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(name.as_ref(), options).unwrap();
        writer.write_all(bytes.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const SECTOR: usize = 512;

/// A compound file with one stream.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    compound_of(&[(name, stream)])
}

/// A compound file with these streams.
pub fn compound_of(streams: &[(&str, &[u8])]) -> Vec<u8> {
    // Sector 0 is the directory, then the streams, then the sector table.
    let mut bodies = Vec::new();
    let mut fat = vec![0xFFFF_FFFE_u32];
    let mut directory = entry("Root Entry", 5, [0xFFFF_FFFF, 1], 0xFFFF_FFFE, 0);
    for (nth, (name, stream)) in streams.iter().enumerate() {
        let size = stream.len().max(4096);
        let start = fat.len() as u32;
        let end = start + size.div_ceil(SECTOR) as u32;
        fat.extend((start + 1..end).chain([0xFFFF_FFFE]));
        let next = if nth + 1 < streams.len() { nth as u32 + 2 } else { 0xFFFF_FFFF };
        directory.extend(entry(name, 2, [next, 0xFFFF_FFFF], start, size as u32));
        bodies.extend_from_slice(stream);
        bodies.resize((end as usize - 1) * SECTOR, 0);
    }
    let sectors = fat.len() - 1;
    let fat_sectors = (sectors + 1) / 127 + 1;
    fat.extend(std::iter::repeat_n(0xFFFF_FFFD, fat_sectors));
    fat.resize(fat_sectors * 128, 0xFFFF_FFFF);
    let mut bytes = Vec::new();
    bytes.extend(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    bytes.extend([0; 16]);
    for word in [0x003E_u16, 3, 0xFFFE, 9, 6] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.resize(44, 0);
    for word in [fat_sectors as u32, 0, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0] {
        bytes.extend(word.to_le_bytes());
    }
    for nth in 0..109 {
        let sector = if nth < fat_sectors { (sectors + 1 + nth) as u32 } else { 0xFFFF_FFFF };
        bytes.extend(sector.to_le_bytes());
    }
    bytes.extend(directory);
    bytes.resize(2 * SECTOR, 0);
    bytes.extend(bodies);
    bytes.extend(fat.iter().flat_map(|w| w.to_le_bytes()));
    bytes
}

fn entry(name: &str, kind: u8, [right, child]: [u32; 2], start: u32, size: u32) -> Vec<u8> {
    let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = bytes.len() as u16 + 2;
    bytes.resize(64, 0);
    bytes.extend(length.to_le_bytes());
    bytes.extend([kind, 1]);
    for word in [0xFFFF_FFFF_u32, right, child] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.resize(116, 0);
    bytes.extend(start.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend([0; 4]);
    bytes
}

pub fn utf16(text: &str, is_le: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|u| if is_le { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
}

pub fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}
