//! Words that a dot follows without ending the sentence, and words that tell where one begins.

use std::collections::HashSet;
use std::sync::OnceLock;

/// When a dot after a word ends the sentence, given that no small letter follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// The word is no abbreviation: always.
    Always,
    /// Never: a name, a number or a text follows it.
    Never,
    /// Where no number follows.
    BeforeNoNumber,
    /// Where the next word is one that often begins a sentence.
    BeforeStarter,
}

/// Titles, and what stands before names.
static NEVER: List = list(
    "\
    mr mrs ms messrs mx dr prof gen sen rep reps gov lt col sgt maj capt cpt cmdr adm cpl pvt rev fr msgr hon pres supt insp det \
    st ste mt ft pt vs v cf viz e.g i.e eg ie fig figs art ca approx dept univ assoc ed eds trans vol vols jan-feb \
    hr frl dipl ing z d u o bzw vgl sog inkl exkl evtl ggf usf mme mlle mgr sra srta dra lic arq sig dott avv ing geb hg \
    z.b d.h u.a o.ä i.d.r u.u v.a s.o г ул им проф акад гр р.х т.е т.к св",
);

/// Before a number only.
static NUMBERED: List = list(
    "\
    no nos nr p pp par para ch sec sect ver op cit n n° № jan feb mar apr jun jul aug sep sept oct nov dec \
    art abs kap bd pág págs núm янв февр апр авг сент окт нояб дек стр с рис табл",
);

/// What ends names and lists, and can end a sentence as well.
static STARTED: List = list(
    "\
    inc co corp ltd llc plc bros jr sr esq phd ph.d m.d b.a m.a etc al a.m p.m am pm ave blvd rd hwy st mass calif conn fla \
    mich minn penn tenn tex wash wis va okla ariz colo ill ind kan ky la md miss mo mont neb nev ore u.k gov't dist min max \
    usw etc str mio mrd tsd ag gmbh s.a s.p.a cie hl жит ок млн млрд тыс руб коп т.д т.п др пр ч",
);

/// Words that often begin a sentence and are no part of a name.
static STARTERS: List = list(
    "\
    the a an this that these those it its he she they we you i his her their our my there here when while if but and or so yet as in \
    on at after before since for from by with what who why how where which did does do is are was were has have had can could will \
    would should may might must not no yes now then once both many most some all each every one two three however meanwhile \
    although though because according another other such still also even just instead despite during under over between until \
    last next today yesterday earlier later asked",
);

/// Verbs of speech that name who spoke after a quotation.
static SPEECH: List = list(
    "\
    said says asked replied added told wrote shouted answered explained insisted continued recalled noted cried whispered \
    sagte fragte antwortete dit répondit dijo preguntó disse сказал сказала",
);

static MONTHS: List = list(
    "\
    januar jänner februar märz april mai juni juli august september oktober november dezember januari februari marts maj juni \
    juli augusti oktober desember",
);

/// A list of words, looked up by their hash: a sentence ends at every few words of a book.
struct List {
    words: &'static str,
    set: OnceLock<HashSet<&'static str>>,
}

const fn list(words: &'static str) -> List {
    List { words, set: OnceLock::new() }
}

impl List {
    fn holds(&self, word: &str) -> bool {
        self.set.get_or_init(|| self.words.split_whitespace().collect()).contains(word)
    }
}

/// What a dot after this word means.
pub fn ends(word: &str) -> Ends {
    let word = word.to_lowercase();
    if STARTED.holds(&word) || is_initialism(&word) {
        Ends::BeforeStarter
    } else if NEVER.holds(&word) {
        Ends::Never
    } else if NUMBERED.holds(&word) {
        Ends::BeforeNoNumber
    } else {
        Ends::Always
    }
}

/// True for a word that often begins a sentence.
pub fn is_starter(word: &str) -> bool {
    STARTERS.holds(word.to_lowercase().split(['’', '\'']).next().unwrap_or_default())
}

/// True for a verb such as "said".
pub fn is_speech(word: &str) -> bool {
    SPEECH.holds(word)
}

/// True for the name of a month in languages that write a dot after the day.
pub fn is_month(word: &str) -> bool {
    MONTHS.holds(&word.to_lowercase())
}

/// "u.s", "e.u", "u.s.a": letters with dots between them.
fn is_initialism(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}
