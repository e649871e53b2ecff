//! What a column's cells look like, for whoever says what the column is.

use super::ColumnLook;
use crate::catalogue::rules::NameList;
use crate::text::{say, t};
use serde::{Deserialize, Serialize};

/// What most cells of a column look like by themselves, whatever its heading says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seems {
    /// What they look like.
    pub sort: CellSort,
    /// How many of them do.
    pub cells: u32,
    /// Of how many that were looked at and are not blank.
    pub of: u32,
}

/// What cells may look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellSort {
    /// There are none.
    #[default]
    Blank,
    /// Nothing in particular.
    Unclear,
    /// Names of listed villages.
    ListedVillages,
    /// Names of listed grids.
    ListedGrids,
    /// Names of listed officers.
    ListedOfficers,
    /// Names of listed representatives.
    ListedRepresentatives,
    /// Days.
    Days,
    /// Telephone numbers.
    Phones,
    /// Names of grids.
    Grids,
    /// Names of villages.
    Villages,
    /// Names of persons.
    Persons,
    /// Numbers of rows, each one more than the one before.
    Order,
    /// Yes and no.
    YesNo,
    /// Numbers.
    Amounts,
    /// Lengths of time.
    Lengths,
    /// Addresses.
    Addresses,
}

impl CellSort {
    /// The name on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Blank => t("没有内容"),
            Self::Unclear => t("看不出"),
            Self::ListedVillages => t("名单里的村"),
            Self::ListedGrids => t("名单里的网格"),
            Self::ListedOfficers => t("名单里的网格员"),
            Self::ListedRepresentatives => t("名单里的代表委员"),
            Self::Days => t("日期"),
            Self::Phones => t("电话"),
            Self::Grids => t("网格名"),
            Self::Villages => t("村名"),
            Self::Persons => t("人名"),
            Self::Order => t("序号"),
            Self::YesNo => t("是或否"),
            Self::Amounts => t("数"),
            Self::Lengths => t("时长"),
            Self::Addresses => t("地址"),
        }
    }
}

impl Seems {
    /// How many cells look so, on the page; nothing where there are none.
    pub fn share(&self) -> String {
        let (cells, of) = (self.cells, self.of);
        match self.sort {
            CellSort::Blank => String::new(),
            CellSort::Unclear => say!("看了 {of} 格", of),
            _ => say!("看了 {of} 格，{cells} 格是", of, cells),
        }
    }
}

/// The share of cells from which on a column looks like something.
const MOST: f64 = 0.8;

impl ColumnLook {
    /// What most of the cells look like.
    pub fn seems(&self) -> Seems {
        let listed = |list: NameList| self.listed.get(list as usize).copied().unwrap_or(0.0);
        let order = if self.is_ascending { 1.0 } else { 0.0 };
        let sorts = [
            (CellSort::ListedVillages, listed(NameList::Villages)),
            (CellSort::ListedGrids, listed(NameList::Grids)),
            (CellSort::ListedOfficers, listed(NameList::Officers)),
            (CellSort::ListedRepresentatives, listed(NameList::Representatives)),
            (CellSort::Days, self.date),
            (CellSort::Phones, self.phone),
            (CellSort::Grids, self.named_grid),
            (CellSort::Villages, self.village),
            (CellSort::Order, order),
            (CellSort::YesNo, self.yes_no),
            (CellSort::Amounts, self.amount),
            (CellSort::Lengths, self.minutes),
            (CellSort::Persons, self.name),
            (CellSort::Addresses, self.address),
        ];
        let of = u32::try_from(self.count).unwrap_or(u32::MAX);
        let found = sorts.into_iter().find(|(_, share)| *share >= MOST);
        match (of, found) {
            (0, _) => Seems::default(),
            (_, None) => Seems { sort: CellSort::Unclear, cells: 0, of },
            // A share is a number of cells that was divided by all.
            (_, Some((sort, share))) => Seems { sort, cells: (share * f64::from(of)).round() as u32, of },
        }
    }
}
