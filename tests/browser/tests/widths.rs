//! Every page at every width, in both languages: nothing reaches beyond the window but tables in their own frame, the header
//! is one line from 760 px on, no text stands a character a line, and no words lie on others.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};
use serde_json::{Value, json};

both!(
    fits_every_width_in_chinese,
    fits_every_width_in_english,
    what_asks_for_a_look_comes_first,
    many_villages_end_on_the_line_of_what_stands_beside_them,
    what_decides_is_in_sight_where_a_table_is_cut,
    on_a_phone_a_button_opens_the_box_that_finds,
    words_of_settings_are_whole
);

/// Phones, tablets, and a screen of 1366 px at 150 %, at 125 % and as it is.
const WIDTHS: [u32; 8] = [360, 390, 768, 911, 1093, 1240, 1366, 1920];

/// What is wrong with the page as it stands, in words; its argument is the width that was asked for.
const WRONG: &str = r"
    const wrong = [], wide = document.documentElement.clientWidth;
    const seen = element => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;
    const name = element => {
        const id = element.id ? '#' + element.id : '.' + (element.className.baseVal ?? element.className);
        return `${element.tagName.toLowerCase()}${id} “${element.textContent.trim().slice(0, 24)}”`;
    };
    if (document.documentElement.scrollWidth > wide) wrong.push(`scrolls to ${document.documentElement.scrollWidth}`);
    // What scrolls by itself, or is cut with a mark, may be wider than it is shown.
    const scrolls = element => {
        for (let at = element; at && at !== document.body; at = at.parentElement) {
            const how = getComputedStyle(at);
            if (/auto|scroll|hidden|clip/.test(how.overflowX) || how.position === 'fixed') return true;
        }
        return false;
    };
    for (const element of document.querySelectorAll('body *')) {
        if (!seen(element) || element.closest('svg, .hidden, .skip, .paper')) continue;
        const box = element.getBoundingClientRect();
        if (!box.width || !box.height) continue;
        if (box.right > wide + 1 && !scrolls(element)) wrong.push(`beyond by ${Math.round(box.right - wide)}: ${name(element)}`);
        const text = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()).join('');
        const size = parseFloat(getComputedStyle(element).fontSize);
        if (text.length > 3 && box.width < size * 1.9 && box.height > size * 4) wrong.push(`a character a line: ${name(element)}`);
    }
    // Words do not lie on words.
    const lines = [];
    for (const e of document.querySelectorAll('main *, header *')) {
        if (!seen(e) || e.closest('svg, table, select, .hidden, .skip, .paper, #search-hits')) continue;
        for (const node of e.childNodes) {
            if (node.nodeType !== 3 || !node.textContent.trim()) continue;
            const apart = e.closest('textarea, q, [data-quotes], #draft') ? null : node.textContent.match(/[\d%] \p{L}/u);
            if (apart) wrong.push(`“${apart[0]}” may break: ${name(e)}`);
            const range = document.createRange();
            range.selectNodeContents(node);
            for (const box of range.getClientRects()) if (box.width > 1) lines.push({ e, box });
        }
    }
    lines.sort((a, b) => a.box.top - b.box.top);
    lines.forEach(({ e, box }, at) => {
        for (let next = at + 1; next < lines.length && lines[next].box.top < box.bottom - 6; next++) {
            const other = lines[next];
            const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
            if (across > 3 && e !== other.e) wrong.push(`on each other: ${name(e)} and ${name(other.e)}`);
        }
    });
    const top = document.querySelector('header.top');
    const nav = document.querySelector('nav');
    if (wide >= 760 && document.documentElement.lang !== 'en' && nav.scrollWidth > nav.clientWidth) wrong.push('the pages are cut');
    if (wide >= 760 && top.offsetHeight > 64) wrong.push(`header ${top.offsetHeight} px high`);
    return wrong.slice(0, 8);
";

async fn fits_every_width(page: &Page, english: bool) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    if english {
        page.click("#language").await?;
        page.wait_for("English", "document.documentElement.lang === 'en'").await?;
    }
    page.click("#sample").await?;
    page.state("ready").await?;
    let pages = page.pages().await?;
    ensure!(pages.len() >= 7, "{pages:?}");
    let mut all = Vec::new();
    for name in pages {
        page.run("location.hash = '#/' + arguments[0]", &[json!(name)]).await?;
        page.wait_for(&name, &format!("document.documentElement.dataset.page === '{name}'")).await?;
        for width in WIDTHS {
            page.resize(width, 900).await?;
            let wrong = page.run(WRONG, &[]).await?;
            let wrong = wrong.as_array().into_iter().flatten().filter_map(Value::as_str);
            all.extend(wrong.map(|words| format!("{name} at {width}: {words}")));
        }
    }
    ensure!(all.is_empty(), "{all:#?}");
    page.quiet().await
}

async fn fits_every_width_in_chinese(page: &Page) -> Result<()> {
    fits_every_width(page, false).await
}

async fn fits_every_width_in_english(page: &Page) -> Result<()> {
    fits_every_width(page, true).await
}

/// Of sixty villages the table scrolls, and leaves no empty ground in its panel.
async fn many_villages_end_on_the_line_of_what_stands_beside_them(page: &Page) -> Result<()> {
    let rows = |of: fn(u32) -> String| (1..=60).map(of).collect::<String>();
    let grids = rows(|v| format!("第{v}村,第一网格,{},100,王某\n", 20 + v));
    let visits = rows(|v| format!("2024-03-{:02},第{v}村,第一网格,王某,{v:03}01\n", v % 28 + 1));
    let cases = rows(|v| format!("S{v},2024-01-02,第{v}村,第一网格,邻里纠纷,2024-02-01,,办理中\n"));
    let grids = format!("村,网格名称,户数,人口,网格员\n{grids}");
    let visits = format!("走访日期,村,网格,网格员,户编号\n{visits}");
    let cases = format!("编号,受理日期,村,网格,类别,办理期限,办结日期,办理状态\n{cases}");
    page.open("").await?;
    page.state("empty").await?;
    let files = [("网格.csv", &*grids), ("入户走访.csv", &visits), ("诉求台账.csv", &cases)];
    page.drop_files("body", &files).await?;
    page.state("ready").await?;
    page.wait_for("the villages", "document.querySelectorAll('#villages tbody tr').length >= 60").await?;
    for width in [1440, 911] {
        page.resize(width, 900).await?;
        let ends = "const bottom = e => e.getBoundingClientRect().bottom;
            const panel = document.querySelector('.byvillage'), beside = [...document.querySelectorAll('.cols > .stack:first-child > .panel')];
            const table = panel.querySelector('.sheet');
            return [Math.abs(bottom(panel) - Math.max(...beside.map(bottom))), bottom(panel) - bottom(table), table.scrollHeight > table.clientHeight]";
        let ends = page.run(ends, &[]).await?;
        let is_near = |at: usize, most: f64| ends[at].as_f64().is_some_and(|n| n <= most);
        ensure!(is_near(0, 2.0) && is_near(1, 90.0) && ends[2] == true, "{width}: {ends}");
    }
    // With fewer villages the legend stands right below them.
    page.open("sample").await?;
    page.state("ready").await?;
    page.wait_for("the villages", "document.querySelectorAll('#villages tbody tr').length >= 27").await?;
    let gap = "const of = css => document.querySelector(`.byvillage ${css}`).getBoundingClientRect();
        return of('.legend').top - of('table').bottom";
    let gap = page.run(gap, &[]).await?;
    ensure!(gap.as_f64().is_some_and(|gap| (0.0..40.0).contains(&gap)), "{gap}");
    page.quiet().await
}

/// Beside the villages where there is room, before them on a phone, whose header is one line that opens.
async fn what_asks_for_a_look_comes_first(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    page.wait_for(
        "what falls short",
        "document.querySelector('#gaps') && document.querySelector('#villages tbody tr')",
    )
    .await?;
    let places = "const of = css => document.querySelector(css).getBoundingClientRect();
        const [gaps, villages] = [of('#gaps'), of('.byvillage')];
        return [gaps.left >= villages.right && Math.abs(gaps.top - villages.top) < 2, gaps.bottom <= villages.top]";
    page.resize(1440, 900).await?;
    ensure!(page.run(places, &[]).await? == json!([true, false]));
    page.resize(911, 900).await?;
    ensure!(page.run(places, &[]).await? == json!([true, false]));
    page.resize(390, 844).await?;
    ensure!(page.run(places, &[]).await? == json!([false, true]));

    let seen = "const seen = css => [...document.querySelectorAll(css)].filter(e => e.getClientRects().length).length;
        return [document.querySelector('header').offsetHeight <= 56, seen('nav a'), seen('#share, #language')]";
    ensure!(page.run(seen, &[]).await? == json!([true, 4, 0]), "{}", page.run(seen, &[]).await?);
    page.click("#tools").await?;
    page.click("#more").await?;
    ensure!(page.run(seen, &[]).await? == json!([false, page.pages().await?.len(), 2]));
    // The page that is open stands in the place of the fourth.
    page.click("nav [data-page=trends]").await?;
    page.wait_for("the page", "document.documentElement.dataset.page === 'trends'").await?;
    page.wait_for(
        "four links",
        "[...document.querySelectorAll('nav a')].filter(e => e.getClientRects().length).length === 4",
    )
    .await?;

    // However long names are, what opens the rest is in sight, and so is what it opens.
    let tools = "if (!document.querySelector('#language').getClientRects().length) document.querySelector('#tools').click()";
    page.run(tools, &[]).await?;
    page.click("#language").await?;
    page.wait_for("English", "document.documentElement.lang === 'en'").await?;
    page.click("nav [data-page=overview]").await?;
    page.wait_for("the overview", "document.documentElement.dataset.page === 'overview'").await?;
    page.run(tools, &[]).await?;
    // The page that comes may take the focus, which closes the menu.
    page.wait_for(
        "the menu",
        "document.querySelector('#export-menu button').getClientRects().length
            || (document.querySelector('#export').click(), false)",
    )
    .await?;
    let beyond =
        "return ['#more', '#export-menu'].map(css => document.querySelector(css).getBoundingClientRect())
        .filter(r => r.left < 0 || r.right > innerWidth || !r.width).map(r => [r.left, r.right])";
    ensure!(page.run(beyond, &[]).await? == json!([]), "{}", page.run(beyond, &[]).await?);
    page.run(tools, &[]).await?;
    page.click("#language").await?;

    // A heading is called by its title alone.
    let names =
        "return [...document.querySelectorAll('h1, h2')].filter(h => h.querySelector('small, a')).length";
    ensure!(page.run(names, &[]).await? == json!(0));
    page.quiet().await
}

/// Decisive columns first, a first column that stays, and an edge that fades until the table is scrolled to its end.
async fn what_decides_is_in_sight_where_a_table_is_cut(page: &Page) -> Result<()> {
    const TABLES: [(&str, &str, &[&str]); 4] = [
        ("work", "work-cases", &["standing", "place"]),
        ("work", "work-grids", &["short", "visited_share"]),
        ("grids", "grid-table", &["load", "visited_share", "overdue"]),
        ("coverage", "matrix", &["coverage.household_visits", "coverage.linked_households"]),
    ];
    let wrong = "
        const table = document.getElementById(arguments[0]), sheet = table.closest('.sheet');
        const fading = CSS.supports('animation-timeline: scroll(self inline)');
        const edge = sheet.getBoundingClientRect(), wrong = [], right = css => table.querySelector(css).getBoundingClientRect().right;
        sheet.scrollLeft = 0;
        const until = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const fades = () => fading ? getComputedStyle(sheet).getPropertyValue('--cut') : null;
        const done = arguments[arguments.length - 1];
        (async () => {
            await until();
            for (const column of arguments[1]) {
                const at = right(`[data-column='${column}']`);
                if (at > edge.right + 1) wrong.push(`${column} ends at ${at} of ${edge.right}`);
            }
            const cut = sheet.scrollWidth > sheet.clientWidth + 1;
            if (arguments[2] && !cut) wrong.push(`${sheet.scrollWidth} of ${sheet.clientWidth}`);
            if (fades() !== null && fades() !== (cut ? '28px' : '0px')) wrong.push(`begins with ${fades()}`);
            sheet.scrollLeft = sheet.scrollWidth;
            await until();
            if (fades() !== null && fades() !== '0px') wrong.push(`ends with ${fades()}`);
            const first = table.querySelector('tbody th').getBoundingClientRect();
            if (Math.abs(first.left - edge.left) > 1) wrong.push(`the first column is at ${first.left - edge.left}`);
            done(wrong);
        })();";
    page.open("sample").await?;
    page.state("ready").await?;
    for (name, table, columns) in TABLES {
        page.run("location.hash = '#/' + arguments[0]", &[json!(name)]).await?;
        page.wait_for(table, &format!("document.querySelector('#{table} tbody th')")).await?;
        for (width, cut) in [(390, true), (1920, false)] {
            page.resize(width, 900).await?;
            let arguments = vec![json!(table), json!(columns), json!(cut)];
            let found = page.client().execute_async(wrong, arguments).await?;
            ensure!(found == json!([]), "{table} at {width}: {found}");
        }
    }
    page.quiet().await
}

/// What is found is another page, on which the box is away again.
async fn on_a_phone_a_button_opens_the_box_that_finds(page: &Page) -> Result<()> {
    page.resize(390, 844).await?;
    page.open("sample").await?;
    page.state("ready").await?;
    let seen = "return document.querySelector('#search').getClientRects().length";
    ensure!(page.run(seen, &[]).await? == json!(0));
    page.click("#seek").await?;
    page.wait_for("the box", "document.activeElement?.id === 'search'").await?;
    let village =
        page.run("return document.querySelector('#villages tbody th').textContent.trim()", &[]).await?;
    let village = village.as_str().unwrap_or_default().to_owned();
    page.keys("#search", &village).await?;
    page.wait_for("a hit", "document.querySelector('#search-hits [role=option]')").await?;
    let beyond = "const r = document.querySelector('#search-hits').getBoundingClientRect();
        return r.left >= 0 && r.right <= innerWidth && r.width > 200";
    ensure!(page.run(beyond, &[]).await? == json!(true));
    page.keys("#search", "\u{e007}").await?;
    page.wait_for(
        "the village",
        &format!("document.querySelector('h1').textContent.startsWith('{village}')"),
    )
    .await?;
    ensure!(page.run(seen, &[]).await? == json!(0));

    // What waits for a look is said once.
    let counts =
        "return [...document.querySelectorAll('nav sup')].filter(e => e.getClientRects().length).length";
    ensure!(page.run(counts, &[]).await? == json!(1));
    page.click("#more").await?;
    ensure!(page.run(counts, &[]).await? == json!(1));
    page.click("nav [data-page=data]").await?;
    page.wait_for("the data", "document.documentElement.dataset.page === 'data'").await?;
    ensure!(page.run(counts, &[]).await? == json!(1));
    page.quiet().await
}

/// The sources of standards and thresholds, which are sentences.
async fn words_of_settings_are_whole(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    page.click("nav [data-page=settings]").await?;
    page.wait_for("the settings", "document.querySelectorAll('.settings textarea').length >= 5").await?;
    let cut = "return [...document.querySelectorAll('.settings textarea')]
        .filter(e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1).map(e => e.value)";
    let source = "[data-setting='threshold.households_per_grid.source'] textarea";
    for text in ["", "关于加强基层网格建设的若干意见，第三章第七条第二款；"] {
        if !text.is_empty() {
            page.keys(source, &text.repeat(3)).await?;
        }
        for width in [360, 390, 911, 1440] {
            page.resize(width, 900).await?;
            let found = page.run(cut, &[]).await?;
            ensure!(found == json!([]), "{found} is cut at {width}");
        }
    }
    page.quiet().await
}
