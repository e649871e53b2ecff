//! Names that the lists write otherwise: what is asked, what was matched by itself or answered, and the presses.

use super::asks::{FigureChange, change};
use crate::model::alias::{Aliases, MatchStanding, NameMatch, NameOf};
use crate::session::{Doubt, Prospect, is_one_village};
use crate::text::format::grouped;
use crate::text::{say, t};

/// The most names that a summary writes.
const NAMED: usize = 4;

/// The most figures that a question writes.
const CHANGES: usize = 3;

/// What a press says of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameAnswer {
    /// It is this listed name.
    Same(String),
    /// It is none of the listed names.
    Apart,
    /// What was said before is forgotten.
    Undo,
}

impl NameAnswer {
    /// Says it of a name.
    pub fn say(&self, aliases: &mut Aliases, of: NameOf, written: &str) {
        match self {
            Self::Same(name) => aliases.answer(of, written, Some(name.clone())),
            Self::Apart => aliases.answer(of, written, None),
            Self::Undo => aliases.forget(of, written),
        };
    }
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePress {
    /// Its words.
    pub title: String,
    /// What it says.
    pub answer: NameAnswer,
    /// Whether it is the likely answer.
    pub main: bool,
}

/// A name in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameLine {
    /// What it is of.
    pub of: NameOf,
    /// The name as it is written.
    pub written: String,
    /// How it stands to the listed one.
    pub standing: MatchStanding,
    /// What is asked or was done.
    pub said: String,
    /// Grids and rows.
    pub rows: String,
    /// What would change if it were the listed name; empty while that is not worked out.
    pub effect: String,
    /// The buttons.
    pub presses: Vec<NamePress>,
}

/// The names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamesView {
    /// Those that a person is asked about, those with most rows first.
    pub asked: Vec<NameLine>,
    /// Those that were matched by themselves.
    pub alone: Vec<NameLine>,
    /// A sentence about these.
    pub summary: String,
    /// Those that a person answered.
    pub answered: Vec<NameLine>,
    /// What of an earlier visit is used again, in a sentence; `None` for nothing.
    pub remembered: Option<String>,
}

/// Returns the names; `remembered` are the answers of an earlier visit, `tables` the number of tables that are read or
/// placed by them, `prospects` what answers would change.
pub fn names(
    matches: &[NameMatch],
    remembered: &Aliases,
    tables: usize,
    prospects: &[Prospect],
) -> NamesView {
    let of = |wanted: &[MatchStanding]| -> Vec<NameLine> {
        matches.iter().filter(|m| wanted.contains(&m.standing)).map(|m| line(m, prospects)).collect()
    };
    let is_old = |m: &&NameMatch| m.standing.is_answer() && remembered.of(m.of).contains_key(&m.written);
    let used = tables + matches.iter().filter(is_old).count();
    let alone = of(&[MatchStanding::Alone]);
    let summary = match alone.as_slice() {
        [] => String::new(),
        [only] => format!("{}{}", only.said, only.rows),
        all => {
            let written: Vec<&str> = all.iter().take(NAMED).map(|l| l.written.as_str()).collect();
            let written = written.join(t("、"));
            let more = if all.len() > NAMED { t("等") } else { "" };
            say!("{} 个村名有全有简，各按一个村计：{written}{more}", all.len(), written, more)
        }
    };
    NamesView {
        asked: of(&[MatchStanding::Asked]),
        alone,
        summary,
        answered: of(&[MatchStanding::Accepted, MatchStanding::Apart]),
        remembered: (used > 0).then(|| say!("用了上次的 {used} 条对应", used)),
    }
}

fn line(found: &NameMatch, prospects: &[Prospect]) -> NameLine {
    let (written, target) = (found.written.as_str(), found.target());
    let village = found.of == NameOf::Village;
    let press = |title: String, answer, main| NamePress { title, answer, main };
    let undo = |answer| vec![press(t("撤销").to_owned(), answer, false)];
    let (said, presses) = match found.standing {
        MatchStanding::Asked => {
            let one = found.to.len() == 1;
            let mut presses: Vec<NamePress> = Vec::new();
            for (at, name) in found.to.iter().enumerate() {
                let title = match (one, village) {
                    (true, true) => t("看作同一村").to_owned(),
                    (true, false) => t("看作同一人").to_owned(),
                    _ => say!("看作{name}", name),
                };
                presses.push(press(title, NameAnswer::Same(name.clone()), at == 0));
            }
            let no = match (one, village) {
                (true, true) => t("不是同一村"),
                (true, false) => t("不是同一人"),
                _ => t("都不是"),
            };
            presses.push(press(no.to_owned(), NameAnswer::Apart, false));
            (say!("{written} → {}？", found.to.join(t("、")), written), presses)
        }
        MatchStanding::Alone => {
            (say!("“{written}”与“{target}”看作同一村", written, target), undo(NameAnswer::Apart))
        }
        MatchStanding::Accepted => {
            (say!("“{written}”按“{target}”计", written, target), undo(NameAnswer::Undo))
        }
        MatchStanding::Apart => {
            (say!("“{written}”不按“{target}”计", written, target), undo(NameAnswer::Undo))
        }
    };
    let rows = grouped(i64::from(found.rows));
    let rows = match found.grids {
        0 => say!("（{} 行）", rows),
        grids => say!("（{grids} 个网格，{} 行）", rows, grids),
    };
    let effect = effect(found, prospects).unwrap_or_default();
    NameLine {
        of: found.of,
        written: written.to_owned(),
        standing: found.standing,
        said,
        rows,
        effect,
        presses,
    }
}

/// Returns what would change if a name were the listed one.
fn effect(found: &NameMatch, prospects: &[Prospect]) -> Option<String> {
    let is_of = |p: &&Prospect| matches!(&p.of, Doubt::Village(written) if *written == found.written);
    let prospect = prospects.iter().filter(|_| is_one_village(found)).find(is_of)?;
    let changes: Vec<FigureChange> = prospect.effects.iter().filter_map(change).collect();
    let said = |change: &FigureChange| {
        let (before, after) = change.values.as_ref()?;
        Some(format!("{} {before} → {after}", change.title))
    };
    let first: Vec<String> = changes.iter().filter_map(said).take(CHANGES).collect();
    let first = first.join(t("，"));
    Some(match changes.len() {
        0 => t("看作同一村后，现有的数都不变").to_owned(),
        n if n > CHANGES => say!("看作同一村后：{first}等 {n} 项", first, n),
        _ => say!("看作同一村后：{first}", first),
    })
}

/// Returns what was done, in a sentence, for the notice that says so.
pub fn done(line: &NameLine, answer: &NameAnswer) -> String {
    let written = &line.written;
    match answer {
        NameAnswer::Same(name) => say!("“{written}”已看作“{name}”，下次也照此", written, name),
        NameAnswer::Apart => say!("“{written}”已记为另一个名称", written),
        NameAnswer::Undo => say!("“{written}”的对应已撤销", written),
    }
}

/// Returns the answers as text, to be stored: names of places and marks of tables; persons stay in this visit.
pub fn to_text(aliases: &Aliases) -> Option<String> {
    let places = Aliases { persons: Default::default(), ..aliases.clone() };
    if places.is_empty() { None } else { serde_json::to_string(&places).ok() }
}

/// Reads stored answers; returns none if the text is of another version or damaged.
pub fn from_text(text: &str) -> Aliases {
    serde_json::from_str(text).unwrap_or_default()
}
