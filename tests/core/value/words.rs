//! Yes and no, how matters ended, headings, white space.

use gelan::input::value::{
    Satisfaction, Status, Unit, YesNo, flag, flag_of, half_width, heading, is_nothing, satisfaction, squeeze,
    status,
};
use gelan::model::cell::Value;
use std::borrow::Cow;

#[test]
fn words() {
    for text in
        ["√", "✓", "✔", "是", "有", "已", "已建", "已修订", "已建立", "1", "Y", "ｙ", "true", "达标", " 是 "]
    {
        assert_eq!(flag(text), Some(YesNo::Yes), "{text}");
    }
    for text in ["×", "✗", "否", "无", "未", "未建", "未修订", "0", "N", "false", "不达标", "没有", "X"]
    {
        assert_eq!(flag(text), Some(YesNo::No), "{text}");
    }
    for text in ["", " ", "/", "—", "-"] {
        assert_eq!(flag(text), None, "{text}");
    }
    for text in ["2023年4月22日", "三都村综治中心", "5", "已于2023年修订", "张三", "已3次"]
    {
        assert_eq!(flag(text), Some(YesNo::Other), "{text}");
    }
}

#[test]
fn what_is_not_done_yet_is_no() {
    for text in [
        "正在修订", "修订中", "拟修订", "计划8月修订", "在建", "筹建", "筹建中", "拟建", "待建设", "不健全",
        "不规范", "尚未建立", "暂未成立", "准备修订", "预计9月完成", "建设中", "未健全完善", "8月拟修订",
        "规划选址中", "缺失",
    ] {
        assert_eq!(flag(text), Some(YesNo::No), "{text}");
    }
    for text in ["已修订，待公示", "2024年4月修订", "三都村综治中心", "王建中", "尚小云", "已建在村委会"]
    {
        assert_ne!(flag(text), Some(YesNo::No), "{text}");
    }
}

#[test]
fn cells() {
    assert_eq!(flag_of(&Value::Bool(true)), Some(YesNo::Yes));
    assert_eq!(flag_of(&Value::Number(1.0)), Some(YesNo::Yes));
    assert_eq!(flag_of(&Value::Number(0.0)), Some(YesNo::No));
    assert_eq!(flag_of(&Value::Number(2.0)), Some(YesNo::Other));
    assert_eq!(flag_of(&Value::Error("#REF!".into())), Some(YesNo::Other));
}

#[test]
fn status_words() {
    for text in [
        "已办结", "办结", "已解决", "A类（已解决）", "已化解", "化解成功", "已完成", "结案", "A", "Ａ类",
        "解决", "a类", "办理完毕", " 已 办结 ", "已结案", "A类（解决）",
    ] {
        assert_eq!(status(text), Some(Status::Closed), "{text}");
    }
    for text in ["转办", "已转交", "转相关部门", "移交", "移交司法", "转交部门办理", "已转办"]
    {
        assert_eq!(status(text), Some(Status::Referred), "{text}");
    }
    for text in [
        "办理中",
        "正在办理",
        "正在解决",
        "未办结",
        "未解决",
        "不能解决",
        "待办",
        "正在调处",
        "B类（正在解决）",
        "B类（列入计划）",
        "C类（留作参考）",
        "C类（条件不成熟）",
        "D类（解释说明）",
        "D",
        "B",
        "部分解决",
        "化解失败",
        "未转办",
    ] {
        assert_eq!(status(text), Some(Status::Open), "{text}");
    }
    for text in
        ["", "/", "好", "B类（已解决）", "建议由水务局解决", "已转办，已办结", "已转交并办结", "Apple"]
    {
        assert_eq!(status(text), None, "{text}");
    }
    for text in [
        "办结（不予采纳）",
        "已办结（未回访）",
        "已办结，持续跟踪",
        "已化解，暂无反复",
        "已解决（尚需巩固）",
        "已办结（部分群众不满意）",
        "已办结未回访",
        "达成调解",
        "达成调解协议",
        "已答复",
        "已答复（未采纳）",
    ] {
        assert_eq!(status(text), Some(Status::Closed), "{text}");
    }
    for text in [
        "待受理",
        "待派遣",
        "已调解，未成功",
        "已调解未达成协议",
        "未达成调解",
        "已化解，又反弹",
        "已处理中",
        "正在办结",
    ] {
        assert_eq!(status(text), Some(Status::Open), "{text}");
    }
    assert_eq!(status("此事经村委会多次上门调解，双方于三月达成协议，已解决"), None);
}

#[test]
fn satisfaction_words() {
    assert_eq!(satisfaction("满意"), Some(Satisfaction::Satisfied));
    assert_eq!(satisfaction("非常 满意"), Some(Satisfaction::Satisfied));
    assert_eq!(satisfaction("基本满意"), Some(Satisfaction::Mostly));
    assert_eq!(satisfaction("较满意"), Some(Satisfaction::Mostly));
    assert_eq!(satisfaction("一般"), Some(Satisfaction::Neutral));
    assert_eq!(satisfaction("不满意"), Some(Satisfaction::Dissatisfied));
    assert_eq!(satisfaction("不太满意"), Some(Satisfaction::Dissatisfied));
    for text in ["★★★★★", "★★★★☆", "5星", "五星", "五星级", "⭐⭐⭐⭐⭐", "4 星"]
    {
        assert_eq!(satisfaction(text), Some(Satisfaction::Satisfied), "{text}");
    }
    assert_eq!(satisfaction("★★★"), Some(Satisfaction::Mostly));
    assert_eq!(satisfaction("★"), Some(Satisfaction::Dissatisfied));
    for text in ["", "/", "未回访", "95分", "5", "☆☆☆", "六星", "9星"] {
        assert_eq!(satisfaction(text), None, "{text}");
    }
}

#[test]
fn clean_text_is_borrowed() {
    for text in ["", "2024-03-05", "三都村第一网格", "张三、李四", "网格员"] {
        assert!(matches!(half_width(text), Cow::Borrowed(t) if t == text), "{text}");
        assert!(matches!(squeeze(text), Cow::Borrowed(t) if t == text), "{text}");
    }
}

#[test]
fn widths_and_white_space() {
    assert_eq!(half_width("２０２４．３．５　（Ａ）"), "2024.3.5 (A)");
    assert_eq!(half_width("三都村、“好”"), "三都村、“好”");
    assert_eq!(squeeze(" 张\u{3000}三\u{A0}\u{200B}\r\n\t\u{FEFF}"), "张三");
}

#[test]
fn nothing_said() {
    for text in ["", " ", "\u{3000}", "/", "—", "——", "-", "--", "－", "\\", "无", " 无 ", "暂无", "一一"]
    {
        assert!(is_nothing(text), "{text:?}");
    }
    for text in ["0", "一", "无业", "-5", "√"] {
        assert!(!is_nothing(text), "{text:?}");
    }
}

#[test]
fn headings() {
    let cases: [(&str, &str, &str, Option<Unit>); 18] = [
        ("户数（户）", "户数", "户数(户)", Some(Unit::Household)),
        ("发放资料（份）", "发放资料", "发放资料(份)", Some(Unit::Copy)),
        ("时长（分钟）", "时长", "时长(分钟)", Some(Unit::Minute)),
        ("接待\n（人次）", "接待", "接待(人次)", Some(Unit::PersonTime)),
        ("*姓名", "姓名", "姓名", None),
        ("姓名*", "姓名", "姓名", None),
        ("联系 电话", "联系电话", "联系电话", None),
        ("联系\r\n电\u{3000}话", "联系电话", "联系电话", None),
        ("村（居）", "村", "村(居)", None),
        ("村（社区）", "村", "村(社区)", None),
        ("村（居）民小组数（个）", "村民小组数", "村(居)民小组数(个)", Some(Unit::Piece)),
        ("走访日期（必填，格式2024-01-01）", "走访日期", "走访日期(必填,格式2024-01-01)", None),
        ("金额【单位：万元】", "金额", "金额(单位:万元)", Some(Unit::TenThousandYuan)),
        ("时长/分钟", "时长", "时长/分钟", Some(Unit::Minute)),
        ("人次/次数", "人次/次数", "人次/次数", None),
        ("（人次）", "人次", "(人次)", Some(Unit::PersonTime)),
        ("1、姓名：", "姓名", "姓名", None),
        ("户数（户", "户数", "户数(户", Some(Unit::Household)),
    ];
    for (text, key, full, unit) in cases {
        let read = heading(text);
        assert_eq!((read.key.as_str(), read.full.as_str(), read.unit), (key, full, unit), "{text}");
    }
    assert_eq!(heading("姓名ＩＤ").key, "姓名id");
    assert_eq!(heading("").key, "");
    assert_eq!(heading("))((").key, "");
}
