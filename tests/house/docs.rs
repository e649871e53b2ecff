//! The documents that the code defines: they are written from it, and a difference fails here.
//! `make docs` writes them anew.

use gelan::catalogue;
use gelan::catalogue::RepFigure;
use gelan::catalogue::kinds::KindSpec;
use gelan::catalogue::{Count, Counter, Level, Measure, MergeRule, Travel};
use gelan::figures::{Refusal, State, Withheld};
use gelan::input::value::Unit;
use gelan::model::body::Body;
use gelan::model::finding::{Code, FindingSpan, Severity};
use gelan::model::kind::{Field, Kind};
use std::fmt::Write as _;
use std::path::Path;

pub fn check(name: &str, written: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, written).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let first = found.lines().zip(written.lines()).find(|(a, b)| a != b);
    assert!(
        found == written,
        "docs/{name} differs from the code, first at {first:?}; make docs writes it anew"
    );
}

#[test]
fn findings() {
    let mut out = String::from(
        "# 提示代码\n\n同一原因、同一列、同一原值只记一条：共几处，在哪些行（连着的行记首尾，最多一千段，超出的只记行数），\
         另留最多一百句不同的话；一列里最多分列一百个原值。页面、命令行和 JSON 再把同一件事合成一条：\
         “合并”说明哪些算同一件事；按原值的超过十二个时也合成一条。\n\n\
         类别：需要改正（改好以前有内容没有计入或算不准）、请核对（照所写的计，请看是否属实）、供参考（不必处理）。\
         核对过的可以标为“已核对”；以后又多了几处，或别的文件里也有，会再问。\
         程度（JSON 的 `severity`）：错误（文件或表没有计入）、注意（有行或格没有计入，或两处互相矛盾）、说明（数字完整）。\n\n\
         | 代码 | 类别 | 程度 | 合并 | 名称 | 由来 | 办法 |\n|---|---|---|---|---|---|---|\n",
    );
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => "错误",
            Severity::Warning => "注意",
            Severity::Info => "说明",
        };
        let span = match code.span() {
            FindingSpan::Whole => "全部",
            FindingSpan::Column => "同一列",
            FindingSpan::Value => "同一原值",
            FindingSpan::Table => "同一工作表",
        };
        writeln!(
            out,
            "| `{}` | {} | {severity} | {span} | {} | {} | {} |",
            code.as_str(),
            code.class().title(),
            code.title(),
            code.cause(),
            code.remedy()
        )
        .unwrap();
    }
    check("findings.md", &out);
}

#[test]
fn measures() {
    let kinds = |needs: &[Kind]| needs.iter().map(|k| k.title()).collect::<Vec<_>>().join("、");
    let mut out = String::from("# 统计口径\n\n分子、分母都是整数，一起保存，只在显示时相除。状态：");
    let refusal = Refusal {
        kind: Kind::Heads,
        field: Field::Households,
        found: Some(Unit::Person),
        wanted: Unit::Household,
    };
    let states = [
        (State::Value, "有数"),
        (State::NoData, "无数据，缺少需要的表"),
        (State::NoDenominator, "无法计算，表在而分母为 0"),
        (State::Interval { lower: 0, upper: 0 }, "区间，只知道分子的上下限，如只有党小组个数"),
        (State::Refused(refusal), "口径不符，两边单位不能相除，或快照没有带算它要的明细，附原因"),
        (State::Withheld(Withheld::Small(5)), "快照的发送人为保护隐私隐去了，附原因"),
    ];
    out += &states.map(|(s, text)| format!("`{}` {text}", s.id())).join("；");
    out += "。\n\n## 覆盖率\n\n| 代码 | 名称 | 分子 | 分母 | 单位 | 默认目标 | 需要的表 | 说明 |\n|---|---|---|---|---|---|---|---|\n";
    for m in Measure::ALL {
        writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {}% | {} | {} |",
            m.id(),
            m.title(),
            m.numerator(),
            m.denominator(),
            m.unit(),
            m.target(),
            kinds(m.needs()),
            m.rule()
        )
        .unwrap();
    }
    out += "\n## 数量\n\n“任一表”是指其中一张在就有数。\n\n| 代码 | 名称 | 单位 | 任一表 | 按期间 |\n|---|---|---|---|---|\n";
    for c in Count::ALL {
        let dated = if c.dated() { "是" } else { "" };
        writeln!(out, "| `{}` | {} | {} | {} | {dated} |", c.id(), c.title(), c.unit(), kinds(c.needs()))
            .unwrap();
    }
    out += "\n## 代表履职\n\n三类代表分开计算，分母从不合并，也不排名。每项可问一类代表，也可问一名代表。\n\n\
        - 解决比例 `solved` ÷ `matters`，按期答复 `on_time` ÷ `judged`，满意 `satisfied` ÷ `rated`，基本满意 `mostly_satisfied` ÷ `rated`，\
        都附 Wilson 95% 区间（不作连续性校正）。接待不是事项：146 件解决、38 件转办，是 184 件事项解决 146 件，不能除以接待人次。\n\
        - 办结天数的中位数按 Kaplan–Meier 法，未办结的一并计入。\n\
        - 一名代表的解决比例另附向本类靠拢后的比例（beta-binomial，先验由本类各人按矩估计），和漏斗图里的位置（二项分布的精确控制线，95% 和 99.8%）。\
        不足 5 件的注明仅供参考。\n\
        - 名册写明任期的，按期内在任的天数折成月，给出每月的数。\n\
        - 快照里没有天数、期限判定、评价总数和任期，这几项显示为无数据。\n\n\
        | 代码 | 名称 | 口径 | 单位 | 需要的表 | 相加 | 说明 | English |\n|---|---|---|---|---|---|---|---|\n";
    for d in RepFigure::ALL {
        let it = d.definition();
        writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {} | {} | {}: {} |",
            it.id,
            it.title,
            it.numerator.zh,
            it.unit,
            kinds(it.needs),
            it.additivity().title(),
            it.rule.zh,
            it.name,
            it.numerator.en
        )
        .unwrap();
    }
    out += "\n## 计数\n\n各项由这些计数加减、相除得出，计数从各行逐条计入。合并：`sum` 相加；`optional-sum` 知道的相加；`flag` 有一处为是即为是；\
        `set` 成员合在一起，各计一次。快照：随快照走的写明格式，不走的空着。\n\n\
        | 代码 id | 计什么 what | 单位 | 表 | 缺了便不知道的列 | 合并 | 各计于 | 快照 | 一同隐去 |\n|---|---|---|---|---|---|---|---|---|\n";
    for counter in Counter::ALL {
        let (row, words) = (counter.row(), counter.words());
        let merge = match row.merge {
            MergeRule::Sum => "sum",
            MergeRule::OptionalSum => "optional-sum",
            MergeRule::Flag => "flag",
            MergeRule::Set => "set",
        };
        let level = |level: &Level| match level {
            Level::Village => "村",
            Level::Grid => "网格",
            Level::Body => "一类代表",
            Level::Person => "一名代表",
            Level::Month => "月",
            Level::Township => "全镇",
        };
        let travels = match row.travels {
            Travel::Always => "1、2、3".to_owned(),
            Travel::Full => "1、2、3，全量".to_owned(),
            Travel::Block { tag, .. } => format!("3，第 {tag} 块"),
            Travel::Never => String::new(),
        };
        let column =
            row.origin.column.map(|c| c.fields().1.iter().map(|f| f.title()).collect::<Vec<_>>().join("或"));
        writeln!(
            out,
            "| `{}` | {}<br>{} | {} | {} | {} | `{merge}` | {} | {travels} | {} |",
            counter.id(),
            words.zh,
            words.en,
            counter.unit(),
            row.origin.kind.title(),
            column.unwrap_or_default(),
            row.kept.iter().map(level).collect::<Vec<_>>().join("、"),
            row.privacy.map_or("", |group| group.kind().title())
        )
        .unwrap();
    }
    out += "\n## 全部定义 · Every definition\n\n";
    for (section, definitions) in catalogue::sections() {
        write!(out, "### {} · {}\n\n", section.zh, section.en).unwrap();
        out += "| 代码 id | 名称 name | 单位 | 分子 numerator | 分母 denominator | 说明 rule | 表 | 可加性 |\n|---|---|---|---|---|---|---|---|\n";
        let both = |zh: &str, en: &str| if zh.is_empty() { String::new() } else { format!("{zh}<br>{en}") };
        for d in definitions {
            let below = d.denominator.map_or_else(String::new, |text| both(text.zh, text.en));
            writeln!(
                out,
                "| `{}` | {} | {} | {} | {below} | {} | {} | `{}` {} |",
                d.id,
                both(d.title, d.name),
                d.unit,
                both(d.numerator.zh, d.numerator.en),
                both(d.rule.zh, d.rule.en),
                kinds(d.needs),
                d.additivity().id(),
                d.additivity().title()
            )
            .unwrap();
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    check("measures.md", &out);
}

#[test]
fn terms() {
    let mut out = String::from(
        "# 术语\n\n代码用英文，页面用中文，一一对应。\n\n## 表\n\n| 英文 | 中文 | 列 |\n|---|---|---|\n",
    );
    for kind in Kind::ALL {
        let fields: Vec<String> = KindSpec::for_kind(*kind)
            .fields
            .iter()
            .map(|f| format!("{} `{}`", f.field.title(), f.field.id()))
            .collect();
        writeln!(out, "| `{}` | {} | {} |", kind.id(), kind.title(), fields.join("、")).unwrap();
    }
    out += "\n## 列\n\n| 英文 | 中文 |\n|---|---|\n";
    for field in Field::ALL {
        writeln!(out, "| `{}` | {} |", field.id(), field.title()).unwrap();
    }
    out += "\n## 代表\n\n三类代表分开统计，分母从不合并：";
    out += &Body::ALL.map(|b| format!("`{b:?}` {}", b.title())).join("、");
    out += "。\n\n## 其他\n\n| 英文 | 中文 |\n|---|---|\n";
    for (english, chinese) in [
        ("township", "镇（乡、街道）"),
        ("village", "村（社区）"),
        ("grid", "网格"),
        ("officer", "网格员"),
        ("household-linkage head", "联户长"),
        ("party group; joint", "党小组；联合"),
        ("governance centre", "综治中心"),
        ("coverage", "覆盖"),
        ("workload", "负荷"),
        ("representative", "代表委员"),
        ("matter", "意见建议、问题、纠纷（代表提出的事项）"),
        ("case", "矛盾纠纷和诉求"),
        ("finding", "提示"),
        ("cause (of findings)", "同一件事的提示"),
        ("correct, check, note (class of a finding)", "需要改正、请核对、供参考"),
        ("evidence", "原始行"),
        ("period", "期间"),
        ("tally", "计数（可合并的整数和集合）"),
        ("measure", "指标"),
        ("snapshot", "快照"),
        ("mapping", "表头对应"),
    ] {
        writeln!(out, "| {english} | {chinese} |").unwrap();
    }
    check("terms.md", &out);
}

#[test]
fn every_kind_needs_fields_that_it_has() {
    for kind in Kind::ALL {
        let spec = KindSpec::for_kind(*kind);
        assert_eq!(spec.kind, *kind);
        assert!(
            spec.forms.iter().flat_map(|form| form.needs.iter().flatten()).all(|f| spec.field(*f).is_some()),
            "{kind:?}"
        );
    }
}

/// Links, names in code and numbers of a text, sorted.
fn hard_facts(markdown: &str) -> Vec<String> {
    let links = markdown.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let links = links.filter(|link| !link.starts_with("README"));
    let numbers = markdown.split(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.'));
    // English names months that Chinese numbers.
    let numbers = numbers.map(|n| n.trim_matches([',', '.'])).filter(|n| n.len() > 2);
    // A command's first words are the same in both; what stands behind # explains it.
    let commands = markdown.lines().filter(|line| line.starts_with("gelan ") || line.starts_with("make "));
    let commands = commands.map(|line| line.split([' ', '#']).take(2).collect::<Vec<_>>().join(" "));
    let headings = markdown.lines().filter(|line| line.starts_with("## ")).map(|_| "##".to_owned());
    let mut all: Vec<String> =
        links.chain(numbers).map(str::to_owned).chain(commands).chain(headings).collect();
    all.sort();
    all
}

#[test]
fn both_readmes_link_to_the_same_and_state_the_same_numbers() {
    let [chinese, english] = ["README.md", "README.en.md"]
        .map(|name| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap());
    assert_eq!(hard_facts(&chinese), hard_facts(&english));
    assert_ne!(hard_facts(&chinese), hard_facts(&english.replace("1,138,395", "1,138,396")));
    assert_ne!(hard_facts(&chinese), hard_facts(&english.replace("docs/speed.md", "docs/terms.md")));
}
