//! Names that the lists write otherwise, and tables whose rows name no village, in real browsers: what is answered is
//! kept over a reload of the same files, as far as it is of places, and undone.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};
use serde_json::{Value, json};

both!(
    an_alias_is_accepted_kept_over_a_reload_and_undone,
    an_alias_of_a_person_is_not_kept,
    a_tables_village_is_said_chosen_and_kept,
    two_villages_that_fit_are_asked_about,
);

const GRIDS: &str = "村,网格名称,户数,人口,网格员\n西岭村,第一网格,10,30,柏砚秋\n西岭村,第二网格,10,30,瞿予安\n\
    东山村,第一网格,20,60,闻人川\n";
const VISITS: &str = "走访人,走访日期,户编号,村,所在网格\n柏砚秋,2024-01-01,A1,西领村,第一网格\n瞿予安,2024-01-02,A2,西领村,第二网格\n\
    闻人川,2024-01-03,A3,东山村,第一网格\n";
const OWN: &str =
    "走访人,走访日期,户编号,所在网格\n柏砚秋,2024-01-01,A1,第一网格\n瞿予安,2024-01-02,A2,第二网格\n";

async fn load(page: &Page, other: (&str, &str)) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", &[("网格.csv", GRIDS), other]).await?;
    page.state("ready").await?;
    page.wait_for("the overview", "document.querySelector('#read')").await?;
    Ok(())
}

/// Waits until the figures are there and `expression` holds.
async fn settled(page: &Page, what: &str, expression: &str) -> Result<()> {
    page.wait_for(what, &format!("document.documentElement.dataset.state === 'ready' && ({expression})"))
        .await?;
    Ok(())
}

/// Waits until the share of visited households is this.
async fn visited(page: &Page, ratio: &str) -> Result<()> {
    page.click("nav [data-page=coverage]").await?;
    let shown =
        "document.querySelector('.measures [data-measure=\"coverage.household_visits\"] [data-ratio]')";
    settled(page, ratio, &format!("{shown}?.textContent.replace(/\\s/g, '') === '{ratio}'")).await
}

async fn stored(page: &Page) -> Result<Value> {
    page.run("return Object.entries(localStorage).flat().join(' ')", &[]).await
}

async fn an_alias_is_accepted_kept_over_a_reload_and_undone(page: &Page) -> Result<()> {
    load(page, ("走访.csv", VISITS)).await?;
    let asked = "document.querySelector('#asked-names [data-name=\"西领村\"][data-standing=asked]')";
    page.wait_for("the question", asked).await?;
    let said = page.text("#asked-names").await?;
    ensure!(said.contains("西领村 → 西岭村？") && said.contains("2 个网格，2 行"), "{said}");
    visited(page, "1/40").await?;
    page.click("nav [data-page=overview]").await?;
    page.click("#asked-names [data-name=\"西领村\"] [data-say=same]").await?;
    settled(page, "the answer", "!document.querySelector('#asked-names [data-standing=asked]')").await?;
    visited(page, "3/40").await?;

    load(page, ("走访.csv", VISITS)).await?;
    page.wait_for("what is remembered", "document.querySelector('#remembered')").await?;
    let said = page.text("#remembered").await?;
    ensure!(said.contains("用了上次的 1 条对应"), "{said}");
    visited(page, "3/40").await?;

    page.click("nav [data-page=data]").await?;
    page.click("#names [data-name=\"西领村\"][data-standing=accepted] [data-say=undo]").await?;
    settled(page, "the question again", "document.querySelector('#names [data-standing=asked]')").await?;
    visited(page, "1/40").await?;
    load(page, ("走访.csv", VISITS)).await?;
    page.wait_for("the question after a reload", asked).await?;
    ensure!(stored(page).await? == json!(""), "nothing is left in the browser");
    page.quiet().await
}

async fn an_alias_of_a_person_is_not_kept(page: &Page) -> Result<()> {
    let visits = VISITS.replace("西领村", "西岭村").replace("瞿予安", "瞿子安");
    load(page, ("走访.csv", &visits)).await?;
    let asked = "document.querySelector('#asked-names [data-name=\"瞿子安\"][data-standing=asked]')";
    page.wait_for("the question", asked).await?;
    page.click("#asked-names [data-name=\"瞿子安\"] [data-say=same]").await?;
    settled(page, "the answer", &format!("!{asked}")).await?;
    ensure!(stored(page).await? == json!(""), "no name of a person is stored");
    load(page, ("走访.csv", &visits)).await?;
    page.wait_for("the question after a reload", asked).await?;
    page.quiet().await
}

/// Chooses in the list of a table's village by the words of the choice.
async fn choose(page: &Page, file: &str, title: &str) -> Result<()> {
    page.run(
        "const list = document.querySelector(`[data-file=\"${arguments[0]}\"] [data-site-choice]`);
         list.value = [...list.options].find(o => o.textContent === arguments[1]).value;
         list.dispatchEvent(new Event('change', {bubbles: true}));",
        &[json!(file), json!(title)],
    )
    .await?;
    Ok(())
}

fn says(file: &str, words: &str) -> String {
    format!(
        "document.querySelector('[data-file=\"{file}\"] [data-site-said]')
            ?.textContent.replaceAll('\\u00a0', ' ').includes('{words}')"
    )
}

async fn a_tables_village_is_said_chosen_and_kept(page: &Page) -> Result<()> {
    let file = "西岭村走访.csv";
    load(page, (file, OWN)).await?;
    visited(page, "2/40").await?;
    page.click("nav [data-page=data]").await?;
    settled(page, "what told it", &says(file, "按文件名计入“西岭村”（2 行）")).await?;
    choose(page, file, "不计入哪个村").await?;
    settled(page, "the choice", &says(file, "按您的选择不计入哪个村")).await?;
    visited(page, "0/40").await?;

    load(page, (file, OWN)).await?;
    page.wait_for("what is remembered", "document.querySelector('#remembered')").await?;
    visited(page, "0/40").await?;
    let kept = stored(page).await?.to_string();
    ensure!(!kept.contains("走访"), "no file's name is stored: {kept}");
    page.click("nav [data-page=data]").await?;
    choose(page, file, "按表题、文件名等").await?;
    settled(page, "the file's name again", &says(file, "按文件名计入“西岭村”")).await?;
    visited(page, "2/40").await?;
    page.quiet().await
}

async fn two_villages_that_fit_are_asked_about(page: &Page) -> Result<()> {
    let file = "西岭村、东山村走访.csv";
    load(page, (file, OWN)).await?;
    page.wait_for("the question", "document.querySelector('#asked-names [data-site] [data-press]')").await?;
    visited(page, "0/40").await?;
    page.click("nav [data-page=overview]").await?;
    page.click("#asked-names [data-site] [data-press]").await?;
    settled(page, "the answer", "!document.querySelector('#asked-names [data-site]')").await?;
    visited(page, "2/40").await?;
    page.quiet().await
}
