//! Makes the page of `index.html`: style sheets and scripts take the places of its links and of one marker.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::DeflateEncoder;
use sha2::{Digest as _, Sha256};

use crate::escape::{ascii_css, ascii_html, ascii_script, escape_script, escape_style};
use crate::oldest;
use crate::pack::Packed;

const UNPACK: &str = include_str!("unpack.js");
const START: &str = include_str!("start.js");
const WORKER: &str = include_str!("worker.js");
/// Stands in the script that unpacks where the wasm for it goes.
const UNPACKER: &str = "bundle:unpack";
/// Marks the link of a sheet that the start screen does not need.
const PACKED: &str = "data-packed";
/// Marks the line where the scripts go.
const SCRIPTS: &str = "<!-- bundle:scripts -->";
/// The charset that the template declares.
const TEMPLATE_CHARSET: &str = "<meta charset=\"utf-8\">";
/// The charset that the page declares, in which every byte is a character ([`crate::pack`]).
const CHARSET: &str = "<meta charset=\"windows-1252\">";
/// The bytes in which browsers look for the charset.
const CHARSET_WITHIN: usize = 1024;
/// Stands in the policy where the hashes of the page's scripts go.
const HASHES: &str = "'bundle:hashes'";
const ANY_SCRIPT: &str = "'unsafe-inline'";
/// What the policy has to say besides.
const FORBIDDEN: [&str; 4] = ["default-src 'none'", NO_CONNECTION, "form-action 'none'", "base-uri 'none'"];
const NO_CONNECTION: &str = "connect-src 'none'";
/// Stands in trunk's reload script, where its server puts its address.
const RELOAD: &str = "__TRUNK_ADDRESS__";
const LIVE_CONNECTION: &str = "connect-src 'self' ws:";

/// `index.html` with the styles of the start screen in it, and the styles that are packed with the program.
#[derive(Debug)]
pub struct Template {
    /// The sheets that only the running page needs, one after the other.
    pub styles: String,
    before: String,
    after: String,
}

/// The page without its program, in ASCII. It is packed with the program, so that a copy of the page is made of
/// nothing but this and the program.
#[derive(Debug)]
pub struct Skeleton {
    /// Up to the scripts.
    pub head: String,
    /// The scripts that unpack and start the program, up to the attributes of its element.
    pub scripts: String,
    /// What follows the packed program.
    pub tail: String,
    /// The hashes of its scripts, as the policy has them.
    hashes: String,
}

/// The page: its skeleton around the bytes of the packed program.
#[derive(Debug)]
pub struct Page {
    skeleton: Skeleton,
    attributes: String,
    packed: Vec<u8>,
}

impl Template {
    /// Reads `index.html` and every sheet of `style/` under `root`. A sheet whose link says `data-packed` is packed
    /// with the program, any other stands in the page: before the program runs, nothing else is there.
    ///
    /// # Errors
    /// When the template has no marker for scripts, no charset or policy, a link that only trunk knows, or does not
    /// list every sheet of `style/`; when a file cannot be read, or the oldest browsers do not understand a sheet.
    pub fn read(root: &Path) -> Result<Template> {
        let template = read(&root.join("index.html"))?;
        let mut sheets = sheets(&root.join("style"))?;
        let (mut html, mut styles, mut before) = (String::new(), String::new(), None);
        for line in template.lines() {
            match line.trim() {
                SCRIPTS => before = Some(std::mem::take(&mut html)),
                TEMPLATE_CHARSET => html += &format!("{CHARSET}\n"),
                link if attribute(link, "rel") == Some("stylesheet") => {
                    let href = attribute(link, "href").with_context(|| format!("no href in {link}"))?;
                    sheets.remove(href);
                    let sheet = oldest::styles(href, &read(&root.join(href))?)?;
                    if link.contains(PACKED) {
                        styles += &sheet;
                    } else {
                        html += &format!(
                            "<style class=\"start\">\n{}\n</style>\n",
                            ascii_css(&escape_style(&sheet))
                        );
                    }
                }
                link if link.contains("data-trunk") => {
                    bail!("index.html: {link} is for trunk, not for the bundler")
                }
                _ => {
                    html += &ascii_html(line);
                    html.push('\n');
                }
            }
        }
        ensure!(sheets.is_empty(), "index.html does not list {sheets:?}");
        let before = before.with_context(|| format!("index.html has no line {SCRIPTS}"))?;
        let declared = before.find(CHARSET).is_some_and(|at| at + CHARSET.len() <= CHARSET_WITHIN);
        ensure!(declared, "index.html has no line {TEMPLATE_CHARSET} near its beginning");
        for words in FORBIDDEN.into_iter().chain([HASHES]) {
            ensure!(before.contains(words), "index.html has no policy with {words}");
        }
        Ok(Template { styles, before, after: html })
    }

    /// Puts the scripts that start the program into the template, and their hashes into its policy. `glue` is the
    /// script that comes out of the packed program; no other runs. `unpacker` is the wasm that unpacks it: deflated, since
    /// browsers inflate by themselves.
    ///
    /// # Errors
    /// When the unpacker cannot be deflated.
    pub fn skeleton(&self, glue: &str, unpacker: &[u8]) -> Result<Skeleton> {
        let mut deflated = Vec::new();
        DeflateEncoder::new(unpacker, Compression::best()).read_to_end(&mut deflated)?;
        let unpack = UNPACK.replacen(UNPACKER, &STANDARD.encode(deflated), 1);
        let (mut scripts, mut hashes) = (String::new(), hash(glue));
        for script in [unpack.as_str(), START] {
            let text = format!("\n{}", ascii_script(&escape_script(&bare(script))));
            hashes = format!("{hashes} {}", hash(&text));
            scripts += &format!("<script>{text}</script>\n");
        }
        scripts += "<script type=\"application/octet-stream\" id=\"wasm\"";
        let head = self.before.replacen(HASHES, &hashes, 1);
        Ok(Skeleton { head, scripts, tail: format!("</script>\n{}", self.after), hashes })
    }
}

impl Skeleton {
    /// Puts the program in.
    pub fn with(self, program: Packed) -> Page {
        let Packed { size, sum, shift, bytes, .. } = program;
        let attributes = format!(" data-size=\"{size}\" data-sum=\"{sum}\" data-shift=\"{shift}\">");
        Page { skeleton: self, attributes, packed: bytes }
    }
}

impl Page {
    /// Returns the file's bytes, in windows-1252.
    pub fn bytes(&self) -> Vec<u8> {
        let Page { skeleton: Skeleton { head, scripts, tail, .. }, attributes, packed } = self;
        [head.as_bytes(), scripts.as_bytes(), attributes.as_bytes(), packed, tail.as_bytes()].concat()
    }

    /// Returns the same page in UTF-8 for `trunk serve`: with the reload script of the page that trunk `staged`, and a
    /// policy that lets this script run and connect to its server. Trunk puts its address only into files in UTF-8.
    ///
    /// # Errors
    /// When `staged` has no such script.
    pub fn live(&self, staged: &Path) -> Result<String> {
        let staged = read(staged)?;
        let script = staged.rfind("<script").and_then(|at| staged.get(at..)).unwrap_or_default();
        let (script, _) = script.split_once("</script>").context("trunk's page has no script at its end")?;
        ensure!(script.contains(RELOAD), "trunk's last script does not reload");
        let Page { skeleton: Skeleton { head, scripts, tail, hashes }, attributes, packed } = self;
        let head = head.replacen(CHARSET, TEMPLATE_CHARSET, 1).replacen(hashes, ANY_SCRIPT, 1);
        let head = head.replacen(NO_CONNECTION, LIVE_CONNECTION, 1);
        let packed = encoding_rs::WINDOWS_1252.decode_without_bom_handling(packed).0;
        let tail = tail.replacen("</body>", &format!("{script}</script>\n</body>"), 1);
        Ok([&head, scripts, attributes, packed.as_ref(), &tail].concat())
    }
}

/// Returns the source expression of a policy that lets exactly this script run (CSP 3, hash-source).
fn hash(script: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script)))
}

/// Returns a script without indentation and lines of comment. No string of our scripts spans lines.
fn bare(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        out += line;
        out.push('\n');
    }
    out
}

/// Returns the script that starts a worker, which is packed with the program.
pub fn worker() -> String {
    bare(WORKER)
}

/// Returns the value of `name="…"` in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Returns the paths of all sheets of a folder, as `index.html` writes them.
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

    fn site(index: &str) -> tempdir::Folder {
        let sheets = [("style/a.css", "a { content: '›1𠮷' }\n"), ("style/b.css", "b { content: '›' }\n")];
        tempdir::Folder::with(&[("index.html", index), sheets[0], sheets[1]])
    }

    fn page() -> Result<Page> {
        let packed = Packed { size: 3, sum: 4, packed: 2, shift: 5, bytes: b"A\x80\x81\xff".to_vec() };
        Ok(Template::read(&site(GOOD).0)?.skeleton("glue()", b"\0asm")?.with(packed))
    }

    const GOOD: &str = "<meta charset=\"utf-8\">\n<title>格</title>\n\
        <meta content=\"default-src 'none'; script-src 'bundle:hashes'; style-src 'unsafe-inline'; \
        connect-src 'none'; form-action 'none'; base-uri 'none'\">\n\
        <link rel=\"stylesheet\" href=\"style/a.css\">\n<link rel=\"stylesheet\" href=\"style/b.css\" data-packed>\n\
        <!-- bundle:scripts -->\n<body></body>\n";

    #[test]
    fn puts_styles_and_scripts_in() -> Result<()> {
        let page = page()?;
        let Page { skeleton: Skeleton { head, scripts, tail, .. }, attributes, packed } = &page;
        assert!(head.is_ascii() && head.starts_with(CHARSET), "{head}");
        assert!(head.contains("<title>&#26684;</title>"), "{head}");
        assert!(
            head.contains("<style class=\"start\">\na{content:\"\\203a 1\\20bb7 \"}\n</style>"),
            "{head}"
        );
        assert!(!head.contains("<link"));
        assert!(scripts.is_ascii() && scripts.contains("('\\u8fd9\\u4e2a\\u6587\\u4ef6"), "{scripts}");
        assert!(scripts.contains("\nfunction gelanUnpacker(") && !scripts.contains("\n// Unpacks"));
        assert!(scripts.contains("atob('Y0gszgUA')"), "{scripts}");
        assert!(scripts.ends_with(" id=\"wasm\""), "{scripts}");
        assert_eq!(attributes, " data-size=\"3\" data-sum=\"4\" data-shift=\"5\">");
        assert_eq!(
            (packed.as_slice(), tail.as_str()),
            (b"A\x80\x81\xff".as_slice(), "</script>\n<body></body>\n")
        );
        assert!(page.bytes().starts_with(head.as_bytes()));
        assert!(page.bytes().ends_with(b"\">A\x80\x81\xff</script>\n<body></body>\n"));
        Ok(())
    }

    /// The hashes are those that browsers compute: of what stands between the tags.
    #[test]
    fn the_policy_names_the_scripts_and_no_other() -> Result<()> {
        assert_eq!(hash("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
        let Page { skeleton: Skeleton { head, scripts, .. }, .. } = page()?;
        let (_, policy) = head.split_once("script-src ").context("a policy")?;
        let (hashes, _) = policy.split_once(';').context("its end")?;
        let texts = scripts.split("<script>").skip(1).filter_map(|s| Some(s.split_once("</script>")?.0));
        let wanted: Vec<String> = std::iter::once("glue()").chain(texts).map(hash).collect();
        assert_eq!((wanted.len(), hashes), (3, wanted.join(" ").as_str()));
        Ok(())
    }

    #[test]
    fn only_the_start_screens_styles_stand_in_the_page() -> Result<()> {
        assert_eq!(Template::read(&site(GOOD).0)?.styles, "b{content:\"›\"}");
        let plain = Template::read(&site(&GOOD.replace(" data-packed", "")).0)?;
        assert_eq!((plain.styles.as_str(), plain.before.matches("<style").count()), ("", 2));
        Ok(())
    }

    #[test]
    fn only_the_live_page_may_connect() -> Result<()> {
        let staged = "<script>other</script><body><script>x('{{__TRUNK_ADDRESS__}}')</script></body>";
        let folder = tempdir::Folder::with(&[("index.html", staged), ("none.html", "<script></script>")]);
        let page = page()?;
        let html = page.live(&folder.0.join("index.html"))?;
        assert!(html.contains("<script>x('{{__TRUNK_ADDRESS__}}')</script>\n</body>"), "{html}");
        assert!(html.contains(LIVE_CONNECTION) && !html.contains(NO_CONNECTION));
        assert!(html.contains("script-src 'unsafe-inline';") && !html.contains("sha256-"));
        // The same characters, in the encoding that it declares.
        assert!(html.starts_with(TEMPLATE_CHARSET) && html.contains("\">A€\u{81}ÿ</script>"), "{html}");
        assert!(page.live(&folder.0.join("none.html")).is_err());
        Ok(())
    }

    #[test]
    fn refuses_a_template_that_would_lose_something() {
        for (broken, why) in [
            (GOOD.replace("<!-- bundle:scripts -->", ""), "no line"),
            (GOOD.replace("<link", "<link data-trunk").replace("stylesheet", "css"), "for trunk"),
            (GOOD.replace("<link rel=\"stylesheet\" href=\"style/a.css\">\n", ""), "does not list"),
            (GOOD.replace("connect-src 'none'", "connect-src *"), "no policy with connect-src"),
            (GOOD.replace("base-uri 'none'", ""), "no policy with base-uri"),
            (GOOD.replace(HASHES, ANY_SCRIPT), "no policy with 'bundle:hashes'"),
            (GOOD.replace("utf-8", "gbk"), "no line <meta charset"),
            (format!("<!--{}-->\n{GOOD}", " ".repeat(CHARSET_WITHIN)), "near its beginning"),
        ] {
            let error = Template::read(&site(&broken).0).unwrap_err().to_string();
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
