//! Pseudo-locales, made from the English strings, for tests alone: they show what is not translated, what breaks
//! when words are longer, and what stands on the wrong side from right to left.

/// How the letters of a string are changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pseudo {
    /// Accents on the letters, and a third more of them (`en-XA`).
    Accented,
    /// Every word from right to left (`ar-XB`).
    Mirrored,
}

impl Pseudo {
    /// The string in this pseudo-locale. Slots (`{name}`), Markdown signs and numbers stay.
    pub fn write(self, text: &str) -> String {
        let mut written = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = if first == '{' {
                rest.find('}').map_or(rest.len(), |end| end + 1)
            } else if first.is_alphabetic() {
                rest.find(|character: char| !character.is_alphabetic() && character != '’')
                    .unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            let (piece, tail) = rest.split_at(length);
            if first.is_alphabetic() {
                self.word(piece, &mut written);
            } else {
                written.push_str(piece);
            }
            rest = tail;
        }
        written
    }

    fn word(self, word: &str, written: &mut String) {
        match self {
            Self::Accented => {
                written.extend(word.chars().map(accented));
                written.extend(std::iter::repeat_n('·', word.chars().count() / 3));
            }
            Self::Mirrored => {
                written.push('\u{202e}');
                written.push_str(word);
                written.push('\u{202c}');
            }
        }
    }
}

fn accented(letter: char) -> char {
    const PLAIN: &str = "aceginosuyzACEGINOSUYZ";
    const MARKED: &str = "áçéğíñöšúýžÁÇÉĞÍÑÖŠÚÝŽ";
    PLAIN.chars().zip(MARKED.chars()).find(|(plain, _)| *plain == letter).map_or(letter, |(_, marked)| marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_and_signs_stay() {
        assert_eq!(Pseudo::Accented.write("Go {place}: **now** 12"), "Ğö {place}: **ñöw·** 12");
        assert_eq!(Pseudo::Mirrored.write("a {b}"), "\u{202e}a\u{202c} {b}");
    }
}
