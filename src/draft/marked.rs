//! Copies of a draft with its corrections marked.

use super::{Checked, Verdict};
use crate::text::markup::escape;
use crate::text::{say, t};

/// Returns the text with every wrong figure as 【961→916】.
pub fn as_text(text: &str, checked: &[Checked]) -> String {
    let mut out = String::with_capacity(text.len() + 32 * checked.len());
    let mut at = 0;
    for figure in checked {
        let Some(new) = figure.correction() else { continue };
        if figure.digits.start < at {
            continue;
        }
        let old = text.get(figure.digits.clone()).unwrap_or_default();
        out.push_str(text.get(at..figure.digits.start).unwrap_or_default());
        out.push_str(&format!("【{old}→{}】", plain(&new)));
        at = figure.digits.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Removes the percent sign, which the draft has behind the digits already.
fn plain(new: &str) -> &str {
    new.trim_end_matches('%')
}

/// Returns the text as a page of its own: wrong figures are struck out with the computed one beside, the others underlined.
pub fn as_html(text: &str, checked: &[Checked]) -> String {
    let mut body = String::new();
    let mut at = 0;
    for figure in checked {
        let part = if figure.correction().is_some() { &figure.digits } else { &figure.figure };
        if part.start < at {
            continue;
        }
        body += &escape(text.get(at..part.start).unwrap_or_default());
        let old = escape(text.get(part.clone()).unwrap_or_default());
        let why = escape(&figure.reason);
        body += &match figure.correction() {
            Some(new) => format!("<del title=\"{why}\">{old}</del><ins>{}</ins>", escape(plain(&new))),
            None => format!("<u class=\"{}\" title=\"{why}\">{old}</u>", figure.verdict.id()),
        };
        at = part.end;
    }
    body += &escape(text.get(at..).unwrap_or_default());
    let wrong = checked.iter().filter(|f| f.verdict == Verdict::Differs).count();
    let (title, line) = (t("核稿"), say!("{n} 个数，{wrong} 个不符", n = checked.len(), wrong));
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>{title}</title>\n<style>\
         body{{font:16px/1.9 serif;max-width:42em;margin:2em auto;padding:0 1em;white-space:pre-wrap}}\
         del{{color:#b02a5b}}ins{{color:#b02a5b;font-weight:bold;text-decoration:none;border-bottom:3px double}}\
         ins::before{{content:\"→\"}}u{{text-decoration:underline;text-underline-offset:4px}}\
         u.differs{{text-decoration-style:wavy}}u.at-least{{text-decoration-style:dashed}}\
         u.cannot-check{{text-decoration-style:dotted}}\
         </style>\n<p><b>{title}</b>　{line}</p>\n<div>{body}</div>\n</html>\n"
    )
}
