//! A text that is left between two lines, and read on from there.

use super::{EncodingChoice, PIECE, TextReader};
use crate::input::read::meter::ByteMeter;
use crate::input::read::mixture::Mixture;
use crate::input::read::{Source, TextEncoding};
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::rc::Rc;

/// Where a text was left.
#[derive(Debug)]
pub(crate) struct TextPlace {
    /// How many of its bytes were read.
    pub(crate) offset: u64,
    decoded: &'static Encoding,
    used: Option<TextEncoding>,
    mixture: Option<Mixture>,
    is_mixed: bool,
}

impl TextPlace {
    /// Its encoding.
    pub(crate) fn encoding(&self) -> TextEncoding {
        self.used.unwrap_or(TextEncoding::Utf8)
    }
}

impl<'s> TextReader<'s> {
    /// Reads on.
    pub(crate) fn at(source: &'s mut dyn Source, place: TextPlace, meter: Rc<ByteMeter>) -> Self {
        let TextPlace { offset, decoded, used, mixture, is_mixed } = place;
        let decoder = Some(decoded.new_decoder_without_bom_handling());
        let is_clean = decoded == UTF_8;
        let fresh = Self::new(source, EncodingChoice::Given(decoded), meter);
        Self { offset, decoder, used, mixture, is_mixed, is_clean, ..fresh }
    }

    /// Has the text left at a byte.
    pub(crate) fn stop_at(&mut self, until: Option<u64>) {
        self.until = until;
    }

    /// Whether it may be left here.
    pub(crate) fn is_at_stop(&self) -> bool {
        self.until == Some(self.offset)
    }

    /// Where the text is left: behind a line end, which is no part of a character in these encodings. `None` where nothing
    /// but ASCII was met, or another encoding is under way.
    pub(crate) fn place(&mut self) -> Option<TextPlace> {
        let decoded = self.decoder.as_ref()?.encoding();
        let is_known = decoded == UTF_8 || decoded == GB18030;
        if !is_known || self.mixture.as_ref().is_some_and(|mixture| !mixture.rests()) {
            return None;
        }
        let (offset, used, is_mixed) = (self.offset, self.used, self.is_mixed);
        Some(TextPlace { offset, decoded, used, mixture: self.mixture.take(), is_mixed })
    }

    /// How many bytes the next piece has: pieces end at the same places wherever reading began.
    pub(super) fn room(&self) -> usize {
        let piece = PIECE as u64 - self.offset % PIECE as u64;
        let left = self.until.and_then(|until| until.checked_sub(self.offset)).filter(|left| *left > 0);
        usize::try_from(left.map_or(piece, |left| left.min(piece))).unwrap_or(PIECE)
    }
}
