//! Numbers of lists and notes as roman numerals and letters.

/// How often the alphabet is gone through at the most, a letter more each time.
const LONGEST: u32 = 30;

/// A number in large roman numerals; none beyond 3,999, and none for 0.
pub fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut roman = String::new();
    for (value, sign) in SIGNS {
        roman.push_str(&sign.repeat((rest / value) as usize));
        rest %= value;
    }
    Some(roman)
}

/// A number as a letter, from the `first` one on: after z comes aa, and then bb, the letter as often as the alphabet has
/// been gone through.
pub fn letters(number: u32, first: u8) -> Option<String> {
    let from = number.checked_sub(1).filter(|from| *from < 26 * LONGEST)?;
    let letter = char::from(first + u8::try_from(from % 26).ok()?);
    Some(letter.to_string().repeat(from as usize / 26 + 1))
}
