//! Days of the calendar: read as people type them, kept as ISO 8601.

use std::fmt;

use super::months::{self, month_of};

/// A day of the Gregorian calendar. Every value is a real day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// What a typed date may mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateReading {
    /// That day.
    Day(Date),
    /// One of two days, as `7/4/2025` is: day first, month first.
    Ambiguous(Date, Date),
    /// No day at all.
    Unknown,
}

impl Date {
    /// The day, where there is one: years 1 to 9999.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// Reads `2024-10-30`, and nothing else.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let digits = |text: &str, length: usize| {
            (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| text.parse().ok())?
        };
        let short = |text: &str| digits(text, 2).and_then(|number: u16| u8::try_from(number).ok());
        Self::new(digits(year, 4)?, short(month)?, short(day)?)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// `30 October 2024`, with these names of months, January first.
    pub fn in_words(self, months: &[&str; 12]) -> String {
        let month = months.get(usize::from(self.month) - 1).copied().unwrap_or("");
        format!("{} {month} {}", self.day, self.year)
    }

    /// `30 October 2024`.
    pub fn in_english(self) -> String {
        self.in_words(&months::ENGLISH)
    }
}

/// ISO 8601.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Reads a date as it was typed: ISO 8601; figures in an order that can only be meant one way;
/// the month in words of any of six languages; figures of any of the scripts concerned.
pub fn recognise(text: &str) -> DateReading {
    if text.len() > 80 {
        return DateReading::Unknown;
    }
    let Some(Typed { numbers, words, dots }) = Typed::read(text) else { return DateReading::Unknown };
    let day = |date: Option<Date>| date.map_or(DateReading::Unknown, DateReading::Day);
    match (&numbers[..], words.is_empty()) {
        ([year, month, day_of], true) if year.is_year() => day(date(year, month.value, day_of)),
        ([first, second, year], true) if year.is_year() => {
            let day_first = date(year, second.value, first);
            // With full stops the day comes first wherever dates are written so.
            let month_first = if dots { None } else { date(year, first.value, second) };
            match (day_first, month_first) {
                (Some(one), Some(other)) if one != other => DateReading::Ambiguous(one, other),
                (one, other) => day(one.or(other)),
            }
        }
        ([one, other], false) => {
            let Some(month) = month_in(&words) else { return DateReading::Unknown };
            match (one.is_year(), other.is_year()) {
                (true, false) => day(date(one, month.into(), other)),
                (false, true) => day(date(other, month.into(), one)),
                _ => DateReading::Unknown,
            }
        }
        _ => DateReading::Unknown,
    }
}

fn date(year: &Number, month: u16, day: &Number) -> Option<Date> {
    Date::new(year.value, u8::try_from(month).ok()?, u8::try_from(day.value).ok()?)
}

/// The month in these words; both names of it, as United Nations documents in Arabic write it.
fn month_in(words: &[String]) -> Option<u8> {
    month_of(&words.join(" ")).or_else(|| {
        (1..words.len()).find_map(|at| {
            let (one, other) = words.split_at(at);
            let month = month_of(&one.join(" "))?;
            (month_of(&other.join(" ")) == Some(month)).then_some(month)
        })
    })
}

/// The figures and words of a typed date.
#[derive(Default)]
struct Typed {
    numbers: Vec<Number>,
    words: Vec<String>,
    dots: bool,
}

struct Number {
    value: u16,
    figures: usize,
}

impl Number {
    fn is_year(&self) -> bool {
        self.figures == 4
    }
}

/// Words that go with a date and say nothing.
const FILLERS: [&str; 15] =
    ["st", "nd", "rd", "th", "of", "the", "er", "le", "de", "del", "º", "г", "года", "年", "日"];

impl Typed {
    /// `None` where there is a sign that does not belong in a date.
    fn read(text: &str) -> Option<Self> {
        let mut typed = Self::default();
        let mut rest = text.trim();
        while let Some(first) = rest.chars().next() {
            let figures = length_of(rest, |c| figure(c).is_some());
            let letters = length_of(rest, is_letter);
            let taken = if figures > 0 {
                let run = rest.get(..figures)?;
                let count = run.chars().count();
                if count > 4 {
                    return None;
                }
                let value = run.chars().filter_map(figure).fold(0, |value, figure| value * 10 + figure);
                typed.numbers.push(Number { value, figures: count });
                figures
            } else if letters > 0 {
                let word: String = rest.get(..letters)?.chars().flat_map(char::to_lowercase).collect();
                // `月` alone stands between figures; `十月` is a month's name.
                if word != "月" && !FILLERS.contains(&word.as_str()) {
                    typed.words.push(word);
                }
                letters
            } else if first.is_whitespace() || ",./-–،\u{200e}\u{200f}".contains(first) {
                typed.dots |= first == '.';
                first.len_utf8()
            } else {
                return None;
            };
            rest = rest.get(taken..)?;
        }
        Some(typed)
    }
}

/// Bytes at the front of `text` whose characters are all `wanted`.
fn length_of(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|c| !wanted(c)).unwrap_or(text.len())
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

/// The value of a figure: European, Arabic, Persian, full width.
fn figure(c: char) -> Option<u16> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u16::try_from(u32::from(c) - u32::from(zero)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        let typed = [
            "30 October 2024",
            "30 Oct 2024",
            "30 Oct. 2024",
            "October 30, 2024",
            "30th of October 2024",
            "2024-10-30",
            "2024/10/30",
            "30/10/2024",
            "10/30/2024",
            "30.10.2024",
            "30-10-2024",
            "\u{ff13}\u{ff10} octobre 2024",
            "le 30 octobre 2024",
            "30 de octubre de 2024",
            "30 октября 2024 г.",
            "2024年10月30日",
            "30 十月 2024",
            "٣٠ تشرين الأول ٢٠٢٤",
            "30 تشرين الأول/أكتوبر 2024",
            "۳۰ أكتوبر ۲۰۲۴",
            "2024年10月30日",
            "  30 OCTOBER 2024 ",
        ];
        let day = Date::new(2024, 10, 30).unwrap();
        for text in typed {
            assert_eq!(recognise(text), DateReading::Day(day), "{text}");
        }
    }

    #[test]
    fn a_date_that_may_be_two_days_is_not_decided() {
        let (april, july) = (Date::new(2025, 4, 7).unwrap(), Date::new(2025, 7, 4).unwrap());
        assert_eq!(recognise("7/4/2025"), DateReading::Ambiguous(april, july));
        assert_eq!(recognise("7.4.2025"), DateReading::Day(april));
        assert_eq!(recognise("5/5/2025"), DateReading::Day(Date::new(2025, 5, 5).unwrap()));
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        let typed = [
            "",
            "2024",
            "October 2024",
            "30 October",
            "30 October 24",
            "31 April 2025",
            "29 February 2023",
            "2024-13-01",
            "2024-00-10",
            "32/10/2024",
            "13/13/2024",
            "30 Foo 2024",
            "7-11 April 2025",
            "30 October 2024 at noon",
            "a@b",
            "20241030",
            "0000-01-01",
            "99999-01-01",
            "30 jui 2024",
        ];
        for text in typed {
            assert_eq!(recognise(text), DateReading::Unknown, "{text}");
        }
    }

    #[test]
    fn what_is_written_as_iso_is_read_as_the_same_day() {
        for year in [1, 1900, 2000, 2024, 9999] {
            for month in 0..=13 {
                for day in 0..=32 {
                    let Some(date) = Date::new(year, month, day) else { continue };
                    assert_eq!(Date::parse_iso(&date.to_string()), Some(date));
                    assert_eq!(recognise(&date.to_string()), DateReading::Day(date));
                }
            }
        }
        for text in ["2024-1-05", "+024-10-30", "2024-10-30 ", "2024-10-30T", "2024-02-30"] {
            assert_eq!(Date::parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_written_in_words() {
        assert_eq!(Date::new(2024, 10, 5).unwrap().in_english(), "5 October 2024");
    }
}
