//! Symbols of United Nations documents that look wrong.

use super::listed::latin;

/// Series symbols that begin a document symbol of which something can be said.
const ORGANS: [&str; 3] = ["A", "E", "S"];

/// Parts that are followed by a full stop and a number: `E/CN.15`, `CRP.1`.
const NUMBERED: [&str; 14] =
    ["AC", "C", "CN", "CONF", "WG", "WP", "CRP", "L", "PV", "SR", "ADD", "REV", "CORR", "SC"];

/// Characters at the end of a symbol that are the sentence's.
pub(super) const TRAILING: [char; 5] = ['.', '-', ':', '&', '='];

/// Symbols in `text` that do not read as one, each with what is probably meant. Text that only
/// looks a little like a symbol ("and/or", "A/B testing", addresses, dates) is left alone.
pub fn doubtful_symbols(text: &str) -> Vec<(&str, Option<String>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(slash) = text.get(from..).and_then(|rest| rest.find('/')) {
        let at = from + slash;
        let start = text.get(..at).map_or(at, |before| {
            before.char_indices().rev().take_while(|(_, c)| belongs(*c)).last().map_or(at, |(start, _)| start)
        });
        let end =
            text.get(at..).and_then(|rest| rest.find(|c| !belongs(c))).map_or(text.len(), |end| at + end);
        from = end.max(at + 1);
        let Some(token) = text.get(start..end) else { continue };
        let token = token.trim_end_matches(TRAILING);
        if let Judgement::Doubtful(better) = judge(token) {
            found.push((token, better));
        }
    }
    found
}

/// Characters of a symbol, and those by which an address is told from one.
pub(super) fn belongs(c: char) -> bool {
    c.is_alphanumeric() || "/.-:_@?&=%#~".contains(c)
}

enum Judgement {
    NoSymbol,
    Fine,
    Doubtful(Option<String>),
}

fn judge(token: &str) -> Judgement {
    if token.contains([':', '@', '?', '&', '=', '%', '#', '~', '_']) {
        return Judgement::NoSymbol;
    }
    let folded: String = token.chars().map(latin).collect();
    let parts: Vec<&str> = folded.split('/').collect();
    let [organ, second, rest @ ..] = parts.as_slice() else { return Judgement::NoSymbol };
    let (organ, upper) = (organ.to_ascii_uppercase(), second.to_ascii_uppercase());
    if !ORGANS.contains(&organ.as_str()) || !is_series(&upper, rest) {
        return Judgement::NoSymbol;
    }
    let mended = mend(&folded);
    match (is_well_formed(&mended), mended == token) {
        (true, true) => Judgement::Fine,
        (true, false) => Judgement::Doubtful(Some(mended)),
        (false, _) => Judgement::Doubtful(None),
    }
}

/// The second part is one that only stands in document symbols.
fn is_series(second: &str, rest: &[&str]) -> bool {
    let (name, number) = second.split_once('.').unwrap_or((second, ""));
    match name {
        "RES" | "DEC" | "PRST" | "HRC" | "HLPF" => true,
        // `A/C/D` may be anything, `A/C.3` and `A/C/3/79/L.1` are not.
        "C" | "CN" | "AC" | "CONF" | "PV" => {
            is_number(number) || (rest.len() >= 2 && starts_with_number(rest))
        }
        _ => false,
    }
}

fn starts_with_number(rest: &[&str]) -> bool {
    rest.first().is_some_and(|part| is_number(part))
}

/// Capitals, and full stops where a series is parted from its number by a slash.
fn mend(token: &str) -> String {
    let parts: Vec<String> = token.split('/').map(capitals).collect();
    let mut mended = String::new();
    for (index, part) in parts.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| parts.get(index));
        let numbered = before.is_some_and(|before| NUMBERED.contains(&before.to_ascii_uppercase().as_str()));
        if index > 0 {
            mended.push(if numbered && is_number(part) { '.' } else { '/' });
        }
        mended.push_str(part);
    }
    mended
}

/// `res` as `RES`, `Crp.1` as `CRP.1`; `Add.1` and `Rev.1` keep their form.
fn capitals(part: &str) -> String {
    let (name, number) = part.split_once('.').unwrap_or((part, ""));
    let upper = name.to_ascii_uppercase();
    let name = match upper.as_str() {
        "ADD" => "Add",
        "REV" => "Rev",
        "CORR" => "Corr",
        "RES" | "DEC" | "PRST" | "HRC" | "HLPF" | "A" | "E" | "S" => &upper,
        known if NUMBERED.contains(&known) => known,
        _ => name,
    };
    if number.is_empty() { name.to_owned() } else { format!("{name}.{number}") }
}

/// What is known of the order of parts, and no more: what follows is not looked at.
fn is_well_formed(symbol: &str) -> bool {
    let parts: Vec<&str> = symbol.split('/').collect();
    if parts.iter().any(|part| part.is_empty()) {
        return false;
    }
    match parts.as_slice() {
        // General Assembly: session and number; of special and emergency sessions `S-32`, `ES-10`.
        ["A", "RES" | "DEC", session, number, ..] => is_session(session) && starts_with_figure(number),
        // Before 1976: `A/RES/217(III)`, `A/RES/2200(XXI)`.
        ["A", "RES", number] => number.contains('(') || is_before_1976(number),
        // Economic and Social Council: year and number; before 1978 the number alone.
        ["E", "RES" | "DEC", year, number, ..] => is_year(year) && starts_with_figure(number),
        ["E", "RES" | "DEC", number] => is_before_1976(number),
        // Security Council: the number, its year in brackets after a space.
        ["S", "RES", number] => starts_with_figure(number),
        ["S", "PRST", year, number] => is_year(year) && is_number(number),
        ["A", "HRC", "RES" | "DEC" | "PRST", session, number, ..] => {
            is_session(session) && starts_with_figure(number)
        }
        ["A", "HRC", part, _, ..] => is_session(part) || !is_number(part),
        ["E", "HLPF", year, _, ..] => is_year(year),
        ["A" | "E" | "S", series, ..] => {
            let (_, number) = series.split_once('.').unwrap_or((series, ""));
            is_number(number)
        }
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn starts_with_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_number(text)
}

/// `78`, `S-32`, `ES-10`.
fn is_session(text: &str) -> bool {
    let number = text.strip_prefix("ES-").or_else(|| text.strip_prefix("S-")).unwrap_or(text);
    is_number(number) && number.len() <= 3
}

/// Resolutions were numbered through until 1976, up to 3541, and by session after.
fn is_before_1976(text: &str) -> bool {
    is_number(text) && text.len() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_that_are_right_are_left_alone() {
        for symbol in [
            "A/RES/70/125",
            "A/RES/S-32/1",
            "A/RES/ES-10/23",
            "A/RES/60/252",
            "A/RES/217(III)",
            "E/RES/2023/3",
            "S/RES/1373 (2001)",
            "S/RES/2341",
            "S/PRST/2015/3",
            "A/79/62",
            "A/79/62/Add.1",
            "E/2024/55",
            "A/HRC/53/1",
            "A/HRC/RES/53/29",
            "A/HRC/WG.6/44/L.1",
            "A/C.2/78/L.5",
            "A/CONF.234/16",
            "E/CN.16/2024/2",
            "E/CN.15/2024/CRP.1",
            "CAC/COSP/2023/1",
            "ST/SGB/2023/1",
            "ST/CS/SER.A/44/Rev.1",
            "S/PV.9000",
            "E/HLPF/2024/5",
            "A/S-10/L.2",
            "A/RES/78/227, and A/RES/77/219.",
        ] {
            assert_eq!(doubtful_symbols(symbol), [], "{symbol}");
        }
    }

    #[test]
    fn text_that_is_no_symbol_is_left_alone() {
        for text in [
            "and/or",
            "ICT/AI",
            "7/4/2025",
            "24/7",
            "A/B testing",
            "s/he",
            "S/M/L",
            "km/h",
            "a/c",
            "A/C/D",
            "https://undocs.org/A/RES/77",
            "undocs.org/en/a/res/77",
            "www.un.org/E/CN/15",
            "e/m ratio",
            "/",
            "//",
            "input/output",
            "c/o",
            "N/A",
            "he/she/they",
            "E/A",
            "https://example.org/?q=A/RES/1",
            "A/4 paper",
            "",
        ] {
            assert_eq!(doubtful_symbols(text), [], "{text}");
        }
    }

    #[test]
    fn symbols_that_are_wrong_are_found_with_what_is_meant() {
        let cases = [
            ("E/CN/15/2024/CRP.1", Some("E/CN.15/2024/CRP.1")),
            ("E/CN.15/2024/CRP/1", Some("E/CN.15/2024/CRP.1")),
            ("a/res/70/125", Some("A/RES/70/125")),
            ("A/Res/70/125", Some("A/RES/70/125")),
            ("\u{410}/RES/70/125", Some("A/RES/70/125")),
            ("A/C/3/79/L/5", Some("A/C.3/79/L.5")),
            ("A/RES/70", None),
            ("A/RES/70/", None),
            ("A/RES/2023/3", None),
            ("E/RES/77/3", None),
            ("A/HRC/53", None),
            ("S/RES/", None),
        ];
        for (text, better) in cases {
            let found = doubtful_symbols(text);
            assert_eq!(found, [(text, better.map(str::to_owned))], "{text}");
        }
    }

    #[test]
    fn a_symbol_is_found_within_a_sentence() {
        let text = "As decided (see E/CN/16/2024/2, and/or A/RES/70/125).";
        assert_eq!(doubtful_symbols(text), [("E/CN/16/2024/2", Some("E/CN.16/2024/2".to_owned()))]);
    }
}
