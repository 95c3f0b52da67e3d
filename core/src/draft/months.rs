//! Names of the months in the six languages of the United Nations, for reading dates in whichever
//! language they were typed.

/// January first; spellings of the same month are separated by `|`, small letters.
const ALL: [[&str; 12]; 6] = [
    // English.
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september|sept",
        "october",
        "november",
        "december",
    ],
    // French.
    [
        "janvier",
        "février|fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août|aout",
        "septembre",
        "octobre",
        "novembre",
        "décembre|decembre",
    ],
    // Spanish.
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre|setiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    // Russian.
    [
        "января|январь",
        "февраля|февраль",
        "марта|март",
        "апреля|апрель",
        "мая|май",
        "июня|июнь",
        "июля|июль",
        "августа|август",
        "сентября|сентябрь",
        "октября|октябрь",
        "ноября|ноябрь",
        "декабря|декабрь",
    ],
    // Chinese.
    ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
    // Arabic, in both calendars in use: that of the Levant, and that of Egypt and the Gulf.
    [
        "كانون الثاني|يناير",
        "شباط|فبراير",
        "آذار|مارس",
        "نيسان|أبريل|ابريل|إبريل",
        "أيار|مايو",
        "حزيران|يونيو|يونيه",
        "تموز|يوليو|يوليه",
        "آب|أغسطس",
        "أيلول|سبتمبر",
        "تشرين الأول|أكتوبر|اكتوبر",
        "تشرين الثاني|نوفمبر",
        "كانون الأول|ديسمبر",
    ],
];

/// The month (1 to 12) that `word`, in small letters, names or abbreviates with at least three
/// letters; `None` where it may be two.
pub fn month_of(word: &str) -> Option<u8> {
    let mut found = None;
    for months in &ALL {
        for (number, month) in (1..).zip(months) {
            for name in month.split('|') {
                if name == word {
                    return Some(number);
                }
                if name.starts_with(word) && word.chars().count() >= 3 {
                    if found.is_some_and(|found| found != number) {
                        return None;
                    }
                    found = Some(number);
                }
            }
        }
    }
    found
}

/// The English names, as printed: the words of a date where the browser's are not at hand.
pub const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_every_language_is_read_as_its_month() {
        for months in &ALL {
            for (number, month) in (1..).zip(months) {
                for name in month.split('|') {
                    assert_eq!(month_of(name), Some(number), "{name}");
                }
            }
        }
    }

    #[test]
    fn abbreviations_count_where_they_can_only_be_one_month() {
        let cases = [
            ("oct", Some(10)),
            ("sept", Some(9)),
            ("janv", Some(1)),
            ("ene", Some(1)),
            ("дек", Some(12)),
            ("mar", Some(3)),
            ("mai", Some(5)),
            ("jui", None),
            ("ju", None),
            ("", None),
            ("wednesday", None),
        ];
        for (word, month) in cases {
            assert_eq!(month_of(word), month, "{word}");
        }
    }
}
