//! Who is who: one person may stand in several rows, two persons may have one name.

use crate::input::records::Records;
use crate::input::value::phone;
use crate::model::kind::Field;
use crate::order::Sort as _;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// What tells two persons of one name apart. Masked numbers (138****0001) tell nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Marks {
    /// The identity number; empty where there is none.
    pub id: String,
    /// The telephones in order, a blank between two; empty where there is none.
    pub phone: String,
}

impl Marks {
    /// None at all.
    pub const NONE: &Self = &Self { id: String::new(), phone: String::new() };

    /// Returns those of a row.
    pub fn of(records: &Records, row: usize) -> Self {
        let masked = |text: &str| text.contains(['*', '＊', '×']) || text.to_ascii_lowercase().contains("xx");
        let id = Some(records.text(Field::IdNumber, row)).filter(|id| !masked(id)).unwrap_or_default();
        let text = records.text(Field::Phone, row);
        let parts =
            text.split(['、', '/', '／', ',', '，', ';', '；', '\n', '|']).filter(|part| !masked(part));
        let mut phones: Vec<String> = match phone(text) {
            Some(one) => vec![one.digits],
            None => {
                parts.map(|part| phone(part).map_or_else(|| part.trim().to_owned(), |p| p.digits)).collect()
            }
        };
        phones.retain(|phone| !phone.is_empty());
        phones.order();
        phones.dedup();
        Self { id: id.to_ascii_uppercase(), phone: phones.join(" ") }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.id.is_empty() && self.phone.is_empty()
    }

    /// Whether one is in both: rows of one name that share any mark are one person.
    pub fn share(&self, other: &Self) -> bool {
        let phone = |phone: &str| other.phone.split(' ').any(|p| p == phone);
        !self.id.is_empty() && self.id == other.id || self.phone.split(' ').any(|p| !p.is_empty() && phone(p))
    }

    /// Whether they tell two apart: only different marks of one sort do, and none that is shared.
    pub fn differ(&self, other: &Self) -> bool {
        let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
        (differ(&self.id, &other.id) || differ(&self.phone, &other.phone)) && !self.share(other)
    }
}

/// A row that names a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post<'a> {
    /// The village.
    pub village: &'a str,
    /// The name.
    pub name: &'a str,
    /// The marks.
    pub marks: &'a Marks,
}

/// The rows of each person, in the order of their first rows.
///
/// Rows of one name that share a mark are one person, wherever they are. Inside a village rows of one name are one
/// person unless two marks of one sort tell them apart. A name without a mark is a person of its village: the one of
/// that name there, where there is only one, else one of its own.
pub fn persons(posts: &[Post<'_>]) -> Vec<Vec<usize>> {
    let mut of_name: FxHashMap<&str, Vec<Vec<usize>>> = FxHashMap::default();
    for (index, post) in posts.iter().enumerate() {
        let groups = of_name.entry(post.name).or_default();
        let shares = |row: &usize| posts.get(*row).is_some_and(|p| p.marks.share(post.marks));
        let (same, mut others): (Vec<_>, Vec<_>) =
            std::mem::take(groups).into_iter().partition(|group| group.iter().any(shares));
        others.push(same.into_iter().flatten().chain([index]).collect());
        *groups = others;
    }
    let mut all: Vec<Vec<usize>> = of_name.into_values().flat_map(|groups| settled(posts, groups)).collect();
    all.iter_mut().for_each(|rows| rows.sort_unstable());
    all.sort_unstable();
    all
}

/// The groups of one name that share no mark, as persons.
fn settled(posts: &[Post<'_>], groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    if groups.len() == 1 {
        return groups;
    }
    let of = |rows: &[usize]| rows.iter().filter_map(|row| posts.get(*row)).collect::<Vec<_>>();
    let near = |a: &[usize], b: &[usize]| of(a).iter().any(|p| of(b).iter().any(|q| p.village == q.village));
    let differ =
        |a: &[usize], b: &[usize]| of(a).iter().any(|p| of(b).iter().any(|q| p.marks.differ(q.marks)));
    let (bare, marked): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|rows| of(rows).iter().all(|p| p.marks.is_empty()));
    let mut known: Vec<Vec<usize>> = Vec::new();
    for group in marked {
        match known.iter_mut().find(|k| near(k, &group) && !differ(k, &group)) {
            Some(one) => one.extend(group),
            None => known.push(group),
        }
    }
    let mut own: Vec<Vec<usize>> = Vec::new();
    for group in bare {
        let mut here = known.iter_mut().filter(|k| near(k, &group));
        match (here.next(), here.next()) {
            (Some(only), None) => only.extend(group),
            _ => match own.iter_mut().find(|o| near(o, &group)) {
                Some(one) => one.extend(group),
                None => own.push(group),
            },
        }
    }
    known.extend(own);
    known
}
