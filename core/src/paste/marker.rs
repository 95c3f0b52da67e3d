//! What stands before the items of a list where lists are typed: bullets, numbers, letters.

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Numerals {
    Decimal,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
}

/// What stands around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Around {
    /// `1.`
    Dot,
    /// `1)`
    After,
    /// `(1)`
    Both,
}

/// A way to mark items; those of one list share it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    Bullet(char),
    Number(Numerals, Around),
}

/// A sign that may begin an item, and what follows it.
#[derive(Clone, Debug)]
pub(super) struct Marker<'a> {
    /// All that it may mean: `i.` is a letter or a number.
    pub(super) readings: Vec<(Style, u32)>,
    /// What stands between the sign and the words.
    pub(super) gap: &'a str,
    /// The words.
    pub(super) rest: &'a str,
}

/// Bullets that are nothing else at the beginning of a line.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '‣'
            | '▪'
            | '▫'
            | '■'
            | '●'
            | '○'
            | '◦'
            | '◆'
            | '◇'
            | '►'
            | '▸'
            | '➢'
            | '➤'
            | '⁃'
            | '∙'
            | '·'
            | '\u{f02d}'
            | '\u{f06c}'
            | '\u{f06e}'
            | '\u{f071}'
            | '\u{f075}'
            | '\u{f076}'
            | '\u{f09f}'
            | '\u{f0a7}'
            | '\u{f0a8}'
            | '\u{f0b7}'
            | '\u{f0d8}'
            | '\u{f0fc}'
    )
}

/// Bullets that may be something else: dashes, and letters of a font of signs.
fn may_be_bullet(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '*' | '+' | 'o' | '§' | 'Ø' | 'ü' | 'v' | 'q' | 'à')
}

fn is_letter_bullet(c: char) -> bool {
    matches!(c, 'o' | '§' | 'Ø' | 'ü' | 'v' | 'q' | 'à')
}

/// Between a sign and the words: spaces of any kind, tabs.
pub(super) fn is_gap(c: char) -> bool {
    c == ' ' || c == '\t' || c == '\u{a0}' || c == '\u{2002}' || c == '\u{2003}'
}

impl<'a> Marker<'a> {
    /// The sign at the beginning of the line, which has no white space before it.
    pub(super) fn of(line: &'a str) -> Option<Self> {
        let first = line.chars().next()?;
        let after = line.get(first.len_utf8()..)?;
        let (gap, rest) = split_gap(after);
        if is_bullet(first) {
            // A row of dots is none.
            let is_row = rest.is_empty() || (gap.is_empty() && rest.starts_with(is_bullet));
            return (!is_row).then(|| Self { readings: vec![(Style::Bullet(first), 0)], gap, rest });
        }
        if may_be_bullet(first) && !gap.is_empty() && !rest.is_empty() {
            let wide = gap.contains('\t') || gap.chars().count() > 1;
            if !is_letter_bullet(first) || wide || first == 'o' {
                return Some(Self { readings: vec![(Style::Bullet(first), 0)], gap, rest });
            }
        }
        let end = line.find(is_gap)?;
        let (sign, after) = line.split_at(end);
        let (gap, rest) = split_gap(after);
        let readings = numbers(sign);
        (!readings.is_empty() && !rest.is_empty()).then_some(Self { readings, gap, rest })
    }

    /// The gap is one that nobody types within a sentence.
    pub(super) fn is_wide(&self) -> bool {
        self.gap.contains('\t') || self.gap.chars().count() > 1
    }
}

fn split_gap(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(is_gap);
    text.split_at(text.len() - rest.len())
}

/// What a sign such as `1.`, `(a)` or `iv)` may mean.
pub(super) fn numbers(sign: &str) -> Vec<(Style, u32)> {
    let (around, inner) = if let Some(inner) = sign.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
    {
        (Around::Both, inner)
    } else if let Some(inner) = sign.strip_suffix(')') {
        (Around::After, inner)
    } else if let Some(inner) = sign.strip_suffix('.') {
        (Around::Dot, inner)
    } else {
        return Vec::new();
    };
    let mut readings = Vec::new();
    if inner.len() <= 3 && inner.bytes().all(|byte| byte.is_ascii_digit()) {
        if let Ok(number) = inner.parse() {
            readings.push((Style::Number(Numerals::Decimal, around), number));
        }
        return readings;
    }
    let lower = inner.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = inner.bytes().all(|byte| byte.is_ascii_uppercase());
    if inner.is_empty() || !(lower || upper) {
        return readings;
    }
    let (letters, roman) =
        if lower { (Numerals::Lower, Numerals::LowerRoman) } else { (Numerals::Upper, Numerals::UpperRoman) };
    if let Some(number) = roman_number(&inner.to_ascii_lowercase()) {
        readings.push((Style::Number(roman, around), number));
    }
    if let [letter] = inner.as_bytes() {
        readings.push((Style::Number(letters, around), u32::from(letter.to_ascii_lowercase() - b'a') + 1));
    }
    readings
}

/// A Roman number below 40, in lower case.
fn roman_number(text: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones = text.trim_start_matches('x');
    let tens = text.len() - ones.len();
    let ones = ONES.iter().position(|known| *known == ones)?;
    let number = u32::try_from(tens * 10 + ones).ok()?;
    (1..40).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_means_what_a_reader_takes_it_for() {
        use Around::{After, Both, Dot};
        use Numerals::{Decimal, Lower, LowerRoman, Upper, UpperRoman};
        let cases: [(&str, &[(Style, u32)]); 12] = [
            ("1.", &[(Style::Number(Decimal, Dot), 1)]),
            ("(12)", &[(Style::Number(Decimal, Both), 12)]),
            ("a)", &[(Style::Number(Lower, After), 1)]),
            ("i.", &[(Style::Number(LowerRoman, Dot), 1), (Style::Number(Lower, Dot), 9)]),
            ("iv)", &[(Style::Number(LowerRoman, After), 4)]),
            ("(B)", &[(Style::Number(Upper, Both), 2)]),
            ("XIX.", &[(Style::Number(UpperRoman, Dot), 19)]),
            ("2021.", &[]),
            ("(UN)", &[]),
            ("iiii.", &[]),
            ("1", &[]),
            (".", &[]),
        ];
        for (sign, expected) in cases {
            assert_eq!(numbers(sign), expected, "{sign}");
        }
    }
}
