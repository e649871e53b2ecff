//! The main job in real browsers: files in, figures out, a snapshot round, nothing asked of anybody.

#[path = "../../common/town.rs"]
#[allow(dead_code)]
mod town;

use anyhow::{Context, Result, ensure};
use browser_tests::{Kind, Page, both};
use serde_json::{Value, json};

both!(
    counts_as_by_hand,
    takes_a_drop_and_more_files_later,
    shares_a_snapshot_that_opens_again,
    refuses_a_cut_or_altered_link,
    explains_bad_files_and_reads_the_rest,
    goes_on_after_a_reader_has_broken,
    brings_back_what_was_loaded_when_its_keeper_ends,
    corrects_a_table_and_computes_at_once,
    shows_the_sample,
);

/// Chooses the first half of 2024 and waits until it is on.
async fn first_half(page: &Page) -> Result<()> {
    page.click("[data-period=half]").await?;
    page.run(
        "const list = document.querySelector('#period-which');
         const option = [...list.options].find(o => o.textContent === '2024年上半年');
         list.value = option.value;
         list.dispatchEvent(new Event('change', {bubbles: true}));",
        &[],
    )
    .await?;
    page.wait_for("the first half", "document.querySelector('#period-now').textContent === '2024年上半年'")
        .await?;
    page.state("ready").await
}

/// The results JSON that the page downloads. Each page saves it once.
async fn exported(page: &Page) -> Result<Value> {
    page.click("#export").await?;
    page.click("#export-json").await?;
    Ok(serde_json::from_slice(&page.downloaded("结果.json").await?)?)
}

async fn load_town(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", &town::files()).await?;
    page.state("ready").await?;
    first_half(page).await
}

async fn counts_as_by_hand(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    let files: Vec<_> = town::files().into_iter().map(|(name, _)| town::folder().join(name)).collect();
    page.choose("#files", &files).await?;
    page.state("ready").await?;
    first_half(page).await?;
    // The period's answer may come a moment after its name.
    page.wait_for(
        "the figures",
        "document.querySelector('[data-measure=\"coverage.officer\"] [data-ratio]')",
    )
    .await?;
    tokio_pause().await;
    let differences = town::differences(&town::expected(), &exported(page).await?);
    ensure!(differences.is_empty(), "{}", differences.join("\n"));
    for name in ["coverage", "grids", "representatives", "activities", "trends", "data", "overview"] {
        page.click(&format!("nav [data-page={name}]")).await?;
        let shown = format!("document.documentElement.dataset.page === '{name}'");
        page.wait_for(name, &shown).await?;
        ensure!(!page.text("main").await?.trim().is_empty(), "{name} shows nothing");
    }
    page.quiet().await
}

async fn tokio_pause() {
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
}

async fn takes_a_drop_and_more_files_later(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    let files = town::files();
    let (first, rest) = files.split_at(5);
    page.drop_files("body", first).await?;
    page.state("ready").await?;
    page.drop_files("body", rest).await?;
    page.wait_for("all files", "document.documentElement.dataset.state === 'ready' && document.querySelector('#facts').textContent.includes('17\u{a0}个文件')").await?;
    first_half(page).await?;
    counted(page).await?;
    page.quiet().await
}

/// Only Chromium's driver drops from disk; on file:// its entries do not open, which dropped files made by a
/// script do not show.
#[test]
fn chromium_takes_whole_folders_and_files_from_disk() {
    browser_tests::run(Kind::Chromium, "takes_whole_folders", takes_whole_folders);
}

/// The town's files spread over two folders inside one, and a file beside them.
async fn takes_whole_folders(page: &Page) -> Result<()> {
    let root = page.home().path().join("各站所");
    for (place, (name, bytes)) in town::files().into_iter().enumerate() {
        let folder = root.join(["党建办", "综治中心/台账"][place % 2]);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(name), bytes)?;
    }
    let mut expected = json!({"counts": town::expected()["counts"]});
    expected["counts"]["cadres"] = json!(7);
    page.open("").await?;
    page.state("empty").await?;
    let loose =
        page.home().write("村干部培训.csv", "姓名,村,职务,参训次数\n秦十,柳溪村,会计,1\n".as_bytes())?;
    page.drop_from_disk(&[&root, &loose]).await?;
    page.state("ready").await?;
    first_half(page).await?;
    tokio_pause().await;
    let differences = town::differences(&expected, &exported(page).await?);
    ensure!(differences.is_empty(), "{}", differences.join("\n"));
    page.quiet().await
}

/// That all counts are there and right.
async fn counted(page: &Page) -> Result<()> {
    tokio_pause().await;
    let expected = json!({"counts": town::expected()["counts"]});
    let differences = town::differences(&expected, &exported(page).await?);
    ensure!(differences.is_empty(), "{}", differences.join("\n"));
    Ok(())
}

/// The link's `#s=…` as the page offers it.
async fn shared(page: &Page) -> Result<String> {
    page.click("#share").await?;
    let link = page.wait_for("the link", "(document.querySelector('#share-link') || {}).value").await?;
    let link = link.as_str().context("no link")?;
    let (_, hash) = link.split_once('#').context("no hash")?;
    ensure!(hash.starts_with("s="), "{hash}");
    Ok(hash.to_owned())
}

async fn shares_a_snapshot_that_opens_again(page: &Page) -> Result<()> {
    load_town(page).await?;
    tokio_pause().await;
    let hash = shared(page).await?;
    ensure!(hash.len() <= 2400, "{} characters", hash.len());

    page.open(&hash).await?;
    page.state("ready").await?;
    ensure!(page.run("return document.documentElement.dataset.origin", &[]).await? == json!("snapshot"));
    let banner = page.text("#banner").await?;
    ensure!(banner.contains("快照") && banner.contains("2024-01-01 至 2024-06-30"), "{banner}");
    let results = exported(page).await?;
    let wanted = town::expected();
    let mut expected = json!({"counts": wanted["counts"], "bodies": wanted["bodies"], "grids": wanted["grids"],
        "period": wanted["period"], "measures": wanted["measures"]});
    // Names of people and of list items stay behind; the numbers do not.
    for measure in expected["measures"].as_object_mut().context("measures")?.values_mut() {
        measure.as_object_mut().context("a measure")?.remove("missing");
    }
    let differences = town::differences(&expected, &results);
    ensure!(differences.is_empty(), "{}", differences.join("\n"));
    ensure!(results["representatives"] == json!([]), "{}", results["representatives"]);
    page.quiet().await
}

async fn refuses_a_cut_or_altered_link(page: &Page) -> Result<()> {
    load_town(page).await?;
    tokio_pause().await;
    let hash = shared(page).await?;
    let cut = hash.get(..hash.len() - 7).context("cut")?;
    let place = hash.len() / 2;
    let other = if hash.get(place..=place) == Some("A") { "B" } else { "A" };
    let altered =
        format!("{}{other}{}", hash.get(..place).context("a")?, hash.get(place + 1..).context("b")?);
    for broken in [cut, &altered] {
        page.open(broken).await?;
        page.state("empty").await?;
        let notice = page.text("#notice").await?;
        ensure!(notice.contains("链接"), "{notice}");
    }
    Ok(())
}

async fn explains_bad_files_and_reads_the_rest(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    let mut files = town::files();
    files.push(("空的.csv".into(), Vec::new()));
    files.push(("文档.xlsx".into(), b"%PDF-1.7 something".to_vec()));
    files.push(("断的.xlsx".into(), files[1].1.iter().copied().take(900).collect()));
    files.push(("别的.csv".into(), "甲,乙\n1,2\n".as_bytes().to_vec()));
    files.push(("expected.json".into(), b"{\"a\": 1}".to_vec()));
    page.drop_files("body", &files).await?;
    page.state("ready").await?;
    first_half(page).await?;
    tokio_pause().await;
    let results = exported(page).await?;
    let expected = json!({"counts": town::expected()["counts"]});
    ensure!(town::differences(&expected, &results).is_empty());
    let findings = results["findings"].as_array().context("findings")?;
    for (file, code) in [
        ("空的.csv", "file-unreadable"),
        ("文档.xlsx", "file-unreadable"),
        ("断的.xlsx", "file-unreadable"),
        ("别的.csv", "table-unknown"),
        ("expected.json", "file-other"),
    ] {
        let found =
            findings.iter().find(|f| f["file"] == file).with_context(|| format!("nothing said of {file}"))?;
        ensure!(found["code"] == code, "{found}");
    }
    page.quiet().await
}

async fn goes_on_after_a_reader_has_broken(page: &Page) -> Result<()> {
    // A reader that traps tells the page so; here it is told of the file that is to break.
    let script = "
         const post = Worker.prototype.postMessage;
         Worker.prototype.postMessage = function (message, ...rest) {
             if (message && message.file && message.file.name === '会断的.csv') {
                 const told = new MessageEvent('message', {data: {panic: 'a trap for the test'}});
                 setTimeout(() => this.dispatchEvent(told));
             } else {
                 post.call(this, message, ...rest);
             }
         };";
    page.open_with(script).await?;
    page.state("empty").await?;
    let mut files = town::files();
    files.insert(3, ("会断的.csv".into(), "村,户数\n甲村,1\n".as_bytes().to_vec()));
    page.drop_files("body", &files).await?;
    page.state("ready").await?;
    first_half(page).await?;
    counted(page).await?;
    page.click("nav [data-page=data]").await?;
    page.wait_for("the finding", "document.querySelector('main').textContent.includes('会断的.csv')").await?;
    let text = page.text("main").await?;
    ensure!(text.contains("程序"), "{text}");
    Ok(())
}

/// The worker that holds what is loaded is ended without a word: first while it takes a file, then while it does nothing.
async fn brings_back_what_was_loaded_when_its_keeper_ends(page: &Page) -> Result<()> {
    // What a reader found on goes to the keeper as a load; that of the one file ends it.
    let script = "
         const post = Worker.prototype.postMessage;
         Worker.prototype.postMessage = function (message, ...rest) {
             post.call(this, message, ...rest);
             if (message && message.file) window.reading = message.file.name;
             if (message && message.load) window.keeper = this;
             if (message && message.load && window.reading === '会断的.csv') this.terminate();
         };";
    page.open_with(script).await?;
    page.state("empty").await?;
    page.drop_files("body", &town::files()).await?;
    page.state("ready").await?;
    first_half(page).await?;
    let chosen = page.text("#period-now").await?;
    page.drop_files("body", &[("会断的.csv", "村,户数\n甲村,1\n")]).await?;
    page.wait_for(
        "the sentence",
        "document.querySelector('#notice.bad')?.textContent.includes('会断的.csv')",
    )
    .await?;
    page.state("ready").await?;
    let now = page.text("#period-now").await?;
    ensure!(now == chosen, "{now}, and {chosen} was chosen");
    page.click("nav [data-page=data]").await?;
    page.wait_for("the finding", "document.querySelector(\"[data-file='会断的.csv']\")").await?;
    let card = page.text("[data-file='会断的.csv']").await?;
    ensure!(card.contains("程序"), "{card}");

    page.run("window.keeper.terminate(); document.querySelector('#notice button').click()", &[]).await?;
    page.click("[data-period=year]").await?;
    page.wait_for("the sentence", "document.querySelector('#notice.bad')?.textContent.includes('重新读入')")
        .await?;
    page.state("ready").await?;
    first_half(page).await?;
    counted(page).await?;
    Ok(())
}

async fn corrects_a_table_and_computes_at_once(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    let text = "所在地,片区,住户数量\n甲村,第一网格,10\n甲村,第二网格,20\n";
    page.drop_files("body", &[("片区.csv", text)]).await?;
    page.state("ready").await?;
    page.click("nav [data-page=data]").await?;
    let choose = "const [css, title] = arguments;
        const list = document.querySelectorAll(css)[arguments[2]];
        list.value = [...list.options].find(o => o.textContent.trim() === title).value;
        list.dispatchEvent(new Event('change', {bubbles: true}));";
    page.wait_for("the file", "document.querySelector('[data-file]')").await?;
    if page.run("return !document.querySelector('[data-table]')", &[]).await? == json!(true) {
        page.click("[data-file] button").await?;
    }
    page.click("[data-table] button.row").await?;
    page.wait_for("the table", "document.querySelector('[data-kind-choice]')").await?;
    page.run(choose, &[json!("[data-kind-choice]"), json!("网格"), json!(0)]).await?;
    for (field, heading) in [("village", "A　所在地"), ("name", "B　片区"), ("households", "C　住户数量")]
    {
        let list = format!("[data-field-choice={field}]");
        let listed = format!(
            "document.documentElement.dataset.state === 'ready' && document.querySelectorAll('{list}').length === 1 \
             && [...document.querySelector('{list}').options].some(o => o.textContent.trim() === '{heading}')"
        );
        page.wait_for(field, &listed).await?;
        page.run(choose, &[json!(list), json!(heading), json!(0)]).await?;
        tokio_pause().await;
        page.state("ready").await?;
    }
    let first = page.text("[data-field-choice=households]").await?;
    ensure!(first.contains("住户数量"), "{first}");
    page.run(choose, &[json!("[data-also-choice]"), json!("网格员花名册"), json!(0)]).await?;
    page.wait_for("the second kind", "document.querySelector('[data-block=officers]')").await?;
    page.state("ready").await?;
    let results = exported(page).await?;
    ensure!(
        results["counts"]["grids"] == 2 && results["counts"]["households"] == 30,
        "{}",
        results["counts"]
    );
    page.quiet().await
}

async fn shows_the_sample(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    ensure!(page.run("return document.documentElement.dataset.origin", &[]).await? == json!("sample"));
    let banner = page.text("#banner").await?;
    ensure!(banner.contains("编造"), "{banner}");
    let results = exported(page).await?;
    ensure!(results["counts"]["villages"] == 27 && results["counts"]["households"] == 11251);
    page.quiet().await
}
