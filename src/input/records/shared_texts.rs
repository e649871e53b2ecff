//! Texts of dictionaries that were laid away, each once in a process and for as long as it runs: ten thousand files name the
//! same villages, officers and households.

use super::Dictionary;
use rustc_hash::FxHashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Texts by number stand in blocks of this length, so that growing moves none.
const BLOCK: usize = 1 << 16;
const BLOCKS: usize = 1 << 16;

type Block = Box<[OnceLock<&'static str>]>;

static TEXTS: [OnceLock<Block>; BLOCKS] = [const { OnceLock::new() }; BLOCKS];
/// The number of each.
static KNOWN: Mutex<Option<FxHashMap<&'static str, u32>>> = Mutex::new(None);

/// A shared text by its number.
pub fn shared(number: u32) -> &'static str {
    let number = number as usize;
    let block = TEXTS.get(number / BLOCK).and_then(OnceLock::get);
    block.and_then(|texts| texts.get(number % BLOCK)?.get()).copied().unwrap_or_default()
}

/// Shares the texts of a dictionary and returns the number of each.
pub fn share(dictionary: &Dictionary) -> Vec<u32> {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    // The new ones are kept in one allocation.
    let new: Vec<&str> = dictionary.iter().filter(|text| !known.contains_key(text)).collect();
    let mut rest: &'static str = if new.is_empty() { "" } else { new.concat().leak() };
    for text in new {
        let (own, behind) = rest.split_at_checked(text.len()).unwrap_or_default();
        rest = behind;
        let next = known.len();
        if let (Ok(number), false) = (u32::try_from(next), known.contains_key(own)) {
            let block = TEXTS.get(next / BLOCK);
            let block = block.map(|block| block.get_or_init(|| vec![OnceLock::new(); BLOCK].into()));
            if let Some(place) = block.and_then(|block| block.get(next % BLOCK)) {
                place.get_or_init(|| own);
                known.insert(own, number);
            }
        }
    }
    dictionary.iter().map(|text| known.get(text).copied().unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
#[path = "../../../tests/unit/shared_texts.rs"]
mod tests;
