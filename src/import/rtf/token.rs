//! Bytes of a rich text → control words, groups and text (RTF 1.9.1, “Conventions of an RTF Reader”).

/// Letters of the longest control word; the specification allows 32.
const LONGEST_WORD: usize = 32;

/// What stands next in a rich text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word without its backslash, and its number.
    Word(&'a str, Option<i32>),
    /// A control symbol: a backslash and this one byte.
    Sign(u8),
    /// A byte of text written as `\'hh`.
    Byte(u8),
    /// Bytes of text; line ends of the file are none.
    Text(&'a [u8]),
}

/// The tokens of a rich text, in order. What `\bin` announces is stepped over.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// The tokens of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Takes this many bytes, or as many as there are.
    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, limit: usize, fits: impl Fn(u8) -> bool) -> &'a [u8] {
        let count = self.rest.iter().take(limit).take_while(|byte| fits(**byte)).count();
        self.take(count)
    }

    /// What follows a backslash. Nothing for what says nothing, such as a backslash at the end of the file.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first.is_ascii_alphabetic() {
            return self.word();
        }
        self.take(1);
        if first != b'\'' {
            return Some(Token::Sign(first));
        }
        let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        // `from_str_radix` also takes a sign.
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.take(2);
        u8::from_str_radix(digits, 16).ok().map(Token::Byte)
    }

    fn word(&mut self) -> Option<Token<'a>> {
        let name = self.take_while(LONGEST_WORD, |byte| byte.is_ascii_alphabetic());
        let name = std::str::from_utf8(name).ok()?;
        let number = self.number();
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if name == "bin" {
            self.take(number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0));
            return None;
        }
        Some(Token::Word(name, number))
    }

    /// The number behind a control word; one too large for 32 bits is the largest.
    fn number(&mut self) -> Option<i32> {
        let minus = self.rest.first() == Some(&b'-');
        let signed = self.rest.get(usize::from(minus)..).unwrap_or_default();
        if !signed.first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        self.take(usize::from(minus));
        let digits = self.take_while(usize::MAX, |byte| byte.is_ascii_digit());
        let value = digits
            .iter()
            .fold(0i32, |value, digit| value.saturating_mul(10).saturating_add(i32::from(digit.saturating_sub(b'0'))));
        Some(if minus { -value } else { value })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while let Some(first) = self.rest.first() {
            let token = match first {
                b'{' => self.sign(Token::Open),
                b'}' => self.sign(Token::Close),
                b'\r' | b'\n' | 0 => {
                    self.take(1);
                    None
                }
                b'\\' => {
                    self.take(1);
                    self.control()
                }
                _ => {
                    let ends = |byte| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                    Some(Token::Text(self.take_while(usize::MAX, |byte| !ends(byte))))
                }
            };
            if token.is_some() {
                return token;
            }
        }
        None
    }
}

impl<'a> Tokens<'a> {
    fn sign(&mut self, token: Token<'a>) -> Option<Token<'a>> {
        self.take(1);
        Some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_words_end_where_the_specification_says() {
        use Token::{Byte, Close, Open, Sign, Text, Word};
        let table: &[(&[u8], &[Token])] = &[
            (b"{\\b Bold}", &[Open, Word("b", None), Text(b"Bold"), Close]),
            (b"\\b0  two", &[Word("b", Some(0)), Text(b" two")]),
            (b"\\u-3913?x", &[Word("u", Some(-3913)), Text(b"?x")]),
            (b"\\li-x", &[Word("li", None), Text(b"-x")]),
            (b"a\r\nb\\\nc", &[Text(b"a"), Text(b"b"), Sign(b'\n'), Text(b"c")]),
            (b"\\'e9\\'zz\\~", &[Byte(0xe9), Text(b"zz"), Sign(b'~')]),
            (b"\\bin3 }{\\x", &[Text(b"x")]),
            (b"\\bin-3 x", &[Text(b"x")]),
            (b"\\bin999999999999 x", &[]),
            (b"\\fs99999999999", &[Word("fs", Some(i32::MAX))]),
            (b"\\'+1", &[Text(b"+1")]),
            (b"x\\", &[Text(b"x")]),
        ];
        for (bytes, expected) in table {
            assert_eq!(Tokens::new(bytes).collect::<Vec<_>>(), *expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
