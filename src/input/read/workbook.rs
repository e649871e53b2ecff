//! What the workbooks of Excel have in common, binary or in XML: the texts and formats that cells refer to, and the order
//! in which the parts of a package are read.

use super::number_format::{self, ShownAs};
use super::package::{OpenPart, Package, Relationship};
use super::row_emitter::RowEmitter;
use super::texts::Texts;
use super::{ReadError, Visibility, limits};
use crate::model::cell::Value;
use std::borrow::Cow;

/// What the cells of all sheets refer to.
#[derive(Debug, Default)]
pub(crate) struct Workbook {
    pub(crate) texts: Texts,
    /// What a cell's number is shown as, by the cell's style.
    pub(crate) shown: Vec<ShownAs>,
    pub(crate) is_1904: bool,
    /// Whether its formulas are computed only when it is opened: its program has stored 0 for those that it did not compute.
    pub(crate) computes_when_opened: bool,
}

impl Workbook {
    /// Returns a cell's number as its style shows it; without a style that the workbook has, the number itself.
    pub(crate) fn number(&self, number: f64, style: usize) -> Value<'static> {
        let shown = self.shown.get(style).copied().unwrap_or_default();
        number_format::value(number, shown, self.is_1904)
    }

    /// Returns the shared text at an index, for a cell of a row. Notes an index that the workbook does not have.
    pub(crate) fn shared_text(
        &self,
        index: Option<usize>,
        row: u32,
        out: &mut RowEmitter<'_>,
    ) -> Option<Value<'_>> {
        let text = index.and_then(|index| self.texts.get(index));
        if text.is_none() {
            out.missing_text(row);
        }
        text.filter(|text| !text.is_empty()).map(|text| Value::Text(Cow::Borrowed(text)))
    }
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(crate) struct ListedSheet {
    pub(crate) name: String,
    pub(crate) visibility: Visibility,
    /// The name of its part.
    pub(crate) part: String,
}

type PartReader = fn(OpenPart<'_, '_>, &mut Workbook, &mut RowEmitter<'_>) -> Result<(), ReadError>;

/// The readers of one format.
pub(crate) struct PartReaders {
    pub(crate) styles: PartReader,
    pub(crate) texts: PartReader,
    pub(crate) sheet:
        fn(&mut Package<'_>, &ListedSheet, &Workbook, &mut RowEmitter<'_>) -> Result<(), ReadError>,
}

/// Reads the styles, the shared texts and then every sheet. Notes a part that cannot be read, and goes on: without styles
/// every number is still read, only dates are not known as such.
/// Fails where nothing more can be read.
pub(crate) fn read_parts(
    package: &mut Package<'_>,
    relationships: &[Relationship],
    mut book: Workbook,
    sheets: Vec<ListedSheet>,
    readers: &PartReaders,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    for (kind, read) in [("styles", readers.styles), ("sharedStrings", readers.texts)] {
        let Some(to) = relationships.iter().find(|r| r.kind == kind) else { continue };
        let result =
            package.part(&to.target).and_then(|part| part.map_or(Ok(()), |part| read(part, &mut book, out)));
        if let Err(failure) = result {
            out.sheet_failed("", failure)?;
        }
    }
    out.epoch_1904 = book.is_1904;
    // One more than may be: it says so.
    for listed in sheets.into_iter().take(limits::SHEETS + 1) {
        if let Err(failure) = (readers.sheet)(package, &listed, &book, out) {
            out.sheet_failed(&listed.name, failure)?;
        }
    }
    Ok(())
}
