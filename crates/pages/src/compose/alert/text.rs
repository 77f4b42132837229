//! An authority's text as paragraphs and lines. Its words are not touched: only where a line was broken to fit a
//! teleprinter of 66 letters, the break is a blank.

/// A line shorter than this was ended on purpose.
const SHORT: usize = 45;

/// Paragraphs, each of lines that stand for themselves.
pub(super) fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    blocks.map(lines).collect()
}

/// Parts one after the other, each with one full stop, also where its writer had set one.
pub(super) fn sentences(parts: &[&str]) -> String {
    let ended = |part: &str| {
        let is_ended = part.trim_end_matches(['”', '"', ')', '’']).ends_with(['.', '!', '?', '…']);
        if is_ended { part.to_owned() } else { format!("{part}.") }
    };
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.map(ended).collect::<Vec<_>>().join(" ")
}

fn lines(block: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in block.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let begins = line.starts_with(['*', '-', '•', '.']);
        match lines.last_mut().filter(|_| is_open && !begins) {
            Some(last) => {
                last.push(' ');
                last.push_str(line);
            }
            None => lines.push(line.to_owned()),
        }
        is_open = line.chars().count() >= SHORT;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_one_full_stop() {
        let parts = ["Leave now. ", "Do not wait to gather belongings.", "", "Until noon", "“Go!”"];
        assert_eq!(sentences(&parts), "Leave now. Do not wait to gather belongings. Until noon. “Go!”");
    }

    #[test]
    fn only_the_breaks_of_the_teleprinter_go() {
        let text = "* WHAT...South winds 15 to 25 mph with gusts to 40 mph and low\nhumidity.\n\n* WHERE...All areas.\n\nLocations impacted include\nAlturas\nTulelake\n* Wind: strong";
        let told = paragraphs(text);
        assert_eq!(told[0], ["* WHAT...South winds 15 to 25 mph with gusts to 40 mph and low humidity."]);
        assert_eq!(told[1], ["* WHERE...All areas."]);
        assert_eq!(told[2], ["Locations impacted include", "Alturas", "Tulelake", "* Wind: strong"]);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(text), words(&told.concat().join(" ")), "every word, in order");
    }
}
