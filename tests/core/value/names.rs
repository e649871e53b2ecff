//! Persons, identity numbers and telephone numbers.

use gelan::input::value::{
    Digits, IdFault, PhoneKind, check_id, check_id_of, digits_of, is_damaged, is_nobody, person,
    person_with_note, persons, phone, twin,
};
use gelan::model::cell::Value;
use std::borrow::Cow;

#[test]
fn identity_numbers() {
    assert_eq!(check_id("11010519491231002X"), Ok(()));
    assert_eq!(check_id("11010519491231002x"), Ok(()));
    assert_eq!(check_id("440524188001010014"), Ok(()));
    assert_eq!(check_id("'440524188001010014"), Ok(()));
    assert_eq!(check_id("４４０５２４ 18800101 0014"), Ok(()));
    assert_eq!(check_id("440524188001010015"), Err(IdFault::CheckDigit));
    assert_eq!(check_id("440524188013010014"), Err(IdFault::Date));
    assert_eq!(check_id("440524188001010000"), Err(IdFault::Damaged));
    assert_eq!(check_id("4.40524E+17"), Err(IdFault::Damaged));
    assert_eq!(check_id("130503670401001"), Err(IdFault::Shape));
    assert_eq!(check_id("44052418800101001Y"), Err(IdFault::Shape));
    assert_eq!(check_id("张三"), Err(IdFault::Shape));
    assert_eq!(check_id(""), Err(IdFault::Shape));
    assert_eq!(check_id_of(&Value::Number(5.227_311_981_041_008e17)), Err(IdFault::Damaged));
    assert_eq!(check_id_of(&Value::Number(12.0)), Err(IdFault::Shape));
}

#[test]
fn digits() {
    let whole = |t: &str| Some(Digits::Whole(t.to_owned()));
    assert_eq!(digits_of(&Value::Number(13_311_112_222.0)), whole("13311112222"));
    assert_eq!(digits_of(&Value::Text("13311112222.0".into())), whole("13311112222"));
    assert_eq!(digits_of(&Value::Text("1.3311112222E+10".into())), whole("13311112222"));
    assert_eq!(digits_of(&Value::Text("=\"0012\"".into())), whole("0012"));
    assert_eq!(digits_of(&Value::Text("522731102200000".into())), whole("522731102200000"));
    assert_eq!(digits_of(&Value::Number(522_731_102_200_001.0)), whole("522731102200001"));
    assert_eq!(digits_of(&Value::Number(5.227_311_981_041_008e17)), Some(Digits::Damaged));
    assert_eq!(digits_of(&Value::Text("5.22731E+17".into())), Some(Digits::Damaged));
    assert_eq!(digits_of(&Value::Text("5.22731e+17".into())), Some(Digits::Damaged));
    assert_eq!(digits_of(&Value::Number(1.5)), None);
    assert_eq!(digits_of(&Value::Number(f64::INFINITY)), None);
    assert_eq!(digits_of(&Value::Text("H0595".into())), None);
    assert_eq!(digits_of(&Value::Text("".into())), None);
}

#[test]
fn phones() {
    let read = |t| phone(t).map(|p| (p.kind, p.digits));
    let mobile = |t: &str| Some((PhoneKind::Mobile, t.to_owned()));
    let landline = |t: &str| Some((PhoneKind::Landline, t.to_owned()));
    assert_eq!(read("13311112222"), mobile("13311112222"));
    assert_eq!(read("13311112222.0"), mobile("13311112222"));
    assert_eq!(read("133 1111 2222"), mobile("13311112222"));
    assert_eq!(read("+86-133-1111-2222"), mobile("13311112222"));
    assert_eq!(read("１３３１１１１２２２２"), mobile("13311112222"));
    assert_eq!(read("0854-6820000"), landline("08546820000"));
    assert_eq!(read("(010)12345678"), landline("01012345678"));
    assert_eq!(read("6820000"), landline("6820000"));
    assert_eq!(read("12011112222"), None);
    assert_eq!(read("1331111222"), None);
    assert_eq!(read("无"), None);
    assert_eq!(read(""), None);
}

#[test]
fn one_person() {
    for (text, name) in [
        ("张三", "张三"),
        ("张 三", "张三"),
        ("蒙\u{3000}艳", "蒙艳"),
        ("朱  莲\u{A0}", "朱莲"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("张三（支书）", "张三"),
        ("张三13800001111", "张三"),
        ("张三 0854-6820000", "张三"),
        ("张三（2）", "张三(2)"),
        ("张三２", "张三2"),
        ("柏砚秋领衔", "柏砚秋"),
        ("柏砚秋等3人", "柏砚秋"),
        ("柏砚秋等三人", "柏砚秋"),
        ("柏砚秋等10余名代表", "柏砚秋"),
        ("柏砚秋 等", "柏砚秋"),
        ("瞿予安同志", "瞿予安"),
        ("柏砚秋（领衔）", "柏砚秋"),
        ("李等", "李等"),
        ("", ""),
    ] {
        assert_eq!(person(text), name, "{text}");
    }
    assert_eq!(person_with_note("张三（女）").note.as_deref(), Some("女"));
    assert_eq!(person_with_note("张三(13800001111)").note.as_deref(), Some("13800001111"));
    assert_eq!(person_with_note("张三2").note, None);
    assert!(matches!(person("张三"), Cow::Borrowed(_)));
}

#[test]
fn several_persons() {
    for (text, names) in [
        ("张三、李四", &["张三", "李四"][..]),
        ("张三，李四；王五/赵六\n钱七", &["张三", "李四", "王五", "赵六", "钱七"]),
        ("张三 李四", &["张三", "李四"]),
        ("张 三", &["张三"]),
        ("张 三 李四", &["张三", "李四"]),
        ("张 三 李 四", &["张三", "李四"]),
        ("张三 李 四", &["张三", "李四"]),
        ("王 小明 李 大为", &["王小明", "李大为"]),
        ("张 三 丰", &["张三丰"]),
        ("欧阳 修", &["欧阳修"]),
        ("欧阳 修明", &["欧阳修明"]),
        ("柏砚秋 瞿予安", &["柏砚秋", "瞿予安"]),
        ("柏砚秋  支书", &["柏砚秋"]),
        ("阿依古丽 · 买买提", &["阿依古丽·买买提"]),
        ("柏砚秋、待定", &["柏砚秋"]),
        ("李建 国", &["李建国"]),
        ("张\u{3000}三、李\u{3000}四", &["张三", "李四"]),
        ("张三（支书、主任）、李四", &["张三", "李四"]),
        ("张三 13800001111", &["张三"]),
        ("张三、李四等", &["张三", "李四"]),
        ("张三、李四等5人", &["张三", "李四"]),
        ("无", &[]),
        ("/", &[]),
        ("空缺", &[]),
        ("", &[]),
    ] {
        assert_eq!(persons(text), names, "{text}");
    }
}

#[test]
fn nobody() {
    for text in [
        "", "/", "无", "空缺", "暂缺", "待招聘", "（空）", "待定", "未明确", "暂未配备", "待补选", "无人",
        "尚未落实", "缺额", "岗位空缺",
    ] {
        assert!(is_nobody(text), "{text}");
    }
    for text in ["柏砚秋", "尚小云", "吴有才", "张三（待遇）"] {
        assert!(!is_nobody(text), "{text}");
    }
}

#[test]
fn numbers_that_a_spreadsheet_has_rounded() {
    let text = |t: &'static str| Value::Text(t.into());
    for damaged in ["5.22731E+17", "5.22731102200001e17", "5.2E+017", "522731102200001024.0", " 5.22731E+17 "]
    {
        assert!(is_damaged(&text(damaged)), "{damaged}");
    }
    assert!(is_damaged(&Value::Number(522_731_102_200_001_024.0)));
    for whole in
        ["522731102200001001", "1.3311112222E10", "000123", "3E12", "E座", "123.0", "1.3311112222E+10"]
    {
        assert!(!is_damaged(&text(whole)), "{whole}");
    }
    assert_eq!(digits_of(&text("1.331111222E10")), Some(Digits::Whole("13311112220".into())));
}

#[test]
fn twins() {
    for (text, found) in [
        ("张三2", Some(("张三", "2"))),
        ("张三（2）", Some(("张三", "2"))),
        ("张三(10)", Some(("张三", "10"))),
        ("张三A", Some(("张三", "A"))),
        ("张三２", Some(("张三", "２"))),
        ("张三（大）", Some(("张三", "大"))),
        ("张三", None),
        ("张2", None),
        ("张三（支书）", None),
        ("张三123", None),
        ("H0595", None),
        ("（2）", None),
    ] {
        assert_eq!(twin(text), found, "{text}");
    }
}
