//! Where rows belong that name their place only in passing. All persons and places are invented.

use crate::common::session;
use gelan::model::period::PeriodChoice;

#[test]
fn a_team_called_after_its_village_acts_there() {
    let files = [
        ("行政村.csv", "村名,户数,人口\n青石村,100,400\n白沙村,80,300\n"),
        (
            "志愿服务队.csv",
            "志愿服务队,队员人数\n青石村志愿服务队,12\n白沙村志愿服务队,8\n云岭镇志愿服务总队,30\n",
        ),
        (
            "志愿服务活动.csv",
            "活动日期,服务队,活动主题,参加人数\n2024-03-05,青石村志愿服务队,敬老,5\n\
             2024-03-06,青石村志愿服务队,环境整治,6\n2024-03-07,云岭镇志愿服务总队,宣讲,9\n\
             2024-03-08,青石村和白沙村联合服务队,宣讲,9\n",
        ),
    ];
    let session = session::computed(&files, PeriodChoice::All);
    let figures = session::figures_of(&session);
    let of_villages: Vec<_> = figures
        .villages
        .iter()
        .map(|v| {
            let counts = [Count::VolunteerTeams, Count::Volunteers, Count::VolunteerActivities];
            let [teams, volunteers, activities] = counts.map(|count| v.count(count));
            (v.name.as_str(), teams, volunteers, activities)
        })
        .collect();
    assert_eq!(
        of_villages,
        [("青石村", Some(1), Some(12), Some(2)), ("白沙村", Some(1), Some(8), Some(0))],
        "a team of the township, or of two villages, is in none of them"
    );
    use gelan::catalogue::Count;
    assert_eq!(figures.count(Count::VolunteerActivities), Some(4));
    assert_eq!(figures.count(Count::Volunteers), Some(50));
}
