//! 核稿: a pasted draft, what differs in it, where the computed figure comes from, and the marked copy.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(checks_a_pasted_draft);

async fn checks_a_pasted_draft(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    page.click("nav [data-page=draft]").await?;
    page.keys("#draft-text", "好花红镇共有27个行政村，划分网格156个，另有3头牛。").await?;
    page.click("#draft-check").await?;
    page.wait_for("the verdicts", "document.querySelectorAll('#draft [data-verdict]').length >= 2").await?;
    let script = "return [...document.querySelectorAll('#draft [data-verdict]')].map(e => e.dataset.verdict)";
    let verdicts = page.run(script, &[]).await?;
    let verdicts: Vec<_> = verdicts.as_array().into_iter().flatten().filter_map(|v| v.as_str()).collect();
    ensure!(verdicts.starts_with(&["agrees", "differs"]), "{verdicts:?}");
    let summary = page.text("#draft-summary").await?;
    ensure!(summary.contains("1 个不符"), "{summary}");
    page.click("#draft [data-verdict=differs]").await?;
    page.wait_for("where it comes from", "document.querySelectorAll('#evidence [data-row]').length > 3")
        .await?;
    let number = page.text("#evidence [data-number]").await?;
    ensure!(number.starts_with("157"), "{number}");
    page.click("#evidence-close").await?;
    page.click("#draft-txt").await?;
    let copy = String::from_utf8(page.downloaded("核稿.txt").await?)?;
    ensure!(copy.contains("【156→157】个"), "{copy}");
    page.quiet().await
}
