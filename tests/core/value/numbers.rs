//! Figures and units as people type them.

use Exactness::{About, AtLeast, AtMost, Exact};
use NumberErrorKind::{NotWhole, OtherKind, Several, TooLarge, Words};
use gelan::input::value::{
    Exactness, NumberErrorKind, Quantity, Unit, minutes_of, numeral, quantity, quantity_of_under,
    quantity_under,
};
use gelan::model::cell::{Moment, Value};

fn is(text: &str, value: i64, unit: Option<Unit>, exactness: Exactness) {
    assert_eq!(quantity(text), Ok(Some(Quantity { value, unit, exactness })), "{text:?}");
}

#[test]
fn figures_and_units() {
    is("32人次", 32, Some(Unit::PersonTime), Exact);
    is("32", 32, None, Exact);
    is(" 32 ", 32, None, Exact);
    is("１２３", 123, None, Exact);
    is("1,575", 1575, None, Exact);
    is("1，234，567人", 1_234_567, Some(Unit::Person), Exact);
    is("三百二十", 320, None, Exact);
    is("两百户", 200, Some(Unit::Household), Exact);
    is("一千零五", 1005, None, Exact);
    is("六十五人次", 65, Some(Unit::PersonTime), Exact);
    is("13311112222.0", 13_311_112_222, None, Exact);
    is("12.000000000000001", 12, None, Exact);
    is("12 户", 12, Some(Unit::Household), Exact);
    is("12（户）", 12, Some(Unit::Household), Exact);
    is("共32人。", 32, Some(Unit::Person), Exact);
    is("80%", 80, Some(Unit::Percent), Exact);
    is("1.2万", 12_000, None, Exact);
    is("3万5千", 35_000, None, Exact);
    is("1.2万元", 12_000, Some(Unit::Yuan), Exact);
    is("￥500", 500, Some(Unit::Yuan), Exact);
    is("-5", -5, None, Exact);
    is("0户", 0, Some(Unit::Household), Exact);
    is("零", 0, None, Exact);
    is("'123", 123, None, Exact);
}

#[test]
fn persons_of_several_sorts_are_added_up() {
    is("志愿者20名、村干部5名", 25, Some(Unit::Member), Exact);
    is("党员３人，群众12人；学生10人", 25, Some(Unit::Person), Exact);
}

#[test]
fn notes_on_parts_are_no_second_figure() {
    is("120（其中低保12）", 120, None, Exact);
    is("120户（含脱贫户12户）", 120, Some(Unit::Household), Exact);
    is("120，其中低保12", 120, None, Exact);
    is("120(不含外出3)", 120, None, Exact);
}

#[test]
fn lengths_of_time() {
    for (text, minutes) in [
        ("9:00-11:30", 150),
        ("9：00～11：30", 150),
        ("上午9点至11点半", 150),
        ("下午2:00-4:30", 150),
        ("8:30-11:30，14:00-17:00", 360),
        ("1:30", 90),
        ("01:30:00", 90),
        ("半天", 240),
        ("一天半", 720),
        ("0.5天", 240),
    ] {
        assert_eq!(minutes_of(&Value::Text(text.into())), Some(minutes), "{text}");
    }
    assert_eq!(minutes_of(&Value::Date(Moment::time(5400))), Some(90));
    for text in ["11:30-9:00", "25:70", "很久", "1:30:20:10"] {
        assert_eq!(minutes_of(&Value::Text(text.into())), None, "{text}");
    }
    for (text, minutes) in [("2h30m", 150), ("2hours", 120), ("90mins", 90), ("2 h", 120)] {
        is(text, minutes, Some(Unit::Minute), Exact);
    }
}

#[test]
fn hedges() {
    is("约100起", 100, Some(Unit::Incident), About);
    is("约１５人", 15, Some(Unit::Person), About);
    is("近百人", 100, Some(Unit::Person), About);
    is("30来户", 30, Some(Unit::Household), About);
    is("100人左右", 100, Some(Unit::Person), About);
    is("1030余次", 1030, Some(Unit::Time), AtLeast);
    is("100多人", 100, Some(Unit::Person), AtLeast);
    is("十余次", 10, Some(Unit::Time), AtLeast);
    is("十几户", 10, Some(Unit::Household), AtLeast);
    is("3万余", 30_000, None, AtLeast);
    is("30余万元", 300_000, Some(Unit::Yuan), AtLeast);
    is("上百人", 100, Some(Unit::Person), AtLeast);
    is("50以上", 50, None, AtLeast);
    is("50人以上", 50, Some(Unit::Person), AtLeast);
    is("不少于20", 20, None, AtLeast);
    is("1000+", 1000, None, AtLeast);
    is("约100余人", 100, Some(Unit::Person), AtLeast);
    is("不超过30件", 30, Some(Unit::Case), AtMost);
    is("20以内", 20, None, AtMost);
}

#[test]
fn spans_of_time_in_minutes() {
    for (text, minutes) in [
        ("30分钟", 30),
        ("2小时", 120),
        ("2.5小时", 150),
        ("1小时30分", 90),
        ("1小时30分钟", 90),
        ("1小时零5分", 65),
        ("两个半小时", 150),
        ("一个半小时", 90),
        ("3小时半", 210),
        ("半小时", 30),
        ("半个小时", 30),
        ("2个小时", 120),
        ("1.5h", 90),
    ] {
        is(text, minutes, Some(Unit::Minute), Exact);
    }
    let hours = |text| quantity_under(text, Some(Unit::Hour)).unwrap().map(|q| (q.value, q.unit));
    assert_eq!(hours("2.5"), Some((150, Some(Unit::Minute))));
    assert_eq!(hours("3"), Some((180, Some(Unit::Minute))));
    assert_eq!(hours("40分"), Some((40, Some(Unit::Minute))));
    is("3天", 3, Some(Unit::Day), Exact);
}

#[test]
fn no_figure() {
    for text in ["", " ", "/", "—", "-", "无", "\\", "\u{3000}", "－"] {
        assert_eq!(quantity(text), Ok(None), "{text:?}");
    }
}

#[test]
fn errors_quote_the_text() {
    for (text, kind) in [
        ("12.5", NotWhole),
        ("92.5%", NotWhole),
        ("0.5天", NotWhole),
        ("1.23456万", NotWhole),
        ("半天", Words),
        ("若干", Words),
        ("几十人", Words),
        ("3个月", Words),
        ("每村4人", Words),
        ("12只", Words),
        ("30-40人", Several),
        ("1,2,3", Several),
        ("1,2345", Several),
        ("12 34", Several),
        ("志愿者20名、村干部5户", Words),
        ("每村20名、每组5名", Words),
        ("20名、5名", Several),
        ("99999999999999999999", TooLarge),
        ("五亿亿", Words),
    ] {
        let error = quantity(text).unwrap_err();
        assert_eq!((error.kind, &*error.found), (kind, text));
        assert!(error.to_string().contains(text));
    }
}

#[test]
fn cells() {
    let of = |v| quantity_of_under(&v, None).map(|q| q.map(|q| q.value));
    assert_eq!(of(Value::Number(104.0)), Ok(Some(104)));
    assert_eq!(of(Value::Number(104.000_000_000_01)), Ok(Some(104)));
    assert_eq!(of(Value::Number(0.5)).unwrap_err().kind, NotWhole);
    assert_eq!(of(Value::Number(1e300)).unwrap_err().kind, TooLarge);
    assert_eq!(of(Value::Number(f64::NAN)).unwrap_err().kind, TooLarge);
    assert_eq!(of(Value::Text("59户".into())), Ok(Some(59)));
    assert_eq!(of(Value::Bool(true)).unwrap_err().kind, OtherKind);
    assert_eq!(of(Value::Error("#N/A".into())).unwrap_err().kind, OtherKind);
    assert_eq!(quantity_of_under(&Value::Number(2.5), Some(Unit::Hour)).unwrap().map(|q| q.value), Some(150));
}

#[test]
fn every_symbol_reads_back() {
    for &unit in Unit::ALL {
        assert_eq!(Unit::parse(unit.symbol()), Some(unit));
        assert_eq!(serde_json::to_string(&unit).unwrap(), format!("\"{unit}\""));
    }
}

#[test]
fn longest_first() {
    assert_eq!(Unit::parse("人次"), Some(Unit::PersonTime));
    assert_eq!(Unit::parse("人／次"), Some(Unit::PersonTime));
    assert_eq!(Unit::parse("个 小时"), Some(Unit::Hour));
    assert_eq!(Unit::parse("场次"), Some(Unit::Session));
    assert_eq!(Unit::parse("％"), Some(Unit::Percent));
    assert_eq!(Unit::parse("人们"), None);
    assert_eq!(Unit::parse(""), None);
}

#[test]
fn everyday_and_formal() {
    let cases: [(&str, u64); 25] = [
        ("零", 0),
        ("〇", 0),
        ("一", 1),
        ("十", 10),
        ("十八", 18),
        ("二十", 20),
        ("两百", 200),
        ("三百二十", 320),
        ("三百二", 320),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一千零五", 1005),
        ("一千零五十", 1050),
        ("一万二", 12_000),
        ("一万零二百", 10_200),
        ("十二万三千四百五十六", 123_456),
        ("三亿零五", 300_000_005),
        ("一亿二千万", 120_000_000),
        ("一万亿", 1_000_000_000_000),
        ("二〇二四", 2024),
        ("二○二四", 2024),
        ("一二三", 123),
        ("壹拾贰", 12),
        ("叁佰贰拾", 320),
        ("百", 100),
    ];
    for (text, value) in cases {
        assert_eq!(numeral(text), Some(value), "{text}");
    }
    is("3万5千", 35_000, None, Exact);
    is("1200万", 12_000_000, None, Exact);
}

#[test]
fn what_is_no_numeral() {
    for text in ["", "张三", "三张", "十百", "三百零", "一二三万", "几十", "万亿亿", "百千"]
    {
        assert_eq!(numeral(text), None, "{text}");
    }
}
