//! What a claim seems to state, by rules on its words: a guess that a person can change.

use super::dates;
use super::names;
use super::numbers::{self, Unit};
use crate::model::Kind;

/// Guesses the kind of a claim from its words.
pub fn guess(quote: &str) -> Kind {
    let quote = quote.trim();
    let lower = quote.to_lowercase();
    let says = |list: &str| has_any(&lower, list);
    if is_quotation(quote) {
        Kind::Quotation
    } else if let Some(kind) = figure_or_date(quote, &lower) {
        kind
    } else if says(SUPERLATIVES) || has_superlative(&lower) {
        Kind::Superlative
    } else if let Some(kind) = who_or_where(quote, &lower) {
        kind
    } else if says(CAUSES) {
        Kind::Cause
    } else if says(COMPARISONS) {
        Kind::Comparison
    } else if says(REPORTS) {
        Kind::Paraphrase
    } else if is_event(&lower) {
        Kind::Event
    } else {
        Kind::Other
    }
}

/// True when a list holds a phrase, phrases parted by bars, that the text holds as whole words; phrases in scripts
/// without blanks may stand anywhere.
fn has_any(lower: &str, list: &str) -> bool {
    let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    list.split('|').map(str::trim).any(|phrase| {
        lower.match_indices(phrase).any(|(at, _)| {
            let whole = edge(lower[..at].chars().next_back()) && edge(lower[at + phrase.len()..].chars().next());
            whole || phrase.starts_with(|c: char| u32::from(c) >= 0x1100)
        })
    })
}

/// Begins and ends with quotation marks, or holds mostly what stands between them.
fn is_quotation(quote: &str) -> bool {
    let inside: usize = super::quotations::quoted(quote).iter().map(|range| range.len()).sum();
    let words = super::quotations::quoted(quote)
        .iter()
        .filter_map(|range| quote.get(range.clone()))
        .map(|text| text.split_whitespace().count())
        .max();
    let wrapped = quote.starts_with(OPENING) && quote.trim_end_matches(['.', ',', '!', '?']).ends_with(CLOSING);
    let opened = quote.starts_with(OPENING) && quote.split_whitespace().count() > 3;
    (wrapped && quote.chars().count() > 2)
        || (inside == 0 && opened)
        || (inside * 5 > quote.len() * 2 && words >= Some(4))
}

const OPENING: [char; 12] = ['"', '“', '„', '«', '»', '‘', '‚', '‹', '「', '『', '＂', '\''];
const CLOSING: [char; 12] = ['"', '”', '“', '»', '«', '’', '‘', '›', '」', '』', '＂', '\''];

fn figure_or_date(quote: &str, lower: &str) -> Option<Kind> {
    let date = dates::find(quote);
    let figures = numbers::figures(quote);
    let within = |figure: &numbers::Figure| {
        date.as_ref().is_some_and(|date| date.start <= figure.range.start && figure.range.end <= date.end)
    };
    let is_year = |figure: &numbers::Figure| {
        let text = &quote[figure.range.clone()];
        let decade = text.strip_suffix('s').unwrap_or(text);
        decade.len() == 4
            && decade.bytes().all(|byte| byte.is_ascii_digit())
            && (1000.0..2200.0).contains(&figure.value)
    };
    let is_time = |figure: &numbers::Figure| {
        matches!(figure.unit, Unit::Month | Unit::Time) || counts_time(&quote[figure.range.end..])
    };
    let counted = figures.iter().filter(|figure| !within(figure) && !is_year(figure) && !is_time(figure)).count();
    if counted > 0 {
        Some(Kind::Figure)
    } else if date.is_some() || !figures.is_empty() || (lower.split_whitespace().count() <= 8 && has_any(lower, TIMES))
    {
        Some(Kind::DateOrTime)
    } else {
        has_any(lower, QUANTITIES).then_some(Kind::Figure)
    }
}

/// "days" and the like behind a number; years of age are a figure as well as a time, and checked as one.
fn counts_time(behind: &str) -> bool {
    let word: String = behind.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '.').collect();
    let listed = "am pm a.m. p.m. o h uhr st nd rd th".split(' ').any(|unit| unit == word.to_lowercase());
    listed || behind.starts_with(['년', '월', '일', '시', '年', '月', '日', '時', '时'])
}

/// A superlative by its form: "largest", "most violent".
fn has_superlative(lower: &str) -> bool {
    const NO: &str = "interest request protest contest arrest suggest forest harvest conquest guest test rest west best-known invest latest \
        honest modest chest quest nest vest latest midwest northwest southwest digest manifest unrest attest behest tempest";
    lower.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| {
        let ending = word.len() > 5 && word.ends_with("est");
        ending && !NO.split_whitespace().any(|no| no == word)
    })
}

/// A short span of names alone: title, organisation, place or person.
fn who_or_where(quote: &str, lower: &str) -> Option<Kind> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    if words.len() > 8 || quote.ends_with(['.', '!', '?']) && words.len() > 3 {
        return None;
    }
    let capitals = names::runs(quote).iter().map(|range| range.len()).sum::<usize>();
    let mostly_names = capitals * 2 > quote.len();
    if has_any(lower, TITLES) && words.len() <= 6 {
        return Some(if has_any(lower, ORGANISATIONS) && !mostly_names {
            Kind::Organisation
        } else {
            Kind::TitleOrRole
        });
    }
    if has_any(lower, ORGANISATIONS) {
        return (mostly_names || !quote.is_ascii()).then_some(Kind::Organisation);
    }
    if has_any(lower.strip_prefix("the ").unwrap_or(lower), PLACES) && words.len() <= 4 {
        return Some(Kind::Place);
    }
    let letters: String = quote.chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals_alone = letters.len() >= 2 && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    if words.len() == 1 && capitals_alone {
        return Some(Kind::Organisation);
    }
    (mostly_names && words.len() <= 5).then_some(Kind::Name)
}

/// Something happened: a verb in the past with something before it.
fn is_event(lower: &str) -> bool {
    const PAST: &str = "left | went | came | met | began | won | lost | died | fell | rose | took | gave | made | sent | struck | broke | \
        held | told | found | built | bought | sold | paid | cut | was | were | had | became | ran | fled | shot | saw | got | led | \
        brought | fought | hit | 했다 | 됐다 | 되었다 | 밝혔다 | した | された | 了";
    let words: Vec<&str> =
        lower.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let regular = words.iter().skip(1).any(|word| word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed"));
    (words.len() >= 2 && regular) || has_any(lower, PAST)
}

const SUPERLATIVES: &str = "first | first-ever | only | most | least | best | worst | never before | unprecedented | record | last-ever | \
    largest | biggest | highest | lowest | oldest | youngest | fastest | longest | sole | erste | erster | größte | höchste | \
    einzige | premier | première | le plus | la plus | les plus | primer | primera | el más | la más | 최초 | 최대 | 최고 | 유일 | 最大 | \
    最初 | 最高 | 最低 | 首次 | 唯一 | впервые | самый | крупнейший";
const CAUSES: &str = "because | because of | due to | owing to | caused | causes | led to | leads to | resulted in | as a result | thanks to | \
    prompted | triggered | therefore | weil | wegen | aufgrund | parce que | à cause de | porque | debido a | 때문에 | ために | 因为 | из-за | \
    потому что";
const COMPARISONS: &str = "more than | less than | fewer than | higher than | lower than | greater than | larger than | smaller than | than | \
    as many as | as much as | compared | compared with | compared to | unlike | increase | increased | decrease | decreased | drastic increase | rise | \
    drop | doubled | mehr als | weniger als | plus que | moins que | más que | menos que | 보다 | より | больше, чем";
const REPORTS: &str = "said that | says that | said | according to | claimed | told | argued | announced | accused | denied | confirmed | \
    sagte | zufolge | a déclaré | selon | dijo | según | 밝혔다 | 말했다 | 述べた | 表示 | сказал | сообщил";
const TIMES: &str = "yesterday | today | tomorrow | tonight | last week | last month | last year | next week | next month | next year | monday | \
    tuesday | wednesday | thursday | friday | saturday | sunday | noon | midnight | morning | evening | gestern | heute | hier | \
    aujourd'hui | ayer | hoy | 어제 | 오늘 | 내일 | 昨日 | 今日 | 昨天 | 今天 | вчера | сегодня";
const QUANTITIES: &str = "half | a third | a quarter | two-thirds | three-quarters | dozens | hundreds | thousands | millions | billions | majority | \
    percent | per cent | hälfte | moitié | mitad | 절반 | 半分";
const TITLES: &str = "president | vice president | prime minister | minister | secretary | secretary of state | chancellor | senator | representative | \
    governor | mayor | ambassador | envoy | negotiator | chief negotiator | chief executive | chief | ceo | cfo | chairman | chairwoman | chair | \
    director | professor | dr | general | admiral | colonel | captain | sergeant | judge | justice | king | queen | prince | princess | pope | \
    bishop | editor | spokesman | spokeswoman | spokesperson | founder | coach | manager | officer | commander | leader | head of | deputy | \
    präsident | präsidentin | minister | kanzler | kanzlerin | président | ministre | presidente | ministro | 대통령 | 장관 | 총리 | 대표 | 교수 | \
    大統領 | 首相 | 大臣 | 教授 | 总统 | 總統 | 部长 | президент | министр";
const ORGANISATIONS: &str = "ministry | department | university | college | institute | institution | inc | corp | company | co | ltd | llc | plc | gmbh | ag | \
    party | bank | agency | council | committee | commission | association | federation | foundation | union | congress | senate | parliament | \
    court | police | army | navy | air force | times | post | news | group | center | centre | bureau | office | authority | society | league | \
    club | school | hospital | church | government | administration | organization | organisation | united nations | european union | \
    ministerium | partei | universität | verband | ministère | université | ministerio | universidad | 위원회 | 외교부 | 국방부 | 대학교 | 은행 | 협회 | \
    新聞 | 大学 | 銀行 | 委員会 | 外務省 | 公司 | 外交部 | министерство | университет";
const PLACES: &str = "united states | u.s. | usa | america | south korea | north korea | korea | seoul | pyongyang | japan | tokyo | china | beijing | \
    taiwan | hong kong | russia | moscow | ukraine | kyiv | germany | berlin | france | paris | united kingdom | britain | england | scotland | \
    wales | ireland | london | spain | madrid | italy | rome | poland | warsaw | netherlands | belgium | brussels | austria | vienna | \
    switzerland | geneva | sweden | norway | denmark | finland | greece | athens | turkey | israel | jerusalem | iran | tehran | iraq | syria | \
    egypt | cairo | india | delhi | new delhi | pakistan | afghanistan | australia | canada | mexico | brazil | argentina | nigeria | kenya | \
    south africa | washington | new york | california | texas | florida | chicago | los angeles | europe | asia | africa | city | county | \
    province | street | avenue | river | lake | island | mountain | bay | sea | ocean | district | airport | harbour | harbor | 서울 | 한국 | 미국 | \
    일본 | 중국 | 東京 | 日本 | 中国 | 米国 | 美国 | 北京 | москва | россия";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_the_kind() {
        let table = [
            ("\"It was the U.S. that walked out of the talks.\"", Kind::Quotation),
            ("Jeong said, “It was the U.S. that walked out of the talks.”", Kind::Quotation),
            ("「もう終わりだ」", Kind::Quotation),
            ("„Das war es.“", Kind::Quotation),
            ("« C’est fini »", Kind::Quotation),
            ("28,500", Kind::Figure),
            ("about 28,500 American troops", Kind::Figure),
            ("a fivefold increase in Seoul's sharing of the cost", Kind::Figure),
            ("8.2 percent in 2019", Kind::Figure),
            ("half of the voters", Kind::Figure),
            ("2만8500명", Kind::Figure),
            ("19 Nov 2019 3:59 pm", Kind::DateOrTime),
            ("in 2019", Kind::DateOrTime),
            ("the 1990s", Kind::DateOrTime),
            ("yesterday", Kind::DateOrTime),
            ("2019년 11월 19일", Kind::DateOrTime),
            ("2019年11月19日", Kind::DateOrTime),
            ("the largest base in the region", Kind::Superlative),
            ("the first woman in the job", Kind::Superlative),
            ("chief negotiator Jeong Eun Bo", Kind::TitleOrRole),
            ("Foreign Minister", Kind::TitleOrRole),
            ("U.S. State Department", Kind::Organisation),
            ("NATO", Kind::Organisation),
            ("South Korea", Kind::Place),
            ("James DeHart", Kind::Name),
            ("Jeong Eun Bo", Kind::Name),
            ("the talks failed because nobody listened to them", Kind::Cause),
            ("Seoul pays less than Tokyo", Kind::Comparison),
            ("he said that it was fair to everybody", Kind::Paraphrase),
            ("the negotiators walked out of the meeting", Kind::Event),
            ("fair and equitable", Kind::Other),
            ("", Kind::Other),
        ];
        for (quote, kind) in table {
            assert_eq!(guess(quote), kind, "{quote}");
        }
    }
}
