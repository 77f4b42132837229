//! The way from foreign HTML to a body: caps first, then the tokenizer, then the reader.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::reader::Reader;
use super::tags;
use crate::{Body, MediaKey, Problem, limits};

/// Reads HTML from anyone. The body holds all words for reading and as much structure as a body can
/// hold; every element that was left out is a [`Problem`] with its line. Input over a cap of
/// [`limits`] gives an empty body and one problem.
///
/// A picture is kept when its address is `media:KEY`; use [`parse_with_media`] to know others.
pub fn parse(input: &str) -> (Body, Vec<Problem>) {
    parse_with_media(input, &|_| None)
}

/// Like [`parse`], with pictures whose address `media` knows. An importer brings the pictures into
/// its media library first, or collects the addresses it is asked for and reads again.
pub fn parse_with_media(input: &str, media: &dyn Fn(&str) -> Option<MediaKey>) -> (Body, Vec<Problem>) {
    if input.len() > limits::INPUT_BYTES {
        return (Body::default(), vec![limits::too_long()]);
    }
    if tags::are_crowded(input) {
        return (Body::default(), vec![limits::too_many_attributes()]);
    }
    let sink = Sink(RefCell::new(Reader::new(media, !has_paragraph_tags(input))));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(input));
    // One call reads all unless a token asks for a pause, which this sink never does.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

/// Old sites keep paragraphs as empty lines and make `<p>` of them when they print the page. Only a
/// text without any `<p>` is read that way.
fn has_paragraph_tags(input: &str) -> bool {
    input.as_bytes().windows(3).any(|window| {
        matches!(window, [b'<', b'p' | b'P', after] if after.is_ascii_whitespace() || matches!(after, b'>' | b'/'))
    })
}

struct Sink<'a>(RefCell<Reader<'a>>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        self.0.borrow_mut().token(token, u32::try_from(line).unwrap_or(u32::MAX))
    }
}
