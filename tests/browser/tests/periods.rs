//! Periods as offices count them: buttons and menu, months that end on a day of their own, and targets for longer.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(
    the_months_so_far_are_a_press_away_and_in_the_address,
    the_menu_holds_every_period_at_every_width,
    months_end_where_the_settings_say,
    a_month_is_no_false_alarm_and_is_held_against_a_part_where_that_is_chosen,
    villages_have_the_targets_that_are_pasted,
    kinds_of_grids_have_targets_of_their_own,
    a_link_is_followed_though_the_address_changes_meanwhile,
);

async fn sample(page: &Page, path: &str) -> Result<()> {
    page.open(&format!("sample&/{path}")).await?;
    page.state("ready").await?;
    page.wait_for("a period", "document.querySelector('#period-now').textContent.includes('2024')")
        .await
        .map(drop)
}

/// Waits until the period is chosen, and its figures are there: the head of the paper names that of the figures.
async fn now(page: &Page, title: &str) -> Result<()> {
    let shown = format!(
        "document.querySelector('#period-now').textContent === '{title}'
            && [...document.querySelectorAll('.paper')].map(e => e.textContent).join().includes('{title}')"
    );
    page.wait_for(title, &shown).await?;
    page.state("ready").await
}

async fn choose(page: &Page, css: &str, value: &str) -> Result<()> {
    let script = "const e = document.querySelector(arguments[0]); e.value = arguments[1];
        e.dispatchEvent(new Event('change', {bubbles: true}));";
    page.run(script, &[css.into(), value.into()]).await.map(drop)
}

async fn text(page: &Page, script: &str) -> Result<String> {
    Ok(page.run(&format!("return {script}"), &[]).await?.as_str().unwrap_or_default().to_owned())
}

async fn the_months_so_far_are_a_press_away_and_in_the_address(page: &Page) -> Result<()> {
    page.resize(1440, 900).await?;
    sample(page, "overview").await?;
    let labels =
        text(page, "[...document.querySelectorAll('#period button')].map(b => b.textContent).join()").await?;
    ensure!(labels == "月,1—N月,季度,半年,年,自选", "{labels}");
    page.click("[data-period=months]").await?;
    now(page, "2024年1—6月").await?;
    page.wait_for("the address", "location.hash.includes('period=2024-01..06')").await?;
    let paper = text(page, "[...document.querySelectorAll('.paper')].map(e => e.textContent).join()").await?;
    ensure!(paper.contains("2024年1—6月") && !paper.contains("上半年"), "{paper}");
    let on = text(page, "document.querySelector('#period [aria-pressed=true]').dataset.period").await?;
    ensure!(on == "months", "{on}");
    choose(page, "#period-which", "2024-01..05").await?;
    now(page, "2024年1—5月").await?;
    page.client().refresh().await?;
    page.state("ready").await?;
    now(page, "2024年1—5月").await
}

async fn the_menu_holds_every_period_at_every_width(page: &Page) -> Result<()> {
    sample(page, "overview").await?;
    for (width, buttons) in [(1440, true), (1240, true), (1100, false), (760, false), (390, false)] {
        page.resize(width, 900).await?;
        let shown =
            page.run("return document.querySelector('#period').getClientRects().length > 0", &[]).await?;
        ensure!(shown == buttons, "{width}: {shown}");
        let groups =
            text(page, "[...document.querySelectorAll('#period-which optgroup')].map(g => g.label).join()")
                .await?;
        ensure!(groups == "月,1—N月,季度,半年,年,自选", "{groups}");
        ensure!(
            page.run("return document.querySelector('#period-which').getClientRects().length > 0", &[])
                .await?
                == true
        );
    }
    choose(page, "#period-which", "all").await?;
    now(page, "全部日期").await?;
    choose(page, "#period-which", "2024-Q1").await?;
    now(page, "2024年第1季度").await
}

async fn months_end_where_the_settings_say(page: &Page) -> Result<()> {
    sample(page, "settings?period=2024-02").await?;
    now(page, "2024年2月").await?;
    choose(page, "[data-setting='period.month_end'] input", "25").await?;
    page.state("ready").await?;
    page.click("nav [data-page=overview]").await?;
    page.wait_for("its days", "document.body.textContent.includes('2024-01-26\u{a0}至 2024-02-25')").await?;
    now(page, "2024年2月").await
}

async fn a_month_is_no_false_alarm_and_is_held_against_a_part_where_that_is_chosen(
    page: &Page,
) -> Result<()> {
    sample(page, "overview?period=2024-02").await?;
    now(page, "2024年2月").await?;
    let card = "document.querySelector('[data-measure=\"coverage.household_visits\"]')";
    let said = text(page, &format!("{card}.textContent")).await?;
    ensure!(said.contains("按半年定，期间不足不判") && !said.contains("距目标"), "{said}");
    page.click("nav [data-page=settings]").await?;
    choose(page, "[data-setting='target.months'] select", "12").await?;
    choose(page, "[data-setting='target.shorter'] select", "1").await?;
    page.state("ready").await?;
    page.click("nav [data-page=overview]").await?;
    page.wait_for("its part", &format!("{card}.textContent.includes('80%×1/12＝6.7%')")).await.map(drop)
}

async fn villages_have_the_targets_that_are_pasted(page: &Page) -> Result<()> {
    sample(page, "settings?period=2024-H1").await?;
    let script = "const e = document.querySelector('#village-targets'); e.value = arguments[0];
        e.dispatchEvent(new Event('input', {bubbles: true}));";
    let table = "村\t入户走访覆盖率\t绿化率\n好花红村\t40\t3\n没有的村\t50\t";
    page.run(script, &[table.into()]).await?;
    page.wait_for(
        "what was understood",
        "document.querySelector('#village-targets-read').textContent.includes('好花红村：入户走访覆盖率 40%')",
    )
    .await?;
    let not = text(page, "document.querySelector('#village-targets-not').textContent").await?;
    ensure!(not.contains("绿化率") && not.contains("没有的村"), "{not}");
    // What was understood moves the button.
    page.run("document.querySelector('#village-targets-take').click()", &[]).await?;
    page.wait_for("taken", "document.querySelector('#undo')").await?;
    page.state("ready").await?;
    page.click("nav [data-page=overview]").await?;
    let own = "[...document.querySelectorAll('#villages td')].some(c => c.title.includes('目标 40%') && \
        c.classList.contains('reached'))";
    page.wait_for("its own target", own).await?;
    page.click("#undo").await?;
    page.wait_for("the town's again", &format!("!{own}")).await.map(drop)
}

const GRIDS: &str = "村,网格名称,户数,网格类型\n甲村,第一网格,10,农村网格\n甲村,第二网格,10,专属网格\n";
const VISITS: &str = "走访日期,村,网格,网格员,户编号,走访类型\n2024-01-05,甲村,第一网格,韦明,甲01001,日常走访\n\
    2024-01-05,甲村,第二网格,罗强,甲02001,日常走访\n";

async fn kinds_of_grids_have_targets_of_their_own(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    let files = [("网格基本情况.csv", GRIDS), ("入户走访记录.csv", VISITS)];
    page.drop_files("body", &files.map(|(name, text)| (name, text.as_bytes()))).await?;
    page.state("ready").await?;
    page.click("nav [data-page=settings]").await?;
    page.wait_for("the kinds", "document.body.textContent.includes('农村网格、专属网格')").await?;
    let script = "const e = document.querySelector('#village-targets'); e.value = arguments[0];
        e.dispatchEvent(new Event('input', {bubbles: true}));";
    page.run(script, &["网格类型\t入户走访覆盖率\n农村网格\t10\n专属\t60".into()]).await?;
    page.wait_for(
        "what was understood",
        "document.querySelector('#village-targets-read').textContent.includes('专属网格：入户走访覆盖率 60%')",
    )
    .await?;
    page.click("#village-targets-take").await?;
    page.state("ready").await?;
    page.click("nav [data-page=grids]").await?;
    let grounds = "[...document.querySelectorAll('#grid-table tbody [data-subject=visited_share]')]\
        .map(c => c.title + c.classList.contains('reached')).join()";
    page.wait_for(
        "their targets",
        &format!("{grounds}.includes('目标 60%false') && {grounds}.includes('目标 10%true')"),
    )
    .await?;
    page.click("nav [data-page=work]").await?;
    page.wait_for("the one below", "document.querySelector('#work-grids').dataset.shown === '1'").await?;
    ensure!(page.text("#work-grids").await?.contains("第二网格"), "another one");
    page.click("#work-grids tbody th a").await?;
    page.wait_for("its kind", "document.querySelector('main').textContent.includes('专属网格')").await?;
    page.quiet().await
}

/// Between the press of a link and the browser's word of it something else may change the address.
async fn a_link_is_followed_though_the_address_changes_meanwhile(page: &Page) -> Result<()> {
    sample(page, "grids?period=2024-H1").await?;
    let script = "const e = document.querySelector('#village');
        document.querySelector('nav [data-page=trends]').click();
        e.value = [...e.options].at(-1).value;
        e.dispatchEvent(new Event('change', {bubbles: true}));";
    page.run(script, &[]).await?;
    page.wait_for("the page of the link", "location.hash.includes('trends?period=2024-H1')").await?;
    page.wait_for("its heading", "document.querySelector('h1').textContent.includes('趋势')").await.map(drop)
}
