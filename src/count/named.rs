//! Names of persons that stand in the names of places: in a snapshot they are taken out.

use super::places::Places;
use super::source::SourceTable;
use crate::catalogue::kinds::{FieldType, KindSpec};
use crate::input::recognise::is_name;
use crate::input::records::RecordColumn;
use crate::input::value::{persons, stem};
use crate::model::kind::{Field, Kind};
use crate::text::veil::{Veil, bare};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// The longest name that is looked for, in characters.
const LONGEST: usize = 16;

/// Ends of words that stand where names do and are none.
const NO_NAMES: &str =
    "村 组 寨 网格 社区 委会 支部 党委 政府 员 长 书记 主任 委员 干部 户 片区 小区 镇 乡 街 路 站 所 办";

/// Returns the names of persons of any table that a listed place or the township bears in its name or code.
#[inline(never)]
pub fn named(places: &Places, township: Option<&str>, tables: &[SourceTable<'_>]) -> Veil {
    let villages = places.villages.iter().flat_map(|v| [v.key.as_str(), &v.written]);
    let listings = places.villages.iter().filter_map(|v| v.listing.as_ref());
    let listings = listings.chain(places.grids.iter().map(|g| &g.listing));
    let words = listings.flat_map(|l| [l.name.as_str(), &l.code]).chain(villages).chain(township);
    let words: Vec<String> = words.map(bare).collect();
    let mut parts: FxHashSet<&str> = FxHashSet::default();
    words.iter().for_each(|word| note_parts(word, &mut parts));
    // A village that is called as a person is: the name is the village's.
    places.villages.iter().for_each(|v| {
        parts.remove(stem(&v.key));
    });
    let mut found = BTreeSet::new();
    for table in tables {
        for (field, column) in &table.records.columns {
            let RecordColumn::Text { dictionary, .. } = column else { continue };
            if holds_persons(table.records.kind, *field) {
                dictionary.iter().for_each(|text| note_names(text, &parts, &mut found));
            }
        }
    }
    Veil(found)
}

fn holds_persons(kind: Kind, field: Field) -> bool {
    let of_type = KindSpec::for_kind(kind).field(field).map(|spec| spec.field_type);
    field == Field::Household || of_type == Some(FieldType::Person)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == '·'
}

/// Notes each part of a word that may be a name: two letters or more.
fn note_parts<'a>(word: &'a str, parts: &mut FxHashSet<&'a str>) {
    for (start, _) in word.char_indices() {
        let rest = word.get(start..).unwrap_or_default();
        let letters = rest.char_indices().take_while(|(_, c)| is_letter(*c)).take(LONGEST);
        parts.extend(letters.skip(1).filter_map(|(at, c)| rest.get(..at + c.len_utf8())));
    }
}

fn note_names(text: &str, parts: &FxHashSet<&str>, found: &mut BTreeSet<String>) {
    let is_known = |name: &str| parts.contains(name) && (is_name(name) || !is_no_name(name));
    // A household's number is not looked through: each row may have its own. (A name may have blanks in it.)
    let seen = || text.chars().filter(|c| !c.is_whitespace());
    if !seen().zip(seen().skip(1)).any(|(a, b)| is_letter(a) && is_letter(b)) {
        return;
    }
    if text.chars().all(is_letter) {
        found.extend(is_known(text).then(|| text.to_owned()));
    } else {
        // A twin's number (张三2) is none of the name.
        let names = persons(text).into_iter();
        let bare = names.map(|name| name.trim_end_matches(|c| !is_letter(c)).to_owned());
        found.extend(bare.filter(|name| is_known(name)));
    }
}

fn is_no_name(text: &str) -> bool {
    NO_NAMES.split(' ').any(|end| text.ends_with(end))
}
