//! 代表履职: intervals, a person's page, and the rows behind the median.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(from_the_body_to_a_person_and_the_rows);

async fn from_the_body_to_a_person_and_the_rows(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    let drawn = "document.querySelector('[data-picture=bodies] svg')?.textContent.includes('79.3%')";
    page.wait_for("the bodies on the overview", drawn).await?;
    page.click("nav [data-page=representatives]").await?;
    page.wait_for("the intervals", "document.querySelector('[data-picture=bodies] svg [data-mark]')").await?;
    page.click("#person-bodies [data-body=党代表]").await?;
    page.wait_for("its people", "document.querySelector('#persons [data-subject=interval]')").await?;
    // A median is asked for its rows, each with its days.
    page.click("#bodies [data-rate=median_days] [data-subject]").await?;
    page.wait_for("its rows", "document.querySelectorAll('#evidence [data-row]').length > 3").await?;
    let heads = page.text("#evidence thead").await?;
    ensure!(heads.contains("办结天数") && heads.contains("未办结，已过天数"), "{heads}");
    page.click("#evidence-close").await?;
    // A dot of the drawing answers too.
    let mark = "document.querySelector('[data-picture=bodies] .d-mark[data-mark]')";
    page.run(&format!("{mark}.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"), &[]).await?;
    page.wait_for("the dot's rows", "document.querySelectorAll('#evidence [data-row]').length > 0").await?;
    page.click("#evidence-close").await?;
    page.click("#persons tbody tr th a").await?;
    page.wait_for("the person", "document.querySelector('#person')").await?;
    let rates = page.text("[data-rate='solved/matters']").await?;
    ensure!(rates.contains("95% 区间") && rates.contains("本类"), "{rates}");
    page.click("[data-line=visits] [data-subject=visits]").await?;
    page.wait_for("the log", "document.querySelectorAll('#evidence [data-row]').length > 0").await?;
    page.click("#evidence-close").await?;
    page.run("history.back()", &[]).await?;
    page.wait_for("the body again", "document.querySelector('#persons')").await?;
    page.quiet().await
}
