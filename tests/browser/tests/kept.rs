//! What the browser's storage holds is asked for or named, never used in silence, and wiped by a press; a worker that
//! ends without a word is noticed.

use anyhow::{Result, ensure};
use browser_tests::{Page, WORKERS, both};
use serde_json::json;

both!(
    a_remembered_address_is_asked_again,
    all_that_is_kept_is_listed_and_wiped,
    a_worker_that_ends_costs_its_file_only
);

/// What another page of this disk may write into the storage that all of them share.
const WRITTEN: &str =
    "localStorage.setItem('gelan.settings.1', JSON.stringify({format: 'gelan-settings', version: 1,
    settings: {address: 'https://good.invalid@evil.invalid/x.html', 'wisn.minutes_per_visit': 33}}))";

async fn a_remembered_address_is_asked_again(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.run(WRITTEN, &[]).await?;
    page.open("sample").await?;
    page.state("ready").await?;
    page.wait_for("the question", "document.querySelector('#address-asked')").await?;
    let asked = page.text("#remembered-settings").await?;
    ensure!(asked.contains("evil.invalid") && asked.contains("1 项不是默认值"), "{asked}");
    page.click("#share").await?;
    page.wait_for("the link", "(document.querySelector('#share-link') || {}).value").await?;
    let link = "return document.querySelector('#share-link').value";
    let before = page.run(link, &[]).await?;
    ensure!(before.as_str().is_some_and(|l| l.starts_with("file:")), "{before}");
    ensure!(page.run("return document.querySelector('#share-host')", &[]).await?.is_null());
    page.click("#shared-close").await?;
    page.click("#address-agree").await?;
    page.click("#share").await?;
    page.wait_for("the host", "document.querySelector('#share-host')").await?;
    ensure!(page.text("#share-host").await?.contains("evil.invalid"));
    // And again after a restart.
    page.open("").await?;
    page.state("empty").await?;
    page.click("#address-refuse").await?;
    page.open("").await?;
    page.state("empty").await?;
    ensure!(page.run("return document.querySelector('#address-asked')", &[]).await?.is_null());
    page.quiet().await
}

async fn all_that_is_kept_is_listed_and_wiped(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.run(WRITTEN, &[]).await?;
    page.run("localStorage.setItem('gelan.old', 'x'); localStorage.setItem('other', 'y')", &[]).await?;
    page.open("/settings").await?;
    page.wait_for("the list", "document.querySelectorAll('#kept li').length === 2").await?;
    let listed = page.text("#kept").await?;
    ensure!(listed.contains("设置") && listed.contains("旧版本"), "{listed}");
    page.click("#kept-wipe").await?;
    page.wait_for("nothing kept", "!document.querySelector('#kept li')").await?;
    ensure!(page.run("return Object.keys(localStorage)", &[]).await? == json!(["other"]));
    page.quiet().await
}

/// The system may end a worker, and no event says so.
async fn a_worker_that_ends_costs_its_file_only(page: &Page) -> Result<()> {
    page.open_with(WORKERS).await?;
    page.state("empty").await?;
    let drop = "
        const transfer = new DataTransfer();
        const head = '走访日期,村,网格,网格员,户编号,走访类型\\n';
        const rows = '2024-03-05,青河村,第一网格,王伟,H1,日常\\n'.repeat(1900000);
        transfer.items.add(new File([head, rows], '大.csv'));
        transfer.items.add(new File([head, '2024-03-06,青河村,第一网格,王伟,H2,日常\\n'], '小.csv'));
        document.body.dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: transfer}));";
    page.run(drop, &[]).await?;
    page.wait_for(
        "its beginning",
        "[...document.querySelectorAll('#progress .reading progress')].some(p => p.value > 0)",
    )
    .await?;
    // Nobody is told of this. The first one has unpacked the program.
    page.run("made[1].terminate()", &[]).await?;
    page.state("ready").await?;
    page.click("nav [data-page=data]").await?;
    page.wait_for("the files", "document.querySelectorAll('[data-file]').length === 2").await?;
    let lost = page.text("[data-file='大.csv']").await?;
    ensure!(lost.contains("中断") || lost.contains("出错"), "{lost}");
    let read =
        page.run("return !!document.querySelector(\"[data-file='小.csv'] [data-table]\")", &[]).await?;
    ensure!(read == json!(true), "the other file was not read");
    Ok(())
}
