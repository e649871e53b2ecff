//! Text in binary workbooks: in UTF-16 or Latin-1 since Excel 97, in the code page of the writer's
//! Windows or Macintosh before.

use super::records::{BiffRecord, BiffRecords, Version, id};
use crate::input::read::ReadError;
use crate::input::read::bytes::{LittleEndian as _, utf16};
use crate::input::read::row_emitter::RowEmitter;
use crate::input::read::texts::{Texts, lf};
use crate::text::t;
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};
use std::borrow::Cow;

/// Returns the code page of a stream. 936 (Windows) and 10008 (Macintosh) are GBK and GB 2312, both parts of GB18030. Where
/// none is named, or Unicode's 1200 in a stream without Unicode, text that is valid in UTF-8 or in GB18030 is taken as such;
/// so it is where 1252 is named, which programs do unasked, and all of the text is Chinese.
pub(super) fn code_page(stream: &[u8], version: Version) -> &'static Encoding {
    let named = BiffRecords::new(stream, 0).take_while(|r| r.id != id::EOF).find(|r| r.id == id::CODEPAGE);
    match named.and_then(|r| r.data.u16_at(0)) {
        Some(936 | 10_008 | 54_936) => GB18030,
        Some(932 | 10_001) => SHIFT_JIS,
        Some(949 | 10_003) => EUC_KR,
        Some(950 | 10_002) => BIG5,
        Some(1_250) => WINDOWS_1250,
        Some(1_251) => WINDOWS_1251,
        Some(10_000 | 0x8000) => MACINTOSH,
        Some(65_001) => UTF_8,
        Some(1_252 | 0x8001 | 437 | 850 | 367) => guessed(stream, version, true),
        _ => guessed(stream, version, false),
    }
}

/// Returns the encoding of the cell texts of a stream that are bytes. `doubted` says that another one was named.
fn guessed(stream: &[u8], version: Version, doubted: bool) -> &'static Encoding {
    let texts = || {
        BiffRecords::new(stream, 0).filter_map(|r| match r.id {
            id::LABEL_2 => r.data.get(8..),
            id::LABEL | id::RSTRING => {
                let text = r.data.get(6..).filter(|text| version < Version::Biff8 || is_bytes(text))?;
                let rest = text.get(2..)?;
                rest.get(..usize::from(text.u16_at(0)?).min(rest.len()))
            }
            _ => None,
        })
    };
    let foreign = texts().take(1_000).filter(|text| !text.is_ascii()).collect::<Vec<_>>();
    // Both bytes of the characters of GB 2312 are beyond ASCII.
    let is_chinese = |text: &&[u8]| {
        let runs = text.split(u8::is_ascii);
        !doubted || runs.clone().all(|run| run.len() % 2 == 0 && run.iter().all(|b| *b >= 0xA1))
    };
    let is_gb = |text: &&[u8]| GB18030.decode_without_bom_handling_and_without_replacement(text).is_some();
    match () {
        () if foreign.is_empty() => WINDOWS_1252,
        () if foreign.iter().all(|text| std::str::from_utf8(text).is_ok()) => UTF_8,
        () if foreign.iter().all(|text| is_gb(text) && is_chinese(text)) => GB18030,
        () => WINDOWS_1252,
    }
}

/// Whether the text behind a length of two bytes is as many bytes and nothing else, as before Excel 97.
pub(super) fn is_bytes(text: &[u8]) -> bool {
    text.u16_at(0).is_some_and(|count| count > 0 && text.len() == 2 + usize::from(count))
}

/// Reads a text since Excel 97 in one record: its length in `width` bytes, a flag, and one or two bytes a character.
pub(super) fn unicode(data: &[u8], width: usize) -> Option<String> {
    let count = length(data, width)?;
    let flags = *data.get(width)?;
    let skip = width + 1 + if flags & 8 != 0 { 2 } else { 0 } + if flags & 4 != 0 { 4 } else { 0 };
    let mut text = String::new();
    let rest = data.get(skip..)?;
    push(&mut text, rest, flags & 1 != 0, count);
    Some(text)
}

/// Reads a text before Excel 97: its length in `width` bytes, and as many bytes in the code page.
pub(super) fn bytes(data: &[u8], width: usize, code_page: &'static Encoding) -> Option<String> {
    let count = length(data, width)?;
    let rest = data.get(width..)?;
    Some(code_page.decode_without_bom_handling(&rest[..count.min(rest.len())]).0.into_owned())
}

fn length(data: &[u8], width: usize) -> Option<usize> {
    let low = usize::from(*data.first()?);
    Some(if width == 2 { low | usize::from(*data.get(1)?) << 8 } else { low })
}

/// Appends at most `count` characters; returns how many bytes and how many characters these were.
fn push(into: &mut String, data: &[u8], is_wide: bool, count: usize) -> (usize, usize) {
    if is_wide {
        let n = (data.len() / 2).min(count);
        into.extend(utf16(&data[..n * 2]));
        (n * 2, n)
    } else {
        let n = data.len().min(count);
        into.extend(data[..n].iter().map(|b| char::from(*b)));
        (n, n)
    }
}

/// Reads the shared strings, which go on over any number of records. Each record in the middle of a text states again how
/// wide its characters are.
pub(super) fn shared<'a>(
    first: &BiffRecord<'a>,
    records: &mut BiffRecords<'a>,
    texts: &mut Texts,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let count = first.data.u32_at(4).unwrap_or(0);
    let mut pieces = Pieces { data: first.data.get(8..).unwrap_or_default(), records };
    let mut text = String::new();
    for _ in 0..count {
        text.clear();
        // The count may lie; the strings end where the records do.
        if pieces.text(&mut text).is_none() {
            return Ok(());
        }
        if !texts.push(&lf(Cow::Borrowed(&text))) {
            return Err(ReadError::TooLarge(t("文字总量太大").to_owned()));
        }
        out.tick()?;
    }
    Ok(())
}

/// Reads the text of a record that may go on over others, as that of a formula does.
pub(super) fn continued<'a>(record: &BiffRecord<'a>, records: &mut BiffRecords<'a>) -> Option<String> {
    let mut text = String::new();
    Pieces { data: record.data, records }.text(&mut text).map(|()| text)
}

struct Pieces<'a, 'r> {
    data: &'a [u8],
    records: &'r mut BiffRecords<'a>,
}

impl Pieces<'_, '_> {
    fn text(&mut self, into: &mut String) -> Option<()> {
        if self.data.is_empty() {
            self.next_piece()?;
        }
        let mut left = usize::from(self.byte()?) | usize::from(self.byte()?) << 8;
        let flags = self.byte()?;
        let runs =
            if flags & 8 != 0 { usize::from(self.byte()?) | usize::from(self.byte()?) << 8 } else { 0 };
        let mut phonetic = 0;
        if flags & 4 != 0 {
            for shift in [0, 8, 16, 24] {
                phonetic |= usize::from(self.byte()?) << shift;
            }
        }
        let mut is_wide = flags & 1 != 0;
        while left > 0 {
            if self.data.is_empty() {
                self.next_piece()?;
                is_wide = self.byte()? & 1 != 0;
            }
            let (used, made) = push(into, self.data, is_wide, left);
            self.data = self.data.get(used..).filter(|_| made > 0).unwrap_or_default();
            left -= made;
        }
        self.skip(runs * 4)?;
        self.skip(phonetic)
    }

    fn byte(&mut self) -> Option<u8> {
        while self.data.is_empty() {
            self.next_piece()?;
        }
        let (first, rest) = self.data.split_first()?;
        self.data = rest;
        Some(*first)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.data.len() {
            count -= self.data.len();
            self.next_piece()?;
        }
        self.data = self.data.get(count..)?;
        Some(())
    }

    fn next_piece(&mut self) -> Option<()> {
        self.data = self.records.next_if(id::CONTINUE)?.data;
        Some(())
    }
}
