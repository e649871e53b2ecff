//! Words of drafts that are no figures: what turns a figure into a change, a plan, a part, a mean.

use std::sync::LazyLock;

/// Word lists, each written as one text with blanks between the words.
macro_rules! phrases {
    ($($(#[$meta:meta])* $name:ident = $($words:literal)+;)*) => {
        $($(#[$meta])* pub(super) static $name: LazyLock<Vec<&'static str>> =
            LazyLock::new(|| [$($words),+].iter().flat_map(|line| line.split(' ')).collect());)*
    };
}

phrases! {
    /// Words by which a subject other than a body takes over at the start of a clause.
    OTHERS =
        "全镇 我镇 全乡 我乡 各村 网格员 联户长 志愿 村干部 普法 综治中心 镇综治 司法所 派出所"
        "平安办 辖区 基层治理 镇党委 党委政府 现有志愿 矛盾纠纷 组织网格员 依托网格";
    /// Words of the township's own work in a sentence that names no body.
    TOWN_WORK = "受理 排查 和诉求 诉求和 各类诉求 入户走访 网格员 联户长 综治中心 村规民约 普法";
    /// Words for other places than the township and its villages.
    ELSEWHERE =
        "邻县 邻镇 邻乡 邻村 邻市 某镇 某县 某乡 某村 某街道 某社区 某地 外县 外镇 外乡 外省 外市 外地 兄弟乡镇 兄弟县"
        "兄弟单位 其他乡镇 其它乡镇 周边乡镇 周边县 先进地区";
    /// Words before a figure that is a change, a plan or a standard and no total.
    CHANGES =
        "同比增长 同比增加 同比下降 同比减少 同比提高 环比增长 环比增加 环比下降 环比减少 增长 增加"
        "增加了 下降 下降了 减少 减少了 提高 提高了 提升 提升了 上升 上升了 新增 净增 增幅 降幅"
        "多了 少了";
    /// Words before what a figure has become.
    BECOMES =
        "增至 增加到 增加至 增长到 增长至 升至 上升到 上升至 提高到 提高至 提升到 提升至 减至"
        "减少到 减少至 降至 下降到 下降至 降低到 扩大到 扩大至 发展到 达到";
    /// Words between figures of one thing that say nothing of it.
    BETWEEN = "、 和 与 及 以及 今年 本期 其他 还 又 则 在 的 开展 ) |";
    /// Words of rates over time.
    RATES = "日均 月均 周均 年均 每天 每日";
    /// Words that bound what is counted: those that meet it are but some.
    BOUNDS = "不足 超过 低于 高于 不到 以上的 以下的";
    /// Words of those that stand out, or meet a bound.
    THOSE = "以上的 以下的 超过的 不足的 最多的 最少的 最高的 最低的 最大的 最小的";
    /// Headings under which all is planned.
    PLAN_HEADS = "下步打算 下一步打算 下一步工作 下步工作 工作打算";
    /// Words of plans, at the start of a clause.
    PLANS = "计划 拟 力争 预计 下一步 下步 打算 争取 到年底 年底前";
    /// Words between a key and its figure that say nothing.
    FILLERS =
        "共计 总计 累计 合计 共有 共 达到了 达到 达 有 为 是 总数 数量 数 了 到 : \t 等"
        "已 全部 均 其中 目前 现有 现 , ( 工作 各类 总 分别";
    /// Words of standards: what each has.
    EACH =
        "每个网格 每个村 每村 每名 每人 每户 各配备 每格 每位 每季度 每月 每周 每年 每次 每半年"
        "一般为 原则上 各村至少";
    /// Words of what is not as it should be: no total.
    FLAWS = "不规范 不达标 不合格 不到位 整改 滞后 薄弱 不高 不够 问题突出";
    /// Words of means.
    MEANS = "人均 平均 户均 村均 格均 网格均 均走访";
    /// Words that make a part of the things named.
    PARTS = "其中 包括 含 涉及";
    /// Words straight before a key that make it a part of the things named.
    KINDS =
        "党员 专职 兼职 女 男 青年 优秀 重点 困难 示范 邻里 婚姻 家庭 婚姻家庭 土地 山林"
        "山林土地 劳资 债务 疑难 疑难复杂 重大 历史遗留 县级 市级 省级 县 市 州 省 全国 州级"
        "新 脱贫 少数民族 退役 涉法 涉路 邻里间 新增 调整 新选 选聘 更换 增配 巾帼 老年 大学生"
        "民生 信访 村级 镇级 民法典 宪法 禁毒 反诈";
    /// Words that turn a coverage into what is missing.
    LACKS = "未 没有 尚无 缺少 尚缺 还缺 仍缺 空缺";
}
