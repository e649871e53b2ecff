//! Page, place, period and village in the address: back, and a reload, keep them.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(
    back_goes_over_periods_and_villages,
    a_reload_keeps_what_is_shown,
    files_meet_the_period_of_the_address,
    a_snapshot_keeps_its_village,
    what_was_read_leads_to_the_findings
);

async fn sample(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    page.wait_for("the period", &hash("period=2024-H1")).await.map(drop)
}

fn hash(has: &str) -> String {
    format!("decodeURIComponent(location.hash).includes('{has}')")
}

async fn choose(page: &Page, css: &str, value: &str) -> Result<()> {
    let script = "const e = document.querySelector(arguments[0]); e.value = arguments[1];
        e.dispatchEvent(new Event('change', {bubbles: true}));";
    page.run(script, &[css.into(), value.into()]).await.map(drop)
}

async fn back(page: &Page) -> Result<()> {
    Ok(page.client().back().await?)
}

async fn back_goes_over_periods_and_villages(page: &Page) -> Result<()> {
    sample(page).await?;
    page.click("nav [data-page=grids]").await?;
    page.wait_for("page and period", &hash("/grids?period=2024-H1")).await?;
    page.click("[data-period=quarter]").await?;
    page.wait_for("the quarter", &hash("/grids?period=2024-Q2")).await?;
    choose(page, "#village", "三都村").await?;
    page.wait_for("the village", &hash("period=2024-Q2&village=三都村")).await?;
    page.wait_for("its grids", "document.querySelector('#grid-table').dataset.shown === '6'").await?;
    page.click("nav [data-page=coverage]").await?;
    page.wait_for("the same there", &hash("/coverage?period=2024-Q2&village=三都村")).await?;

    back(page).await?;
    page.wait_for("the page before", "document.documentElement.dataset.page === 'grids'").await?;
    page.wait_for("still six", "document.querySelector('#grid-table').dataset.shown === '6'").await?;
    back(page).await?;
    page.wait_for("all villages", "document.querySelector('#grid-table').dataset.shown === '157'").await?;
    page.wait_for(
        "still the quarter",
        "document.querySelector('#period-now').textContent.includes('第2季度')",
    )
    .await?;
    back(page).await?;
    page.wait_for("the half", "document.querySelector('#period-now').textContent.includes('上半年')").await?;
    ensure!(page.run("return document.documentElement.dataset.page", &[]).await? == "grids");
    back(page).await?;
    page.wait_for("the overview", "document.documentElement.dataset.page === 'overview'").await?;
    page.client().execute("history.forward()", vec![]).await?;
    page.wait_for("forward again", &hash("/grids?period=2024-H1")).await?;
    page.quiet().await
}

async fn a_reload_keeps_what_is_shown(page: &Page) -> Result<()> {
    sample(page).await?;
    page.click("nav [data-page=grids]").await?;
    page.click("[data-period=quarter]").await?;
    choose(page, "#village", "三都村").await?;
    page.wait_for("all of it", &hash("#sample&/grids?period=2024-Q2&village=三都村")).await?;
    page.client().refresh().await?;
    page.state("ready").await?;
    page.wait_for("the page", "document.documentElement.dataset.page === 'grids'").await?;
    page.wait_for("the village", "document.querySelector('#grid-table').dataset.shown === '6'").await?;
    ensure!(page.run("return document.querySelector('#village').value", &[]).await? == "三都村");
    page.wait_for("the period", "document.querySelector('#period-now').textContent.includes('第2季度')")
        .await?;
    page.quiet().await
}

async fn files_meet_the_period_of_the_address(page: &Page) -> Result<()> {
    page.open("/grids?period=2024-03&village=没有的村").await?;
    page.state("empty").await?;
    page.click("#sample").await?;
    page.state("ready").await?;
    page.wait_for("the period", "document.querySelector('#period-now').textContent.includes('2024年3月')")
        .await?;
    page.wait_for("the overview", &hash("#sample&/overview?period=2024-03")).await?;
    ensure!(page.run("return location.hash.includes('village')", &[]).await? == false);
    page.quiet().await
}

async fn a_snapshot_keeps_its_village(page: &Page) -> Result<()> {
    sample(page).await?;
    page.click("#share").await?;
    page.wait_for(
        "the link",
        "(document.querySelector('#shared') || {dataset: {}}).dataset.state === 'ready'",
    )
    .await?;
    page.click("[data-carrier=link] button").await?;
    let link = page.wait_for("it", "(document.querySelector('#share-link') || {value: ''}).value").await?;
    let text = link
        .as_str()
        .unwrap_or_default()
        .split_once('#')
        .map(|(_, hash)| hash.to_owned())
        .unwrap_or_default();
    page.open(&text).await?;
    page.state("ready").await?;
    page.click("nav [data-page=coverage]").await?;
    choose(page, "#village", "三都村").await?;
    page.wait_for("the village", &hash("&/coverage?village=三都村")).await?;
    ensure!(
        page.run("return location.hash", &[])
            .await?
            .as_str()
            .is_some_and(|h| h.starts_with(&format!("#{text}&/")))
    );
    page.client().refresh().await?;
    page.state("ready").await?;
    page.wait_for("one row", "document.querySelector('#matrix').dataset.shown === '1'").await?;
    back(page).await?;
    page.wait_for("all rows", "document.querySelector('#matrix').dataset.shown === '27'").await?;
    page.quiet().await
}

async fn what_was_read_leads_to_the_findings(page: &Page) -> Result<()> {
    sample(page).await?;
    let told = page.text("#read").await?;
    ensure!(told.starts_with("读了 16 个文件、") && told.ends_with(" 处请看一看"), "{told}");
    page.click("#look").await?;
    page.wait_for("the page", "document.documentElement.dataset.page === 'data'").await?;
    let seen = "(() => { const r = document.querySelector('#lead').getBoundingClientRect();
        return r.top < innerHeight && r.bottom > 0; })()";
    page.wait_for("the findings in sight", seen).await?;
    page.quiet().await
}
