//! `index.html` as a template: style sheets and scripts put in place of its links and of one marker.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::oldest::check_css;
use crate::pack::Packed;

const UNPACK: &str = include_str!("unpack.js");
const START: &str = include_str!("start.js");
const WORKER: &str = include_str!("worker.js");
const SCRIPTS: &str = "<!-- bundle:scripts -->";
const NO_CONNECTION: &str = "connect-src 'none'";
/// What trunk's server replaces by its address in its reload script.
const RELOAD: &str = "__TRUNK_ADDRESS__";
const LIVE_CONNECTION: &str = "connect-src 'self' ws:";

/// The page's program, ready to be put into HTML.
pub struct Program {
    /// Size of the bound wasm.
    pub wasm_bytes: usize,
    /// Size of the glue of wasm-bindgen, of which page and workers share the text.
    pub glue_bytes: usize,
    /// The two, packed ([`crate::pack`]).
    pub packed: Packed,
}

/// The whole page: `index.html` under `root` with every sheet of `style/` and the program inside.
///
/// # Errors
/// When the template has no marker for scripts, a link that only trunk knows, or does not list every sheet
/// of `style/`; when a file cannot be read.
pub fn fold(root: &Path, program: &Program) -> Result<String> {
    let template = read(&root.join("index.html"))?;
    let mut sheets = sheets(&root.join("style"))?;
    let mut html = String::with_capacity(program.packed.text.len() + 100_000);
    for line in template.lines() {
        match line.trim() {
            SCRIPTS => scripts(&mut html, program),
            link if attribute(link, "rel") == Some("stylesheet") => {
                let href = attribute(link, "href").with_context(|| format!("no href in {link}"))?;
                sheets.remove(href);
                let sheet = read(&root.join(href))?;
                check_css(href, &sheet)?;
                html += &format!("<style>\n{}</style>\n", escape_style(&sheet));
            }
            link if link.contains("data-trunk") => {
                bail!("index.html: {link} is for trunk, not for the bundler")
            }
            _ => {
                html += line;
                html.push('\n');
            }
        }
    }
    ensure!(sheets.is_empty(), "index.html does not list {sheets:?}");
    ensure!(html.contains("id=\"wasm\""), "index.html has no line {SCRIPTS}");
    ensure!(html.contains(NO_CONNECTION), "index.html has no policy with {NO_CONNECTION}");
    Ok(html)
}

/// The page for `trunk serve`: with the reload script of trunk's staged page, and a policy that lets it
/// connect to where it came from.
///
/// # Errors
/// When `staged` has no such script.
pub fn live(html: &str, staged: &Path) -> Result<String> {
    let staged = read(staged)?;
    let script = staged.rfind("<script").and_then(|at| staged.get(at..)).unwrap_or_default();
    let (script, _) = script.split_once("</script>").context("trunk's page has no script at its end")?;
    ensure!(script.contains(RELOAD), "trunk's last script does not reload");
    Ok(html.replacen(NO_CONNECTION, LIVE_CONNECTION, 1).replacen(
        "</body>",
        &format!("{script}</script>\n</body>"),
        1,
    ))
}

fn scripts(html: &mut String, program: &Program) {
    for (attributes, text) in [(" type=\"text/plain\" id=\"worker\"", WORKER), ("", UNPACK), ("", START)] {
        *html += &format!("<script{attributes}>\n{}</script>\n", escape_script(&bare(text)));
    }
    let Packed { size, sum, text, .. } = &program.packed;
    *html += &format!(
        "<script type=\"application/octet-stream\" id=\"wasm\" data-size=\"{size}\" data-sum=\"{sum}\">{text}</script>\n"
    );
}

/// A script without its indentation and its lines of comment; for our own, none of whose texts span lines.
fn bare(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        out += line;
        out.push('\n');
    }
    out
}

/// Keeps text inside its script element: inside a string, where alone these can stand, `\/` and `\!` mean
/// `/` and `!`.
fn escape_script(text: &str) -> String {
    escape_end(text, "script").replace("<!--", "<\\!--")
}

fn escape_style(text: &str) -> String {
    escape_end(text, "style")
}

/// Puts a backslash into every `</name`, in upper case or lower.
fn escape_end(text: &str, name: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        let (before, after) = rest.split_at(at + 1);
        out += before;
        let word = after.get(1..=name.len()).unwrap_or_default();
        if word.eq_ignore_ascii_case(name) {
            out.push('\\');
        }
        rest = after;
    }
    out + rest
}

/// The value of `name="…"` in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// The paths of all sheets, as `index.html` writes them.
fn sheets(folder: &Path) -> Result<BTreeSet<String>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut sheets = BTreeSet::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".css") {
            sheets.insert(format!("style/{name}"));
        }
    }
    Ok(sheets)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_cannot_end_early() {
        assert_eq!(escape_script(r#"a("</script><!--</SCRIPT>")"#), r#"a("<\/script><\!--<\/SCRIPT>")"#);
        assert_eq!(escape_script("if (a</b/.x) </scrip"), "if (a</b/.x) </scrip");
        assert_eq!(escape_style("a{content:'</style>'}</"), "a{content:'<\\/style>'}</");
    }

    fn site(index: &str) -> tempdir::Folder {
        tempdir::Folder::with(&[("index.html", index), ("style/a.css", "a{}\n")])
    }

    fn program() -> Program {
        let packed = Packed { size: 3, sum: 4, packed: 2, text: "AAAA".into() };
        Program { wasm_bytes: 1, glue_bytes: 1, packed }
    }

    const GOOD: &str = "<meta content=\"connect-src 'none'\">\n\
        <link rel=\"stylesheet\" href=\"style/a.css\">\n<!-- bundle:scripts -->\n";

    #[test]
    fn folds_styles_and_scripts_in() -> Result<()> {
        let folder = site(GOOD);
        let html = fold(&folder.0, &program())?;
        assert!(html.contains("<style>\na{}\n</style>"));
        assert!(html.contains("id=\"wasm\" data-size=\"3\" data-sum=\"4\">AAAA</script>"), "{html}");
        assert!(html.contains("\nfunction gelanUnpack(") && !html.contains("\n// Unpacks"));
        assert!(!html.contains("<link") && html.contains(NO_CONNECTION));
        Ok(())
    }

    #[test]
    fn only_the_live_page_may_connect() -> Result<()> {
        let staged = "<script>other</script><body><script>x('{{__TRUNK_ADDRESS__}}')</script></body>";
        let folder = tempdir::Folder::with(&[("index.html", staged), ("none.html", "<script></script>")]);
        let html = live(&format!("{NO_CONNECTION}<body></body>"), &folder.0.join("index.html"))?;
        assert!(html.contains("<script>x('{{__TRUNK_ADDRESS__}}')</script>\n</body>"), "{html}");
        assert!(html.contains(LIVE_CONNECTION) && !html.contains(NO_CONNECTION));
        assert!(live("<body></body>", &folder.0.join("none.html")).is_err());
        Ok(())
    }

    #[test]
    fn refuses_a_template_that_would_lose_something() {
        for (broken, why) in [
            (GOOD.replace("<!-- bundle:scripts -->", ""), "no line"),
            (GOOD.replace("<link", "<link data-trunk").replace("stylesheet", "css"), "for trunk"),
            (GOOD.replace("<link rel=\"stylesheet\" href=\"style/a.css\">\n", ""), "does not list"),
            (GOOD.replace("'none'", "*"), "no policy"),
        ] {
            let folder = site(&broken);
            let error = fold(&folder.0, &program()).unwrap_err().to_string();
            assert!(error.contains(why), "{error} should say {why}");
        }
    }

    mod tempdir {
        use std::path::PathBuf;
        use std::sync::atomic::{AtomicUsize, Ordering};

        static NEXT: AtomicUsize = AtomicUsize::new(0);

        /// A folder of files that goes when dropped.
        pub struct Folder(pub PathBuf);

        impl Folder {
            pub fn with(files: &[(&str, &str)]) -> Folder {
                let name =
                    format!("gelan-bundle-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
                let folder = std::env::temp_dir().join(name);
                std::fs::create_dir_all(folder.join("style")).unwrap();
                for (path, text) in files {
                    std::fs::write(folder.join(path), text).unwrap();
                }
                Folder(folder)
            }
        }

        impl Drop for Folder {
            fn drop(&mut self) {
                let _ = std::fs::remove_dir_all(&self.0);
            }
        }
    }
}
