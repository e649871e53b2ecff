//! From the township down to a grid's rows and back, by the search box, by links and by the browser's own button.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(finds_by_first_letters, goes_down_to_the_rows_and_back);

async fn sample(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await
}

async fn finds_by_first_letters(page: &Page) -> Result<()> {
    sample(page).await?;
    page.keys("#search", "hhh").await?;
    page.wait_for("hits", "document.querySelectorAll('#search-hits [role=option]').length > 1").await?;
    let first = page.text("#search-hits [aria-selected=true]").await?;
    ensure!(first.starts_with("好花红村"), "{first}");
    // Down to the first grid, and there.
    page.keys("#search", "\u{e015}\u{e007}").await?;
    page.wait_for("the grid", "document.querySelector('#path [aria-current=page]')").await?;
    let path = page.text("#path").await?;
    ensure!(path.contains("好花红镇") && path.contains("好花红村"), "{path}");
    let title = page.text("h1").await?;
    ensure!(title.starts_with("好花红村第"), "{title}");
    page.keys("#search", "没有这样的地方").await?;
    page.wait_for("nothing", "document.querySelector('.search .none').textContent === '没有找到'").await?;
    page.quiet().await
}

async fn goes_down_to_the_rows_and_back(page: &Page) -> Result<()> {
    sample(page).await?;
    page.click("nav [data-page=coverage]").await?;
    page.wait_for("the villages", "document.querySelector('#matrix tbody th a')").await?;
    page.run("window.scrollTo(0, 400)", &[]).await?;
    page.click("#matrix tr[data-row='好花红村'] th a").await?;
    page.wait_for("the village", "document.querySelector('h1').textContent.startsWith('好花红村')").await?;
    // A link leads to the top, however far down it stood.
    page.wait_for("the top", "window.scrollY === 0").await?;
    page.wait_for("its grids", "document.querySelector('#place-grids tbody th a')").await?;
    page.click("#place-grids tbody tr th a").await?;
    page.wait_for("the grid", "document.querySelectorAll('#path li').length === 3").await?;
    page.click("[data-line=visits] [data-subject=visits]").await?;
    page.wait_for("its rows", "document.querySelectorAll('#evidence [data-row]').length > 3").await?;
    let shown: String = page.text("#evidence").await?;
    ensure!(shown.contains("走访记录"), "{shown}");
    page.click("#evidence-close").await?;
    page.run("history.back()", &[]).await?;
    page.wait_for("the village again", "document.querySelectorAll('#path li').length === 2").await?;
    page.click("#path a").await?;
    page.wait_for("the overview", "document.documentElement.dataset.page === 'overview'").await?;
    page.quiet().await
}
