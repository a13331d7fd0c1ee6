//! Where in a JSON text a reader stopped, as the names on the way there.

/// One object or list that is open at some point of the text.
enum Open {
    Object { name: Option<String>, named: bool },
    List { items: usize },
}

/// Names the field at this line and column (both counted from 1, the column in bytes), such as
/// `claims 3, anchor, start`; items of lists are counted from 1. Empty at the top.
pub(super) fn field_at(json: &[u8], line: usize, column: usize) -> String {
    let start = match line {
        0 | 1 => 0,
        _ => {
            json.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(line - 2).map_or(json.len(), |at| at.0 + 1)
        }
    };
    // A reader that objects to a value or to the end of an object has just read past it.
    let end = (start + column).saturating_sub(1).min(json.len());
    words(&open_at(&json[..end]))
}

fn open_at(json: &[u8]) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while let Some(byte) = json.get(at) {
        at += 1;
        match (byte, open.last_mut()) {
            (b'{', _) => open.push(Open::Object { name: None, named: false }),
            (b'[', _) => open.push(Open::List { items: 1 }),
            (b'}' | b']', _) => drop(open.pop()),
            (b',', Some(Open::List { items })) => *items += 1,
            (b',', Some(Open::Object { name, named })) => (*name, *named) = (None, false),
            (b':', Some(Open::Object { named, .. })) => *named = true,
            (b'"', last) => {
                let end = string_end(json, at);
                if let Some(Open::Object { name, named: false }) = last {
                    *name = Some(String::from_utf8_lossy(&json[at..end]).into_owned());
                }
                at = end + 1;
            }
            _ => {}
        }
    }
    open
}

/// The offset of the quotation mark that ends the string that begins here, or the end of the text.
fn string_end(json: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    json.len()
}

fn words(open: &[Open]) -> String {
    let mut words = String::new();
    for level in open {
        match level {
            Open::Object { name: Some(name), .. } if words.is_empty() => words.push_str(name),
            Open::Object { name: Some(name), .. } => words.extend([", ", name]),
            Open::Object { name: None, .. } => {}
            Open::List { items } => words.push_str(&format!(" {items}")),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_field_a_reader_stopped_in() {
        let json = "{\n \"a\": [1, {\"b\\\"}\": [true, 7]}],\n \"c\": {\"d\": 5}\n}";
        let table = [
            (1, 1, ""),
            (2, 8, "a 1"),
            (2, 19, "a 2, b\\\"}"),
            (2, 27, "a 2, b\\\"} 2"),
            (3, 14, "c, d"),
            (9, 9, ""),
            (0, 0, ""),
            (1, usize::MAX / 2, ""),
        ];
        for (line, column, expected) in table {
            assert_eq!(field_at(json.as_bytes(), line, column), expected, "{line}:{column}");
        }
    }
}
