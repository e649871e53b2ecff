//! 核稿: checks each figure of a draft against the computed one.
//!
//! `text → figures → what each states → verdict`. The words around a figure decide what it states, as data in
//! [`wordings`]; the body, the village and the period in force carry over to the following clauses. A figure that is
//! none of the catalogue's is never called wrong. The grammar of [`input::value`](crate::input::value) reads numbers, units,
//! hedges and dates; this room adds what only prose has: sentences, inheritance, scope.

mod around;
mod document;
mod docx;
mod hindrance;
mod inherit;
mod judge;
mod marked;
mod meaning;
mod names;
mod normalised;
mod notes;
mod numbers;
mod paired;
mod period;
mod phrases;
mod resolve;
mod scope;
mod wordings;

pub use document::{Draft, NoDraft, read_draft};
pub use docx::corrected;
pub use judge::check;
pub use marked::{as_html, as_text};
pub use period::{named, own as own_period};

use crate::figures::Subject;
use crate::input::value::Exactness;
use crate::model::period::PeriodChoice;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A number as it is written: 1.2万 is 12 tenths of 10 000, and not 12 000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The digits as a whole number.
    pub mantissa: i64,
    /// How many of them are behind the point.
    pub decimals: u32,
    /// The factor of the number: 万 is 10 000.
    pub scale: i64,
}

impl Stated {
    /// Returns the value.
    pub fn value(self) -> f64 {
        self.mantissa as f64 * self.scale as f64 / 10_f64.powi(i32::try_from(self.decimals).unwrap_or(0))
    }

    /// Returns the value where it is whole.
    pub fn whole(self) -> Option<i64> {
        let one = 10_i64.checked_pow(self.decimals)?;
        let all = self.mantissa.checked_mul(self.scale)?;
        (all % one == 0).then_some(all / one)
    }

    /// Whether `numerator` ÷ `denominator` is this number when rounded at its last digit; a half may be rounded either way.
    pub fn is_rounded(self, numerator: i64, denominator: i64) -> bool {
        let one = 10_i128.pow(self.decimals.min(18));
        let (n, d) = (i128::from(numerator), i128::from(denominator));
        let off = (n * one - i128::from(self.mantissa) * i128::from(self.scale) * d).abs();
        d > 0 && off * 2 <= d * i128::from(self.scale)
    }
}

/// The result of the check of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is the computed one, or is hedged and holds.
    Agrees,
    /// It is not.
    Differs,
    /// It is a lower bound, and holds.
    AtLeast,
    /// It cannot be checked.
    CannotCheck,
}

impl Verdict {
    /// All verdicts in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Differs, Self::AtLeast, Self::Agrees, Self::CannotCheck];

    /// Returns the name in the JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs => "differs",
            Self::AtLeast => "at-least",
            Self::CannotCheck => "cannot-check",
        }
    }
}

/// The figure that the data give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComputedFigure {
    /// The figure, or its numerator.
    pub numerator: i64,
    /// The denominator of a percentage or a mean.
    pub denominator: Option<i64>,
    /// Whether it is shown as a percentage.
    pub percent: bool,
}

/// A figure of the draft with its verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The figure with enough words to find it: 联户长961名.
    pub text: String,
    /// The range of these words, in bytes of the draft's text.
    pub range: Range<usize>,
    /// The range of the figure itself, from its hedge to its unit.
    pub figure: Range<usize>,
    /// The range of the digits, which a correction replaces.
    pub digits: Range<usize>,
    /// The number that is stated.
    pub stated: Stated,
    /// How it compares with the true one.
    pub exactness: Exactness,
    /// The unit as written, empty where there is none.
    pub unit: &'static str,
    /// The figure of the catalogue that it states; `None` where it states none.
    pub subject: Option<Subject>,
    /// The subject's stable name, as in the results JSON (`heads`, `coverage.party_group`, `bodies.人大代表.solved`).
    pub measure: Option<String>,
    /// The computed figure; `None` where the data give none.
    pub computed: Option<ComputedFigure>,
    /// The verdict.
    pub verdict: Verdict,
    /// The reason or a remark, in sentences; may be empty.
    pub reason: String,
    /// The period for which it was computed, where that is not the chosen one.
    pub period: Option<PeriodChoice>,
}

impl Checked {
    /// Returns the right figure as a draft writes it; `None` where there is nothing to correct.
    pub fn correction(&self) -> Option<String> {
        (self.verdict == Verdict::Differs).then(|| self.computed_text()).flatten()
    }

    /// Returns the computed figure with as many decimals as are stated, `%` behind a percentage.
    pub fn computed_text(&self) -> Option<String> {
        let computed = self.computed?;
        Some(match computed.denominator {
            None => computed.numerator.to_string(),
            Some(d) => names::quotient(computed, d, self.stated.decimals),
        })
    }

    /// Returns the computed figure as a number, rounded as [`Checked::computed_text`].
    pub fn computed_number(&self) -> Option<f64> {
        self.computed_text()?.trim_end_matches('%').parse().ok()
    }
}
