//! How a number in a list is printed (ECMA-376 part 1, 17.18.59).

use crate::import::counting::{letters, roman};

/// The figures or letters that a level of a list counts in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Figures {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// 01, 02, 03; with this many digits at least.
    Padded(usize),
    /// i, ii, iii.
    SmallRoman,
    /// I, II, III.
    Roman,
    /// a, b … z, aa, bb.
    SmallLetters,
    /// A, B … Z, AA, BB.
    Letters,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// A row of signs, after which figures take over.
    Row(&'static str),
    /// 一, 二 … 十一.
    Chinese,
    /// A sign, not a number.
    Bullet,
    /// Nothing.
    Nothing,
}

/// Formats by their names, where one row of signs tells all of it.
const ROWS: &[(&str, &str)] = &[
    ("decimalEnclosedCircle", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    ("decimalEnclosedCircleChinese", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    ("decimalEnclosedParen", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    ("decimalEnclosedFullstop", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    ("ganada", "가나다라마바사아자차카타파하"),
    ("chosung", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    ("aiueoFullWidth", "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
    ("aiueo", "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
    ("iroha", "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽ"),
    ("ideographTraditional", "甲乙丙丁戊己庚辛壬癸"),
    ("ideographZodiac", "子丑寅卯辰巳午未申酉戌亥"),
    ("russianLower", "абвгдежзиклмнопрстуфхцчшщыэюя"),
    ("russianUpper", "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    ("chicago", "*†‡§"),
];

impl Figures {
    /// By the name of the format, and for a custom one by its example, such as `001, 002`. One that is not known counts
    /// in figures.
    pub(super) fn named(name: &str, example: Option<&str>) -> Self {
        match name {
            "decimalZero" => Self::Padded(2),
            "custom" => {
                let digits = example.unwrap_or_default().chars().take_while(char::is_ascii_digit).count();
                if digits > 1 { Self::Padded(digits.min(9)) } else { Self::Decimal }
            }
            "lowerRoman" => Self::SmallRoman,
            "upperRoman" => Self::Roman,
            "lowerLetter" => Self::SmallLetters,
            "upperLetter" => Self::Letters,
            "ordinal" => Self::Ordinal,
            "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "japaneseCounting"
            | "ideographDigital" => Self::Chinese,
            "bullet" => Self::Bullet,
            "none" => Self::Nothing,
            _ => ROWS.iter().find(|(known, _)| *known == name).map_or(Self::Decimal, |(_, row)| Self::Row(row)),
        }
    }

    /// A number as it is printed.
    pub(super) fn print(self, number: u32) -> String {
        let printed = match self {
            Self::Decimal => None,
            Self::Padded(digits) => Some(format!("{number:0digits$}")),
            Self::SmallRoman => roman(number).map(|roman| roman.to_lowercase()),
            Self::Roman => roman(number),
            Self::SmallLetters => letters(number, b'a'),
            Self::Letters => letters(number, b'A'),
            Self::Ordinal => Some(ordinal(number)),
            Self::Row(row) => number.checked_sub(1).and_then(|at| row.chars().nth(at as usize)).map(String::from),
            Self::Chinese => chinese(number),
            Self::Bullet | Self::Nothing => Some(String::new()),
        };
        printed.unwrap_or_else(|| number.to_string())
    }
}

fn ordinal(number: u32) -> String {
    let end = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

fn chinese(number: u32) -> Option<String> {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |number: u32| digits.get(number as usize).copied();
    match number {
        1..=9 => digit(number).map(str::to_owned),
        10..=19 => Some(format!("十{}", digit(number - 10)?)),
        20..=99 => Some(format!("{}十{}", digit(number / 10)?, digit(number % 10)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_the_format_says() {
        let table = [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerRoman", 0, "0"),
            ("lowerLetter", 26, "z"),
            ("lowerLetter", 28, "bb"),
            ("upperLetter", u32::MAX, "4294967295"),
            ("ordinal", 113, "113th"),
            ("ordinal", 22, "22nd"),
            ("ganada", 3, "다"),
            ("ganada", 40, "40"),
            ("chineseCounting", 21, "二十一"),
            ("bullet", 3, ""),
            ("unheardOf", 3, "3"),
        ];
        for (name, number, expected) in table {
            assert_eq!(Figures::named(name, None).print(number), expected, "{name} {number}");
        }
        assert_eq!(Figures::named("custom", Some("001, 002, 003, ...")).print(5), "005");
    }
}
