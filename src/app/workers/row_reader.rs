//! Rows of files, read again by workers of their own, so that looking neither waits for a drop nor delays one.

use super::client::{Answer, Client};
use super::coordinator::to_read;
use super::transport::Beside;
use crate::app::store::Store;
use gelan::input::file::{RowText, RowsOf};
use gelan::session::FileId;
use gelan::session::protocol::{Request, Response};
use gelan::text::t;

/// Who looks at rows; each has a worker of its own.
#[derive(Clone, Copy)]
pub enum RowReader {
    /// The row of a finding.
    Finding,
    /// The rows behind a figure.
    Evidence,
}

/// The rows, or a sentence why there are none.
pub type ReadRows = Result<Vec<RowText>, String>;

thread_local! {
    static READERS: [Client; 2] = [Client::passing(), Client::passing()];
}

impl RowReader {
    fn client(self) -> Client {
        READERS.with(|[finding, evidence]| match self {
            Self::Finding => finding.clone(),
            Self::Evidence => evidence.clone(),
        })
    }

    /// Reads rows of a file after whatever was asked before. `then` gets them, unless they are forgotten first.
    pub fn read(self, store: Store, file: FileId, wanted: RowsOf, then: impl FnOnce(ReadRows) + 'static) {
        let mut then = Some(then);
        let mut answer = move |rows| _ = then.take().map(|then| then(rows));
        if to_read(store, file).is_none() {
            answer(Err(t("文件已经移除，看不到原来的行；请重新放入").to_owned()));
            return;
        }
        let make = move || {
            let (name, choices, file) = to_read(store, file)?;
            Some((Request::ReadRows { name, choices, wanted }, Beside::File(file)))
        };
        self.client().ask(None, make, move |heard| match heard {
            Answer::Part(..) => {}
            Answer::Whole(Response::Rows(rows), _) => answer(rows),
            Answer::Whole(..) | Answer::Lost => {
                answer(Err(
                    t("读取这一行时程序出错，原文件没有改动；请在 Excel 或 WPS 中打开查看").to_owned()
                ));
            }
        });
    }

    /// Forgets what was asked, also in the middle of a large file.
    pub fn forget(self) {
        self.client().stop();
    }
}
