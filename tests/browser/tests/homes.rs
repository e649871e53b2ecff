//! Every number has a home: one single file, a village, a grid, one case, what is left to do, in real browsers.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(
    one_file_is_counted_at_once,
    every_clause_that_asks_for_a_look_leads_to_its_rows,
    a_village_and_a_grid_say_what_is_theirs,
    a_case_opens_alone_and_officers_are_found,
    the_work_list_is_filtered_and_saved,
);

const VISITS: &str = "走访日期,村,网格,网格员,户编号,走访类型,时长（分钟）\n\
    2024-01-05,甲村,第一网格,韦明,甲01001,日常走访,20\n2024-02-05,甲村,第一网格,韦明,甲01001,安全检查,20\n\
    2024-02-06,甲村,第二网格,罗强,甲02002,日常走访,20\n2024-03-07,乙村,第一网格,岑光,乙01003,日常走访,30\n\
    2024-04-07,乙村,第一网格,岑光,乙01004,日常走访,30\n2023-11-07,乙村,第一网格,岑光,乙01005,日常走访,30\n";
const GRIDS: &str =
    "村,网格名称,户数,网格员\n甲村,第一网格,4,韦明\n甲村,第二网格,6,罗强\n乙村,第一网格,8,岑光\n";
const CASES: &str = "编号,受理日期,村,网格,类别,办理期限,办结日期,办理状态\n\
    A1,2024-01-02,甲村,第一网格,邻里纠纷,2024-02-01,,办理中\nA2,2024-01-05,甲村,第一网格,民生诉求,2024-02-03,2024-03-01,已办结\n\
    A3,2024-06-20,乙村,第一网格,民生诉求,2024-07-03,,办理中\n";

async fn load(page: &Page, files: &[(&str, &[u8])]) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", files).await?;
    page.state("ready").await
}

async fn load_town(page: &Page) -> Result<()> {
    let files =
        [("网格基本情况.csv", GRIDS), ("入户走访记录.csv", VISITS), ("矛盾纠纷和诉求台账.csv", CASES)];
    load(page, &files.map(|(name, text)| (name, text.as_bytes()))).await
}

async fn one_file_is_counted_at_once(page: &Page) -> Result<()> {
    load(page, &[("入户走访记录.csv", VISITS.as_bytes())]).await?;
    page.wait_for(
        "the officers",
        "document.querySelector('#sentence').textContent.includes('3\u{a0}名网格员')",
    )
    .await?;
    let whole = page.text("main").await?;
    ensure!(!whole.contains("还算不出"), "{whole}");
    let dashes = page
        .run(
            "return [...document.querySelectorAll('.card')].filter(c => /–/.test(c.textContent)).length",
            &[],
        )
        .await?;
    ensure!(dashes == 0, "{dashes} cards with a dash");
    let adds = page.text("#adds").await?;
    ensure!(adds.contains("入户走访覆盖率") && adds.contains("添加") && adds.contains("模板"), "{adds}");
    ensure!(whole.contains("未经核对"), "{whole}");
    // By village, by grid, by officer; and each leads to its rows.
    page.wait_for("two villages", "document.querySelector('#one-table').dataset.shown === '2'").await?;
    page.click("#one-tables .choices button:nth-child(3)").await?;
    page.wait_for("the officers' table", "document.querySelector('#one-table').dataset.shown === '3'")
        .await?;
    page.click("#one-table tbody tr:first-child [data-subject=visits]").await?;
    page.wait_for("the rows", "document.querySelectorAll('#evidence [data-row]').length === 2").await?;
    page.click("#evidence-close").await?;
    ensure!(page.sticks_out().await? <= 0, "sideways");
    page.quiet().await
}

async fn every_clause_that_asks_for_a_look_leads_to_its_rows(page: &Page) -> Result<()> {
    let visit = |day: u32, grid: &str, who: &str| format!("2024-01-{day:02},甲村,{grid},{who},户{day}\n");
    let mut visits = "走访日期,村,网格,网格员,户编号\n".to_owned();
    (1..6).for_each(|day| visits += &visit(day, "第一网格", "韦明"));
    (6..11).for_each(|day| visits += &visit(day, "第二网格", "罗强"));
    visits += &visit(11, "第九网格", "岑光");
    load(page, &[("入户走访记录.csv", visits.as_bytes())]).await?;
    // One officer of three has less than half of what the one in the middle has.
    let clause = |words: &str| {
        format!(
            "[...document.querySelectorAll('#sentence button.look')]
                .find(b => b.textContent.replace(/\u{a0}/g, ' ').includes('{words}'))"
        )
    };
    let low = clause("1 名网格员不到中位数的一半");
    page.wait_for("the clause", &low).await?;
    page.run(&format!("{low}.click()"), &[]).await?;
    page.wait_for("the visit", "document.querySelectorAll('#evidence [data-row]').length === 1").await?;
    let panel = page.text("#evidence").await?;
    ensure!(panel.contains("岑光") && panel.contains("1 户次"), "{panel}");
    page.click("#evidence-close").await?;
    // The list of grids does not have that officer's.
    page.drop_files("body", &[("网格基本情况.csv", GRIDS.as_bytes())]).await?;
    let unlisted = clause("1 行的村或网格对不上名单");
    page.wait_for("the other clause", &unlisted).await?;
    page.run(&format!("{unlisted}.click()"), &[]).await?;
    page.wait_for("the row", "document.querySelectorAll('#evidence [data-row]').length === 1").await?;
    let panel = page.text("#evidence").await?;
    ensure!(panel.contains("第九网格") && panel.contains("1 行") && panel.contains("不在"), "{panel}");
    page.click("#evidence-close").await?;
    // English says one row, one household.
    page.click("#language").await?;
    let one = clause("1 row whose village or grid is on no list is not counted");
    page.wait_for("one row", &one).await?;
    let whole = page.text("main").await?;
    let many =
        whole.lines().find(|l| ["1 rows", "1 villages", "1 grids", "1 files"].iter().any(|w| l.contains(w)));
    ensure!(many.is_none(), "{many:?}");
    page.click("#language").await?;
    page.quiet().await
}

async fn a_village_and_a_grid_say_what_is_theirs(page: &Page) -> Result<()> {
    load_town(page).await?;
    page.click("#villages tbody tr:first-child th a").await?;
    page.wait_for("its cases", "document.querySelector('#place-cases tbody [data-subject]')").await?;
    let sentence = page.text("#place-sentence").await?;
    ensure!(sentence.contains("还有 8 户没走到") && sentence.contains("1 件诉求超期未办结"), "{sentence}");
    ensure!(page.text("nav [aria-current=page]").await?.contains("覆盖"), "no page of the navigation");
    page.wait_for("its strips", "document.querySelector('[data-picture=place-strips] svg')").await?;
    page.click(".turn a").await?;
    page.wait_for("the next village", "document.querySelector('h1').textContent.startsWith('乙村')").await?;
    page.run("history.back()", &[]).await?;
    page.wait_for("the first village", "document.querySelector('h1').textContent.startsWith('甲村')").await?;
    page.wait_for("its grids", "document.querySelector('#place-grids tbody th a')").await?;
    page.click("#place-grids tbody tr th a").await?;
    page.wait_for(
        "who is in charge",
        "document.querySelector('#place-charge')?.textContent.includes('韦明')",
    )
    .await?;
    page.wait_for("its households", "document.querySelector('[data-picture=place-households] svg')").await?;
    for width in [390, 911, 1440] {
        page.resize(width, 900).await?;
        ensure!(page.sticks_out().await? <= 0, "sideways at {width}");
    }
    page.quiet().await
}

async fn a_case_opens_alone_and_officers_are_found(page: &Page) -> Result<()> {
    load_town(page).await?;
    page.wait_for("the overdue case", "document.querySelector('#late [data-subject]')").await?;
    ensure!(page.text("#late").await?.contains("邻里纠纷 A1"), "no kind and number");
    page.click("#late [data-subject]").await?;
    page.wait_for("that case", "document.querySelectorAll('#evidence [data-row]').length === 1").await?;
    let shown = page.text("#evidence").await?;
    ensure!(shown.contains("2024-02-01") && !shown.contains("A2"), "{shown}");
    page.click("#evidence-close").await?;
    page.keys("#search", "罗强").await?;
    page.wait_for(
        "the officer",
        "document.querySelector('#search-hits [role=option]')?.textContent.includes('网格员')",
    )
    .await?;
    page.keys("#search", "\u{e007}").await?;
    page.wait_for("his grid", "document.querySelector('h1').textContent.startsWith('甲村第二网格')").await?;
    page.quiet().await
}

async fn the_work_list_is_filtered_and_saved(page: &Page) -> Result<()> {
    load_town(page).await?;
    page.click("nav [data-page=work]").await?;
    page.wait_for("the cases", "document.querySelector('#work-cases')?.dataset.shown === '2'").await?;
    ensure!(page.text("[data-work=work-households]").await?.contains("选一个村"), "households of all");
    page.run(
        "const list = document.querySelector('#village');
         list.value = '乙村';
         list.dispatchEvent(new Event('change', {bubbles: true}));",
        &[],
    )
    .await?;
    page.wait_for("one village", "document.querySelector('#work-cases').dataset.shown === '1'").await?;
    page.wait_for("its household", "document.querySelector('#work-households').dataset.shown === '1'")
        .await?;
    ensure!(page.text("#work-households").await?.contains("乙01005"), "the one that was not visited again");
    page.click("#work-save").await?;
    let bytes = page.downloaded("待办 2024年上半年.zip").await?;
    ensure!(bytes.starts_with(b"PK"), "no zip");
    page.quiet().await
}
