//! What a misspelt name was probably meant to be.

/// The known name nearest to `word`, if one is near enough to be worth asking about.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word: Vec<char> = word.chars().take(MOST_LETTERS + 1).flat_map(char::to_lowercase).collect();
    if word.len() > MOST_LETTERS {
        return None;
    }
    let bearable = if word.len() <= 3 { 1 } else { 2 };
    known
        .into_iter()
        .take(MOST_NAMES)
        .filter_map(|name| {
            let letters: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
            (letters.len().abs_diff(word.len()) <= bearable).then(|| (distance(&word, &letters), name))
        })
        .filter(|(distance, name)| *distance <= bearable && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Longer words are not compared, so that a hostile file cannot keep the page busy.
const MOST_LETTERS: usize = 32;
/// Further names are not looked at, for the same reason.
const MOST_NAMES: usize = 2_000;

/// How many letters are to be put in, left out, changed, or swapped with their neighbour
/// (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (row, letter_a) in a.iter().enumerate() {
        let mut current = Vec::with_capacity(b.len() + 1);
        current.push(row + 1);
        let mut last_b = None;
        let at = |cells: &[usize], column: usize| cells.get(column).copied().unwrap_or(usize::MAX / 2);
        for (column, letter_b) in b.iter().enumerate() {
            let changed = at(&above, column) + usize::from(letter_a != letter_b);
            let mut least = changed.min(at(&above, column + 1) + 1).min(at(&current, column) + 1);
            if last_a == Some(letter_b) && last_b == Some(letter_a) {
                least = least.min(at(&before, column.wrapping_sub(1)) + 1);
            }
            current.push(least);
            last_b = Some(letter_b);
        }
        last_a = Some(letter_a);
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_name_that_was_meant() {
        let known = ["rich", "text", "choice", "multichoice", "per-item", "date", "sdgs", "I.a", "required"];
        let cases = [
            ("ritch", Some("rich")),
            ("Rich", Some("rich")),
            ("tetx", Some("text")),
            ("per item", Some("per-item")),
            ("peritem", Some("per-item")),
            ("requierd", Some("required")),
            ("multichioce", Some("multichoice")),
            ("I.b", Some("I.a")),
            ("video", None),
            ("", None),
            ("x", None),
            ("rich-text-with-much-more-than-that", None),
        ];
        for (word, meant) in cases {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
    }
}
