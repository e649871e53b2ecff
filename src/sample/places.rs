//! The villages, grids and households of the sample.

use super::draw::{Draw, apportion};
use super::sheet::{Sheet, row};
use crate::export::file_table::FileCell;
use std::sync::LazyLock;

/// The villages of 好花红镇 in the order of their codes, as published.
pub static VILLAGES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "三都村 百鸟河村 平地村 上衙村 金田村 栗木村 小龙村 九门村 新门村 崇学村 满玉村 兴涟村 三联村 好花红村 \
     幺关村 石头关村 清水村 弄苑村 六马村 甲戎村 河坝村 青河村 枇杷村 青藤村 吉安村 翁金村 水源村"
        .split(' ')
        .collect()
});
const ORDINALS: [&str; 6] = ["第一", "第二", "第三", "第四", "第五", "第六"];
/// The villages (counted from 0) that have five grids; all others have six.
const FIVE_GRIDS: [usize; 5] = [2, 6, 7, 12, 15];

const HOUSEHOLDS: usize = 11_251;
const PEOPLE: usize = 46_600;
const HEADS: usize = 916;
/// Households that no head links.
const UNLINKED: usize = 57;
const JOINT_GROUPS: usize = 10;
const GRIDS_A_JOINT_GROUP: usize = 3;

/// A grid.
pub struct Grid {
    /// Its village, counted from 0.
    pub village: usize,
    /// Its number in the village, from 1.
    pub number: usize,
    /// Its name, the village's in front.
    pub name: String,
    /// Its households.
    pub households: usize,
    /// Its people.
    pub people: usize,
    /// Its officer.
    pub officer: String,
}

impl Grid {
    /// Its village's name.
    pub fn village(&self) -> &'static str {
        VILLAGES.get(self.village).copied().unwrap_or_default()
    }
}

/// The code of a village counted from 0.
pub fn village_code(village: usize) -> String {
    format!("522731102{}", 200 + village)
}

/// The township's grids, in the order of their list.
pub fn grids(draw: &mut Draw) -> Vec<Grid> {
    let mut grids = Vec::new();
    for (village, name) in VILLAGES.iter().enumerate() {
        let count = if FIVE_GRIDS.contains(&village) { 5 } else { 6 };
        for (i, ordinal) in ORDINALS.iter().enumerate().take(count) {
            let (name, officer) = (format!("{name}{ordinal}网格"), draw.person());
            grids.push(Grid { village, number: i + 1, name, households: 0, people: 0, officer });
        }
    }
    let weights: Vec<usize> = grids.iter().map(|_| draw.between(38, 105)).collect();
    let households = apportion(HOUSEHOLDS, &weights);
    let weights: Vec<usize> = households.iter().map(|h| h * draw.between(35, 48)).collect();
    let people = apportion(PEOPLE, &weights);
    for ((grid, households), people) in grids.iter_mut().zip(households).zip(people) {
        (grid.households, grid.people) = (households, people);
    }
    grids
}

/// The grid list: a title, headings in two levels, each village merged over its grids, a total, a signature.
pub fn grid_list(draw: &mut Draw, grids: &[Grid], title: &str) -> Sheet {
    let mut sheet = Sheet::new(
        "网格",
        title,
        &["序号", "行政村", "网格名称", "网格编号", "基本情况", "", "网格力量", "", "联系电话"],
    );
    sheet.rows.push(row!["", "", "", "", "户数", "人口数", "网格长", "网格员", ""]);
    [1, 2, 3, 4, 9].into_iter().for_each(|column| sheet.merge(2, column, 3, column));
    sheet.merge(2, 5, 2, 6);
    sheet.merge(2, 7, 2, 8);
    for (i, grid) in grids.iter().enumerate() {
        let first = sheet.rows.len() + 1;
        if grid.number == 1 {
            let last = grids.iter().filter(|g| g.village == grid.village).count() - 1;
            sheet.merge(first, 2, first + last, 2);
        }
        // One number is typed in full width, as happens with a Chinese input method.
        let people =
            if i == 40 { FileCell::from(full_width(grid.people)) } else { FileCell::from(grid.people) };
        let code = format!("{}{:03}", village_code(grid.village), grid.number);
        let village = if grid.number == 1 { grid.village() } else { "" };
        let leader = draw.person();
        sheet.rows.push(row![
            i + 1,
            village,
            &grid.name,
            code,
            grid.households,
            people,
            leader,
            &grid.officer,
            draw.phone()
        ]);
    }
    sheet.rows.push(row!["合计", "", format!("{}个网格", grids.len()), "", HOUSEHOLDS, PEOPLE]);
    sheet.rows.push(row!["填表人：", "", "", "填表日期：2024年6月30日"]);
    sheet
}

fn full_width(number: usize) -> String {
    let shift = |c: char| char::from_u32(c as u32 - u32::from('0') + u32::from('０')).unwrap_or(c);
    number.to_string().chars().map(shift).collect()
}

/// The village list with its total.
pub fn village_list(grids: &[Grid], title: &str) -> Sheet {
    let mut sheet = Sheet::new("行政村", title, &["村名", "行政区划代码", "户数", "人口", "村级综治中心"]);
    for (i, village) in VILLAGES.iter().enumerate() {
        let own = || grids.iter().filter(|g| g.village == i);
        let (households, people): (usize, usize) =
            (own().map(|g| g.households).sum(), own().map(|g| g.people).sum());
        let centre = format!("{village}综治中心");
        sheet.rows.push(row![*village, village_code(i), households, people, centre]);
    }
    sheet.rows.push(row!["合计", "", HOUSEHOLDS, PEOPLE]);
    sheet
}

/// The household-linkage heads.
pub fn heads(draw: &mut Draw, grids: &[Grid]) -> Sheet {
    let mut sheet = Sheet::new("", "", &["序号", "村", "所属网格", "姓名", "联系户数", "联系电话"]);
    let weights: Vec<usize> = grids.iter().map(|g| g.households).collect();
    let unlinked = apportion(UNLINKED, &vec![1; grids.len()]);
    for ((grid, heads), unlinked) in grids.iter().zip(apportion(HEADS, &weights)).zip(unlinked) {
        for households in apportion(grid.households - unlinked, &vec![1; heads]) {
            let (number, name) = (sheet.rows.len(), draw.person());
            sheet.rows.push(row![number, grid.village(), &grid.name, name, households, draw.phone()]);
        }
    }
    sheet
}

/// The party groups: three grids with every fifteen share a joint one, each other grid has its own.
pub fn party_groups(draw: &mut Draw, grids: &[Grid], title: &str) -> Sheet {
    let mut sheet = Sheet::new("党小组", title, &["序号", "党小组名称", "组建方式", "覆盖网格", "党员人数"]);
    let (mut joint, mut separators) = (Vec::new(), ["、", "，", "；"].iter().cycle());
    let mut joint_groups = 0;
    for (i, grid) in grids.iter().enumerate() {
        let number = sheet.rows.len() - 1;
        if i % 5 == 2 && joint_groups < JOINT_GROUPS {
            joint.push(grid);
            if joint.len() == GRIDS_A_JOINT_GROUP {
                let names: Vec<&str> = joint.drain(..).map(|g| g.name.as_str()).collect();
                let covers = names.join(separators.next().copied().unwrap_or("、"));
                let name = format!("{}联合党小组", grid.village());
                sheet.rows.push(row![number, name, "联合组建", covers, draw.between(3, 9)]);
                joint_groups += 1;
            }
        } else {
            let name = grid.name.replace("网格", "党小组");
            sheet.rows.push(row![number, name, "独立组建", &grid.name, draw.between(3, 15)]);
        }
    }
    sheet
}
