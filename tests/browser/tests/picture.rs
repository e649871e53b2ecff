//! Pictures in real browsers: drawn, followed, saved as SVG and PNG; columns that hide; a map that is dropped.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};
use serde_json::json;

both!(saves_a_picture_as_svg_and_png, follows_marks_by_keyboard, hides_a_column, draws_a_dropped_map);

async fn sample(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    page.wait_for("the drawing", "document.querySelector('[data-picture=heaviest] svg')").await.map(drop)
}

async fn saves_a_picture_as_svg_and_png(page: &Page) -> Result<()> {
    sample(page).await?;
    let title = "document.querySelector('[data-picture=heaviest]').closest('section').querySelector('h2').firstChild.data";
    let title = page.run(&format!("return {title}"), &[]).await?;
    let title = title.as_str().unwrap_or_default();
    page.click("[data-picture=heaviest] .saveas summary").await?;
    page.click("[data-picture=heaviest] [data-tool=svg]").await?;
    let svg = String::from_utf8(page.downloaded(&format!("{title}.svg")).await?)?;
    ensure!(svg.starts_with("<svg xmlns") && svg.contains(title) && !svg.contains("var("), "{svg:.300}");
    ensure!(svg.contains("好花红镇") && svg.contains("来源"), "whose and whence: {svg:.300}");
    // Pressed as a person presses: a second file that nobody pressed for is one that Chromium asks about.
    if page.run("return !document.querySelector('[data-picture=heaviest] .saveas').open", &[]).await?
        == json!(true)
    {
        page.click("[data-picture=heaviest] .saveas summary").await?;
    }
    page.click("[data-picture=heaviest] [data-tool=png]").await?;
    let png = page.downloaded(&format!("{title}.png")).await?;
    ensure!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "no PNG");
    // Twice 760 pixels and the edges.
    let wide = png.get(16..20).map(|b| b.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)));
    ensure!(wide == Some(2 * (760 + 32)), "{wide:?}");
    page.click("[data-picture=heaviest] [data-tool=table]").await?;
    page.wait_for("the table", "document.querySelector('[data-picture=heaviest] .data tbody tr')")
        .await
        .map(drop)
}

async fn follows_marks_by_keyboard(page: &Page) -> Result<()> {
    sample(page).await?;
    let press = "const [css, key] = arguments;
        const at = css ? document.querySelector(css) : document.activeElement;
        at.focus();
        at.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
        return document.activeElement.getAttribute('data-mark')";
    let at = page.run(press, &[json!("[data-picture=heaviest] .field"), json!("Enter")]).await?;
    ensure!(at == json!("0"), "{at}");
    let at = page.run(press, &[json!(""), json!("ArrowDown")]).await?;
    ensure!(at == json!("1"), "{at}");
    page.run(press, &[json!(""), json!("Enter")]).await?;
    page.wait_for("the evidence", "document.querySelector('#evidence [data-number]')").await.map(drop)
}

async fn hides_a_column(page: &Page) -> Result<()> {
    sample(page).await?;
    page.click("nav [data-page=coverage]").await?;
    page.wait_for("the table", "document.querySelector('#matrix tbody tr')").await?;
    let shown = "const all = [...document.querySelectorAll('#matrix tr')].map(row =>
        [...row.children].filter(cell => cell.getClientRects().length).length);
        return Math.max(...all) === Math.min(...all) ? all[0] : all";
    let before = page.run(shown, &[]).await?.as_i64();
    page.click("[data-tool=columns]").await?;
    page.click("[data-hide=households]").await?;
    let after = page.run(shown, &[]).await?.as_i64();
    ensure!(before.is_some() && after == before.map(|n| n - 1), "{before:?} {after:?}");
    page.click("nav [data-page=overview]").await?;
    page.click("nav [data-page=coverage]").await?;
    page.wait_for("the table", "document.querySelector('#matrix tbody tr')").await?;
    let again = page.run(shown, &[]).await?.as_i64();
    ensure!(again == after, "{again:?}");
    Ok(())
}

async fn draws_a_dropped_map(page: &Page) -> Result<()> {
    sample(page).await?;
    let name = page.run("return document.querySelector('#villages tbody tr').dataset.row", &[]).await?;
    let ring = json!([[[106.0, 26.0], [106.1, 26.0], [106.1, 26.1], [106.0, 26.0]]]);
    let feature = |name: &serde_json::Value| json!({"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": ring}});
    let map = json!({"type": "FeatureCollection", "features": [feature(&name), feature(&json!("月亮村"))]});
    page.drop_files("body", &[("村界.geojson".to_owned(), map.to_string().into_bytes())]).await?;
    page.wait_for("the map", "document.querySelectorAll('[data-picture=map] path').length > 1").await?;
    let told = page.run("return document.querySelector('[data-map]').textContent", &[]).await?;
    ensure!(told.as_str().is_some_and(|t| t.contains("月亮村")), "{told}");
    Ok(())
}
