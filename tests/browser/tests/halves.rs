//! A long text table is read by two workers: what one reads, wherever it is cut, and whatever becomes of the second.

use anyhow::{Result, ensure};
use browser_tests::{Page, WORKERS, both};
use serde_json::{Value, json};

both!(two_workers_read_what_one_reads, a_second_worker_that_ends_costs_nothing, reading_by_two_is_cancelled);

/// Makes the files of a test: a list of grids, and visits of some megabytes; a cell where the first worker leaves off has many
/// lines, `cell` of them.
const FILES: &str = "
    window.files = (rows, cell) => {
        const grids = ['第一网格', '第二网格', '第三网格'];
        const list = '村,网格,户数\\n' + grids.map(grid => `青河村,${grid},500\\n`).join('');
        const lines = [];
        for (let n = 0; n < rows; n += 1) {
            if (n === Math.floor(rows * 0.45) && cell) lines.push(`2024-02-03,青河村,第一网格,王伟,H0,\"${'一行\\n'.repeat(cell)}\"\\n`);
            const note = n % 50 ? '日常' : '\"说“好”，\"\"行\"\"\\n再来\"';
            lines.push(`2024-0${n % 6 + 1}-1${n % 7},青河村,${grids[n % 3]},王伟,H${n % 1400},${note}\\n`);
        }
        return [new File([list], '网格.csv'), new File(['走访日期,村,网格,网格员,户编号,走访类型\\n', ...lines], '走访.csv')];
    };
    window.drop = files => {
        const transfer = new DataTransfer();
        files.forEach(file => transfer.items.add(file));
        document.body.dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: transfer}));
    };
    location.hash = '#bench';";

/// Opens the page with so many processors, each message to a worker with a file or a part noted in `sent` by the worker's
/// number.
async fn open(page: &Page, processors: u32) -> Result<()> {
    let watched = "
        window.sent = [];
        const post = Own.prototype.postMessage;
        Own.prototype.postMessage = function (message, transfer) {
            if (message.file) sent.push([made.indexOf(this), message.file.name]);
            if (message.load) sent.push([made.indexOf(this), 'load']);
            return post.call(this, message, transfer);
        };";
    let processors = format!(
        "Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', {{get: () => {processors}}});"
    );
    page.open_with(&[WORKERS, watched, &processors, FILES].concat()).await?;
    page.state("empty").await
}

/// The figures of each grid once they are there.
async fn figures(page: &Page) -> Result<Value> {
    page.state("ready").await?;
    page.run("const found = gelanFigures(); return [found.rows, found]", &[]).await
}

/// How many workers were handed the long file.
const BY: &str =
    "return new Set(sent.filter(([, what]) => what === '走访.csv').map(([worker]) => worker)).size";

async fn two_workers_read_what_one_reads(page: &Page) -> Result<()> {
    // In the second the line that ends where the first worker leaves off does so inside a cell.
    for cell in [0, 20_000] {
        let mut found = Vec::new();
        for processors in [1, 2] {
            open(page, processors).await?;
            page.run("drop(files(160000, arguments[0]))", &[json!(cell)]).await?;
            found.push(figures(page).await?);
            ensure!(page.run(BY, &[]).await? == json!(processors), "read by other than {processors}");
        }
        let rows = 160_003 + i64::from(cell > 0);
        ensure!(found[0] == found[1] && found[0][0] == json!(rows), "{found:?}");
        page.quiet().await?;
    }
    Ok(())
}

async fn a_second_worker_that_ends_costs_nothing(page: &Page) -> Result<()> {
    open(page, 2).await?;
    // As soon as it has its part, and with the word that a browser gives of a worker that breaks down.
    let end = "
        const note = sent.push.bind(sent);
        window.ended = [];
        sent.push = ([worker, what]) => {
            const other = sent.some(([known, file]) => file === what && known !== worker);
            if (what === '走访.csv' && other && !ended.length) {
                ended.push(worker);
                made[worker].terminate();
                setTimeout(() => made[worker].dispatchEvent(new ErrorEvent('error', {message: 'ended'})));
            }
            return note([worker, what]);
        };
        drop(files(160000, 0))";
    page.run(end, &[]).await?;
    let found = figures(page).await?;
    ensure!(found[0] == json!(160_003), "{found}");
    ensure!(page.run(BY, &[]).await? == json!(2), "no second worker");
    ensure!(page.run("return ended.length", &[]).await? == json!(1), "the second did not end");
    page.quiet().await
}

async fn reading_by_two_is_cancelled(page: &Page) -> Result<()> {
    open(page, 2).await?;
    page.run("drop(files(1600000, 0))", &[]).await?;
    page.wait_for("the second worker", &BY.replace("return ", "").replace("size", "size === 2")).await?;
    page.wait_for("its beginning", "document.querySelector('#progress .reading progress')?.value > 0")
        .await?;
    page.click("#cancel").await?;
    page.wait_for("its end", "document.documentElement.dataset.state !== 'reading'").await?;
    // What is dropped next is read as if nothing had been.
    page.run("drop(files(160000, 0))", &[]).await?;
    page.wait_for(
        "the figures",
        "document.documentElement.dataset.state === 'ready' && gelanFigures()?.rows === 160003",
    )
    .await?;
    page.quiet().await
}
