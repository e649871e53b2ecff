//! Tables that ask what they are in real browsers: one that is only likely, and one that no kind fits.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};
use serde_json::{Value, json};

both!(
    a_likely_table_changes_no_figure_before_its_press,
    what_is_refused_is_not_asked_about_again,
    a_table_that_no_kind_fits_is_made_right_in_one_press,
    a_kind_that_is_not_offered_asks_for_its_columns,
    who_goes_on_while_kinds_are_tried_sees_what_holds_by_then,
    a_removed_file_ends_what_is_tried_until_it_is_back,
);

const GRIDS: &str = "村,网格名称,户数,人口\n甲村,第一网格,10,30\n甲村,第二网格,10,30\n乙村,第一网格,20,60\n";
const LIKELY: &str = "姓名,村,所在网格,联系户数,联系电话,入队时间,学历,特长\n\
    张一,甲村,第一网格,3,13900000001,2025-01-01,大专,养蜂\n张二,乙村,第一网格,2,13900000002,2025-01-01,高中,木工\n";
const VISITS: &str = "啥时候去的,去的哪家,村,网格,跑腿的人,干了啥\n2024-01-01,张应福,甲村,第一网格,熊德琴,聊天\n\
    2024-02-02,韦国忠,甲村,第二网格,付孝勇,送政策\n2024-03-02,罗成英,乙村,第一网格,付孝勇,送政策\n";

async fn load(page: &Page, other: (&str, &str)) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", &[("网格.csv", GRIDS), other]).await?;
    page.state("ready").await
}

/// State and ratio of a measure, as the page of measures has them.
async fn measure(page: &Page, id: &str) -> Result<Value> {
    page.click("nav [data-page=coverage]").await?;
    let line = format!("document.querySelector('.measures [data-measure=\"{id}\"]')");
    page.wait_for("the measure", &line).await?;
    page.run(&format!("const line = {line}; return [line.dataset.state, line.querySelector('[data-ratio]')?.textContent.replaceAll(' ', '') ?? null]"), &[])
        .await
}

/// Waits until the figures are there and `expression` holds.
async fn settled(page: &Page, what: &str, expression: &str) -> Result<()> {
    page.wait_for(what, &format!("document.documentElement.dataset.state === 'ready' && ({expression})"))
        .await?;
    Ok(())
}

async fn a_likely_table_changes_no_figure_before_its_press(page: &Page) -> Result<()> {
    load(page, ("联户信息.csv", LIKELY)).await?;
    page.wait_for(
        "what it would change",
        "document.querySelector('#waiting p')?.textContent.includes('联户长覆盖率')",
    )
    .await?;
    let notice = page.text("#waiting").await?;
    ensure!(notice.contains("1 张表等您确认") && notice.contains("像是“联户长”，2 行"), "{notice}");
    ensure!(page.text("nav [data-page=data] sup").await? == "1", "the badge counts it");
    let before = measure(page, "coverage.head").await?;
    ensure!(before[0] == "no-data", "{before}");

    page.click("nav [data-page=data]").await?;
    page.wait_for("before and after", "document.querySelector('#likely .figures b')").await?;
    let change = page.text("#likely .changes").await?;
    ensure!(change.contains("无数据 → 2 人") && change.contains("66.7%"), "{change}");
    page.click("#likely [data-yes]").await?;
    settled(page, "the answer", "!document.querySelector('[data-ask]') && document.querySelector('#undo')")
        .await?;
    let after = measure(page, "coverage.head").await?;
    ensure!(after == json!(["value", "2/3"]), "{after}");

    page.click("#undo").await?;
    page.click("nav [data-page=overview]").await?;
    settled(page, "the question again", "document.querySelector('#waiting [data-yes]')").await?;
    let again = measure(page, "coverage.head").await?;
    ensure!(again == before, "{again}");
    page.click("nav [data-page=overview]").await?;
    page.click("#waiting [data-yes]").await?;
    settled(page, "the answer on the overview", "!document.querySelector('#waiting')").await?;
    ensure!(measure(page, "coverage.head").await? == after);
    page.quiet().await
}

async fn what_is_refused_is_not_asked_about_again(page: &Page) -> Result<()> {
    load(page, ("联户信息.csv", LIKELY)).await?;
    page.wait_for("the question", "document.querySelector('#waiting [data-no]')").await?;
    page.click("#waiting [data-no]").await?;
    settled(page, "the answer", "!document.querySelector('#waiting')").await?;
    load(page, ("联户信息.csv", LIKELY)).await?;
    page.wait_for("the overview", "document.querySelector('#read')").await?;
    let asked =
        "return [!!document.querySelector('#waiting'), !!document.querySelector('nav [data-page=data] sup')]";
    ensure!(page.run(asked, &[]).await? == json!([false, false]));
    ensure!(measure(page, "coverage.head").await?[0] == "no-data");
    page.quiet().await
}

/// Chooses in a list; a press, as a person would count it.
async fn choose(page: &Page, css: &str, value: &str) -> Result<()> {
    page.run(
        "const list = document.querySelector(arguments[0]);
         list.value = arguments[1];
         list.dispatchEvent(new Event('change', {bubbles: true}));",
        &[json!(css), json!(value)],
    )
    .await?;
    Ok(())
}

async fn a_table_that_no_kind_fits_is_made_right_in_one_press(page: &Page) -> Result<()> {
    load(page, ("下村情况.csv", VISITS)).await?;
    page.click("nav [data-page=data]").await?;
    page.wait_for("the question", "document.querySelector('[data-ask=unknown]')").await?;
    let shown = page.text("[data-ask=unknown]").await?;
    for example in ["啥时候去的", "2024-02-02", "张应福", "送政策", "都不是"] {
        ensure!(shown.contains(example), "no {example} beside the choice: {shown}");
    }
    let offer = page.text("[data-ask=unknown] [data-offer=visits]").await?;
    ensure!(offer.contains("5 列对得上") && offer.contains("啥时候去的"), "{offer}");
    page.wait_for("before and after", "document.querySelector('[data-offer=visits] .figures b')").await?;
    let change = page.text("[data-offer=visits] .changes").await?;
    ensure!(change.contains("无数据 → 3 户次") && change.contains("无数据 → 7.5%"), "{change}");
    ensure!(
        measure(page, "coverage.household_visits").await?[0] == "no-data",
        "nothing counts before the press"
    );
    page.click("nav [data-page=data]").await?;
    page.wait_for("the question again", "document.querySelector('[data-offer=visits] .figures b')").await?;
    page.click("[data-ask=unknown] [data-offer=visits]").await?;
    settled(page, "the kind", "!document.querySelector('[data-ask=unknown]')").await?;
    settled(page, "no question", "!document.querySelector('[data-ask]')").await?;
    let visits = measure(page, "coverage.household_visits").await?;
    ensure!(visits == json!(["value", "3/40"]), "{visits}");
    page.quiet().await
}

const OTHERS: &str =
    "甲乙,丙丁,戊己,庚辛\n甲村,2024-01-01,张应福,甲\n甲村,2024-02-02,韦国忠,乙\n乙村,2024-03-02,罗成英,丙\n";

/// A kind that is not offered, and the columns that it needs: five presses.
async fn a_kind_that_is_not_offered_asks_for_its_columns(page: &Page) -> Result<()> {
    load(page, ("甲乙.csv", OTHERS)).await?;
    page.click("nav [data-page=data]").await?;
    page.wait_for("the question", "document.querySelector('[data-ask=unknown]')").await?;
    choose(page, "[data-ask=unknown] [data-other]", "cases").await?;
    let shown = "document.querySelector('[data-offer=cases] .changes')?.textContent.includes('还差')";
    page.wait_for("what it lacks", shown).await?;
    let lacks = page.text("[data-offer=cases]").await?;
    ensure!(lacks.contains("选定以后再指出是哪一列"), "{lacks}");
    page.click("[data-offer=cases]").await?;
    let mut presses = 2;
    settled(page, "the kind", "!document.querySelector('[data-ask=unknown]')").await?;
    for (at, field) in [(1, "received"), (0, "village"), (3, "status")] {
        let css = format!("[data-ask=lacking] tr:nth-child({}) [data-use]", at + 1);
        let open =
            page.run("return document.querySelector(arguments[0])?.value ?? null", &[json!(css)]).await?;
        if !open.is_null() && open != field {
            presses += 1;
            choose(page, &css, field).await?;
            let done = format!("(document.querySelector('{css}')?.value ?? '{field}') === '{field}'");
            settled(page, "the column", &done).await?;
        }
    }
    settled(page, "no question", "!document.querySelector('[data-ask]')").await?;
    ensure!(presses <= 5, "{presses} presses");
    page.quiet().await
}

/// A hundred thousand visits under headings that nobody knows, so that trying them takes a while.
fn long() -> String {
    let mut text = String::from("啥时候去的,去的哪家,村,网格,跑腿的人,干了啥\n");
    for i in 0..100_000 {
        let (month, day, grid) = (i % 12 + 1, i % 28 + 1, ["甲村,第一", "甲村,第二", "乙村,第一"][i % 3]);
        text += &format!("2024-{month:02}-{day:02},张应福{i},{grid}网格,熊德琴{},聊天\n", i % 30);
    }
    text
}

/// Waits until an offer says what it would change.
async fn told(page: &Page, kind: &str) -> Result<String> {
    page.click("nav [data-page=data]").await?;
    let css = format!("[data-offer={kind}] .changes");
    page.wait_for("the offer", &format!("document.querySelector('{css}')")).await?;
    page.run(
        "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})",
        &[json!(format!("[data-offer={kind}]"))],
    )
    .await?;
    let said = format!("document.querySelector('{css}')?.textContent");
    settled(page, "what it would change", &format!("{said} && !{said}.includes('正在')")).await?;
    page.text(&css).await
}

async fn who_goes_on_while_kinds_are_tried_sees_what_holds_by_then(page: &Page) -> Result<()> {
    load(page, ("下村情况.csv", &long())).await?;
    let first = told(page, "visits").await?;
    ensure!(first.contains("无数据 → 100,000 户次"), "{first}");

    // One kind after another, faster than any can be read; the last is told, and one that was left as well later.
    for kind in ["cases", "duty", "heads", "cases", "volunteer_activities", "cases"] {
        choose(page, "[data-ask=unknown] [data-other]", kind).await?;
    }
    let cases = told(page, "cases").await?;
    ensure!(cases.contains("还差") || cases.contains("计入以后"), "{cases}");
    ensure!(page.run("return document.querySelectorAll('[data-offer=duty]').length", &[]).await? == 0);
    choose(page, "[data-ask=unknown] [data-other]", "heads").await?;
    told(page, "heads").await?;

    // Another file comes while they are read, and the page is left and come back to.
    choose(page, "[data-ask=unknown] [data-other]", "duty").await?;
    page.drop_files("body", &[("联户信息.csv", LIKELY)]).await?;
    page.click("nav [data-page=trends]").await?;
    let again = told(page, "visits").await?;
    ensure!(again == first, "{again}");

    // Pressed at once, taken back at once, then for good.
    page.drop_files("body", &[("网格.csv", GRIDS)]).await?;
    settled(page, "the list", "document.documentElement.dataset.page === 'overview'").await?;
    page.click("nav [data-page=data]").await?;
    settled(page, "the question", "document.querySelector('[data-offer=visits]')").await?;
    page.click("[data-ask=unknown] [data-offer=visits]").await?;
    settled(page, "the kind", "!document.querySelector('[data-ask=unknown]')").await?;
    page.click("#undo").await?;
    let undone = told(page, "visits").await?;
    ensure!(undone == first, "{undone}");
    page.click("[data-ask=unknown] [data-offer=visits]").await?;
    settled(page, "the kind", "!document.querySelector('[data-ask=unknown]')").await?;
    let visits = measure(page, "coverage.household_visits").await?;
    ensure!(visits[0] == "value", "{visits}");
    page.quiet().await
}

async fn a_removed_file_ends_what_is_tried_until_it_is_back(page: &Page) -> Result<()> {
    load(page, ("下村情况.csv", &long())).await?;
    page.click("nav [data-page=data]").await?;
    page.wait_for("the question", "document.querySelector('[data-offer=visits]')").await?;
    page.click("[data-file='下村情况.csv'] [aria-label='移除 下村情况.csv']").await?;
    settled(page, "no question", "!document.querySelector('[data-ask]')").await?;
    page.click("#undo").await?;
    let back = told(page, "visits").await?;
    ensure!(back.contains("无数据 → 100,000 户次"), "{back}");
    page.quiet().await
}
