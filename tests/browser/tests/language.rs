//! The page in English: every word of its own, on every page; what comes from files stays as it is.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};
use serde_json::Value;

both!(speaks_english_on_every_page, keeps_the_language_only_when_asked);

/// Texts of the page with Chinese in them, but for names out of tables and files.
const CHINESE: &str = r"
    const named = '[data-row], [data-file], .town b, #path, td, option, [data-place], [data-missing] dd, .names, ' +
        '#search-hits, #language, svg, h1.place, [data-data], #evidence th, [data-gap], [data-village], ' +
        '[data-quotes], #late li';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set();
    for (let node; (node = walker.nextNode());) {
        const text = node.textContent.trim(), parent = node.parentElement;
        if (!/[\u3400-\u9fff]/.test(text) || parent.closest('script, style, template, noscript')) continue;
        if (parent.closest(named)) continue;
        // Names of places.
        if (/[村区镇]|网格/.test(text)) continue;
        found.add(text);
    }
    for (const element of document.querySelectorAll('[title], [aria-label], [placeholder]')) {
        for (const name of ['title', 'aria-label', 'placeholder']) {
            const text = element.getAttribute(name) || '';
            if (/[\u3400-\u9fff]/.test(text) && !/[村区镇]/.test(text) && !element.closest(named)) found.add(name + '=' + text);
        }
    }
    return [...found].sort();
";

async fn chinese(page: &Page) -> Result<Vec<String>> {
    let found: Value = page.run(CHINESE, &[]).await?;
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

async fn speaks_english_on_every_page(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.click("#language").await?;
    page.wait_for("English", "document.documentElement.lang === 'en'").await?;
    let left = chinese(page).await?;
    ensure!(left.is_empty(), "empty page: {left:#?}");
    page.click("#sample").await?;
    page.state("ready").await?;
    let pages = page.pages().await?;
    ensure!(pages.len() >= 7, "{pages:?}");
    let mut all = Vec::new();
    for name in pages {
        page.click(&format!("nav [data-page={name}]")).await?;
        page.wait_for(&name, &format!("document.documentElement.dataset.page === '{name}'")).await?;
        all.extend(chinese(page).await?.into_iter().map(|text| format!("{name}: {text}")));
    }
    page.click("nav [data-page=overview]").await?;
    page.click("[data-measure='coverage.officer']").await?;
    page.wait_for("the panel", "document.querySelectorAll('#evidence [data-row]').length > 3").await?;
    all.extend(chinese(page).await?.into_iter().map(|text| format!("evidence: {text}")));
    ensure!(all.is_empty(), "{all:#?}");
    page.click("#evidence-close").await?;
    page.click("#language").await?;
    page.wait_for("Chinese", "document.documentElement.lang === 'zh-CN'").await?;
    let sentence = page.text("#sentence").await?;
    ensure!(sentence.contains("网格"), "{sentence}");
    page.quiet().await
}

async fn keeps_the_language_only_when_asked(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.click("#language").await?;
    page.wait_for("English", "document.documentElement.lang === 'en'").await?;
    let kept: Value = page.run("return Object.keys(localStorage)", &[]).await?;
    ensure!(kept.as_array().is_some_and(Vec::is_empty), "{kept}");
    page.quiet().await
}
