//! Distinct texts of a column, one behind another, so that a hundred thousand of them are no hundred thousand allocations.

#[cfg(not(target_arch = "wasm32"))]
use super::away::AwayTexts;
use serde::{Deserialize, Serialize};
#[cfg(not(target_arch = "wasm32"))]
use std::sync::Arc;

/// Texts by number, in the order in which they came.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dictionary {
    texts: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// All texts, where they lie on a shelf.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip)]
    away: Option<Arc<AwayTexts>>,
}

impl Dictionary {
    /// The dictionary whose texts lie on a shelf.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn away(texts: AwayTexts) -> Self {
        Self { away: Some(Arc::new(texts)), ..Self::default() }
    }

    /// Adds a text. Beyond four gigabytes it is empty.
    pub fn push(&mut self, text: &str) {
        let last = self.texts.len();
        match u32::try_from(last + text.len()) {
            Ok(end) => {
                self.texts.push_str(text);
                self.ends.push(end);
            }
            Err(_) => self.ends.push(u32::try_from(last).unwrap_or(u32::MAX)),
        }
    }

    /// A text by its number, from 0.
    pub fn get(&self, number: usize) -> Option<&str> {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(away) = &self.away {
            return away.get(number);
        }
        let end = *self.ends.get(number)? as usize;
        let start =
            number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.texts.get(start..end)
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(away) = &self.away {
            return away.len();
        }
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of bytes of all texts that are held.
    pub fn bytes(&self) -> usize {
        self.texts.len()
    }

    /// The texts.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|number| self.get(number))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Dictionary {
    fn from_iter<I: IntoIterator<Item = S>>(texts: I) -> Self {
        let mut all = Self::default();
        texts.into_iter().for_each(|text| all.push(text.as_ref()));
        all
    }
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
