//! What can be dropped, by its usual names.

use crate::text::t;

/// Returns groups of tables with what they are about.
pub fn wanted() -> [(&'static str, Vec<&'static str>); 4] {
    [
        (
            t("村和网格"),
            vec![t("行政村基本情况"), t("网格基本情况"), t("网格员"), t("联户长名册"), t("党小组台账")],
        ),
        (t("日常工作"), vec![t("入户走访记录"), t("矛盾纠纷和诉求台账"), t("三张清单")]),
        (t("代表委员"), vec![t("代表委员名册"), t("履职登记"), t("意见建议办理"), t("代表联络站室")]),
        (
            t("三治活动"),
            vec![t("村民自治"), t("普法宣传"), t("志愿服务"), t("宣讲员"), t("先进典型"), t("村干部培训")],
        ),
    ]
}
