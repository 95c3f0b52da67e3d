//! Random Markdown source, glued from pieces of its syntax and from words that can be found again.

use std::fmt;

use crate::chance::Chance;

/// A source in pieces, so that one that breaks a law can be made smaller.
#[derive(Clone)]
pub struct Source(Vec<Piece>);

#[derive(Clone)]
enum Piece {
    Sign(&'static str),
    /// Stands once in a source.
    Word(String),
}

/// What begins a line.
const BEGINNINGS: &[&str] = &[
    "- ",
    "* ",
    "+ ",
    "-",
    "*",
    "+",
    "-   ",
    "-\t",
    "1. ",
    "1) ",
    "0. ",
    "2) ",
    "7. ",
    "10. ",
    "010. ",
    "999999999. ",
    "1234567890. ",
    "1.",
    "1)",
    "1.\t",
    "> ",
    ">",
    ">> ",
    ">\t",
    "# ",
    "## ",
    "###### ",
    "####### ",
    "#",
    "#\t",
    " ",
    "  ",
    "   ",
    "    ",
    "     ",
    "\t",
    " \t",
    "        ",
    "[^1]: ",
    "[^1]:",
    "[^2]: ",
    "[^a b]: ",
    "[^A]: ",
    "[x]: ",
    "[X]:",
    "[y]:\n",
    "[z]: <",
    "[x y]: ",
    "[!]: ",
    "[x\\]]: ",
    "[x]: y ",
    "| ",
    "|",
    "|-|",
    "|-|-|",
    "|:-:|--:|",
    "-|-",
    ":-",
    "---",
    "***",
    "___",
    "- - -",
    "* * *",
    "===",
    "--",
    "=",
    "```",
    "~~~",
    "````x",
    "``` `",
    "~~~ ~",
    "<div>",
    "</div>",
    "<!--",
    "<?x",
    "<!X",
    "<![CDATA[",
    "<script>",
    "<pre",
    "<b c='",
    "(- ",
    "[10. ",
    "\\- ",
    "\\",
    "&#45; ",
    "&nbsp;",
    "\u{f0b7} ",
    "\u{f0b7}\t",
    "• ",
    "- [ ] ",
    "- [x] ",
    "%",
    ": ",
    "Table: ",
    "(i) ",
    "a. ",
    "B. ",
    "#. ",
    "(@) ",
];

/// What ends a line.
const ENDS: &[&str] = &[
    "\n",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\n\n\n",
    "  \n",
    "   \n",
    "\\\n",
    "\\\\\n",
    "\r\n",
    "\r",
    " \r\n",
    "\n \n",
    "\n\t\n",
    "\t\n",
    "\n---\n",
    "\n===\n",
    "\n-\n",
    "\n=\n",
    "\n***\n",
    "\n|-|\n",
    "\n|-|-|\n",
    "\n--|:-:\n",
    "\n-\n",
    "\n<!-- -->\n",
    "\n\n<!-- -->\n\n",
    "\n    ",
    "\n> ",
    "\n>\n",
    "\n\u{2028}",
    "\u{2028}",
    "\u{85}",
    "\u{b}",
    "\u{c}",
    " #\n",
    " ##  \n",
    "#\n",
    "\\#\n",
    "|\n",
    " |\n",
    " \\|\n",
    "\n```\n",
    "\n~~~\n",
    "\n[x]: y\n",
    "\n[^1]: z\n",
    "\n[y]: <",
];

/// What stands in a line: marks, brackets, links of all kinds, references, HTML, code.
const INLINES: &[&str] = &[
    "*",
    "**",
    "***",
    "_",
    "__",
    "___",
    "*",
    "**",
    "`",
    "``",
    "[",
    "]",
    "](",
    ")",
    "](<",
    ">)",
    "][",
    "][]",
    "[]",
    "[x]",
    "[y]",
    "[x][y]",
    "[x y]",
    "![",
    "![x]",
    "!",
    "](x)",
    "](<x y>)",
    "](x 'y')",
    "](x \"y\")",
    "](x (y))",
    "]( x )",
    "](\nx\n'y'\n)",
    "](#)",
    "]()",
    "](<>)",
    "](x(y)z)",
    "](x(y(z)))",
    "](\\(x)",
    "](x%20y)",
    "](x&amp;y)",
    "](x&copy;=1)",
    "](/a/b?c=d&e=f#g)",
    "](mailto:a@example.org)",
    "](mailto:a@example.org?subject=b%20c&body=d)",
    "](MAILTO:A@B.ORG)",
    "](mailto:)",
    "](a@example.org)",
    "](https://example.org/a_b_(c))",
    "](HTTPS://EXAMPLE.ORG)",
    "](http:x)",
    "](tel:+1)",
    "](javascript:x)",
    "](JAVA&#x73;cript:x)",
    "](data:x)",
    "](ftp://x)",
    "](//x)",
    "](x:y)",
    "](\u{a0}x)",
    "](é)",
    "](x|y)",
    "](x\\|y)",
    "](x\\y)",
    "](<x\\>y>)",
    "](x<y)",
    "](x`y)",
    "](x*y)",
    "](x_y_)",
    "](x \"y\\\"z\")",
    "](x \"\")",
    "](x ' ')",
    "<a@example.org>",
    "<A.b+c@D-e.example.org>",
    "<a_b@example.org>",
    "<a*b@example.org>",
    "<a@b>",
    "<a@b_c>",
    "<@b>",
    "<a@>",
    "<mailto:a@example.org>",
    "<MAILTO:a@b.c>",
    "<mailto:a@b.c?subject=d>",
    "<https://example.org/a_b?c=d&e=f>",
    "<https://a.b/(c)>",
    "<http:>",
    "<https:a|b>",
    "<HTTP://A.B>",
    "<https://a.b/c\\d>",
    "<https://a.b/`c>",
    "<https://a.b/&amp;>",
    "<https://a.b/*c*>",
    "<tel:1>",
    "<javascript:x>",
    "<ftp://a.b>",
    "<a:b>",
    "<ab:c>",
    "<https://",
    "<mailto:",
    "<a@",
    ">",
    "<",
    "https://example.org/a_b*c",
    "www.example.org",
    "a@example.org",
    "http://x[^1]",
    "[^1]",
    "[^1]",
    "[^2]",
    "[^a b]",
    "[^a]",
    "[^1][^1]",
    "[^1](x)",
    "[^",
    "^[",
    "]:",
    "]: ",
    ": ",
    "\"",
    "'",
    "(",
    "\\",
    "\\\\",
    "\\*",
    "\\[",
    "\\]",
    "\\_",
    "\\`",
    "\\<",
    "\\&",
    "\\|",
    "\\!",
    "\\\n",
    "|",
    " | ",
    "||",
    "\\|",
    "~",
    "~~",
    "$",
    "^",
    "{",
    "}",
    "=",
    "#",
    "+",
    "-",
    "--",
    ".",
    ",",
    ";",
    "?",
    "%",
    "/",
    "@",
    "<b>",
    "</b>",
    "<br>",
    "<br/>",
    "<a href='x'>",
    "</a>",
    "<!-- -->",
    "<!--",
    "-->",
    "<!---->",
    "<!-- x -->",
    "<?",
    "?>",
    "<!X>",
    "<![CDATA[",
    "]]>",
    "<x@y",
    "<b\n>",
    "&",
    "&amp;",
    "&lt;",
    "&gt;",
    "&nbsp;",
    "&ensp;",
    "&#32;",
    "&#9;",
    "&#10;",
    "&#13;",
    "&#0;",
    "&#1;",
    "&#42;",
    "&#x5b;",
    "&#60;",
    "&#124;",
    "&#92;",
    "&#xfdd0;",
    "&#x202e;",
    "&#x10ffff;",
    "&#x110000;",
    "&copy",
    "&copy;",
    "&amp;amp;",
    "&NotEqualTilde;",
    "&zwj;",
    "&Tab;",
    "&NewLine;",
    "&lbrack;",
    "&;",
    "&#;",
    "1",
    "2.",
    "0",
    "a",
    "b",
    "x",
    "y",
    "é",
    "中",
    "。",
    "（",
    "）",
    "、",
    "か",
    "한",
    "ع",
    "א",
    "😀",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{301}",
    "\u{a0}",
    "\u{2003}",
    "\u{3000}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{202a}",
    "\u{202e}",
    "\u{2066}",
    "\u{2060}",
    "\u{ad}",
    "\u{feff}",
    "\u{fffd}",
    "\u{fdd0}",
    "\u{ffff}",
    "\u{e000}",
    "\u{f0b7}",
    "\u{0}",
    "\u{1}",
    "\u{7f}",
    "\u{9f}",
    "\u{1680}",
    "“",
    "”",
    "’",
    "…",
    "–",
    "§",
    "€",
    "×",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "   ",
];

impl Source {
    /// The source of that seed: some are short soups, some are lines as people write them.
    pub fn of_seed(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        // Neighbouring seeds begin alike.
        chance.next();
        let mut source = Self(Vec::new());
        match chance.below(8) {
            0 => source.soup(&mut chance, 12),
            1 => source.soup(&mut chance, 40),
            2 => source.lines(&mut chance, 20),
            3 => source.plain_lines(&mut chance),
            _ => source.lines(&mut chance, 5),
        }
        source
    }

    /// Anything beside anything.
    fn soup(&mut self, chance: &mut Chance, most: usize) {
        for _ in 0..=chance.below(most) {
            match chance.below(8) {
                0 | 1 => self.word(chance),
                2 => self.sign(chance, BEGINNINGS),
                3 => self.sign(chance, ENDS),
                _ => self.sign(chance, INLINES),
            }
        }
    }

    fn lines(&mut self, chance: &mut Chance, most: usize) {
        for _ in 0..=chance.below(most) {
            while chance.below(2) == 0 {
                self.sign(chance, BEGINNINGS);
            }
            for _ in 0..chance.below(6) {
                if chance.below(3) == 0 { self.word(chance) } else { self.sign(chance, INLINES) }
            }
            self.sign(chance, ENDS);
        }
    }

    /// Few signs, so that whole constructs come about.
    fn plain_lines(&mut self, chance: &mut Chance) {
        const SIGNS: &[&str] = &[
            "[", "]", "(", ")", "*", "**", "_", "`", "<", ">", "|", "\\", "!", "x", " ", ":", "&", "\"",
            "[x]: y\n", "[^1]",
        ];
        for _ in 0..=chance.below(16) {
            match chance.below(8) {
                0 => self.word(chance),
                1 => self.sign(chance, &["\n", "\n", "\n\n", "\\\n"]),
                2 => self.sign(chance, &["- ", "1. ", "> ", "    ", "  ", "# ", "|-|\n", "[^1]: "]),
                _ => self.sign(chance, SIGNS),
            }
        }
    }

    fn sign(&mut self, chance: &mut Chance, signs: &[&'static str]) {
        let sign = signs[chance.below(signs.len())];
        self.0.push(Piece::Sign(sign));
    }

    /// Words of letters and digits, of letters of other scripts, of signs that are no letters.
    fn word(&mut self, chance: &mut Chance) {
        let number = self.0.len() as u32;
        let at = |start: u32| char::from_u32(start + number).unwrap().to_string();
        self.0.push(Piece::Word(match chance.below(8) {
            0 => at(0x5000),
            1 => at(0x2200),
            2 => at(0x1f400),
            3 => at(0xac00),
            _ => format!("q{number}q"),
        }));
    }

    /// The words that have to be found again.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Sign(_) => None,
            Piece::Word(word) => Some(word.as_str()),
        })
    }

    /// The smallest source without any of its pieces that still fails.
    pub fn smallest(mut self, fails: impl Fn(&Self) -> bool) -> Self {
        let mut length = self.0.len().div_ceil(2);
        while length > 0 {
            let mut at = 0;
            while at < self.0.len() {
                let mut fewer = self.clone();
                fewer.0.drain(at..(at + length).min(self.0.len()));
                if fails(&fewer) { self = fewer } else { at += length }
            }
            length = if length == 1 { 0 } else { length.div_ceil(2) };
        }
        self
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Sign(sign) => f.write_str(sign),
            Piece::Word(word) => f.write_str(word),
        })
    }
}
