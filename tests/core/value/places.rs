//! Villages, townships and grids by their names.

use gelan::input::value::{
    GridName, Mentioned, grid_key, grid_list, stem, strip_township, township_in, village_key,
};

#[test]
fn villages() {
    for (text, key) in [
        ("三都村", "三都村"),
        (" 三 都\u{3000}村 ", "三都村"),
        ("三都村委会", "三都村"),
        ("三都村村委会", "三都村"),
        ("三都村民委员会", "三都村"),
        ("三都村村民委员会", "三都村"),
        ("三都村党支部", "三都村"),
        ("龙泉居委会", "龙泉社区"),
        ("龙泉社区居委会", "龙泉社区"),
        ("龙泉社区居民委员会", "龙泉社区"),
        ("龙泉居民委员会", "龙泉社区"),
        ("龙泉社区", "龙泉社区"),
        ("龙泉村", "龙泉村"),
        ("集镇村", "集镇村"),
        ("好花红", "好花红"),
        ("村委会", "村委会"),
        ("机关党支部", "机关党支部"),
        ("", ""),
    ] {
        assert_eq!(village_key(text), key, "{text}");
    }
    assert_ne!(village_key("龙泉社区居委会"), village_key("龙泉村委会"));
}

#[test]
fn numbers_as_signs() {
    for text in
        ["Ⅲ网格", "III网格", "③网格", "第㈢网格", "3#网格", "#3网格", "三都村Ⅲ网格", "网格③", "3.网格"]
    {
        let expected = if text == "3.网格" { GridName::Name("3.".into()) } else { GridName::Number(3) };
        assert_eq!(grid_key(text, "三都村"), expected, "{text}");
    }
    assert_eq!(grid_key("Ⅻ网格", ""), GridName::Number(12));
    assert_eq!(grid_key("XIV网格", ""), GridName::Number(14));
    assert_eq!(grid_key("A网格", ""), GridName::Name("A".into()));
    let grids: Vec<_> = grid_list("Ⅰ网格、Ⅱ网格").into_iter().map(|item| item.grid).collect();
    assert_eq!(grids, [1, 2].map(|n| Mentioned::One(GridName::Number(n))));
}

#[test]
fn stems() {
    assert_eq!(stem("好花红村"), "好花红");
    assert_eq!(stem("龙泉社区"), "龙泉");
    assert_eq!(stem("好花红"), "好花红");
    assert_eq!(stem("村"), "村");
}

#[test]
fn township_before_a_village() {
    assert_eq!(strip_township("好花红镇三都村", "好花红镇"), "三都村");
    assert_eq!(strip_township("惠水县好花红镇三都村", "好花红镇"), "三都村");
    assert_eq!(strip_township("三都村", "好花红镇"), "三都村");
    assert_eq!(strip_township("集镇村", "集镇"), "集镇村");
    assert_eq!(strip_township("好花红镇", "好花红镇"), "好花红镇");
    assert_eq!(strip_township("三都村", ""), "三都村");
}

#[test]
fn township_of_a_title() {
    for (title, town) in [
        ("好花红镇2024年网格员花名册", Some("好花红镇")),
        ("好花红镇村民自治组织和村规民约情况", Some("好花红镇")),
        ("填报单位：好花红镇综治中心", Some("好花红镇")),
        ("惠水县好花红镇三张清单", Some("好花红镇")),
        ("2024年好花红镇党代表名册", Some("好花红镇")),
        ("关于好花红镇网格的报告", Some("好花红镇")),
        ("中共好花红镇委员会", Some("好花红镇")),
        ("羡塘乡网格表", Some("羡塘乡")),
        ("濛江街道网格表", Some("濛江街道")),
        ("新市镇网格表", Some("新市镇")),
        ("2024年乡村振兴台账", None),
        ("各乡镇汇总表", None),
        ("城镇居民", None),
        ("集镇村", None),
        ("新集镇村", None),
        ("我镇网格", None),
        ("网格表", None),
        ("", None),
    ] {
        assert_eq!(township_in(title), town, "{title}");
    }
}

fn name(text: &str) -> GridName {
    GridName::Name(text.to_owned())
}

#[test]
fn one_number_in_many_forms() {
    for text in [
        "三都村第一网格",
        "第一网格",
        "第1网格",
        "1网格",
        "01网格",
        "三都01网格",
        "三都村01网格",
        "第 一 网格",
        "一网格",
        "三都第一网格",
        "１网格",
        "1号网格",
        "网格1",
        "三都村网格一",
        "1",
        "01",
        "一",
        "第一",
        "好花红镇三都村第一网格",
        "第一网格（街上）",
        "三都一网格",
        "第\u{3000}一网格",
        "第壹网格",
    ] {
        assert_eq!(grid_key(text, "三都村"), GridName::Number(1), "{text}");
        assert_eq!(grid_key(text, "三都村委会"), GridName::Number(1), "{text}");
    }
    assert_eq!(grid_key("三都村第一网格", "三都"), GridName::Number(1));
    assert_eq!(grid_key("三都村第十三网格", "三都村"), GridName::Number(13));
    assert_eq!(grid_key("十三网格", "三都村"), GridName::Number(13));
    assert_eq!(grid_key("第一网格", ""), GridName::Number(1));
    assert_eq!(grid_key("三十网格", "三村"), GridName::Number(30));
    assert_eq!(grid_key("三三一网格", "三三村"), GridName::Number(1));
    assert_ne!(grid_key("下三都村第一网格", "三都村"), GridName::Number(1));
}

#[test]
fn names() {
    assert_eq!(grid_key("街上网格", "三都村"), name("街上"));
    assert_eq!(grid_key("三都村街上网格", "三都村"), name("街上"));
    assert_eq!(grid_key("三都街上网格", "三都村"), name("街上"));
    assert_eq!(grid_key("街上", "三都村"), name("街上"));
    assert_eq!(grid_key("街上网格", "街上村"), name("街上"));
    assert_eq!(grid_key("街上村网格", "街上村"), name("街上"));
    assert_eq!(grid_key("522731102200001", "三都村"), name("522731102200001"));
    assert_eq!(grid_key("上衙村第三网格", "三都村"), name("上衙村第三"));
    assert_eq!(grid_key("网格", ""), name("网格"));
    assert_eq!(grid_key("", "三都村"), name("三都"));
}

fn list(text: &str) -> Vec<String> {
    grid_list(text)
        .into_iter()
        .map(|m| {
            let grid = match m.grid {
                Mentioned::All => "*".to_owned(),
                Mentioned::One(GridName::Number(n)) => n.to_string(),
                Mentioned::One(GridName::Name(n)) => n,
            };
            m.village.map_or(grid.clone(), |v| format!("{v} {grid}"))
        })
        .collect()
}

#[test]
fn lists() {
    for (text, expected) in [
        ("三都村第一网格、上衙村第三网格、金田村第五网格", &["三都村 1", "上衙村 3", "金田村 5"][..]),
        ("第一网格，第二网格；第三网格/第四网格\n第五网格", &["1", "2", "3", "4", "5"]),
        ("好花红01、02、03网格", &["好花红 1", "好花红 2", "好花红 3"]),
        ("好花红第四网格", &["好花红 4"]),
        ("05-07网格", &["5", "6", "7"]),
        ("第一至第三网格", &["1", "2", "3"]),
        ("第一网格-第三网格", &["1", "2", "3"]),
        ("三都村第一至三网格", &["三都村 1", "三都村 2", "三都村 3"]),
        ("1-3网格", &["1", "2", "3"]),
        ("1、2、3网格", &["1", "2", "3"]),
        ("第4、5网格，第8网格", &["4", "5", "8"]),
        ("弄苑1网格", &["弄苑 1"]),
        ("弄苑2网格/弄苑3网格", &["弄苑 2", "弄苑 3"]),
        ("全村网格", &["*"]),
        ("全村", &["*"]),
        ("三都村全部网格", &["三都村 *"]),
        ("第一网格和第二网格", &["1", "2"]),
        ("第一、二网格及第四网格", &["1", "2", "4"]),
        ("第一和第四网格", &["1", "4"]),
        ("永和村第一网格", &["永和村 1"]),
        ("三和村第一网格", &["三和村 1"]),
        ("第一网格 第二网格", &["1", "2"]),
        ("第 一 网格", &["1"]),
        ("三都村第一网格、第二网格", &["三都村 1", "三都村 2"]),
        ("街上网格、三都村新寨网格", &["街上", "三都村 新寨"]),
        ("第一网格（街上、新寨）、第二网格", &["1", "2"]),
        ("一、二、三", &["1", "2", "3"]),
        ("3-1网格", &["3-1"]),
        ("1.2网格", &["1.2"]),
        ("覆盖三都村1-2网格。", &["三都村 1", "三都村 2"]),
        ("无", &[]),
        ("/", &[]),
        ("", &[]),
    ] {
        assert_eq!(list(text), expected, "{text}");
    }
}
