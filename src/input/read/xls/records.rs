//! The records of a workbook stream: a number, a length, bytes.

use crate::input::read::bytes::LittleEndian as _;

/// Numbers of the records that are read ([MS-XLS] 2.3; those of BIFF2 to 4, which some programs still write, after the
/// OpenOffice.org documentation of the format).
pub(super) mod id {
    pub(crate) const INTEGER_2: u16 = 0x0002;
    pub(crate) const NUMBER_2: u16 = 0x0003;
    pub(crate) const LABEL_2: u16 = 0x0004;
    pub(crate) const BOOLERR_2: u16 = 0x0005;
    pub(crate) const STRING_2: u16 = 0x0007;
    pub(crate) const BOF_2: u16 = 0x0009;
    pub(crate) const FORMAT_2: u16 = 0x001E;
    pub(crate) const XF_2: u16 = 0x0043;
    pub(crate) const SHEET_HEAD_4: u16 = 0x008F;
    pub(crate) const BOF_3: u16 = 0x0209;
    pub(crate) const XF_3: u16 = 0x0243;
    pub(crate) const BOF_4: u16 = 0x0409;
    pub(crate) const XF_4: u16 = 0x0443;
    pub(crate) const FORMULA: u16 = 0x0006;
    pub(crate) const EOF: u16 = 0x000A;
    pub(crate) const DATEMODE: u16 = 0x0022;
    pub(crate) const FILEPASS: u16 = 0x002F;
    pub(crate) const CONTINUE: u16 = 0x003C;
    pub(crate) const CODEPAGE: u16 = 0x0042;
    pub(crate) const BOUNDSHEET: u16 = 0x0085;
    pub(crate) const MULRK: u16 = 0x00BD;
    pub(crate) const RSTRING: u16 = 0x00D6;
    pub(crate) const XF: u16 = 0x00E0;
    pub(crate) const MERGEDCELLS: u16 = 0x00E5;
    pub(crate) const SST: u16 = 0x00FC;
    pub(crate) const LABELSST: u16 = 0x00FD;
    pub(crate) const NUMBER: u16 = 0x0203;
    pub(crate) const LABEL: u16 = 0x0204;
    pub(crate) const BOOLERR: u16 = 0x0205;
    pub(crate) const STRING: u16 = 0x0207;
    pub(crate) const ROW: u16 = 0x0208;
    pub(crate) const RK: u16 = 0x027E;
    pub(crate) const FORMULA_3: u16 = 0x0206;
    pub(crate) const FORMULA_4: u16 = 0x0406;
    pub(crate) const FORMAT: u16 = 0x041E;
    pub(crate) const BOF: u16 = 0x0809;
}

#[derive(Clone, Copy, Debug)]
pub(super) struct BiffRecord<'a> {
    pub(super) id: u16,
    pub(super) data: &'a [u8],
    /// Where the record begins in the stream.
    pub(super) offset: usize,
}

/// The version of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    Biff2,
    Biff3,
    Biff4,
    /// Excel 5 and 95, and what programs write by hand without a version.
    Biff5,
    /// Excel 97 and later.
    Biff8,
}

impl BiffRecord<'_> {
    /// Returns the version that the record opens a workbook or a sheet of; `None` for any other record.
    pub(super) fn version(&self) -> Option<Version> {
        match self.id {
            id::BOF_2 => Some(Version::Biff2),
            id::BOF_3 => Some(Version::Biff3),
            id::BOF_4 => Some(Version::Biff4),
            id::BOF if self.data.u16_at(0) == Some(0x0600) => Some(Version::Biff8),
            id::BOF => Some(Version::Biff5),
            _ => None,
        }
    }

    /// Whether the record opens a worksheet.
    pub(super) fn opens_sheet(&self) -> bool {
        self.version().is_some() && self.data.u16_at(2) == Some(0x10)
    }
}

/// Records from an offset on. A record that the end of the stream cuts is the last, as far as it goes.
#[derive(Clone, Debug)]
pub(super) struct BiffRecords<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> BiffRecords<'a> {
    pub(super) fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// Returns the next record where it has this number.
    pub(super) fn next_if(&mut self, id: u16) -> Option<BiffRecord<'a>> {
        let mut ahead = self.clone();
        let record = ahead.next().filter(|r| r.id == id)?;
        *self = ahead;
        Some(record)
    }
}

impl<'a> Iterator for BiffRecords<'a> {
    type Item = BiffRecord<'a>;

    fn next(&mut self) -> Option<BiffRecord<'a>> {
        let head = self.stream.get(self.at..self.at.checked_add(4)?)?;
        let id = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let offset = self.at;
        let rest = &self.stream[offset + 4..];
        let data = &rest[..length.min(rest.len())];
        self.at = offset + 4 + length;
        Some(BiffRecord { id, data, offset })
    }
}
