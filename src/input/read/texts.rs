//! Many short texts in one allocation, and the texts of cells.

use crate::model::cell::Value;
use std::borrow::Cow;

/// The shared strings of a workbook: read once, and lent to every cell that refers to one.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).and_then(|i| self.ends.get(i)).map_or(0, |e| *e as usize);
        self.all.get(start..end)
    }

    /// Adds a text; returns `false` where there is no more room.
    pub(crate) fn push(&mut self, text: &str) -> bool {
        if self.all.len() + text.len() > super::limits::SHARED_TEXT {
            return false;
        }
        self.all.push_str(text);
        self.ends.push(self.all.len() as u32);
        true
    }
}

/// Returns the text with its line ends as LF, as XML wants them; office files also carry CR as `_x000D_` or `&#13;`.
pub(crate) fn lf(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text }
}

/// Returns the value of a cell that holds a text; `None` where it is empty.
pub(crate) fn text_value(text: String) -> Option<Value<'static>> {
    (!text.is_empty()).then(|| Value::Text(Cow::Owned(lf(Cow::Owned(text)).into_owned())))
}

#[cfg(test)]
#[path = "../../../tests/unit/input_read_texts.rs"]
mod tests;
