//! Names that stand in tables otherwise than on the lists, and what a person answered about them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameOf {
    /// A village.
    Village,
    /// A person.
    Person,
}

/// A person's answers by the name as it is written: the listed name that it stands for, `None` for a name of its own.
pub type Answers = BTreeMap<String, Option<String>>;

/// What a person answered about names that the lists write otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Aliases {
    /// About villages.
    pub villages: Answers,
    /// About persons.
    pub persons: Answers,
    /// The villages of tables whose rows name none, by the tables' marks; `None` for the township.
    pub tables: Answers,
}

impl Aliases {
    /// The answers about one sort of names.
    pub fn of(&self, of: NameOf) -> &Answers {
        match of {
            NameOf::Village => &self.villages,
            NameOf::Person => &self.persons,
        }
    }

    /// Keeps an answer; returns whether it is a new one.
    pub fn answer(&mut self, of: NameOf, written: &str, answer: Option<String>) -> bool {
        self.of_mut(of).insert(written.to_owned(), answer.clone()) != Some(answer)
    }

    /// Forgets an answer; returns whether there was one.
    pub fn forget(&mut self, of: NameOf, written: &str) -> bool {
        self.of_mut(of).remove(written).is_some()
    }

    /// Takes in other answers; they replace those about the same names. Returns their number.
    pub fn take(&mut self, other: Self) -> usize {
        let count = other.len();
        self.villages.extend(other.villages);
        self.persons.extend(other.persons);
        self.tables.extend(other.tables);
        count
    }

    /// Forgets the answers about places that `other` has.
    pub fn without(&mut self, other: &Self) {
        self.villages.retain(|name, _| !other.villages.contains_key(name));
        self.tables.retain(|mark, _| !other.tables.contains_key(mark));
    }

    /// Number of answers.
    pub fn len(&self) -> usize {
        self.villages.len() + self.persons.len() + self.tables.len()
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn of_mut(&mut self, of: NameOf) -> &mut Answers {
        match of {
            NameOf::Village => &mut self.villages,
            NameOf::Person => &mut self.persons,
        }
    }
}

/// How a name stands to the listed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MatchStanding {
    /// A person is asked; until then its rows are at no listed place.
    Asked,
    /// It is the listed one without asking, being a stem and its full name of which only one is listed.
    Alone,
    /// A person said that it is the listed one.
    Accepted,
    /// A person said that it is not.
    Apart,
}

impl MatchStanding {
    /// Whether a person said so.
    pub fn is_answer(self) -> bool {
        matches!(self, Self::Accepted | Self::Apart)
    }
}

/// A name that the lists write otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameMatch {
    /// What it is of.
    pub of: NameOf,
    /// The name as it is written.
    pub written: String,
    /// The listed names that it may stand for, the best first; one unless it is asked.
    pub to: Vec<String>,
    /// How it stands to them.
    pub standing: MatchStanding,
    /// The grids that its rows name.
    pub grids: u32,
    /// The rows that have it.
    pub rows: u32,
}

impl NameMatch {
    /// The listed name that it stands for, or the first that it may stand for.
    pub fn target(&self) -> &str {
        self.to.first().map_or("", String::as_str)
    }
}
