//! Snapshots: the figures of a township in a line of text that fits into a link.
//!
//! [`seal`] takes from the tally what may travel, [`encode`] writes it, [`decode`] opens it or says why not;
//! nothing is ever half opened. `docs/snapshot.md` describes the format byte by byte.

mod answers;
mod blocks;
mod bounds;
pub mod carrier;
mod columns;
mod disclosure;
mod extra;
mod kinds;
mod kinds_of_grids;
mod learned;
mod linked;
#[cfg(not(target_arch = "wasm32"))]
pub mod meter;
mod model;
mod months;
mod names;
mod names_of_places;
mod number;
mod over_time;
#[cfg(not(target_arch = "wasm32"))]
pub mod password;
mod persons;
mod present;
pub mod qr;
mod range;
mod seal;
mod suppress;
mod text;
mod totals;
mod totals_columns;
mod unplaced;
mod wire;

pub use kinds_of_grids::{MOST as KINDS, name as name_of_kind};
pub use present::{SnapshotHead, figures, in_short};
pub use seal::{Choices, seal};
pub use totals::{TownTotals, village_bits};

use crate::catalogue::CATALOGUE;
use crate::count::Tally;
use crate::figures::settings::Settings;
use crate::figures::{Figures, Hidden, window};
use crate::model::cell::Day;
use crate::model::loaded::RequiredColumn;
use crate::model::period::Period;
use crate::text::{say, t};
use range::{Decoder, Encoder, Reading};

/// The most villages and grids of a snapshot; its months and matters need a few places besides.
pub const MOST_PLACES: usize = range::MAX_PLACES - 2_000;

/// The version that [`encode`] writes. Texts of versions 1 and 2 open as well.
pub const VERSION: u32 = 3;

/// What a receiver is given: from it the same page is computed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// The township's name where it is known.
    pub township: Option<String>,
    /// The day on which the snapshot was made.
    pub made: Day,
    /// The period that the tally counts; `None` where all dates count.
    pub period: Option<Period>,
    /// Whether the sender chose it as months of a year.
    pub by_months: bool,
    /// First and last date in the dated tables, whatever the period.
    pub span: Option<Period>,
    /// What was counted, as [`seal`] leaves it.
    pub tally: Tally,
    /// What the sender lets travel.
    pub choices: Choices,
    /// Which figures are kept back, so that an absent one is not taken for none.
    pub hidden: Hidden,
    /// The version of the measures' definitions; `None` in a text of version 1, which does not say.
    pub catalogue: Option<u32>,
    /// What the sender's figures assume; `None` in a text of version 1. The documents behind thresholds, the
    /// township's name and the address are words of the sender and stay as by default.
    pub settings: Option<Settings>,
}

/// A snapshot that was made here, with what it keeps back: others are held against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// Its tally before small counts were kept back.
    whole: Tally,
}

impl Made {
    /// A snapshot of what a session last computed, that tells no small count together with `earlier` ones either.
    pub fn of(tally: &Tally, figures: &Figures, made: Day, choices: Choices, earlier: &[Self]) -> Self {
        let days = window(figures.period, figures.span, judged_on(figures.period, figures.span, made));
        let whole = names_of_places::veiled(seal(tally, choices, days), &tally.veil);
        let township = figures.township.as_ref().map(|name| tally.veil.name(name, ""));
        let earlier: Vec<&Self> = earlier.iter().filter(|made| made.snapshot.township == township).collect();
        let (tally, hidden) = suppress::keep_back(whole.clone(), choices.least, figures.period, &earlier);
        let mut settings = extra::travelling(&figures.settings);
        let mut tally = tally;
        settings.villages = kinds_of_grids::numbered(&mut tally, settings.villages);
        let snapshot = Snapshot {
            township,
            made,
            period: figures.period,
            by_months: figures.by_months,
            span: figures.span,
            tally,
            choices,
            hidden,
            catalogue: Some(CATALOGUE),
            settings: Some(settings),
        };
        Self { snapshot, whole }
    }

    /// A snapshot that was made somewhere else, with the tally of its period.
    pub fn elsewhere(snapshot: Snapshot, tally: &Tally) -> Self {
        let sealed = seal(tally, snapshot.choices, snapshot.window());
        Self { snapshot, whole: names_of_places::veiled(sealed, &tally.veil) }
    }

    /// Township, period, and what is kept back.
    pub fn title(&self) -> String {
        let Snapshot { township, choices, .. } = &self.snapshot;
        let kept = match choices.least {
            0 => t("没有隐去").to_owned(),
            n => say!("隐去少于 {n} 的数", n),
        };
        format!("{} {}（{kept}）", township.as_deref().unwrap_or_default(), self.snapshot.choice().title())
    }
}

impl Snapshot {
    /// A snapshot of what a session last computed.
    pub fn of(tally: &Tally, figures: &Figures, made: Day, choices: Choices) -> Self {
        Made::of(tally, figures, made, choices, &[]).snapshot
    }
    /// With what may travel alone.
    fn sealed(&self) -> Self {
        Self {
            tally: seal(&self.tally, self.choices, self.window()),
            settings: self.settings.as_ref().map(extra::travelling),
            ..self.clone()
        }
    }

    /// The day on which open matters are judged: the end of the period or of the data, or the day it was made.
    pub fn as_of(&self) -> Option<Day> {
        judged_on(self.period, self.span, self.made)
    }

    /// The days in which what is counted can have been done.
    pub fn window(&self) -> Option<Period> {
        window(self.period, self.span, self.as_of())
    }
}

fn judged_on(period: Option<Period>, span: Option<Period>, made: Day) -> Option<Day> {
    period.or(span).map(|p| p.to.min(made))
}

/// Why a text does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// Its end is missing.
    Cut,
    /// It is not what was written.
    Altered,
    /// A later version of Gelan wrote it.
    Newer,
    /// It is whole, and its figures cannot be.
    Impossible,
    /// It is something else.
    NotASnapshot,
    /// It would unfold to more than a snapshot may hold.
    TooLarge,
    /// It opens with a password only.
    Locked,
    /// The password is another one.
    WrongPassword,
}

impl std::fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Cut => t("快照或链接不完整，末尾被截断了；请向发送人要完整的，或改用快照文件。"),
            Self::Altered => t("快照或链接的内容被改动过，无法打开；请让发送人重新发一次。"),
            Self::Newer => t("这个快照由更新版本的格览生成，请更新格览后再打开。"),
            Self::Impossible => {
                t("快照里的数不可能是这样（有负数、部分大于整体，或日期颠倒），没有打开；请向发送人核实。")
            }
            Self::NotASnapshot => t("这不是格览的快照。"),
            Self::TooLarge => t("这个快照过大，无法打开；请让发送人分开制作。"),
            Self::Locked => t("这个快照有密码，请输入发送人告诉您的密码。"),
            Self::WrongPassword => t("密码不对，没有打开；请核对大小写，或向发送人再问一次。"),
        })
    }
}

impl std::error::Error for SnapshotError {}

/// What follows `#s=` in a link: letters, digits, `-` and `_` only.
///
/// The tally is sealed on the way, whatever it holds. Of more than 131,072 places, or 16 MB of names,
/// [`decode`] says that it is too large.
pub fn encode(snapshot: &Snapshot) -> String {
    text::wrap(VERSION, &[&[PLAIN], payload(snapshot).as_slice()].concat())
}

/// The first byte of a payload of version 2: what follows is the coder's stream, or locked.
const PLAIN: u8 = 0;
const LOCKED: u8 = 1;

/// The stream of version 2: what a password locks.
pub fn payload(snapshot: &Snapshot) -> Vec<u8> {
    let mut encoder = Encoder::default();
    model::pass(&mut encoder, &snapshot.sealed(), VERSION);
    encoder.finish()
}

/// A payload locked by a password: AES-256-GCM, the key by PBKDF2 with SHA-256.
///
/// The page locks and unlocks it with the browser's own cryptography, the command line by [`password`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The version of the payload.
    pub version: u8,
    /// For the key.
    pub salt: [u8; 16],
    /// For the cipher; new for each snapshot, as the salt is.
    pub nonce: [u8; 12],
    /// The payload, and its tag of 16 bytes.
    pub sealed: Vec<u8>,
}

impl Locked {
    /// Rounds of PBKDF2, as OWASP's Password Storage Cheat Sheet (2023) has it for SHA-256.
    pub const ROUNDS: u32 = 600_000;
    /// The version that is locked today.
    pub const VERSION: u8 = 3;

    /// Returns what the tag covers beside the payload, of a version.
    pub fn beside(version: u8) -> [u8; 2] {
        [version, LOCKED]
    }

    /// What follows `#s=`.
    pub fn text(&self) -> String {
        let Self { version, salt, nonce, sealed } = self;
        text::wrap(u32::from(*version), &[&[LOCKED], salt.as_slice(), nonce, sealed].concat())
    }

    fn from_bytes(version: u32, bytes: &[u8]) -> Option<Self> {
        let (salt, rest) = bytes.split_first_chunk::<16>()?;
        let (nonce, sealed) = rest.split_first_chunk::<12>()?;
        let version = u8::try_from(version).ok()?;
        Some(Self { version, salt: *salt, nonce: *nonce, sealed: sealed.to_vec() })
    }

    /// The snapshot in what the password unlocked.
    ///
    /// # Errors
    /// Where it is no payload.
    pub fn opened(&self, unlocked: &[u8]) -> Result<Snapshot, SnapshotError> {
        read(unlocked, u32::from(self.version))
    }
}

/// What a text holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// A snapshot.
    Plain(Box<Snapshot>),
    /// A snapshot behind a password.
    Locked(Locked),
}

/// The snapshot in a text, behind a password or not.
///
/// # Errors
/// Where the text is not, character by character, what [`encode`] or [`Locked::text`] wrote.
pub fn open(text: &str) -> Result<Opened, SnapshotError> {
    let (version, bytes) = text::unwrap(VERSION, text)?;
    opened(version, &bytes)
}

/// Returns what a password locks of a text; `None` where none does.
pub fn locked(text: &str) -> Option<Locked> {
    let (version, bytes) = text::unwrap(VERSION, text).ok()?;
    let (_, rest) = bytes.split_first().filter(|(first, _)| version > 1 && **first == LOCKED)?;
    Locked::from_bytes(version, rest)
}

fn opened(version: u32, bytes: &[u8]) -> Result<Opened, SnapshotError> {
    let plain = match (version, bytes.split_first()) {
        (1, _) => read(bytes, 1),
        (_, Some((&PLAIN, stream))) => read(stream, version),
        (_, Some((&LOCKED, rest))) => {
            return Locked::from_bytes(version, rest).map(Opened::Locked).ok_or(SnapshotError::Altered);
        }
        _ => Err(SnapshotError::Altered),
    };
    plain.map(|snapshot| Opened::Plain(Box::new(snapshot)))
}

/// The snapshot in a text that needs no password.
///
/// # Errors
/// Where the text is not, character by character, what [`encode`] wrote.
pub fn decode(text: &str) -> Result<Snapshot, SnapshotError> {
    match open(text)? {
        Opened::Plain(snapshot) => Ok(*snapshot),
        Opened::Locked(_) => Err(SnapshotError::Locked),
    }
}

/// What a list of towns shows of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    /// The totals.
    Totals(Box<TownTotals>),
    /// They are behind a password.
    Locked,
}

/// Returns what a list of towns shows of a text: the totals at its end, or where it has none, those of its places.
/// `settings` are for a text that names none.
///
/// # Errors
/// Where the text is not what [`encode`] or [`Locked::text`] wrote. The totals of a text are believed here; who opens it
/// finds them compared with its places.
pub fn totals(text: &str, settings: &Settings) -> Result<Listed, SnapshotError> {
    let (version, bytes) = text::unwrap(VERSION, text)?;
    if let Some((&PLAIN, stream)) = bytes.split_first().filter(|_| version > 2)
        && let Some(stated) = totals::stated(stream, version)?
    {
        return Ok(Listed::Totals(Box::new(stated)));
    }
    Ok(match opened(version, &bytes)? {
        Opened::Plain(snapshot) => Listed::Totals(Box::new(TownTotals::of(&snapshot, settings))),
        Opened::Locked(_) => Listed::Locked,
    })
}

fn read(stream: &[u8], version: u32) -> Result<Snapshot, SnapshotError> {
    let mut decoder = Decoder::new(stream);
    let mut snapshot = model::pass(&mut decoder, &Snapshot::default(), version);
    if version == 1 {
        // It did not say which columns its tables had.
        RequiredColumn::ALL.into_iter().for_each(|column| snapshot.tally.loaded.add_column(column));
    }
    match decoder.finish() {
        Reading::Good if snapshot.is_possible() => {
            let stated = totals::stated(stream, version)?;
            let is_true = |stated: &TownTotals| *stated == TownTotals::of(&snapshot, &Settings::default());
            if stated.as_ref().is_none_or(is_true) { Ok(snapshot) } else { Err(SnapshotError::Impossible) }
        }
        Reading::Good => Err(SnapshotError::Impossible),
        Reading::Malformed => Err(SnapshotError::Altered),
        Reading::TooLarge => Err(SnapshotError::TooLarge),
    }
}

#[cfg(test)]
#[path = "../../tests/unit/snapshot.rs"]
mod tests;
