//! What a page has around its article: menus, search boxes, share buttons, copyright lines, teasers. It is *proposed* as
//! not part of the article; a person takes it back where that is wrong. Careful by design: a full sentence in the
//! middle of an article is never proposed.

use super::piece::{Piece, ends_sentence};
use crate::model::BlockKind;

/// What a block looks like, seen by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    /// Words that only a page says.
    Furniture,
    /// Words that only a page says, and teasers of other articles follow them.
    Teasers,
    /// A word as menus have them, which an article may have as well.
    Menu,
    /// A few words that are no sentence.
    Scrap,
    /// One sentence or line, as teasers are.
    Line,
    /// The article's own.
    Text,
}

/// Marks as aside what stands before and after the article.
pub fn propose(pieces: &mut [Piece]) {
    let looks: Vec<Looks> = pieces.iter().map(looks).collect();
    let (start, end) = (leading(&looks), trailing(&looks, pieces));
    for (index, piece) in pieces.iter_mut().enumerate() {
        let between = index >= start && index < end;
        piece.aside |= !between || (piece.is_line() && is_interruption(&piece.text));
    }
    // What is left must be an article; otherwise this is a page of another sort, and nothing is proposed.
    if pieces.iter().all(|piece| piece.aside) {
        pieces.iter_mut().for_each(|piece| piece.aside = false);
    }
}

/// Where the article begins: after the last furniture among the short lines at the top.
fn leading(looks: &[Looks]) -> usize {
    let short = |look: &&Looks| matches!(look, Looks::Furniture | Looks::Teasers | Looks::Menu | Looks::Scrap);
    let top: Vec<&Looks> = looks.iter().take_while(short).collect();
    let sure = top.iter().any(|look| matches!(look, Looks::Furniture | Looks::Teasers));
    let menus = top.iter().filter(|look| matches!(look, Looks::Menu)).count();
    if !sure && menus < 3 {
        return 0;
    }
    top.iter().rposition(|look| !matches!(look, Looks::Scrap)).map_or(0, |last| last + 1)
}

/// Where the article ends: before the first furniture among the scraps and teasers at the bottom.
fn trailing(looks: &[Looks], pieces: &[Piece]) -> usize {
    let own = looks.iter().rposition(|look| matches!(look, Looks::Text)).map_or(0, |last| last + 1);
    let length = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.len()).sum::<usize>();
    for (index, look) in looks.iter().enumerate().skip(own) {
        let menu = matches!(look, Looks::Menu)
            && looks.iter().skip(index + 1).any(|look| !matches!(look, Looks::Scrap | Looks::Line));
        if !menu && !matches!(look, Looks::Furniture | Looks::Teasers) {
            continue;
        }
        let rest = looks.get(index..).unwrap_or_default();
        let announced = rest.iter().position(|look| matches!(look, Looks::Teasers)).unwrap_or(rest.len());
        let (article, tail) = pieces.split_at(index);
        // Sentences belong to the tail only where something announces them, and never most of the text.
        if !rest.iter().take(announced).any(|look| matches!(look, Looks::Line)) && length(tail) <= length(article) {
            return index;
        }
    }
    looks.len()
}

fn looks(piece: &Piece) -> Looks {
    if !matches!(piece.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading) {
        return Looks::Text;
    }
    let each: Vec<Looks> = piece.text.lines().map(line_looks).collect();
    match each.as_slice() {
        [only] => *only,
        lines if lines.iter().any(|look| matches!(look, Looks::Text | Looks::Line)) => Looks::Text,
        lines => lines.iter().copied().min_by_key(|look| *look as u8).unwrap_or(Looks::Text),
    }
}

fn line_looks(line: &str) -> Looks {
    let words = line.split_whitespace().count();
    let plain: String = line.to_lowercase().replace('’', "'");
    let plain = plain.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '#'));
    let starts = |list: &[&str]| list.iter().any(|start| plain.starts_with(start));
    if TEASERS.contains(&plain) || (words <= 8 && !ends_sentence(line) && starts(TEASER_STARTS)) {
        Looks::Teasers
    } else if FURNITURE.contains(&plain)
        || (words <= 40 && starts(FURNITURE_STARTS))
        || is_count(plain)
        || is_notice(plain, words)
    {
        Looks::Furniture
    } else if MENU.contains(&plain) {
        Looks::Menu
    } else if words <= 8
        && line.chars().count() <= 80
        && !ends_sentence(line)
        && !line.ends_with([':', ',', ';'])
        && !line.starts_with(['—', '–', '-'])
    {
        Looks::Scrap
    } else if line.chars().count() <= 200 && sentence_ends(line) <= 1 {
        Looks::Line
    } else {
        Looks::Text
    }
}

/// How often a sentence ends inside a line or at its end.
fn sentence_ends(line: &str) -> usize {
    line.split_inclusive(['.', '!', '?', '。'])
        .filter(|part| part.chars().count() > 3)
        .filter(|part| ends_sentence(part))
        .count()
}

/// "12 comments", "1.2k shares".
fn is_count(plain: &str) -> bool {
    let mut words = plain.split_whitespace();
    let (number, noun) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    words.next().is_none()
        && number.starts_with(|c: char| c.is_ascii_digit())
        && matches!(
            noun,
            "comment"
                | "comments"
                | "share"
                | "shares"
                | "like"
                | "likes"
                | "view"
                | "views"
                | "kommentare"
                | "commentaires"
                | "comentarios"
        )
}

/// A copyright notice.
fn is_notice(plain: &str, words: usize) -> bool {
    let year = plain
        .split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
    let mark = plain.starts_with('©')
        || plain.starts_with("(c) ")
        || plain.starts_with("c) ")
        || plain.starts_with("copyright");
    words <= 40
        && ((mark && (year || words <= 12))
            || (plain.contains("all rights reserved") && words <= 30)
            || plain.contains("無断転載")
            || plain.contains("무단 전재")
            || plain.contains("무단전재")
            || plain.contains("alle rechte vorbehalten")
            || plain.contains("tous droits réservés"))
}

/// True for a line that interrupts an article and cannot be its own text.
fn is_interruption(line: &str) -> bool {
    let plain = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    INTERRUPTIONS.contains(&plain.as_str())
}

const INTERRUPTIONS: &[&str] = &[
    "advertisement",
    "advertisment",
    "advertisements",
    "story continues below advertisement",
    "article continues below",
    "article continues after advertisement",
    "story continues below",
    "continue reading the main story",
    "scroll to continue",
    "skip advertisement",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "reklama",
    "share this article",
    "sponsored content",
];

const TEASERS: &[&str] = &[
    "related",
    "related articles",
    "related article",
    "related stories",
    "related story",
    "related news",
    "related content",
    "related posts",
    "related topics",
    "related links",
    "most read",
    "most popular",
    "most viewed",
    "most commented",
    "trending",
    "trending now",
    "popular",
    "popular now",
    "editors' picks",
    "editor's picks",
    "editor's choice",
    "recommended",
    "recommended for you",
    "recommended stories",
    "you may also like",
    "you might also like",
    "more stories",
    "more news",
    "latest",
    "latest news",
    "latest stories",
    "top stories",
    "top news",
    "headlines",
    "in other news",
    "what to read next",
    "read next",
    "up next",
    "also read",
    "read also",
    "see also",
    "don't miss",
    "from our partners",
    "from around the web",
    "around the web",
    "sponsored",
    "sponsored links",
    "promoted stories",
    "read more",
    "more to read",
    "further reading from us",
    "mehr zum thema",
    "das könnte sie auch interessieren",
    "meistgelesen",
    "à lire aussi",
    "sur le même sujet",
    "les plus lus",
    "lo más leído",
    "te puede interesar",
    "más noticias",
    "관련기사",
    "관련 기사",
    "많이 본 뉴스",
    "関連記事",
    "おすすめ記事",
    "相关新闻",
    "相关阅读",
    "相關新聞",
    "читайте также",
];

const TEASER_STARTS: &[&str] =
    &["more from ", "more on ", "more in ", "more by ", "related: ", "read more: ", "read also: ", "also read: "];

const FURNITURE: &[&str] = &[
    "search",
    "search archive",
    "archive search",
    "search this site",
    "site search",
    "advanced search",
    "search for",
    "search results",
    "skip to content",
    "skip to main content",
    "skip to navigation",
    "jump to content",
    "menu",
    "main menu",
    "navigation",
    "toggle navigation",
    "open menu",
    "close",
    "close menu",
    "log in",
    "login",
    "log out",
    "sign in",
    "sign up",
    "sign in / register",
    "register",
    "create account",
    "create an account",
    "my account",
    "subscribe",
    "subscribe now",
    "subscribe today",
    "become a member",
    "donate",
    "support us",
    "contact us",
    "about us",
    "who we are",
    "privacy policy",
    "privacy",
    "terms of use",
    "terms of service",
    "terms and conditions",
    "terms & conditions",
    "cookie policy",
    "cookie settings",
    "manage cookies",
    "accept cookies",
    "accept all",
    "site map",
    "sitemap",
    "rss",
    "rss feed",
    "faq",
    "advertise",
    "advertise with us",
    "careers",
    "print",
    "print this",
    "print this article",
    "print article",
    "email this",
    "email this article",
    "e-mail",
    "send to a friend",
    "share",
    "share this",
    "share this article",
    "share this story",
    "share this page",
    "share article",
    "share on facebook",
    "share on twitter",
    "share on x",
    "share via email",
    "tweet",
    "tweet this",
    "facebook",
    "twitter",
    "linkedin",
    "whatsapp",
    "telegram",
    "reddit",
    "pinterest",
    "instagram",
    "youtube",
    "tiktok",
    "copy link",
    "copy url",
    "save article",
    "save for later",
    "bookmark",
    "follow us",
    "follow",
    "comments",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "add a comment",
    "add comment",
    "show comments",
    "view comments",
    "no comments",
    "join the conversation",
    "comments are closed",
    "load more",
    "load more comments",
    "show more",
    "see all",
    "view all",
    "see more",
    "next article",
    "previous article",
    "next",
    "previous",
    "prev",
    "next story",
    "previous story",
    "next page",
    "previous page",
    "next post",
    "previous post",
    "back to top",
    "to the top",
    "return to top",
    "advertisement",
    "advertisements",
    "ad",
    "newsletter",
    "newsletters",
    "our newsletter",
    "tags",
    "topics",
    "filed under",
    "categories",
    "view full site",
    "mobile version",
    "desktop version",
    "font size",
    "text size",
    "listen",
    "listen to this article",
    "suche",
    "anmelden",
    "abonnieren",
    "impressum",
    "datenschutz",
    "datenschutzerklärung",
    "agb",
    "kontakt",
    "teilen",
    "drucken",
    "kommentare",
    "anzeige",
    "nach oben",
    "rechercher",
    "recherche",
    "se connecter",
    "s'abonner",
    "mentions légales",
    "partager",
    "imprimer",
    "commentaires",
    "publicité",
    "buscar",
    "iniciar sesión",
    "suscríbete",
    "suscribirse",
    "aviso legal",
    "compartir",
    "imprimir",
    "comentarios",
    "publicidad",
    "검색",
    "로그인",
    "회원가입",
    "구독",
    "구독하기",
    "공유",
    "공유하기",
    "댓글",
    "기사제보",
    "検索",
    "ログイン",
    "会員登録",
    "シェア",
    "コメント",
    "搜索",
    "登录",
    "注册",
    "分享",
    "评论",
    "поиск",
    "войти",
    "подписаться",
    "поделиться",
    "комментарии",
    "реклама",
];

const FURNITURE_STARTS: &[&str] = &[
    "share this on",
    "share on ",
    "share via ",
    "follow us on",
    "like us on",
    "find us on",
    "sign up for our",
    "sign up for the",
    "sign up to our",
    "sign up to receive",
    "subscribe to our",
    "get our newsletter",
    "get the latest news",
    "join our newsletter",
    "click here to subscribe",
    "tags: ",
    "tag: ",
    "topics: ",
    "filed under: ",
    "filed under ",
    "posted in ",
    "category: ",
    "categories: ",
    "keywords: ",
    "print this",
    "email this",
    "e-mail this",
    "skip to ",
    "view all ",
    "log in to ",
    "login to ",
    "sign in to ",
    "download our app",
    "download the app",
    "powered by ",
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "schlagworte: ",
    "themen: ",
    "mots-clés",
    "etiquetas: ",
];

const MENU: &[&str] = &[
    "home",
    "news",
    "world",
    "international",
    "national",
    "nation",
    "local",
    "politics",
    "business",
    "economy",
    "finance",
    "markets",
    "opinion",
    "opinions",
    "editorial",
    "editorials",
    "columns",
    "culture",
    "arts",
    "entertainment",
    "lifestyle",
    "life",
    "style",
    "fashion",
    "food",
    "travel",
    "health",
    "science",
    "technology",
    "tech",
    "environment",
    "education",
    "sport",
    "sports",
    "weather",
    "video",
    "videos",
    "photo",
    "photos",
    "pictures",
    "gallery",
    "podcasts",
    "podcast",
    "audio",
    "magazine",
    "weekend",
    "archive",
    "archives",
    "about",
    "contact",
    "help",
    "jobs",
    "classifieds",
    "obituaries",
    "games",
    "crosswords",
    "more",
    "asia",
    "europe",
    "africa",
    "americas",
    "middle east",
    "us",
    "u.s",
    "uk",
    "books",
    "music",
    "film",
    "tv",
    "cars",
    "events",
    "calendar",
    "shop",
    "store",
    "e-paper",
    "epaper",
    "today's paper",
    "corrections",
];
