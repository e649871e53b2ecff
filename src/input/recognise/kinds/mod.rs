//! The headings under which each kind's fields are known. Data only.

mod bodies;
mod community;
mod places;
mod summaries;
mod work;

use super::schema::Type::{Day, Digits, Text, Village};
use super::schema::{FieldSpec, KindSpec, Type};
use crate::input::value::Unit;
use crate::model::kind::Field;

const fn f(field: Field, kind: Type, weight: u8, headings: &'static [&'static str]) -> FieldSpec {
    FieldSpec { field, kind, weight, headings }
}

const SEQUENCE: FieldSpec = f(Field::Sequence, Text, 0, &["序号", "序", "顺序号", "No", "NO", "no", "No."]);
const VILLAGE: FieldSpec = f(
    Field::Village,
    Village,
    2,
    &[
        "村",
        "村名",
        "行政村",
        "村居",
        "村别",
        "村社区",
        "所属村",
        "所在村",
        "村（居）",
        "村（社区）",
        "所属村（社区）",
        "行政村名称",
        "村名称",
        "村级",
        "所在村居",
        "所属行政村",
        "所属村居",
        "村委会",
        "村社",
        "联系村",
        "所在村（社区）",
        "所属支部",
    ],
);
const GRID: FieldSpec = f(
    Field::Grid,
    Text,
    2,
    &[
        "网格",
        "网格名称",
        "所属网格",
        "所在网格",
        "网格编号",
        "网格编码",
        "网格名",
        "责任网格",
        "走访网格",
        "发生网格",
        "事发网格",
        "负责网格",
        "联系网格",
    ],
);
const PHONE: FieldSpec =
    f(Field::Phone, Digits, 1, &["联系电话", "电话", "手机号码", "手机", "手机号", "联系方式", "电话号码"]);
const ID_NUMBER: FieldSpec =
    f(Field::IdNumber, Digits, 1, &["身份证号", "身份证号码", "公民身份号码", "证件号码", "身份证"]);
const SEX: FieldSpec = f(Field::Sex, Text, 1, &["性别"]);
const POLITICAL: FieldSpec = f(Field::Political, Text, 1, &["政治面貌", "是否党员", "面貌"]);
const SINCE: FieldSpec = f(
    Field::Since,
    Day,
    1,
    &[
        "任职时间",
        "任职日期",
        "上岗时间",
        "当选时间",
        "当选日期",
        "聘用时间",
        "聘任时间",
        "任职起",
        "成立时间",
        "任期开始",
    ],
);
const HOUSEHOLDS: FieldSpec = f(
    Field::Households,
    Type::Amount(Unit::Household),
    2,
    &["户", "户数", "总户数", "常住户数", "家庭户数", "农户数", "网格户数", "辖区户数"],
);
const PEOPLE: FieldSpec = f(
    Field::People,
    Type::Amount(Unit::Person),
    2,
    &["人", "人口", "人口数", "总人口", "常住人口", "总人口数", "常住人口数", "人数", "辖区人口"],
);
const SATISFACTION: FieldSpec = f(
    Field::Satisfaction,
    Text,
    1,
    &["满意度", "回访评价", "代表评价", "满意情况", "群众满意度", "评价", "满意度评价", "是否满意"],
);
const CLOSED: FieldSpec = f(
    Field::Closed,
    Day,
    2,
    &[
        "办结日期",
        "结案时间",
        "办结时间",
        "结案日期",
        "答复日期",
        "答复时间",
        "化解日期",
        "化解时间",
        "完成时间",
        "办理完成日期",
    ],
);
const BODY: FieldSpec =
    f(Field::Body, Text, 3, &["代表类别", "身份", "代表类型", "代表身份", "人员类别", "代表委员类别"]);

/// Every form in which Gelan knows a kind; a kind may have several.
pub fn kinds() -> impl Iterator<Item = &'static KindSpec> {
    [places::KINDS, work::KINDS, bodies::KINDS, community::KINDS, summaries::KINDS].into_iter().flatten()
}

/// A kind without columns.
pub(super) const NONE: KindSpec = KindSpec {
    kind: crate::model::kind::Kind::Villages,
    words: &[],
    needs: &[],
    needs_word: true,
    fields: &[],
};
