//! 代表履职: intervals, a person's page, and the rows behind the median.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(from_the_body_to_a_person_and_the_rows);

async fn from_the_body_to_a_person_and_the_rows(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    let drawn = "document.querySelector('[data-picture=bodies] svg')?.textContent.includes('79.3%')";
    page.wait_for("the bodies on the overview", drawn).await?;
    // A dot of the drawing answers.
    let mark = "document.querySelector('[data-picture=bodies] .d-mark[data-mark]')";
    page.run(&format!("{mark}.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"), &[]).await?;
    page.wait_for("the dot's rows", "document.querySelectorAll('#evidence [data-row]').length > 0").await?;
    page.click("#evidence-close").await?;
    page.click("nav [data-page=representatives]").await?;
    page.wait_for("the bodies", "document.querySelectorAll('.bodies li .scale').length === 3").await?;
    let sentence: String = page.text("#bodies-sentence").await?.split_whitespace().collect();
    ensure!(sentence.contains("党代表79.3%、人大代表68.7%、政协委员88.4%"), "{sentence}");
    // Who asks for a look is in the table once that is pressed.
    if page.run("return document.querySelectorAll('#bodies-sentence .look').length", &[]).await? != 0 {
        page.click("#bodies-sentence .look").await?;
        page.wait_for("these people", "document.querySelector('#find').value.length > 0").await?;
        let shown = "const rows = [...document.querySelectorAll('#persons tbody tr[data-row]')];
            return rows.length > 0 && rows.every(row => row.textContent.includes(document.querySelector('#find').value))";
        ensure!(page.run(shown, &[]).await? == true);
        page.run(
            "const e = document.querySelector('#find'); e.value = '';
            e.dispatchEvent(new Event('input', {bubbles: true}))",
            &[],
        )
        .await?;
    }
    page.click("#person-bodies [data-body=党代表]").await?;
    page.wait_for("its people", "document.querySelector('#persons [data-subject=interval]')").await?;
    // On a phone all of the drawing is in sight.
    page.resize(390, 844).await?;
    let inside = "const right = element => element.getBoundingClientRect().right;
        const drawn = document.querySelector('#persons tbody .scale');
        return right(drawn) <= right(drawn.closest('.sheet'))";
    ensure!(page.run(inside, &[]).await? == true, "the interval is cut");
    page.resize(1440, 900).await?;
    // A median is asked for its rows, each with its days.
    page.click(".bodies [data-rate=median_days] [data-subject]").await?;
    page.wait_for("its rows", "document.querySelectorAll('#evidence [data-row]').length > 3").await?;
    let heads = page.text("#evidence thead").await?;
    ensure!(heads.contains("办结天数") && heads.contains("未办结，已过天数"), "{heads}");
    page.click("#evidence-close").await?;
    // What has no room in brief stands in the table of all figures.
    page.click("[data-picture=bodies] .more summary").await?;
    page.click("#bodies [data-rate='mostly_satisfied/rated'] [data-subject]").await?;
    page.wait_for("more rows", "document.querySelectorAll('#evidence [data-row]').length > 0").await?;
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
