//! Kinds of table and their fields.

use serde::{Deserialize, Serialize};

macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($variant:ident $id:literal $title:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $(#[doc = $title] #[serde(rename = $id)] $variant,)* }

        impl $name {
            /// All of them, in the order of the glossary.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in exports and mappings.
            pub fn id(self) -> &'static str { match self { $(Self::$variant => $id),* } }

            /// The name on the page.
            pub fn title(self) -> &'static str { match self { $(Self::$variant => crate::text::t($title)),* } }

            /// The one of this id.
            pub fn from_id(id: &str) -> Option<Self> { match id { $($id => Some(Self::$variant),)* _ => None } }
        }
    };
}

names! {
    /// The kind of a table: what its rows are.
    Kind {
        Villages "villages" "行政村",
        Grids "grids" "网格",
        Officers "officers" "网格员花名册",
        Heads "heads" "联户长",
        PartyGroups "party_groups" "党小组",
        Visits "visits" "走访记录",
        Cases "cases" "矛盾纠纷和诉求",
        Representatives "representatives" "代表委员名册",
        Duty "duty" "履职登记",
        Matters "matters" "意见建议办理",
        VolunteerTeams "volunteer_teams" "志愿服务队伍",
        VolunteerActivities "volunteer_activities" "志愿服务活动",
        LawPublicity "law_publicity" "普法宣传",
        SelfGovernance "self_governance" "村民自治",
        Cadres "cadres" "村干部和培训",
        DutyLists "duty_lists" "三张清单",
        Stations "stations" "代表联络站室",
        Lecturers "lecturers" "普法宣讲员",
        Models "models" "先进典型",
        VisitSummary "visit_summary" "走访统计",
        DutySummary "duty_summary" "履职统计",
        CentreWork "centre_work" "综治中心工作",
    }
}

impl Kind {
    /// Whether its rows are counted: sums of other tables' rows, and tables that no measure asks for, are only shown.
    pub fn is_counted(self) -> bool {
        !matches!(self, Self::VisitSummary | Self::DutySummary | Self::CentreWork)
    }

    /// The kinds whose rows are counted.
    pub fn counted() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| kind.is_counted())
    }
}

names! {
    /// The field of a column: what its cells mean.
    Field {
        Sequence "sequence" "序号",
        Id "id" "编号",
        Name "name" "姓名或名称",
        Code "code" "代码",
        Village "village" "村",
        Grid "grid" "网格",
        Grids "grids" "覆盖网格",
        Household "household" "户编号或走访对象",
        Households "households" "户数",
        People "people" "人口数",
        Centre "centre" "综治中心",
        Leader "leader" "网格长或责任领导",
        Officer "officer" "网格员",
        Role "role" "角色",
        Sex "sex" "性别",
        IdNumber "id_number" "证件号",
        Phone "phone" "联系电话",
        Political "political" "政治面貌",
        Since "since" "任职日期",
        Until "until" "离任日期",
        Members "members" "人数",
        Date "date" "日期",
        What "what" "类型",
        Minutes "minutes" "时长（分钟）",
        Received "received" "受理日期",
        Deadline "deadline" "办理期限",
        Closed "closed" "办结日期",
        Status "status" "办理情况",
        Satisfaction "satisfaction" "满意度",
        Body "body" "代表类别",
        Activity "activity" "履职形式",
        Amount "amount" "数量",
        Topic "topic" "内容",
        Unit "unit" "承办单位",
        Team "team" "服务队伍",
        Venue "venue" "进入场所",
        Served "served" "受益人数",
        Handouts "handouts" "发放资料（份）",
        Rules "rules" "村规民约修订",
        Ethics "ethics" "道德评议会",
        Assembly "assembly" "村民议事会",
        Ceremonies "ceremonies" "红白理事会",
        OtherBodies "others" "其他组织",
        OpenDecisions "open_decisions" "四议两公开",
        Post "post" "职务",
        Times "times" "参训次数",
        Item "item" "事项",
        Office "office" "责任站所",
        Due "due" "完成时限",
        Done "done" "完成日期",
        Box "box" "意见箱",
        Ledgers "ledgers" "五簿",
        Facilities "facilities" "八有",
        Title "title" "称号",
        GridCount "grid_count" "网格数",
        IndependentGroups "independent_groups" "独立党小组数",
        JointGroups "joint_groups" "联合党小组数",
        Visited "visited" "已走访户数",
        VisitTimes "visits" "走访次数",
        Coverage "coverage" "覆盖率",
        Level "level" "代表层级",
        MeetingsDue "meetings_due" "应参加会议",
        MeetingsAttended "meetings_attended" "实参加会议",
        Receptions "received_people" "接待人次",
        Patrols "patrols" "巡逻次数",
        PersonTimes "person_times" "参与人次",
        Proposals "proposals" "提出建议",
        ProposalsDone "proposals_done" "办结建议",
        Address "address" "地址",
    }
}
