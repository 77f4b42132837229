//! The plain form of a story: Markdown, plus a few lines for what Markdown has no sign for.
//!
//! | written | is |
//! |---|---|
//! | `## Heading` to `####` | a heading (`#` is taken as `##`) |
//! | `- item`, `1. item` | a list |
//! | `> words`, last line `> — Name` | a quote and who said it |
//! | `![alt](media:KEY "caption \| Credit")` on its own line | a picture |
//! | `:::gallery` … `:::` around picture lines | a gallery |
//! | `:::pullout` … `— Name` … `:::` | a line set large |
//! | `:::related` … `:::` around site paths, one per line | links to other stories |
//! | `{{module table:or-covid}}` on its own line | a live module |
//! | `{{video KEY "caption \| Credit"}}` on its own line | a video; `poster=KEY` and `link=ADDRESS` may follow its key |
//! | `---` | a break |
//!
//! Inside text: `**strong**`, `*emphasis*`, `` `code` ``, `[words](address)`, and a `\` at the end of a
//! line for a line break. HTML is shown as it was typed, with a problem that says so.
//!
//! For every normal body, `parse(&write(&body))` gives that body back and no problem.

mod parse;
mod scan;
mod sign;
mod write;

pub use parse::parse;
pub use write::write;
