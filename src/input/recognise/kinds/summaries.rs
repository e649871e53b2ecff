//! Tables that are read and shown and counted nowhere: sums of ledgers, and work that no measure asks for.

use super::super::schema::Type::{AnyAmount, Person, Text};
use super::super::schema::{KindSpec, Type};
use super::{BODY, GRID, SEQUENCE, VILLAGE, f};
use crate::input::value::Unit;
use crate::model::kind::{Field, Kind};

pub(super) const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: Kind::VisitSummary,
        words: &["走访统计", "走访情况", "走访覆盖", "走访汇总", "入户统计", "走访"],
        needs: &[&[Field::Visited, Field::VisitTimes], &[Field::Village, Field::Grid, Field::Officer]],
        needs_word: false,
        fields: &[
            SEQUENCE,
            VILLAGE,
            GRID,
            f(Field::Officer, Person, 1, &["网格员", "网格员姓名", "走访人", "专职网格员"]),
            f(
                Field::Households,
                Type::Amount(Unit::Household),
                1,
                &["总户数", "户数", "常住户数", "应走访户数", "网格户数", "辖区户数"],
            ),
            f(
                Field::Visited,
                Type::Amount(Unit::Household),
                5,
                &["已走访户数", "走访户数", "已走访户", "已走访", "实际走访户数", "入户户数", "已入户户数"],
            ),
            f(
                Field::VisitTimes,
                AnyAmount,
                4,
                &["走访次数", "走访户次", "累计走访次数", "入户次数", "走访总次数", "累计走访户次"],
            ),
            f(
                Field::Coverage,
                Text,
                2,
                &["覆盖率", "走访覆盖率", "走访率", "入户率", "入户走访率", "走访完成率"],
            ),
        ],
    },
    KindSpec {
        kind: Kind::DutySummary,
        words: &["履职"],
        needs: &[
            &[Field::Name],
            &[Field::MeetingsDue, Field::MeetingsAttended, Field::Receptions, Field::Visited],
            &[Field::MeetingsAttended, Field::Receptions, Field::Visited, Field::Proposals],
        ],
        needs_word: true,
        fields: &[
            SEQUENCE,
            f(Field::Name, Person, 2, &["姓名", "代表姓名", "委员姓名", "代表", "委员", "代表委员"]),
            VILLAGE,
            BODY,
            f(Field::Level, Text, 3, &["代表层级", "层级", "代表级别", "级别"]),
            f(
                Field::MeetingsDue,
                AnyAmount,
                3,
                &["应参加", "应参会", "应参加会议", "应到会次数", "应参加次数"],
            ),
            f(
                Field::MeetingsAttended,
                AnyAmount,
                3,
                &["实参加", "实参会", "实际参加", "参加会议", "实到会次数", "实参加次数", "参加会议次数"],
            ),
            f(Field::Receptions, AnyAmount, 3, &["接待", "接待群众", "接待人次", "接待选民", "接待次数"]),
            f(Field::Visited, AnyAmount, 3, &["走访", "走访户数", "走访群众", "走访选民", "走访次数"]),
            f(
                Field::Proposals,
                AnyAmount,
                3,
                &["提出", "提出建议", "建议数", "提出件数", "提案数", "提出意见建议", "建议件数"],
            ),
            f(Field::ProposalsDone, AnyAmount, 3, &["办结", "办结建议", "办结数", "办结件数", "已办结"]),
        ],
    },
    KindSpec {
        kind: Kind::CentreWork,
        words: &["综治中心", "平安巡逻", "重点人员", "帮扶"],
        needs: &[&[Field::Village, Field::Grid], &[Field::Patrols, Field::Times]],
        needs_word: false,
        fields: &[
            SEQUENCE,
            VILLAGE,
            GRID,
            f(Field::Patrols, AnyAmount, 4, &["巡逻次数", "平安巡逻次数", "巡逻", "巡防次数"]),
            f(Field::PersonTimes, AnyAmount, 3, &["参与人次", "参加人次", "巡逻人次", "参与人数"]),
            f(Field::Name, Person, 3, &["帮扶对象", "重点人员", "重点人员姓名", "帮扶对象姓名"]),
            f(Field::Times, AnyAmount, 4, &["帮扶次数", "走访帮扶次数", "帮扶走访次数"]),
        ],
    },
];
