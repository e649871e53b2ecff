//! How drafts word the figures of the catalogue, as data.
//!
//! A wording is found by a key word beside the figure: straight behind its unit (27个**行政村**), or before it
//! (推选**联户长**961名). Longer and nearer key words win.

use crate::catalogue::{CaseFigure, Count, Deed, Measure};

/// What a wording states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Count(Count),
    /// A coverage measure: with % its ratio, otherwise its numerator.
    Measure(Measure),
    /// The denominator of a coverage measure.
    Base(Measure),
    /// Of a body: only where one is in force.
    Deed(Deed),
    /// One deed of a body over another, in percent.
    Rate(Deed, Deed),
    /// Of the township's cases: only where no body is in force.
    Cases(CaseFigure),
    CaseRate(CaseFigure, CaseFigure),
    /// Independent and joint party groups together.
    Groups,
    /// Lectures and trainings of law together.
    Law,
    /// Something that the catalogue knows not: so that no other wording takes it.
    Nothing,
}

/// A way of wording a figure.
#[derive(Debug)]
pub(super) struct Wording {
    /// What it states; of several the one that fits the place (a body is in force or not), then the one that agrees.
    pub targets: &'static [Target],
    pub keys: &'static [&'static str],
    pub units: &'static [&'static str],
    /// One of these has to stand in the figure's own words.
    pub near: &'static [&'static str],
    /// One of these has to stand in the sentence before the figure, or in its own words.
    pub context: &'static [&'static str],
    /// None of these may stand in the figure's own words.
    pub not: &'static [&'static str],
    /// The key has to stand straight behind the unit.
    pub behind: bool,
    /// What the clause says of the things counted (27个村**建成综治中心**): wins over what they are.
    pub predicate: bool,
    /// The key has to stand behind the figure: 157个网格建立党小组 counts grids, 建立党小组137个 does not.
    pub after: bool,
    /// May be a part of what went before (其中办结600件).
    pub part: bool,
    /// Where the figure is another one, something else may be meant: then it cannot be checked.
    pub unsure: bool,
}

const fn w(
    targets: &'static [Target],
    keys: &'static [&'static str],
    units: &'static [&'static str],
) -> Wording {
    Wording {
        targets,
        keys,
        units,
        near: &[],
        context: &[],
        not: &[],
        behind: false,
        predicate: false,
        after: false,
        part: false,
        unsure: false,
    }
}

impl Wording {
    const fn near(mut self, words: &'static [&'static str]) -> Self {
        self.near = words;
        self
    }
    const fn context(mut self, words: &'static [&'static str]) -> Self {
        self.context = words;
        self
    }
    const fn not(mut self, words: &'static [&'static str]) -> Self {
        self.not = words;
        self
    }
    const fn behind(mut self) -> Self {
        self.behind = true;
        self
    }
    const fn predicate(mut self) -> Self {
        self.predicate = true;
        self
    }
    const fn after(mut self) -> Self {
        self.predicate = true;
        self.after = true;
        self
    }
    const fn unsure(mut self) -> Self {
        self.unsure = true;
        self
    }
    const fn part(mut self) -> Self {
        self.part = true;
        self
    }
}

use Target::{Base, CaseRate, Cases, Deed as D, Groups, Law, Measure as M, Nothing, Rate};

#[rustfmt::skip]
const PIECES: &[&str] = &["个", "", "家", "处", "所"];
#[rustfmt::skip]
const PEOPLE: &[&str] = &["人", "名", "位", "个", ""];
#[rustfmt::skip]
const TIMES: &[&str] = &["人次", "人", "次"];
#[rustfmt::skip]
const MATTERS: &[&str] = &["件", "个", "条", "起", "项", "宗", "例", "桩"];
#[rustfmt::skip]
const PERCENT: &[&str] = &["%"];
#[rustfmt::skip]
const HOUSES: &[&str] = &["户"];
#[rustfmt::skip]
const COVER: &[&str] = &["覆盖", "配备", "建成", "建立", "组建", "配齐", "实现"];
#[rustfmt::skip]
const LAW: &[&str] = &["普法", "法律", "法治", "民法典", "法规", "宪法"];
#[rustfmt::skip]
const CADRES: &[&str] = &["村干部", "村(社区)干部", "村社区干部", "村级干部", "村“两委”干部", "村两委干部", "村两委成员", "村常务干部", "村支两委干部", "两委干部"];

#[rustfmt::skip]
const TRAINING: &[&str] = &["轮训", "参训", "集中培训", "参加培训", "完成培训", "接受培训", "培训村干部"];

/// Every wording.
#[rustfmt::skip]
pub(super) const ALL: &[Wording] = &[
    // Places and people.
    w(&[Target::Count(Count::Villages)], &["行政村", "村(社区)", "村、社区", "村(居)", "个村居", "村居", "建制村"], PIECES),
    w(&[Target::Count(Count::Villages)], &["村"], PIECES).behind(),
    w(&[Target::Count(Count::Grids)], &["网格", "综治网格", "基础网格", "治理网格"], &["个", "", "格"]).not(&["覆盖", "涉及"]),
    w(&[M(Measure::PartyGroup)], &["党小组覆盖网格", "党小组覆盖的网格", "党小组已覆盖网格"], &["个", ""]).not(&["独立", "单独", "联合", "联建"]),
    // 覆盖127个网格: whose they are, the words do not always tell.
    w(&[M(Measure::PartyGroup), M(Measure::PartyGroupIndependent)], &["个网格", "网格", "覆盖网格"], &["个", ""]).near(&["覆盖"]).context(&["党小组"]).unsure(),
    w(&[Target::Count(Count::Grids)], &["个网格", "网格", "覆盖网格"], &["个", ""]).near(&["覆盖", "涉及"]).unsure(),
    w(&[Target::Count(Count::Officers)], &["网格员", "专兼职网格员", "专(兼)职网格员", "网格长和网格员", "网格管理员"], PEOPLE),
    w(&[Target::Count(Count::Heads)], &["联户长", "联户组长", "十户长", "联户代表"], PEOPLE),
    w(&[Target::Count(Count::Cadres)], CADRES, PEOPLE),
    // 129名村干部全部参加轮训 may name all of them; that not all were trained is then said beside it.
    w(&[M(Measure::CadreTraining), Target::Count(Count::Cadres)], TRAINING, PEOPLE).context(CADRES).near(&["全部", "全员", "均", "都"]).predicate().part(),
    w(&[M(Measure::CadreTraining)], TRAINING, PEOPLE).context(CADRES).predicate().part(),
    w(&[Target::Count(Count::Households)], &["总户数", "户数", "户籍户数", "农户", "住户", "常住户", "户籍", "常住", "辖", "共有", "现有", "居民", "群众"], HOUSES)
        .not(&["走访", "联系", "入户", "联户", "低保", "脱贫", "监测", "受益", "惠及", "覆盖", "户均"]),
    w(&[Target::Count(Count::People)], &["总人口", "人口", "户籍人口", "常住人口", "人口数"], PEOPLE).not(&["脱贫", "流动", "低保", "监测", "残疾", "老年"]),
    w(&[Target::Count(Count::People)], &["户均", "户均人口"], &["人"]),
    // Groups of the party.
    w(&[Target::Count(Count::PartyGroupsIndependent)], &["独立党小组", "独立网格党小组", "独立组建", "独立组建网格党小组", "单独组建", "独立", "单独建组", "独立建组"], PIECES)
        .context(&["党小组", "建组", "党组织"]).not(&["率"]).part(),
    w(&[Target::Count(Count::PartyGroupsIndependent)], &["党小组", "网格党小组"], PIECES).near(&["独立", "单独"]).not(&["联合", "联建"]).part(),
    w(&[Target::Count(Count::PartyGroupsJoint)], &["联合党小组", "联合组建", "联合", "联合建组", "联建"], PIECES).context(&["党小组", "建组", "党组织"]).part(),
    w(&[Target::Count(Count::PartyGroupsJoint)], &["党小组", "网格党小组"], PIECES).near(&["联合", "联建"]).not(&["独立", "单独"]).part(),
    w(&[Groups], &["党小组", "网格党小组"], PIECES).not(&["独立", "单独", "联合", "联建"]),
    // Coverage, as a ratio or as what is covered.
    w(&[M(Measure::Officer)], &["网格员覆盖率", "网格员配备率", "网格员覆盖", "网格员到位率", "网格员在岗率"], PERCENT),
    w(&[M(Measure::Officer)], &["网格员"], PERCENT).near(COVER),
    w(&[M(Measure::Officer)], &["配备网格员", "配齐网格员", "有网格员", "配备了网格员", "落实网格员"], &["个"]).context(&["网格"]).after(),
    w(&[M(Measure::PartyGroup)], &["党小组覆盖率", "党小组覆盖", "党小组组建率", "网格党小组覆盖率", "党组织覆盖率", "党的组织覆盖率"], PERCENT),
    w(&[M(Measure::PartyGroup)], &["党小组"], PERCENT).near(COVER).not(&["独立", "单独"]),
    w(&[M(Measure::PartyGroup)], &["建立党小组", "组建党小组", "有党小组", "党小组全覆盖", "建立了党小组", "党小组覆盖", "成立党小组"], &["个"]).context(&["网格"]).after().not(&["独立", "联合"]),
    w(&[M(Measure::PartyGroupIndependent)], &["独立建组率", "独立组建率", "单独建组率", "独立党小组覆盖率", "独立组建党小组的网格占比", "独立建组网格占比"], PERCENT).part(),
    w(&[M(Measure::PartyGroupIndependent)], &["党小组", "网格总数", "占"], PERCENT).near(&["独立", "单独"]).part(),
    w(&[M(Measure::Head)], &["联户长覆盖率", "联户长配备率", "联户长覆盖", "联户长推选率"], PERCENT),
    w(&[M(Measure::Head)], &["联户长"], PERCENT).near(COVER),
    w(&[M(Measure::Head)], &["配备联户长", "配齐联户长", "推选联户长", "有联户长", "推选了联户长", "选出联户长"], &["个"]).context(&["网格"]).after(),
    w(&[M(Measure::LinkedHouseholds)], &["联户覆盖率", "联户率", "联户覆盖", "联系农户覆盖率", "联系群众覆盖率"], PERCENT),
    w(&[M(Measure::LinkedHouseholds)], &["联系", "联系农户", "联系群众", "联系服务", "联户", "联系住户", "联系覆盖", "联系服务群众", "联系服务农户"], HOUSES).not(&["联户长联系走访"]),
    w(&[M(Measure::Triangle)], &["铁三角齐备率", "铁三角覆盖率", "铁三角配备率", "铁三角"], PERCENT),
    w(&[M(Measure::Triangle)], &["铁三角齐备的网格", "铁三角齐备网格", "铁三角配齐的网格"], &["个", ""]),
    w(&[M(Measure::Triangle)], &["铁三角", "三者齐备", "三者齐全", "三支力量齐备"], &["个"]).context(&["网格"]).after(),
    w(&[M(Measure::Centre)], &["综治中心覆盖率", "综治中心建成率", "综治中心建设率", "综治中心覆盖", "综治中心"], PERCENT),
    w(&[M(Measure::Centre)], &["综治中心", "村级综治中心", "综治工作站", "矛调中心", "社会治安综合治理中心"], PIECES),
    w(&[M(Measure::Centre)], &["建成综治中心", "建有综治中心", "建成村级综治中心", "建立综治中心", "设立综治中心", "综治中心"], &["个"]).context(&["村"]).after(),
    w(&[M(Measure::VillageRules)], &["村规民约修订率", "村规民约覆盖率", "村规民约"], PERCENT),
    w(&[M(Measure::VillageRules)], &["村规民约", "修订村规民约", "修订完善村规民约", "完成村规民约修订", "居民公约"], &["个", "部", "份", "村", ""]).predicate(),
    w(&[M(Measure::SelfGovernance)], &["自治组织覆盖率", "1+N自治组织覆盖率", "自治组织"], PERCENT),
    w(&[M(Measure::SelfGovernance)], &["自治组织", "1+N自治组织", "红白理事会", "道德评议会", "村民议事会", "一约三会"], &["个"]).context(&["村"]).after(),
    w(&[M(Measure::HouseholdVisits)], &["入户走访覆盖率", "走访覆盖率", "入户率", "走访率", "入户覆盖率", "走访覆盖面", "农户走访率", "走访覆盖"], PERCENT),
    w(&[M(Measure::HouseholdVisits)], &["走访", "走访农户", "走访群众", "入户走访", "走访覆盖", "走访住户", "入户", "走访到户"], HOUSES).not(&["脱贫", "监测", "困难", "慰问", "低保", "特困", "残疾", "商户", "重点"]),
    w(&[M(Measure::HouseholdVisits)], &["覆盖率", "覆盖面"], PERCENT).near(&["走访", "入户"]),
    w(&[M(Measure::HouseholdVisits)], &["覆盖农户", "覆盖群众", "覆盖住户", "覆盖", "涉及农户"], HOUSES).context(&["走访", "入户"]),
    w(&[M(Measure::CadreTraining)], &["轮训覆盖率", "轮训率", "培训覆盖率", "参训率", "轮训覆盖", "培训率", "轮训面"], PERCENT),
    w(&[M(Measure::Venues)], &["八进覆盖率", "八进覆盖", "八进"], PERCENT),
    w(&[M(Measure::Venues)], &["类场所", "八进", "场所"], &["类", "种"]),
    w(&[M(Measure::StationStandard)], &["规范达标率", "站室达标率", "规范化达标率", "站室规范达标率", "达标率"], PERCENT).context(&["站室", "联络站", "联络室", "代表之家", "代表联络"]),
    w(&[M(Measure::StationStandard)], &["达标", "规范达标", "规范化", "全部达标", "均达标"], PIECES).context(&["站室", "联络站", "联络室"]).predicate().part(),
    w(&[Base(Measure::StationStandard)], &["站室", "代表联络站室", "联络站室", "联络站(室)", "代表委员联络站室", "代表站室"], PIECES),
    w(&[M(Measure::DutyOwned)], &["责任落实率", "清单责任落实率", "责任明确率"], PERCENT),
    w(&[M(Measure::DutyOwned)], &["落实责任", "明确责任", "责任领导", "落实责任领导", "责任到人"], &["项", "条", "件", "个"]).context(&["清单"]).predicate().part(),
    w(&[M(Measure::DutyDone)], &["清单完成率", "清单事项完成率", "事项完成率", "完成率", "销号率", "清单办结率", "清单事项办结率", "办结率"], PERCENT).context(&["清单"]),
    w(&[M(Measure::DutyDone)], &["已完成", "完成", "办结", "销号", "完成销号", "完成事项", "已销号"], &["项", "条", "件", "个"]).context(&["清单"]).predicate().part(),
    w(&[Base(Measure::DutyDone)], &["清单", "三张清单", "清单事项", "三张清单事项", "事项"], &["项", "条", "件"]).context(&["清单"]),
    // Volunteers, models, law.
    w(&[Target::Count(Count::VolunteerTeams)], &["志愿服务队", "志愿服务队伍", "志愿者队伍", "志愿队伍", "志愿队", "志愿服务分队", "志愿服务组织", "队伍"], &["支", "个", ""]).context(&["志愿"]),
    w(&[Target::Count(Count::Volunteers)], &["志愿者", "注册志愿者", "志愿服务人员", "队员", "成员"], PEOPLE).context(&["志愿"]),
    w(&[Target::Count(Count::VolunteerActivities)], &["志愿服务活动", "志愿服务", "志愿活动", "志愿服务行动", "各类活动", "活动"], &["次", "场", "场次", "余", "个", ""]).context(&["志愿"]),
    w(&[Target::Count(Count::Models)], &["先进典型", "先进典型人物", "典型人物", "身边典型", "道德模范", "各类典型", "先进人物", "典型"], PEOPLE),
    w(&[Target::Count(Count::Lecturers)], &["宣讲员", "普法宣讲员", "法治宣讲员", "普法宣讲队员", "普法宣讲队伍", "普法宣讲队", "宣讲队伍", "普法队伍"], PEOPLE),
    w(&[Target::Count(Count::Lectures)], &["法律法规宣讲", "普法宣讲", "法治宣讲", "法律宣讲", "普法讲座", "普法宣讲活动", "宣讲", "讲座"], &["场", "次", "场次"])
        .context(LAW).not(&["培训"]),
    w(&[Target::Count(Count::Lectures)], &["法治讲座", "民法典宣讲", "宪法宣讲"], &["场", "次", "场次"]).unsure(),
    w(&[Law, Target::Count(Count::Lectures)], &["普法宣传", "法治宣传", "普法活动", "普法宣传活动", "法治宣传活动", "普法", "法治宣传教育", "普法宣传教育"], &["场", "次", "场次"]).not(&["培训", "宣讲"]),
    w(&[Target::Count(Count::LawTrainings)], &["民法典培训", "普法培训", "法治培训", "法律培训", "民法典专题培训", "法律知识培训", "培训"], &["场", "次", "期", "场次"]).context(LAW),
    w(&[Target::Count(Count::Handouts)], &["宣传资料", "资料", "宣传单", "宣传手册", "宣传品", "普法资料", "宣传册", "普法宣传资料", "宣传折页"], &["份", "册", "本", "张"]).not(&["禁毒", "反诈", "防溺水", "防火"]),
    // Visits of officers, cases.
    w(&[Target::Count(Count::VisitsInPeriod)], &["入户走访", "走访", "入户", "走访农户", "走访群众", "上门走访", "走访服务", "入户走访群众", "入户走访农户", "日常走访", "走访活动", "走访户次", "入户走访户次"], &["户次", "次"])
        .not(&["代表", "委员"]),
    w(&[Cases(CaseFigure::Received)],
        &["矛盾纠纷", "矛盾纠纷和诉求", "群众诉求", "诉求", "各类诉求", "受理", "排查", "矛盾纠纷和群众诉求", "矛盾诉求", "受理诉求", "排查矛盾纠纷", "受理矛盾纠纷", "信访诉求", "各类矛盾纠纷"], MATTERS)
        .not(&["化解", "调处", "调解", "办结", "解决", "成功", "信访件", "信访事项", "热线", "隐患", "平台"]),
    w(&[D(Deed::DisputesSolved), Cases(CaseFigure::Closed)],
        &["化解", "化解矛盾纠纷", "化解纠纷", "调处", "调解", "调处矛盾纠纷", "调解矛盾纠纷", "化解各类矛盾纠纷", "参与化解矛盾纠纷", "调解纠纷", "成功化解", "成功调处", "化解矛盾", "调处化解"], MATTERS).part(),
    w(&[D(Deed::DisputesSolved)], &["矛盾纠纷", "纠纷"], MATTERS).near(&["化解", "调处", "调解"]).part(),
    w(&[Cases(CaseFigure::Closed)], &["矛盾纠纷", "诉求", "群众诉求", "纠纷"], MATTERS).near(&["化解", "调处", "调解", "办结", "解决"]).part(),
    w(&[D(Deed::Solved), Cases(CaseFigure::Closed)],
        &["解决", "解决问题", "办结", "已办结", "已解决", "办理完毕", "解决落实", "推动解决", "帮助解决", "解决群众问题", "办结销号", "协调解决", "办理", "解决困难问题", "解决实际问题", "得到解决", "解决诉求", "办复"], MATTERS)
        .not(&["按期", "限期", "未", "超期", "正在", "尚在", "仍在", "在办", "信访", "热线", "隐患"]).part(),
    w(&[D(Deed::Solved)], &["问题", "意见建议", "困难", "事项", "建议"], MATTERS).near(&["解决", "办结"]).not(&["收集", "收到", "征集", "反映"]).part(),
    w(&[D(Deed::OnTime), Cases(CaseFigure::OnTime)], &["按期办结", "按时办结", "限期内办结", "期限内办结", "按期答复", "按时答复", "按期解决"], MATTERS).part(),
    w(&[Cases(CaseFigure::Open)], &["未办结", "正在办理", "未化解", "办理中", "尚未办结", "正在办理中", "在办", "待办", "尚在办理", "正在解决"], MATTERS).part(),
    w(&[Nothing], &["正在办理", "办理中", "尚未办结", "正在办理中", "在办", "待办", "尚在办理", "正在解决", "未办结"], MATTERS).part(),
    w(&[Cases(CaseFigure::Overdue)], &["超期", "逾期", "超期未办结", "超期办结"], MATTERS).part(),
    w(&[D(Deed::Referred), Cases(CaseFigure::Referred)], &["转办", "转交", "转交部门办理", "转交部门", "交办", "转交相关部门", "转交有关部门", "转交办理", "转交相关部门办理", "转交有关部门办理", "移交", "转送"], MATTERS).part(),
    w(&[D(Deed::Satisfied), Cases(CaseFigure::Satisfied)], &["满意", "表示满意", "评价满意"], MATTERS).near(&["评价", "满意"]).not(&["基本满意", "不满意", "满意度", "满意率"]).part(),
    w(&[D(Deed::MostlySatisfied), Cases(CaseFigure::MostlySatisfied)], &["基本满意"], MATTERS).part(),
    w(&[D(Deed::Dissatisfied), Cases(CaseFigure::Dissatisfied)], &["不满意"], MATTERS).part(),
    w(&[Rate(Deed::Solved, Deed::Matters), CaseRate(CaseFigure::Closed, CaseFigure::Received)],
        &["解决率", "办结率", "化解率", "调处率", "调解率", "办理率"], PERCENT).not(&["按期", "按时", "信访", "热线", "隐患", "清单"]).part(),
    w(&[Rate(Deed::Solved, Deed::Matters), CaseRate(CaseFigure::Closed, CaseFigure::Received)], &["成功率", "化解成功率", "调处成功率", "调解成功率"], PERCENT).part().unsure(),
    w(&[Rate(Deed::OnTime, Deed::WithDeadline), Rate(Deed::OnTime, Deed::Solved), CaseRate(CaseFigure::OnTime, CaseFigure::Received), CaseRate(CaseFigure::OnTime, CaseFigure::Closed)],
        &["按期办结率", "按时办结率", "按期答复率", "按时答复率"], PERCENT).part(),
    // Representatives.
    w(&[D(Deed::Reps)], &["党代表", "人大代表", "政协委员", "党代会代表", "人民代表", "镇人大代表", "镇党代表", "代表", "委员", "代表委员", "两代表一委员"], PEOPLE).not(&["联络站", "联络室", "工作室", "之家", "活动日"]),
    w(&[D(Deed::Visits)], &["走访选民", "走访", "走访群众", "走访联系群众", "联系走访选民", "走访联系选民", "联系群众", "走访党员群众", "走访党员", "联系走访群众", "走访慰问群众", "走访选民群众", "走访选区群众", "选民"], TIMES)
        .not(&["接待", "走访代表"]),
    w(&[D(Deed::Receptions)], &["接待选民", "接待", "接待群众", "接待来访", "接待来访群众", "接待党员群众", "接待来访选民", "接访", "接访群众"], TIMES),
    w(&[D(Deed::VisitsToDeputies)], &["走访代表", "走访人大代表", "走访联系代表", "联系代表", "走访党代表", "走访联系人大代表"], TIMES),
    w(&[D(Deed::GroupActivities)], &["小组活动", "代表小组活动", "代表活动", "活动", "开展活动", "组织活动", "主题活动"], &["次", "场", "场次"]).not(&["志愿", "活动日"]),
    w(&[D(Deed::Talks)], &["主题宣讲", "政策宣讲", "宣讲活动", "主题宣讲活动", "专题宣讲"], &["期", "场", "次", "场次"]).not(LAW),
    w(&[D(Deed::Talks), Target::Count(Count::Lectures)], &["宣讲"], &["期", "场", "次", "场次"]).not(LAW),
    w(&[D(Deed::Trained)], &["技能培训", "培训", "培训群众", "实用技术培训", "技术培训", "职业技能培训", "农技培训", "培训农户", "培训人员"], &["人次", "人"]).not(&["培训代表", "代表培训"]),
    w(&[D(Deed::Matters), D(Deed::Suggestions)],
        &["收集意见建议", "收集", "征集", "收到", "反映", "意见建议", "收集问题", "反映问题", "反映事项", "收集社情民意", "社情民意", "征集意见建议", "收集各类意见建议", "收集建议", "梳理", "问题", "意见和建议", "收集民意", "意见", "群众反映问题"], MATTERS)
        .not(&["解决", "办结", "提出", "转办", "转交"]),
    w(&[D(Deed::Suggestions), D(Deed::Matters)],
        &["提出意见建议", "提出", "提出建议", "建议", "提交建议", "意见建议", "议案建议", "提出意见", "建言献策", "提交意见建议"], MATTERS)
        .not(&["解决", "办结", "收集", "征集", "转办", "转交"]),
    w(&[Nothing], &["调解成功", "成功调解", "调处成功"], MATTERS),
    w(&[D(Deed::Suggestions)], &["提案", "提交提案", "撰写提案"], MATTERS).unsure(),
    // Without a word of law beside them.
    w(&[Target::Count(Count::Lectures)], &["宣讲"], &["场", "场次"]).not(&["主题"]).unsure(),
    w(&[Target::Count(Count::LawTrainings)], &["培训"], &["场", "场次"]).unsure(),
    // What the catalogue does not hold, although its words are near.
    w(&[Nothing], &["满意度", "满意率", "知晓率", "知晓度", "安全感", "参与率", "入会率", "投诉率"], PERCENT),
    w(&[Nothing], &["网格长", "网格工作站", "网格警务", "网格支部", "网格党支部", "党支部", "网格服务站", "微网格"], &["个", "名", "人", "", "支"]),
    w(&[Nothing], &["村民", "村民代表", "村民小组", "村民组", "村寨", "自然村", "自然村寨", "村级", "村庄"], &["个", "人", "名", "户", ""]),
    w(&[Nothing], &["志愿服务时长", "服务时长", "服务群众", "惠及群众", "受益群众", "参与群众", "覆盖群众", "受教育群众", "服务对象"], &["人次", "人", "户", "户次"]),
    w(&[Nothing], &["代表联络站", "联络站", "代表之家", "人大代表之家", "委员工作室", "代表小组"], &["个"]),
    w(&[Nothing], &["代表建议督办", "民生实事", "实事好事"], &["件", "个", "项"]),
];

/// Words by which a subject other than a body takes over at the start of a clause.
#[rustfmt::skip]
pub(super) const OTHERS: &[&str] = &[
    "全镇", "我镇", "全乡", "我乡", "各村", "网格员", "联户长", "志愿", "村干部", "普法", "综治中心", "镇综治", "司法所", "派出所", "平安办",
    "辖区", "基层治理", "镇党委", "党委政府", "现有志愿", "矛盾纠纷", "组织网格员", "依托网格",
];

/// Words before a figure that is a change, a plan or a standard and no total.
#[rustfmt::skip]
pub(super) const CHANGES: &[&str] = &[
    "同比增长", "同比增加", "同比下降", "同比减少", "同比提高", "环比增长", "环比增加", "环比下降", "环比减少", "增长", "增加", "增加了", "下降", "下降了",
    "减少", "减少了", "提高", "提高了", "提升", "提升了", "上升", "上升了", "新增", "净增", "增幅", "降幅", "多了", "少了",
];
/// Words before what a figure has become.
#[rustfmt::skip]
pub(super) const BECOMES: &[&str] = &[
    "增至", "增加到", "增加至", "增长到", "增长至", "升至", "上升到", "上升至", "提高到", "提高至", "提升到", "提升至", "减至", "减少到", "减少至", "降至",
    "下降到", "下降至", "降低到", "扩大到", "扩大至", "发展到", "达到",
];
/// Words between figures of one thing that say nothing of it.
#[rustfmt::skip]
pub(super) const BETWEEN: &[&str] = &["、", "和", "与", "及", "以及", "今年", "本期", "其他", "还", "又", "则", "在", "的", "开展", ")", "|"];
/// Words of rates over time.
pub(super) const RATES: &[&str] = &["日均", "月均", "周均", "年均", "每天", "每日"];
/// Words that bound what is counted: those that meet it are but some.
pub(super) const BOUNDS: &[&str] = &["不足", "超过", "低于", "高于", "不到", "以上的", "以下的"];
/// Words of those that stand out, or meet a bound.
#[rustfmt::skip]
pub(super) const THOSE: &[&str] = &[
    "以上的", "以下的", "超过的", "不足的", "最多的", "最少的", "最高的", "最低的", "最大的", "最小的",
];
/// Headings under which all is planned.
pub(super) const PLAN_HEADS: &[&str] = &["下步打算", "下一步打算", "下一步工作", "下步工作", "工作打算"];
/// Words of plans, at the start of a clause.
#[rustfmt::skip]
pub(super) const PLANS: &[&str] = &["计划", "拟", "力争", "预计", "下一步", "下步", "打算", "争取", "到年底", "年底前"];
/// Words between a key and its figure that say nothing.
#[rustfmt::skip]
pub(super) const FILLERS: &[&str] = &[
    "共计", "总计", "累计", "合计", "共有", "共", "达到了", "达到", "达", "有", "为", "是", "总数", "数量", "数", "了", "到", ":", "\t", "等", "已", "全部", "均", "其中", "目前", "现有", "现", ",", "(", "工作", "各类", "总", "分别",
];
/// Words of standards: what each has.
#[rustfmt::skip]
pub(super) const EACH: &[&str] = &["每个网格", "每个村", "每村", "每名", "每人", "每户", "各配备", "每格", "每位", "每季度", "每月", "每周", "每年", "每次", "每半年", "一般为", "原则上", "各村至少"];
/// Words of what is not as it should be: no total.
#[rustfmt::skip]
pub(super) const FLAWS: &[&str] = &["不规范", "不达标", "不合格", "不到位", "整改", "滞后", "薄弱", "不高", "不够", "问题突出"];
/// Words of means.
#[rustfmt::skip]
pub(super) const MEANS: &[&str] = &["人均", "平均", "户均", "村均", "格均", "网格均", "均走访"];
/// Words that make a part of the things named.
#[rustfmt::skip]
pub(super) const PARTS: &[&str] = &["其中", "包括", "含", "涉及"];
/// Words straight before a key that make it a part of the things named.
#[rustfmt::skip]
pub(super) const KINDS: &[&str] = &[
    "党员", "专职", "兼职", "女", "男", "青年", "优秀", "重点", "困难", "示范", "邻里", "婚姻", "家庭", "婚姻家庭", "土地", "山林", "山林土地", "劳资", "债务", "疑难",
    "疑难复杂", "重大", "历史遗留", "县级", "市级", "省级", "县", "市", "州", "省", "全国", "州级", "新", "脱贫", "少数民族", "退役", "涉法", "涉路", "邻里间", "新增", "调整", "新选", "选聘", "更换", "增配", "巾帼", "老年", "大学生", "民生", "信访", "村级", "镇级", "民法典", "宪法", "禁毒", "反诈",
];
/// Words that turn a coverage into what is missing.
#[rustfmt::skip]
pub(super) const LACKS: &[&str] = &["未", "没有", "尚无", "缺少", "尚缺", "还缺", "仍缺", "空缺"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_has_words_and_units() {
        for wording in ALL {
            assert!(
                !wording.keys.is_empty() && !wording.units.is_empty() && !wording.targets.is_empty(),
                "{wording:?}"
            );
        }
    }

    #[test]
    fn every_figure_of_the_catalogue_can_be_worded() {
        let states = |target: Target| ALL.iter().any(|w| w.targets.contains(&target));
        for count in Count::ALL.iter().filter(|c| **c != Count::VisitsAll && **c != Count::Cases) {
            assert!(states(Target::Count(*count)), "{}", count.id());
        }
        for measure in Measure::ALL {
            assert!(states(M(*measure)), "{}", measure.id());
        }
        // Denominators, and figures that circulars do not state.
        let unsaid = [Deed::WithDeadline, Deed::Judged, Deed::Rated, Deed::MedianDays, Deed::DaysInOffice];
        for deed in Deed::ALL.iter().filter(|d| !unsaid.contains(d)) {
            assert!(states(D(*deed)), "{}", deed.id());
        }
        for figure in CaseFigure::ALL {
            assert!(states(Cases(*figure)), "{}", figure.id());
        }
    }
}
