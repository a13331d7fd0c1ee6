//! Times as rich text writes them.

/// A time packed into 32 bits (RTF 1.9.1, `\revdttm`): from the lowest, 6 bits of the minute, 5 of the hour, 5 of the day, 4 of
/// the month, 9 of the years since 1900; the day of the week is not needed. Without the date nothing is told.
pub fn packed(number: i64) -> String {
    let field = |from: u32, bits: u32| (number >> from) & ((1 << bits) - 1);
    let time = Time {
        year: field(20, 9) + 1900,
        month: field(16, 4),
        day: field(11, 5),
        hour: field(6, 5),
        minute: field(0, 6),
    };
    if number == 0 { String::new() } else { time.to_string() }
}

/// A time in parts, as `\yr \mo \dy \hr \min` tell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Time {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
}

impl Time {
    /// Takes a control word.
    pub fn word(&mut self, name: &str, number: Option<i32>) {
        let number = i64::from(number.unwrap_or(0));
        match name {
            "yr" => self.year = number,
            "mo" => self.month = number,
            "dy" => self.day = number,
            "hr" => self.hour = number,
            "min" => self.minute = number,
            _ => {}
        }
    }
}

impl std::fmt::Display for Time {
    /// ISO 8601 without a zone; nothing for what is no date.
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Self { year, month, day, hour, minute } = self;
        if !(1..=12).contains(month) || !(1..=31).contains(day) || *hour > 23 || *minute > 59 {
            return Ok(());
        }
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_times_are_dates_or_nothing() {
        let pack = |y: i64, mo: i64, d: i64, h: i64, mi: i64| mi | h << 6 | d << 11 | mo << 16 | (y - 1900) << 20;
        let table = [
            (pack(2006, 5, 26, 14, 10), "2006-05-26T14:10"),
            (pack(2021, 12, 31, 0, 0), "2021-12-31T00:00"),
            // The day of the week sets the sign of a number of 32 bits.
            (i64::from(i32::MIN) | pack(2006, 5, 26, 14, 10), "2006-05-26T14:10"),
            (0, ""),
            (-1, ""),
        ];
        for (number, expected) in table {
            assert_eq!(packed(number), expected);
        }
    }
}
