//! The words of headings as data: `words.tsv` holds the classes of each, and how two of them make one.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A set of classes of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassSet([u64; 4]);

impl ClassSet {
    const fn one(class: u8) -> Self {
        let mut bits = [0; 4];
        bits[class as usize / 64] = 1 << (class % 64);
        Self(bits)
    }

    /// Whether the two share a class.
    pub fn meets(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }

    /// Whether it has no class.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// The classes of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }

    /// The classes that both have.
    #[must_use]
    pub fn shared(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }

    /// Its classes without those of `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] & !other.0[i]))
    }
}

/// How two words at the end of a heading make one.
#[derive(Clone, Copy, Debug)]
struct Join {
    left: ClassSet,
    not: ClassSet,
    right: ClassSet,
    /// `None` for the left word's own classes.
    gives: Option<ClassSet>,
    keeps: ClassSet,
}

/// The known words with their classes.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: FxHashMap<String, ClassSet>,
    classes: FxHashMap<&'static str, u8>,
    joins: Vec<Join>,
    /// The length of the longest word in characters.
    longest: usize,
    /// The classes of persons' roles.
    roles: ClassSet,
}

static SHARED: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(include_str!("words.tsv")));

impl Vocabulary {
    /// The words of `words.tsv`.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    fn read(table: &'static str) -> Self {
        let mut own = Self::default();
        let rows = || table.lines().filter(|row| !row.starts_with('#')).map(|row| row.split('\t'));
        for mut cells in rows().filter(|row| row.clone().next() == Some("word")) {
            let classes = own.intern(cells.nth(1).unwrap_or_default());
            for word in cells.nth(1).unwrap_or_default().split(' ') {
                own.longest = own.longest.max(word.chars().count());
                let slot = own.words.entry(word.to_lowercase()).or_default();
                *slot = slot.union(classes);
            }
        }
        for cells in rows() {
            let cells: Vec<&'static str> = cells.collect();
            let cell = |i: usize| cells.get(i).copied().unwrap_or_default();
            if cell(0) == "join" {
                let gives = if cell(4) == "=" { None } else { Some(own.intern(cell(4))) };
                let join = Join {
                    left: own.intern(cell(1)),
                    not: own.intern(cell(2)),
                    right: own.intern(cell(3)),
                    gives,
                    keeps: own.intern(cell(5)),
                };
                own.joins.push(join);
            }
        }
        own
    }

    /// Returns the set of these names, parted by commas; a new name becomes a class. `ROLE*` stands for all roles so far.
    fn intern(&mut self, names: &'static str) -> ClassSet {
        let mut set = ClassSet::default();
        for name in names.split(',').filter(|name| !name.is_empty()) {
            if name == "ROLE*" {
                set = set.union(self.roles);
                continue;
            }
            let next = u8::try_from(self.classes.len()).unwrap_or(u8::MAX);
            let one = ClassSet::one(*self.classes.entry(name).or_insert(next));
            if name.starts_with("R_") {
                self.roles = self.roles.union(one);
            }
            set = set.union(one);
        }
        set
    }

    /// Returns the set of the classes of these names, parted by commas; `None` if one is unknown.
    pub fn set(&self, names: &str) -> Option<ClassSet> {
        let mut names = names.split(',').filter(|name| !name.is_empty());
        names.try_fold(ClassSet::default(), |set, name| {
            Some(set.union(ClassSet::one(*self.classes.get(name)?)))
        })
    }

    /// The classes of persons' roles.
    pub fn roles(&self) -> ClassSet {
        self.roles
    }

    /// Returns the classes of a word; `None` if it is unknown.
    pub fn classes(&self, word: &str) -> Option<ClassSet> {
        self.words.get(word).copied()
    }

    /// The length of the longest word in characters.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Returns the classes of the word that two words make; `None` if they do not make one.
    pub fn join(&self, left: ClassSet, right: ClassSet) -> Option<ClassSet> {
        let join =
            self.joins.iter().find(|j| left.meets(j.left) && !left.meets(j.not) && right.meets(j.right))?;
        let gives = join.gives.unwrap_or(left).union(left.shared(join.keeps));
        (!gives.is_empty()).then_some(gives)
    }
}
