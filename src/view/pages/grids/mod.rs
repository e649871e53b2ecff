//! 网格负荷: balance, posts, suggestions, and what the loads assume; its table is `parts::grid_table`.

pub mod balance;
pub mod plans;
pub mod posts;

use crate::figures::Figures;
use crate::figures::settings::{Group, Key};
use crate::text::t;
use crate::view::parts::grid_table::officers_note;
use crate::view::parts::workload::{basis, far, mean, officers_needed, thresholds};
use balance::{BalanceLine, balance};
use plans::{PlanView, plans};
use posts::{PostLine, posts, posts_summary};

/// A setting of the load, with its value and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// Its name.
    pub title: String,
    /// Value and unit.
    pub value: String,
    /// The source of the value.
    pub source: String,
}

/// The page without its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// How many grids are far above the mean, and the heaviest, in a sentence; empty where no load is known.
    pub sentence: String,
    /// How the loads are computed.
    pub basis: Vec<String>,
    /// How many officers the work takes, or what has to be confirmed to say so; empty where no load is known.
    pub officers: String,
    /// Whether a person confirmed the standards.
    pub is_confirmed: bool,
    /// What is odd about the officers of the grids; empty if nothing is.
    pub note: String,
    /// Which grids exceed a threshold.
    pub thresholds: Vec<String>,
    /// How evenly the work is spread, in three figures; empty if that is not computed.
    pub brief: Vec<BalanceLine>,
    /// The same by several indices; empty if that is not computed.
    pub balance: Vec<BalanceLine>,
    /// Why balance is not computed; empty if it is.
    pub no_balance: String,
    /// Officers beside grids; empty if one of the two is not loaded.
    pub posts: Vec<PostLine>,
    /// The posts in a sentence.
    pub posts_summary: String,
    /// The villages with moves to suggest, or for which none were found.
    pub plans: Vec<PlanView>,
    /// A note on the suggestions, or why there are none.
    pub plans_note: String,
    /// The settings of the load.
    pub assumed: Vec<Assumed>,
}

/// Returns the page of the figures, of one village or of all.
pub fn workload(all: &Figures, village: &str) -> Workload {
    let own = (!village.is_empty()).then(|| all.of_village(village));
    let figures = own.as_ref().unwrap_or(all);
    let (plans, plans_note) = plans(figures, mean(all));
    Workload {
        sentence: far(figures, mean(all)),
        basis: basis(all),
        officers: officers_needed(figures),
        is_confirmed: figures.settings.has_standards(),
        note: officers_note(figures),
        thresholds: thresholds(figures),
        brief: balance::brief(figures, village),
        balance: balance(figures, village),
        no_balance: match &figures.balance {
            Some(Err(why)) => why.to_string(),
            Some(Ok(_)) => String::new(),
            None if figures.grids.is_empty() => String::new(),
            None => t("没有网格名单，或者没有走访和诉求，不计算负荷和均衡程度").to_owned(),
        },
        posts: figures.posts.as_ref().map(|p| posts(p, village)).unwrap_or_default(),
        posts_summary: figures.posts.as_ref().map(posts_summary).unwrap_or_default(),
        plans,
        plans_note,
        assumed: if figures.load_basis.is_some() { assumed(figures) } else { Vec::new() },
    }
}

fn assumed(figures: &Figures) -> Vec<Assumed> {
    Key::all()
        .filter(|key| key.group() == Group::Load)
        .map(|key| Assumed {
            title: key.title().to_owned(),
            value: match key.text(&figures.settings) {
                text if text.is_empty() => t("尚未核定").to_owned(),
                // A share has a range where others have a unit.
                text => format!("{text} {}", key.unit().trim_start_matches("0～1")).trim().to_owned(),
            },
            source: key.source().to_owned(),
        })
        .collect()
}
