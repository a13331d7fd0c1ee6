//! Text on its way into Markdown.

use crate::export::clean::{clean, one_line};

/// Text with every character escaped that means something anywhere in Markdown (CommonMark 0.31, section 2.4).
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let escaped = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' => true,
            '&' => is_reference(rest),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// True for what makes a character reference of the ampersand before it.
fn is_reference(rest: &str) -> bool {
    let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    name.is_some_and(|end| end > 0 && rest[end..].starts_with(';'))
}

/// A line that begins with no sign of a heading, list, quotation or rule: the sign is escaped (CommonMark 0.31,
/// sections 4.1 to 4.3, 5.1 and 5.2).
pub(super) fn guard(line: &str) -> String {
    let line = line.trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let Some(sign) = line[digits..].chars().next() else { return line.to_owned() };
    let alone = line[digits + sign.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
    let escaped = match sign {
        '#' | '>' => digits == 0,
        '-' | '+' | '=' => digits == 0 && (alone || line.chars().all(|c| c == sign || c.is_whitespace())),
        '.' | ')' => digits > 0 && alone,
        _ => false,
    };
    if escaped { format!("{}\\{}", &line[..digits], &line[digits..]) } else { line.to_owned() }
}

/// Text in one line.
pub(super) fn line(text: &str) -> String {
    guard(&inline(&one_line(text)))
}

/// Text in as many lines as it has, each but the first begun with this.
pub(super) fn lines(text: &str, begin: &str) -> String {
    hard_breaks(&inline(&clean(text)), begin)
}

/// Text that is escaped, in as many lines as it has.
pub(super) fn hard_breaks(escaped: &str, begin: &str) -> String {
    let rows: Vec<String> = escaped.trim().lines().map(guard).filter(|row| !row.is_empty()).collect();
    rows.join(&format!("  \n{begin}"))
}

/// A number in superscript digits.
pub(super) fn superscript(number: usize) -> String {
    let raised = |digit: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit.to_digit(10)? as usize);
    number.to_string().chars().filter_map(raised).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_means_something_and_nothing_else() {
        let check = |input: &str, expected: &str| assert_eq!(line(input), expected);
        check("about 28,500 American troops", "about 28,500 American troops");
        check("a*b_c [d](e) `f` <g> ~h~ | i\\", "a\\*b\\_c \\[d\\](e) \\`f\\` \\<g> \\~h\\~ \\| i\\\\");
        check("AT&T &copy; & &#60;", "AT&T \\&copy; & \\&#60;");
        check("# 1", "\\# 1");
        check("- 5 degrees", "\\- 5 degrees");
        check("1. January", "1\\. January");
        check("2019 was", "2019 was");
        check("1.04 trillion", "1.04 trillion");
        check("-5 degrees", "-5 degrees");
        check("---", "\\---");
        check("=", "\\=");
        check("> so", "\\> so");
    }
}
