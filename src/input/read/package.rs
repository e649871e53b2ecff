//! Zip packages: parts by name, whatever the case and slashes of the name, unpacked under the limits; and the
//! relationships between the parts of an Office package.

use super::meter::ByteMeter;
use super::row_emitter::{RowEmitter, read_whole};
use super::stream::{SourceReader, Unpacked};
use super::xml::{Event, Xml};
use super::xml_bytes::XmlBytes;
use super::{ReadError, Source, limits};
use crate::text::t;
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::io::BufReader;
use std::rc::Rc;
use zip::ZipArchive;
use zip::read::ZipFile;

/// An open zip.
pub(crate) struct Package<'s> {
    archive: ZipArchive<SourceReader<'s>>,
    names: FxHashMap<String, usize>,
    /// The part read last, and how many of its bytes count against the limit already.
    counted: (usize, Rc<Cell<u64>>),
    meter: Rc<ByteMeter>,
}

/// A part being unpacked.
pub(crate) type OpenPart<'p, 's> = BufReader<Unpacked<ZipFile<'p, SourceReader<'s>>>>;

/// How one part points to another.
#[derive(Debug)]
pub(crate) struct Relationship {
    pub(crate) id: String,
    /// The last word of its type, `worksheet` or `sharedStrings`: the same in the strict and the
    /// transitional form.
    pub(crate) kind: String,
    /// The part's name from the package's root.
    pub(crate) target: String,
}

impl<'s> Package<'s> {
    pub(crate) fn open(source: &'s mut dyn Source, meter: &Rc<ByteMeter>) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(SourceReader::new(source, Rc::clone(meter)))
            .map_err(|_| meter.fault(t("压缩包不完整")))?;
        let names = (0..archive.len()).filter_map(|i| Some((key(&raw_name(&archive, i)?), i))).collect();
        Ok(Self { archive, names, counted: (0, Rc::default()), meter: Rc::clone(meter) })
    }

    /// Returns the number of entries.
    pub(crate) fn len(&self) -> usize {
        self.archive.len()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// Lists the names of the parts in lower case, in no order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Opens a part; `None` where there is none of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<OpenPart<'_, 's>>, ReadError> {
        match self.names.get(&key(name)) {
            Some(&index) => self.entry(index).map(Some),
            None => Ok(None),
        }
    }

    /// Opens the XML part opened last once more, in UTF-8.
    pub(crate) fn xml_again(&mut self, name: &str) -> Result<XmlBytes<OpenPart<'_, 's>>, ReadError> {
        self.part_again(name)?.map(XmlBytes::new).ok_or_else(missing)
    }

    /// Opens the part opened last once more; its bytes count only once against the limit.
    pub(crate) fn part_again(&mut self, name: &str) -> Result<Option<OpenPart<'_, 's>>, ReadError> {
        match self.names.get(&key(name)) {
            Some(&index) => self.open_entry(index).map(Some),
            None => Ok(None),
        }
    }

    /// Returns a whole part of XML in UTF-8; `None` where it is too long to be kept, or is damaged, so that it has to be read as far as it
    /// goes.
    /// Fails where there is no such part, or none of it can be read.
    pub(crate) fn kept(
        &mut self,
        name: &str,
        out: &mut RowEmitter<'_>,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        let mut part = XmlBytes::new(self.part(name)?.ok_or_else(missing)?);
        match read_whole(&mut part, limits::SHEET_IN_MEMORY, out) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(ReadError::Stopped) => Err(ReadError::Stopped),
            Err(_) => {
                out.meter.clear_fault();
                Ok(None)
            }
        }
    }

    /// Opens the entry at an index below [`Package::len`].
    pub(crate) fn entry(&mut self, index: usize) -> Result<OpenPart<'_, 's>, ReadError> {
        self.counted = (index, Rc::default());
        self.open_entry(index)
    }

    fn open_entry(&mut self, index: usize) -> Result<OpenPart<'_, 's>, ReadError> {
        if self.counted.0 != index {
            self.counted = (index, Rc::default());
        }
        let counted = Rc::clone(&self.counted.1);
        if self.archive.by_index_data(index).is_ok_and(|entry| entry.encrypted()) {
            return Err(ReadError::ArchiveEncrypted);
        }
        let meter = &self.meter;
        let file = self.archive.by_index(index).map_err(|e| match e {
            zip::result::ZipError::CompressionMethodNotSupported(_) => {
                ReadError::Damaged(t("压缩方式不支持，请用 zip 的普通压缩").to_owned())
            }
            _ => meter.fault(t("压缩包不完整")),
        })?;
        let packed = file.compressed_size();
        Ok(BufReader::with_capacity(64 << 10, Unpacked::new(file, packed, counted, Rc::clone(&self.meter))))
    }

    /// Returns the bytes of an entry's name, and whether it is a folder.
    pub(crate) fn entry_name(&self, index: usize) -> Option<(Vec<u8>, bool)> {
        let entry = self.archive.by_index_data(index).ok()?;
        let name = entry.name_raw().to_vec();
        let folder = name.ends_with(b"/") || name.ends_with(b"\\");
        Some((name, folder))
    }

    /// A whole part, up to `most` bytes; `None` where there is none.
    pub(crate) fn bytes(
        &mut self,
        name: &str,
        most: u64,
        out: &mut RowEmitter<'_>,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        self.part(name)?.map(|mut part| read_whole(&mut part, most, out)).transpose()
    }

    /// What a part points to; empty where it points to nothing. `""` stands for the package itself.
    pub(crate) fn relationships(&mut self, of: &str) -> Result<Vec<Relationship>, ReadError> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let meter = Rc::clone(&self.meter);
        let Some(part) = self.part(&join(folder, &format!("_rels/{file}.rels")))? else {
            return Ok(Vec::new());
        };
        let mut xml = Xml::new(XmlBytes::new(part), meter);
        let mut found = Vec::new();
        loop {
            match xml.pull()? {
                Event::Eof => return Ok(found),
                Event::Start(e) if e.name() == "Relationship" => {
                    let get = |name| e.attribute(name).unwrap_or_default();
                    let (id, kind, target) = (get("Id"), get("Type"), get("Target"));
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    found.push(Relationship { id: id.into_owned(), kind, target: join(folder, &target) });
                }
                _ => {}
            }
        }
    }
}

/// The error for a part that the workbook names and the package does not hold.
pub(crate) fn missing() -> ReadError {
    ReadError::Damaged(t("缺少其中一部分内容").to_owned())
}

fn raw_name(archive: &ZipArchive<SourceReader<'_>>, index: usize) -> Option<String> {
    Some(String::from_utf8_lossy(archive.by_index_data(index).ok()?.name_raw()).into_owned())
}

fn key(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

/// The name that a target has from the root, when named in a part of `folder`.
fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|s| !s.is_empty()).collect()
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
