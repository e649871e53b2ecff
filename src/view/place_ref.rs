//! Places and persons that have a page of their own, and their part of the address.

use crate::model::body::Body;
use crate::text::percent;

/// A place or person with a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceRef {
    /// A village, by name.
    Village(String),
    /// A grid: its village, and its canonical name inside it.
    Grid(String, String),
    /// A representative: the body, and the name.
    Person(Body, String),
}

impl PlaceRef {
    /// Returns the part behind the `/` of its hash.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Village(village) => format!("place/{}", percent::escape(village)),
            Self::Grid(village, grid) => {
                format!("place/{}/{}", percent::escape(village), percent::escape(grid))
            }
            Self::Person(body, name) => {
                format!("person/{}/{}", percent::escape(body.title()), percent::escape(name))
            }
        }
    }

    /// Reads the part behind the `/` of a hash; `None` if it is no place.
    pub(super) fn from_path(path: &str) -> Option<Self> {
        if let Some(person) = path.strip_prefix("person/") {
            let (body, name) = person.split_once('/')?;
            let (body, name) = (Body::named_in(&percent::unescape(body))?, percent::unescape(name));
            return (!name.is_empty()).then_some(Self::Person(body, name));
        }
        let mut names = path.strip_prefix("place/")?.splitn(2, '/').map(percent::unescape);
        let village = names.next().filter(|v| !v.is_empty())?;
        Some(match names.next() {
            Some(grid) => Self::Grid(village, grid),
            None => Self::Village(village),
        })
    }
}

/// Returns the hash of a place's page; an open snapshot stays in it.
pub fn place_hash(place: &PlaceRef, snapshot: Option<&str>) -> String {
    hash_of(&place.path(), snapshot)
}

/// Returns the hash of a path, behind an open snapshot.
pub(super) fn hash_of(path: &str, snapshot: Option<&str>) -> String {
    match snapshot {
        Some(text) => format!("#s={text}&/{path}"),
        None => format!("#/{path}"),
    }
}
