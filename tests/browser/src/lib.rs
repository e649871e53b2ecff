//! Drives the built page in real browsers, over file://, with no network.
//!
//! A test is an `async fn(&Page) -> Result<()>`; [`both!`] makes one test of it for each browser:
//!
//! ```ignore
//! browser_tests::both!(opens_empty);
//!
//! async fn opens_empty(page: &Page) -> Result<()> {
//!     page.open("").await?;
//!     page.state("empty").await?;
//!     page.quiet().await
//! }
//! ```
//!
//! Each test has a browser of its own, a fresh profile, and a copy of `dist/gelan.html` alone in an empty
//! folder. The page is that of `GELAN_HTML`, or `dist/gelan.html` of this checkout. When a test fails, its
//! message names a picture of the page, the page's state and what the console said.

mod browser;
mod driver;
mod files;
mod folder;
mod look;
pub mod mess;
mod page;
mod traffic;
mod wire;

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

pub use browser::Kind;
pub use files::{list_folder, read_folder};
pub use folder::Folder;
pub use page::{Page, WORKERS};

/// No test may take longer; a browser that hangs must not hang the rest.
const LONGEST: Duration = Duration::from_secs(180);

/// For each named test function: a test in `chromium::` and one in `firefox::`.
#[macro_export]
macro_rules! both {
    ($($name:ident),+ $(,)?) => {
        mod chromium {
            $(#[test]
            fn $name() {
                $crate::run($crate::Kind::Chromium, stringify!($name), super::$name);
            })+
        }
        mod firefox {
            $(#[test]
            fn $name() {
                $crate::run($crate::Kind::Firefox, stringify!($name), super::$name);
            })+
        }
    };
}

/// Runs one test in one browser.
///
/// # Panics
/// When it fails: with the error, the page's state, the console and the name of a picture.
pub fn run(kind: Kind, name: &str, test: impl AsyncFn(&Page) -> Result<()>) {
    let outcome = block_on(async {
        let page = Page::start(kind, &built_page()?).await?;
        let outcome = tokio::time::timeout(LONGEST, caught(test(&page)))
            .await
            .unwrap_or_else(|_| Err(anyhow!("not finished after {} s", LONGEST.as_secs())));
        match outcome {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(page.scene(&format!("{name}-{kind}")).await)),
        }
    });
    if let Err(error) = outcome {
        panic!("{kind}: {error:?}");
    }
}

/// The future with a panic, as of an `assert!`, made an error; so that the page can still be looked at.
async fn caught(test: impl Future<Output = Result<()>>) -> Result<()> {
    let mut test = pin!(test);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| test.as_mut().poll(context)));
        polled.unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic");
            Poll::Ready(Err(anyhow!("{text}")))
        })
    })
    .await
}

/// Runs a future to its end on this thread.
///
/// # Errors
/// Those of the future, and that of a runtime that cannot start.
pub fn block_on<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(future)
}

/// The page under test.
///
/// # Errors
/// When it has not been built.
pub fn built_page() -> Result<PathBuf> {
    let path = match std::env::var_os("GELAN_HTML") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist/gelan.html")),
    };
    path.canonicalize().with_context(|| format!("{} is not there: run make first", path.display()))
}
