//! Many snapshots together, one of them opened and back again, and two side by side.

#[path = "../../snapshot/town.rs"]
#[allow(dead_code)]
mod country;
#[path = "../../common/town.rs"]
#[allow(dead_code)]
mod town;

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, both};
use gelan::snapshot::{Choices, Snapshot, carrier, decode, encode, meter};

both!(
    towns_become_a_county,
    opens_a_town_and_comes_back,
    compares_two,
    one_password_opens_all_of_its_snapshots,
    two_hundred_towns_in_one_list,
    totals_are_those_of_the_places,
    a_province_from_a_table_of_sums,
);

/// Three towns of one half year, and one of them of a quarter.
fn snapshots() -> Result<Vec<String>> {
    use gelan::input::file::{ReadChoices, read_file};
    use gelan::input::read::Flow;
    use gelan::model::period::PeriodChoice;
    use gelan::session::Session;
    let mut session = Session::default();
    for (id, (name, bytes)) in (0..).zip(town::files()) {
        session.keep(
            id,
            read_file(&mut bytes.as_slice(), &name, &ReadChoices::default(), &mut |_| Flow::Continue),
        );
    }
    let day = gelan::model::cell::Day::from_ymd(2026, 1, 1).context("a day")?;
    let mut of = |name: &str, choice: PeriodChoice| {
        session.compute(choice, day);
        let (tally, computed) = session.last().context("figures")?;
        let snapshot = Snapshot::of(tally, &computed.figures, day, Choices::default());
        anyhow::Ok(encode(&Snapshot { township: Some(name.to_owned()), ..snapshot }))
    };
    let half = PeriodChoice::Half(2024, 1);
    let all =
        [("青石镇", half), ("柳河镇", half), ("白云镇", half), ("青石镇", PeriodChoice::Quarter(2024, 1))];
    all.into_iter().map(|(name, choice)| of(name, choice)).collect()
}

/// A file, and a list of links.
fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let all = snapshots()?;
    let [half, second, third, quarter] = all.as_slice() else { anyhow::bail!("four") };
    ensure!(decode(half).is_ok());
    Ok(vec![
        ("青石镇.gelan".to_owned(), carrier::to_file(half)?),
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

/// What an engine gives of two towns of two counties, in two periods.
fn sums() -> String {
    use gelan::input::file::{ReadChoices, read_file};
    use gelan::input::read::Flow;
    use gelan::model::period::PeriodChoice;
    use gelan::partials::csv;
    use gelan::session::County;
    let mut county = County::default();
    for (id, (name, bytes)) in (0..).zip(town::files()) {
        let reading =
            read_file(&mut bytes.as_slice(), &name, &ReadChoices::default(), &mut |_| Flow::Continue);
        county.keep(id, reading);
    }
    let day = gelan::model::cell::Day::from_ymd(2026, 1, 1).unwrap_or_default();
    let mut all = gelan::partials::Partials::new();
    for (county_name, town) in [("一县", "青石镇"), ("二县", "柳河镇"), ("二县", "白云镇")] {
        let key = ["某省", "某市", county_name, town].map(str::to_owned);
        all.extend(county.partials(&key, &[PeriodChoice::Half(2024, 1), PeriodChoice::Month(2024, 3)], day));
    }
    String::from_utf8_lossy(&csv::write(&all)).into_owned()
}

/// Dropped where the page begins; down to a village and, of another period, back up; and the queries that give such a table.
async fn a_province_from_a_table_of_sums(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", &[("汇总.csv", sums())]).await?;
    page.wait_for("two counties", "document.querySelector('#rollup')?.dataset.shown === '2'").await?;
    let path = page.text("#roll-path").await?;
    ensure!(path.trim() == "某省 某市", "{path}");
    page.click("[data-within='某省 某市 二县']").await?;
    page.wait_for("its towns", "document.querySelector('[data-row=柳河镇] [data-open]')").await?;
    page.run("const s = document.querySelector('#roll-period'); s.value = '0'; s.dispatchEvent(new Event('change'));", &[])
        .await?;
    page.wait_for(
        "March",
        "document.querySelector('[data-row=柳河镇] td').textContent.includes('2024-03-31')",
    )
    .await?;
    page.click("#roll-path [data-within='某省 某市']").await?;
    page.wait_for("all counties", "document.querySelector('[data-within=\"某省 某市 一县\"]')").await?;
    page.click("[data-within='某省 某市 二县']").await?;
    page.wait_for("its towns", "document.querySelector('[data-row=白云镇] [data-open]')").await?;
    page.click("#roll-sql summary").await?;
    page.keys("#roll-year", "x").await?;
    page.click("#roll-spark").await?;
    page.wait_for("a word on the year", "document.querySelector('#notice')?.textContent.includes('四位数')")
        .await?;
    page.run("const y = document.querySelector('#roll-year'); y.value = '2024'; y.dispatchEvent(new Event('input'));", &[])
        .await?;
    page.click("#roll-duckdb").await?;
    let query = String::from_utf8(page.downloaded("gelan-duckdb.sql").await?)?;
    ensure!(query.contains("read_parquet('标准表/visits/*.parquet')"), "{}", &query[..400]);
    ensure!(query.contains("DATE '2024-12-31'") && query.trim_end().ends_with("TO '汇总.csv' (HEADER);"));
    page.click("[data-row=柳河镇] [data-open]").await?;
    page.state("ready").await?;
    page.wait_for("the town", "document.querySelector('.town b').textContent.includes('柳河镇')").await?;
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
    page.wait_for("the comparison", "document.querySelectorAll('#compare [data-compared]').length > 5")
        .await?;
    page.wait_for("a sentence", "document.querySelector('#compare-sentence').textContent.length > 5").await?;
    page.wait_for(
        "a difference",
        "document.querySelector('[data-compared=\"visits_in_period\"] [data-change]').textContent.startsWith('+')",
    )
    .await?;
    page.quiet().await
}

async fn shown(page: &Page, rows: usize) -> Result<()> {
    let all = format!("document.querySelector('#rollup')?.dataset.shown === '{rows}'");
    page.wait_for("the table", &all).await.map(drop)
}

async fn type_password(page: &Page, word: &str) -> Result<()> {
    let script = "const box = document.querySelector('#roll-password');
         box.value = arguments[0];
         box.dispatchEvent(new Event('input', {bubbles: true}));";
    page.run(script, &[word.into()]).await?;
    page.click("#roll-unlock").await
}

async fn one_password_opens_all_of_its_snapshots(page: &Page) -> Result<()> {
    use gelan::snapshot::password::lock;
    let plain = snapshots()?;
    let locked = |text: &str, word: &str| {
        let snapshot = decode(text).ok().context("a snapshot")?;
        lock(&snapshot, word).map(|l| l.text()).context("random numbers")
    };
    let list = format!("{}\n{}\n", locked(&plain[1], "一二三四")?, locked(&plain[2], "别的口令")?);
    let file = carrier::to_file(&locked(&plain[0], "一二三四")?)?;
    page.open("/rollup").await?;
    page.wait_for("the page", "document.querySelector('#roll-text')").await?;
    let files: [(&str, &[u8]); 2] = [("锁.gelan", &file), ("锁.txt", list.as_bytes())];
    page.drop_files("body", &files).await?;
    page.wait_for(
        "the question",
        "document.querySelector('#roll-locked')?.textContent.includes('3\u{a0}个')",
    )
    .await?;
    type_password(page, "不对的").await?;
    page.wait_for(
        "the refusal",
        "document.querySelector('#roll-wrong')?.textContent.includes('密码不对，3\u{a0}个')",
    )
    .await?;
    type_password(page, "一二三四").await?;
    shown(page, 2).await?;
    page.wait_for("what is left", "document.querySelector('#roll-wrong')?.textContent.includes('1\u{a0}个')")
        .await?;
    type_password(page, "别的口令").await?;
    shown(page, 3).await?;
    page.wait_for("nothing left", "!document.querySelector('#roll-locked')").await?;
    // On a page of its own it asks again: what is behind a password is in no address.
    page.click("[data-row=白云镇] [data-open]").await?;
    page.wait_for("the question", "document.querySelector('#password')").await?;
    page.quiet().await
}

async fn two_hundred_towns_in_one_list(page: &Page) -> Result<()> {
    let list: Vec<String> = (0..200).map(|n| encode(&country::of_country(n))).collect();
    let (first, rest) = list.split_at(40);
    let files = [("各镇.txt", rest.join("\n").into_bytes())];
    let mut all: Vec<(String, Vec<u8>)> =
        files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    for (n, text) in first.iter().enumerate() {
        all.push((format!("{n}.gelan"), carrier::to_file(text)?));
    }
    // Several files of snapshots lead to the table from any page.
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", &all).await?;
    shown(page, 200).await?;
    let grids: usize = (0..200).map(|n| country::of_country(n).tally.grids.len()).sum();
    let total = page.text("[data-sum=grids] b").await?;
    ensure!(total.replace(',', "") == grids.to_string(), "{total} of {grids}");
    // Rows beyond what is seen are not in the page.
    let rows = page.run("return document.querySelectorAll('#rollup tbody tr[data-row]').length", &[]).await?;
    ensure!(rows.as_u64().is_some_and(|n| n > 10 && n < 120), "{rows} rows");
    page.quiet().await
}

/// What the table and the sums show of 300 towns, from texts that state totals and from texts that do not; one of them opened;
/// and one whose totals somebody changed, which is listed and does not open.
async fn totals_are_those_of_the_places(page: &Page) -> Result<()> {
    let towns: Vec<Snapshot> = (0..300).map(country::of_country).collect();
    let whole: Vec<String> = towns.iter().map(meter::without_totals).collect();
    let stated: Vec<String> = towns.iter().map(encode).collect();
    ensure!(stated.iter().all(|text| meter::has_totals(text)));
    ensure!(!whole.iter().any(|text| meter::has_totals(text)));
    let mut seen = Vec::new();
    for texts in [whole, stated] {
        page.open("/rollup").await?;
        page.wait_for("the page", "document.querySelector('#roll-text')").await?;
        page.drop_files("body", &[("各镇.txt", texts.join("\n"))]).await?;
        shown(page, 300).await?;
        page.wait_for("the end", "!document.querySelector('#roll-busy')").await?;
        let rows = "return [...document.querySelectorAll('#rollup tr, #roll-total, #roll-sentence')].map(e => e.textContent).join('\\n')";
        seen.push(page.run(rows, &[]).await?.as_str().context("rows")?.to_owned());
    }
    ensure!(seen[0] == seen[1], "{}\n\n{}", seen[0], seen[1]);
    ensure!(seen[0].contains("青青青镇"), "{}", seen[0]);
    page.click("[data-row=青青青镇] [data-open]").await?;
    page.state("ready").await?;
    page.wait_for("the town", "document.querySelector('.town b').textContent === '青青青镇'").await?;
    let changed = meter::with_totals(&towns[0], &|totals| {
        totals.counts.iter_mut().flatten().for_each(|n| *n += 1);
    });
    page.open("/rollup").await?;
    page.wait_for("the page", "document.querySelector('#roll-text')").await?;
    let forged = format!("{}\n{}", meter::framed(3, &changed), encode(&towns[1]));
    page.drop_files("body", &[("改过的.txt", forged)]).await?;
    shown(page, 2).await?;
    page.click("#roll-join").await?;
    page.wait_for(
        "the refusal",
        "document.querySelector('#notice')?.textContent.includes('青青青镇：快照里的数不可能是这样')",
    )
    .await?;
    page.click("[data-row=青青青镇] [data-open]").await?;
    page.wait_for("the refusal", "document.body.textContent.includes('快照里的数不可能是这样（有负数')")
        .await?;
    page.quiet().await
}
