//! 网格负荷: the village moves all of the page, people are asked for before they are told, and moves are drawn.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(
    the_village_moves_everything,
    people_are_told_once_the_standards_are_confirmed,
    moves_are_drawn_from_before_to_after,
);

async fn grids(page: &Page) -> Result<()> {
    page.resize(1440, 900).await?;
    page.open("sample&/grids?period=2024-H1").await?;
    page.state("ready").await?;
    page.wait_for("the balance", "document.querySelector('#balance .brief')?.textContent").await.map(drop)
}

const PARTS: [&str; 5] =
    ["#load-sentence", "[data-picture=load-strips]", "#balance", "#posts", "#officers-needed"];

async fn the_village_moves_everything(page: &Page) -> Result<()> {
    grids(page).await?;
    let mut before = Vec::new();
    for part in PARTS {
        before.push(page.text(part).await?);
    }
    page.run(
        "const list = document.querySelector('#village');
         list.value = list.options[1].value;
         list.dispatchEvent(new Event('change', {bubbles: true}));",
        &[],
    )
    .await?;
    page.wait_for("one village", "document.querySelector('#village').value.length > 0").await?;
    page.wait_for(
        "its sentence",
        "document.querySelector('#load-sentence').textContent.includes(document.querySelector('#village').value)",
    )
    .await?;
    for (part, all) in PARTS.iter().zip(before) {
        // The question about standards is the same for all.
        if *part != "#officers-needed" {
            let own = page.text(part).await?;
            ensure!(own != all, "{part} stays: {own}");
        }
    }
    let strange = page
        .run(
            "const v = document.querySelector('#village').value;
             return [...document.querySelectorAll('#plans [data-plan]')].filter(p => p.dataset.plan !== v).length",
            &[],
        )
        .await?;
    ensure!(strange == 0, "{strange} plans of other villages");
    // What is said of the village leads to its rows.
    page.click("#balance summary").await?;
    page.click("#balance [data-line='balance.hoover'] [data-subject]").await?;
    page.wait_for("its rows", "document.querySelectorAll('#evidence [data-row]').length > 0").await?;
    let village = page.run("return document.querySelector('#village').value", &[]).await?;
    let panel = page.text("#evidence").await?;
    ensure!(village.as_str().is_some_and(|v| panel.contains(v)), "{village}: {panel}");
    page.click("#evidence-close").await?;
    page.quiet().await
}

async fn people_are_told_once_the_standards_are_confirmed(page: &Page) -> Result<()> {
    grids(page).await?;
    let asked = page.text("#officers-needed").await?;
    ensure!(asked.contains("要先确认标准用时") && !asked.contains("全部时间"), "{asked}");
    page.click("#officers-needed a").await?;
    page.wait_for("the settings", "document.querySelector('[data-setting=\"wisn.source\"] textarea')")
        .await?;
    page.run(
        "const e = document.querySelector('[data-setting=\"wisn.source\"] textarea'); e.value = '某镇发〔2024〕1号';
         e.dispatchEvent(new Event('change', {bubbles: true}));",
        &[],
    )
    .await?;
    page.state("ready").await?;
    page.click("nav [data-page=grids]").await?;
    page.wait_for(
        "people",
        "/要\\s[\\d.]+\\s名网格员的全部时间/.test(document.querySelector('#officers-needed')?.textContent)",
    )
    .await?;
    page.wait_for("the column", "document.querySelector('#grid-table [data-column=of_one_officer]')").await?;
    // The sum of loads is their mean, and says so.
    let foot = page.text("#grid-table tfoot").await?;
    ensure!(foot.contains("平均 1.00"), "{foot}");
    page.quiet().await
}

async fn moves_are_drawn_from_before_to_after(page: &Page) -> Result<()> {
    grids(page).await?;
    let first = page.text("#plans [data-plan] summary").await?;
    ensure!(first.contains("个联户单元") && first.contains('→'), "{first}");
    let drawn = "const s = document.querySelector('#plans .slope').getBoundingClientRect();
        const [b, a] = [...document.querySelectorAll('#plans [data-plan]:first-of-type .slope b')]
            .map(e => e.getBoundingClientRect());
        return a.left < b.left && b.right <= s.right + 6 && a.left >= s.left - 6";
    ensure!(page.run(drawn, &[]).await? == true, "after is left of before, inside the scale");
    for width in [390, 911, 1440] {
        page.resize(width, 900).await?;
        ensure!(page.sticks_out().await? <= 0, "sideways at {width}");
    }
    // The grid that hands over is a row like the others.
    page.run("document.querySelector('#plans [data-plan] summary').click()", &[]).await?;
    page.wait_for("the table", "!!document.querySelector('#plans .shifts tbody tr')").await?;
    let hidden =
        "return [...document.querySelector('#plans [data-plan]').querySelectorAll('.shifts tbody tr')]
        .filter(row => row.checkVisibility?.() === false || row.getBoundingClientRect().height < 10)
        .map(row => row.textContent)";
    let hidden = page.run(hidden, &[]).await?;
    ensure!(hidden.as_array().is_some_and(Vec::is_empty), "{hidden}");
    page.quiet().await
}
