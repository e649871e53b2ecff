//! Dialogs are dialogs: in sight wherever one has scrolled, the focus goes in, stays and goes back, Esc closes them; and
//! what is put away can be brought back.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};
use serde_json::json;

both!(
    each_dialog_is_in_sight_and_holds_the_focus,
    the_foot_of_a_dialog_is_seen_on_a_phone,
    what_is_put_away_comes_back
);

const ESC: &str = "\u{E00C}";
const TAB: &str = "\u{E004}";

async fn sample(page: &Page, hash: &str) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    page.run("location.hash = arguments[0]", &[json!(hash)]).await?;
    page.wait_for("the page", "document.querySelector('main h1, #sentence')").await.map(drop)
}

/// Whether the dialog is modal, wholly in the window, has the focus, and its foot lies in it.
fn in_sight(id: &str) -> String {
    format!(
        "(() => {{ const d = document.querySelector('#{id}'); if (!d || !d.matches(':modal')) return false;
         const r = d.getBoundingClientRect(), foot = d.querySelector('footer').getBoundingClientRect();
         return r.top >= 0 && r.bottom <= innerHeight + 1 && r.left >= 0 && r.right <= innerWidth + 1
            && foot.bottom <= innerHeight + 1 && d.contains(document.activeElement); }})()"
    )
}

/// Opens a dialog by these presses from the foot of the page, goes through it by Tab, and closes it by Esc.
async fn through(page: &Page, presses: &[&str], id: &str, back: &str) -> Result<()> {
    page.run("window.scrollTo(0, document.documentElement.scrollHeight)", &[]).await?;
    for css in presses {
        page.run("document.querySelector(arguments[0]).focus()", &[json!(css)]).await?;
        page.run("document.querySelector(arguments[0]).click()", &[json!(css)]).await?;
        page.wait_for("what was pressed", &format!("document.querySelector({})", json!(css))).await?;
    }
    page.wait_for(id, &in_sight(id)).await?;
    for _ in 0..30 {
        page.keys("body :focus, body", TAB).await?;
        let at = format!(
            "return document.activeElement === document.body || !!document.activeElement.closest('#{id}')"
        );
        ensure!(page.run(&at, &[]).await? == json!(true), "the focus left {id}");
    }
    page.run(&format!("document.querySelector('#{id} .x').focus()"), &[]).await?;
    page.keys(&format!("#{id} .x"), ESC).await?;
    page.wait_for("the end", &format!("!document.querySelector('#{id}')")).await?;
    page.wait_for("the focus back", &format!("document.activeElement.matches({})", json!(back)))
        .await
        .map(drop)
}

async fn each_dialog_is_in_sight_and_holds_the_focus(page: &Page) -> Result<()> {
    sample(page, "#/overview").await?;
    through(page, &["#share"], "shared", "#share").await?;
    through(page, &["[data-subject='coverage.officer']"], "evidence", "[data-subject]").await?;
    through(page, &["#export", "#export-text"], "bulletin", "#export").await?;
    sample(page, "#/data").await?;
    through(page, &["#clear"], "clear-all", "#clear").await?;
    page.quiet().await
}

async fn the_foot_of_a_dialog_is_seen_on_a_phone(page: &Page) -> Result<()> {
    page.resize(390, 740).await?;
    sample(page, "#/overview").await?;
    for (press, id) in [("#share", "shared"), ("[data-subject='coverage.officer']", "evidence")] {
        page.run("document.querySelector(arguments[0]).click()", &[json!(press)]).await?;
        page.wait_for(id, &in_sight(id)).await?;
        let low = format!("innerHeight - document.querySelector('#{id}').getBoundingClientRect().bottom < 2");
        page.wait_for("a sheet from below", &low).await?;
        page.click(&format!("#{id}-close")).await?;
        page.wait_for("the end", &format!("!document.querySelector('#{id}')")).await?;
    }
    Ok(())
}

/// Presses 撤销 where it stands.
async fn take_back(page: &Page) -> Result<()> {
    page.wait_for("撤销", "document.querySelector('#undo')").await?;
    page.run("document.querySelector('#undo').click()", &[]).await.map(drop)
}

async fn what_is_put_away_comes_back(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    let grids = "村,网格名称,户数,网格员\n甲村,第一网格,40,王一\n乙村,第二网格,30,李二\n";
    page.drop_files("body", &[("网格.csv", grids.as_bytes())]).await?;
    page.state("ready").await?;
    // A snapshot in their place, and one that cannot be opened.
    page.run("location.hash = '#s=nonsense'", &[]).await?;
    page.wait_for("the refusal", "document.querySelector('#notice.bad')").await?;
    page.wait_for("the files", "document.documentElement.dataset.origin === 'files'").await?;
    page.state("ready").await?;
    // A draft.
    page.run("location.hash = '#/draft'", &[]).await?;
    page.wait_for("the box", "document.querySelector('#draft-text')").await?;
    page.keys("#draft-text", "全镇有网格9个。").await?;
    page.click("#draft-check").await?;
    page.wait_for("the draft", "document.querySelector('#draft')").await?;
    page.click("#draft-clear").await?;
    page.wait_for("the box", "document.querySelector('#draft-text')").await?;
    take_back(page).await?;
    page.wait_for("the draft", "document.querySelector('#draft')").await?;
    // All files: asked first.
    page.run("location.hash = '#/data'", &[]).await?;
    page.wait_for("the files", "document.querySelector('[data-file]')").await?;
    page.click("#clear").await?;
    page.wait_for("the question", &in_sight("clear-all")).await?;
    page.click("#clear-all-close").await?;
    ensure!(page.run("return document.querySelectorAll('[data-file]').length", &[]).await? == json!(1));
    page.click("#clear").await?;
    page.click("#clear-all-yes").await?;
    page.state("empty").await?;
    take_back(page).await?;
    page.state("ready").await?;
    page.quiet().await
}
