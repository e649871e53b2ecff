//! Places and the people who look after them.

use super::super::schema::Type::{AnyAmount, Digits, Person, Text, Village};
use super::super::schema::{FieldSpec, KindSpec, Type};
use super::{GRID, HOUSEHOLDS, ID_NUMBER, PEOPLE, PHONE, POLITICAL, SEQUENCE, SEX, SINCE, VILLAGE, f};
use crate::input::value::Unit;
use crate::model::kind::{Field, Kind};

const PARTY_GROUPS: &[FieldSpec] = &[
    SEQUENCE,
    f(Field::Name, Text, 3, &["党小组名称", "党小组", "网格党小组", "网格党小组名称", "名称"]),
    f(Field::What, Text, 3, &["组建方式", "类型", "性质", "组建类型", "设置方式", "组建形式"]),
    f(
        Field::Grids,
        Text,
        3,
        &["覆盖网格", "涵盖网格", "所辖网格", "覆盖网格名称", "所属网格", "网格名称", "网格", "包含网格"],
    ),
    f(Field::Members, Type::Amount(Unit::Person), 2, &["党员人数", "党员数", "党员", "党员数量", "党员总数"]),
    f(Field::Leader, Person, 2, &["党小组长", "党小组组长", "组长"]),
    VILLAGE,
    SINCE,
    INDEPENDENT,
    JOINT,
];
const INDEPENDENT: FieldSpec = f(
    Field::IndependentGroups,
    Type::Amount(Unit::Piece),
    3,
    &[
        "独立党小组",
        "独立党小组数",
        "独立组建",
        "单独组建",
        "独立建组",
        "单独组建党小组",
        "独立党小组个数",
        "独立组建党小组",
    ],
);
const JOINT: FieldSpec = f(
    Field::JointGroups,
    Type::Amount(Unit::Piece),
    3,
    &["联合党小组", "联合党小组数", "联合组建", "联合建组", "联合组建党小组", "联合党小组个数"],
);

pub(super) const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: Kind::Villages,
        words: &["行政村", "村情", "村基本情况", "村居基本情况", "综治中心"],
        needs: &[&[Field::Name], &[Field::Households, Field::People, Field::Centre]],
        needs_word: false,
        fields: &[
            SEQUENCE,
            f(
                Field::Name,
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
                    "单位",
                    "村（居）",
                    "村（社区）",
                    "行政村名称",
                    "村名称",
                    "单位名称",
                    "名称",
                ],
            ),
            f(
                Field::Code,
                Digits,
                3,
                &["行政区划代码", "统计用区划代码", "区划代码", "村代码", "村编码", "行政区划编码"],
            ),
            HOUSEHOLDS,
            PEOPLE,
            f(
                Field::Centre,
                Text,
                3,
                &[
                    "村级综治中心",
                    "综治中心",
                    "是否建立综治中心",
                    "综治中心名称",
                    "是否建有综治中心",
                    "综治中心建设情况",
                ],
            ),
            f(
                Field::GridCount,
                AnyAmount,
                1,
                &[
                    "网格数",
                    "网格个数",
                    "网格数量",
                    "网格总数",
                    "划分网格",
                    "划分网格数",
                    "现有网格数",
                    "所辖网格数",
                ],
            ),
        ],
    },
    KindSpec {
        kind: Kind::Grids,
        words: &["网格基本情况", "网格划分", "网格信息", "网格情况", "网格台账", "网格一览"],
        needs: &[
            &[Field::Name, Field::Code],
            &[Field::Households, Field::People, Field::Leader, Field::Officer],
        ],
        needs_word: false,
        fields: &[
            SEQUENCE,
            VILLAGE,
            f(Field::Name, Text, 3, &["网格名称", "网格", "网格名", "所属网格", "所在网格"]),
            f(Field::Code, Digits, 3, &["网格编号", "网格编码", "网格代码"]),
            HOUSEHOLDS,
            PEOPLE,
            f(Field::Leader, Person, 3, &["网格长", "网格长姓名"]),
            f(
                Field::Officer,
                Person,
                2,
                &["网格员", "专职网格员", "网格员姓名", "专职网格员姓名", "专（兼）职网格员", "网格管理员"],
            ),
            PHONE,
        ],
    },
    KindSpec {
        kind: Kind::Officers,
        words: &["网格员花名册", "网格员名册", "网格员信息", "网格员队伍", "网格员"],
        needs: &[&[Field::Name], &[Field::Grid, Field::Role]],
        needs_word: false,
        fields: &[
            SEQUENCE,
            f(Field::Name, Person, 2, &["姓名", "网格员姓名", "网格员", "人员姓名", "专职网格员"]),
            f(
                Field::Role,
                Text,
                3,
                &["角色", "岗位", "网格职务", "类别", "人员类型", "网格员类型", "网格角色"],
            ),
            GRID,
            VILLAGE,
            SEX,
            ID_NUMBER,
            PHONE,
            POLITICAL,
            SINCE,
            HOUSEHOLDS,
            PEOPLE,
        ],
    },
    KindSpec {
        kind: Kind::Heads,
        words: &["联户长", "十户长", "双联户", "楼栋长", "单元长", "中心户长"],
        needs: &[&[Field::Name], &[Field::Households, Field::Grid]],
        needs_word: false,
        fields: &[
            SEQUENCE,
            VILLAGE,
            f(
                Field::Name,
                Person,
                3,
                &[
                    "联户长",
                    "联户长姓名",
                    "姓名",
                    "十户长",
                    "双联户长",
                    "楼栋长",
                    "单元长",
                    "中心户长",
                    "十户长姓名",
                    "双联户长姓名",
                ],
            ),
            GRID,
            f(
                Field::Households,
                Type::Amount(Unit::Household),
                3,
                &["联系户数", "联系户", "户数", "联户数", "所联户数", "联系户数量", "联系农户数", "联系农户"],
            ),
            PHONE,
            ID_NUMBER,
            SEX,
            POLITICAL,
        ],
    },
    KindSpec {
        kind: Kind::PartyGroups,
        words: &["党小组"],
        needs: &[&[Field::Grids], &[Field::Name, Field::What]],
        needs_word: false,
        fields: PARTY_GROUPS,
    },
    // How many groups of either sort a village has, without the grids that they cover.
    KindSpec {
        kind: Kind::PartyGroups,
        words: &["党小组"],
        needs: &[&[Field::IndependentGroups], &[Field::JointGroups]],
        needs_word: false,
        fields: PARTY_GROUPS,
    },
    // A list of groups that does not say which grids they cover.
    KindSpec {
        kind: Kind::PartyGroups,
        words: &["党小组"],
        needs: &[&[Field::Name], &[Field::Village], &[Field::What, Field::Leader, Field::Members]],
        needs_word: true,
        fields: PARTY_GROUPS,
    },
    // One that does not even say their villages.
    KindSpec {
        kind: Kind::PartyGroups,
        words: &["党小组"],
        needs: &[&[Field::Name], &[Field::What]],
        needs_word: true,
        fields: PARTY_GROUPS,
    },
];
