//! Which language a text is plainly in, by its script alone.

/// How many characters are looked at.
const SAMPLE: usize = 20_000;

/// BCP 47 tag of the language that a text's script leaves no doubt about. None for the Latin script, which many
/// languages share, and for a text without letters.
pub fn by_script(text: &str) -> Option<String> {
    let mut count = Count::default();
    for c in text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE) {
        count.letters += 1;
        match c {
            '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' => count.hangul += 1,
            '\u{3040}'..='\u{30ff}' => count.kana += 1,
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' => count.han += 1,
            '\u{400}'..='\u{52f}' => count.cyrillic(c),
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => count.greek += 1,
            '\u{590}'..='\u{5ff}' => count.hebrew += 1,
            '\u{600}'..='\u{6ff}' => count.arabic(c),
            '\u{e00}'..='\u{e7f}' => count.thai += 1,
            _ => {}
        }
    }
    count.language().map(str::to_owned)
}

#[derive(Default)]
struct Count {
    letters: usize,
    hangul: usize,
    kana: usize,
    han: usize,
    cyrillic: usize,
    ukrainian: usize,
    other_cyrillic: usize,
    russian: usize,
    greek: usize,
    hebrew: usize,
    arabic: usize,
    persian: usize,
    thai: usize,
}

impl Count {
    fn cyrillic(&mut self, c: char) {
        self.cyrillic += 1;
        match c {
            'ы' | 'э' | 'ё' => self.russian += 1,
            'і' | 'ї' | 'є' | 'ґ' => self.ukrainian += 1,
            'ў' | 'ј' | 'љ' | 'њ' | 'ћ' | 'ђ' | 'џ' | 'ѓ' | 'ќ' | 'ә' | 'ө' | 'ү' | 'қ' | 'ғ' | 'ң' | 'һ' =>
            {
                self.other_cyrillic += 1;
            }
            _ => {}
        }
    }

    fn arabic(&mut self, c: char) {
        self.arabic += 1;
        // Letters that Persian, Urdu and others use and Arabic does not.
        self.persian += usize::from(matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | 'ٹ' | 'ں' | 'ے'));
    }

    fn language(&self) -> Option<&'static str> {
        let most = |count: usize| count * 2 > self.letters && count > 0;
        if most(self.hangul + self.han) && self.hangul * 2 > self.han {
            Some("ko")
        } else if most(self.kana + self.han) {
            // Chinese text may quote a Japanese name; Japanese text cannot do without kana.
            Some(if self.kana * 8 > self.han { "ja" } else { "zh" })
        } else if most(self.cyrillic) {
            // Bulgarian and others share every letter with Russian except those that only Russian has.
            (self.russian > 0 && self.ukrainian * 20 < self.cyrillic && self.other_cyrillic == 0).then_some("ru")
        } else if most(self.greek) {
            Some("el")
        } else if most(self.hebrew) {
            Some("he")
        } else if most(self.arabic) {
            (self.persian * 50 < self.arabic).then_some("ar")
        } else if most(self.thai) {
            Some("th")
        } else {
            None
        }
    }
}
