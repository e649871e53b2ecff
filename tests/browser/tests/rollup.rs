//! Many snapshots together, one of them opened and back again, and two side by side.

#[path = "../../common/town.rs"]
#[allow(dead_code)]
mod town;

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, both};
use gelan::snapshot::{Choices, Snapshot, carrier, decode, encode};

both!(towns_become_a_county, opens_a_town_and_comes_back, compares_two);

/// Three towns: a link, a file, a list.
fn files() -> Result<Vec<(String, Vec<u8>)>> {
    use gelan::{
        intake::read_file,
        period::PeriodChoice,
        read::Flow,
        session::{ReadChoices, Session},
    };
    let mut session = Session::default();
    for (id, (name, bytes)) in (0..).zip(town::files()) {
        session.keep(
            id,
            read_file(&mut bytes.as_slice(), &name, &ReadChoices::default(), &mut |_| Flow::Continue),
        );
    }
    let day = gelan::cell::Day::from_ymd(2026, 1, 1).context("a day")?;
    let mut of = |name: &str, choice: PeriodChoice| {
        session.compute(choice, day);
        let (tally, computed) = session.last().context("figures")?;
        let snapshot = Snapshot::of(tally, &computed.figures, day, Choices::default());
        anyhow::Ok(encode(&Snapshot { township: Some(name.to_owned()), ..snapshot }))
    };
    let half = of("青石镇", PeriodChoice::Half(2024, 1))?;
    ensure!(decode(&half).is_ok());
    let quarter = of("青石镇", PeriodChoice::Quarter(2024, 1))?;
    let (second, third) =
        (of("柳河镇", PeriodChoice::Half(2024, 1))?, of("白云镇", PeriodChoice::Half(2024, 1))?);
    Ok(vec![
        ("青石镇.gelan".to_owned(), carrier::to_file(&half)?),
        (
            "其余.txt".to_owned(),
            format!("柳河镇 #s={second}\n白云镇 #s={third}\n#s={quarter}\n").into_bytes(),
        ),
    ])
}

async fn load(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.click("[data-page=rollup]").await?;
    page.wait_for("the page", "document.querySelector('#roll-text')").await?;
    page.drop_files("body", &files()?).await?;
    page.wait_for("the table", "document.querySelector('#rollup')?.dataset.shown === '3'").await.map(drop)
}

async fn towns_become_a_county(page: &Page) -> Result<()> {
    load(page).await?;
    page.wait_for(
        "all together",
        "document.querySelector('[data-sum=\"coverage.officer\"] [data-ratio]').textContent === '21 / 24'",
    )
    .await?;
    page.wait_for("the town that is there twice", "document.querySelectorAll('[data-aside]').length === 1")
        .await?;
    page.click("#roll-join").await?;
    page.state("ready").await?;
    page.wait_for("the county's grids", "document.querySelector('.town').textContent.includes('24')").await?;
    page.quiet().await
}

async fn opens_a_town_and_comes_back(page: &Page) -> Result<()> {
    load(page).await?;
    page.click("[data-row=柳河镇] [data-open]").await?;
    page.state("ready").await?;
    page.wait_for("the town", "document.querySelector('.town b').textContent === '柳河镇'").await?;
    page.click("nav [data-page=rollup]").await?;
    page.wait_for("the table again", "document.querySelector('#rollup')?.dataset.shown === '3'").await?;
    page.quiet().await
}

async fn compares_two(page: &Page) -> Result<()> {
    load(page).await?;
    for id in ["compare-before", "compare-after"] {
        let choose = "
            const [id] = arguments;
            const list = document.getElementById(id);
            const options = [...list.options].filter(o => o.textContent.includes('青石镇'));
            list.value = (id === 'compare-before' ? options[1] : options[0]).value;
            list.dispatchEvent(new Event('change', {bubbles: true}));";
        page.run(choose, &[id.into()]).await?;
    }
    page.wait_for("the comparison", "document.querySelectorAll('#compare [data-compared]').length > 20")
        .await?;
    page.wait_for("a sentence", "document.querySelector('#compare-sentence').textContent.length > 5").await?;
    page.wait_for(
        "a difference",
        "document.querySelector('[data-compared=\"visits_in_period\"] [data-change]').textContent.startsWith('+')",
    )
    .await?;
    page.quiet().await
}
