//! What a PDF of ours holds: its structure tree with the text of every element, what stands outside of it, and every
//! string, so that tests can look for what must be in it and for what must not.

use hayro_interpret::hayro_cmap::{BfString, CMap, load_embedded};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use std::collections::HashMap;
use std::rc::Rc;

/// An element of the structure tree (ISO 32000-1, 14.7.2).
#[derive(Debug, Default)]
pub struct Element {
    /// Its type, such as `P`.
    pub kind: String,
    /// Its title.
    pub title: Option<String>,
    /// Scope of a cell of headings, from its attributes.
    pub scope: Option<String>,
    pub children: Vec<Child>,
}

/// What an element holds.
#[derive(Debug)]
pub enum Child {
    Element(Element),
    /// Marked content of a page: the page’s place, and its number on it.
    Content(usize, i32),
    /// An annotation, with its contents.
    Annotation(String),
}

/// A stretch of marked content (ISO 32000-1, 14.6).
#[derive(Debug, Default)]
pub struct Drawn {
    pub tag: String,
    pub number: Option<i32>,
    pub language: Option<String>,
    pub alt: Option<String>,
    pub text: String,
}

/// A PDF, taken apart.
pub struct Parts {
    /// The `Document` element.
    pub document: Element,
    /// What is drawn on each page, in the order of drawing.
    pub pages: Vec<Vec<Drawn>>,
    /// Every string outside of pages and fonts, decoded.
    pub strings: Vec<String>,
    /// Language and window title of the catalogue: `Lang`, `DisplayDocTitle`.
    pub language: String,
    pub shows_title: bool,
    pub title: String,
    /// The text of the metadata stream.
    pub metadata: String,
}

/// All text that it holds: that of each paragraph in a line, in the order of reading, then running heads and the like,
/// then every string.
pub fn pdf_text(bytes: &[u8]) -> String {
    let parts = take_apart(bytes);
    let mut lines = parts.lines();
    let outside = parts.pages.iter().flatten().filter(|drawn| drawn.number.is_none());
    lines.extend(outside.map(|drawn| drawn.text.clone()));
    lines.extend(parts.strings);
    lines.push(parts.metadata);
    lines.join("\n")
}

impl Parts {
    /// The text of marked content.
    pub fn content(&self, page: usize, number: i32) -> &Drawn {
        let found = self.pages[page].iter().find(|drawn| drawn.number == Some(number));
        found.unwrap_or_else(|| panic!("page {page} has no content {number}"))
    }

    /// The text of an element.
    pub fn text(&self, element: &Element) -> String {
        let mut text = String::new();
        for child in &element.children {
            match child {
                Child::Element(element) => text += &self.text(element),
                Child::Content(page, number) => text += &self.content(*page, *number).text,
                Child::Annotation(_) => {}
            }
        }
        text
    }

    /// The text of each element that holds text itself, in the order of reading.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.document.walk(&mut |element, _| {
            if element.is_paragraph() {
                lines.push(self.text(element));
            }
        });
        lines
    }
}

impl Element {
    /// True for one that no other paragraph lies around.
    pub fn is_paragraph(&self) -> bool {
        let inline = ["Span", "Link", "Strong", "Em"];
        let holds = self.children.iter().any(|child| match child {
            Child::Element(element) => inline.contains(&element.kind.as_str()),
            _ => true,
        });
        holds && !inline.contains(&self.kind.as_str())
    }

    /// Goes through the tree in the order of reading, with the path to each element.
    pub fn walk<'e>(&'e self, look: &mut impl FnMut(&'e Element, &[&'e Element])) {
        fn go<'e>(
            element: &'e Element,
            path: &mut Vec<&'e Element>,
            look: &mut impl FnMut(&'e Element, &[&'e Element]),
        ) {
            look(element, path);
            path.push(element);
            for child in &element.children {
                if let Child::Element(child) = child {
                    go(child, path, look);
                }
            }
            path.pop();
        }
        go(self, &mut Vec::new(), look);
    }
}

/// Takes a PDF apart.
pub fn take_apart(bytes: &[u8]) -> Parts {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let places = places(&pdf);
    let root: Dict<'_> = catalog.get("StructTreeRoot").unwrap();
    let document = first_child(&root).unwrap();
    let view: Option<Dict<'_>> = catalog.get("ViewerPreferences");
    let metadata: Option<Stream<'_>> = catalog.get("Metadata");
    let said = pdf.metadata().title.clone();
    Parts {
        document: element(&document, None, &places),
        pages: pdf.pages().iter().map(drawn).collect(),
        strings: strings(&pdf),
        language: string_of(&catalog, "Lang").unwrap_or_default(),
        shows_title: view.and_then(|view| view.get::<bool>("DisplayDocTitle")).unwrap_or_default(),
        title: said.as_deref().map(decoded).unwrap_or_default(),
        metadata: metadata
            .map(|data| String::from_utf8_lossy(&data.decoded_data().unwrap()).into_owned())
            .unwrap_or_default(),
    }
}

fn first_child<'a>(root: &Dict<'a>) -> Option<Dict<'a>> {
    root.get::<Dict<'a>>("K").or_else(|| root.get::<Array<'a>>("K")?.iter::<Dict<'a>>().next())
}

fn element(dict: &Dict<'_>, page: Option<usize>, places: &HashMap<u32, usize>) -> Element {
    let own = dict.get_ref("Pg").and_then(|page| places.get(&page.obj_number).copied());
    let page = own.or(page);
    let mut made = Element {
        kind: name_of(dict, "S").unwrap_or_default(),
        title: string_of(dict, "T"),
        scope: scope(dict),
        children: Vec::new(),
    };
    match dict.get::<Object<'_>>("K") {
        Some(Object::Array(array)) => {
            array.iter::<Object<'_>>().for_each(|child| made.children.extend(self::child(&child, page, places)));
        }
        Some(child) => made.children.extend(self::child(&child, page, places)),
        None => {}
    }
    made
}

fn child(object: &Object<'_>, page: Option<usize>, places: &HashMap<u32, usize>) -> Option<Child> {
    match object {
        Object::Number(number) => Some(Child::Content(page.unwrap(), number.as_f64() as i32)),
        Object::Dict(dict) => {
            let own = dict.get_ref("Pg").and_then(|page| places.get(&page.obj_number).copied());
            match name_of(dict, "Type").as_deref() {
                Some("MCR") => Some(Child::Content(own.or(page).unwrap(), dict.get::<i32>("MCID").unwrap())),
                Some("OBJR") => {
                    let annotation: Dict<'_> = dict.get("Obj").unwrap();
                    Some(Child::Annotation(string_of(&annotation, "Contents").unwrap_or_default()))
                }
                _ => Some(Child::Element(element(dict, page, places))),
            }
        }
        _ => None,
    }
}

fn scope(dict: &Dict<'_>) -> Option<String> {
    let one = dict.get::<Dict<'_>>("A").and_then(|attributes| name_of(&attributes, "Scope"));
    let all = dict.get::<Array<'_>>("A");
    one.or_else(|| all?.iter::<Dict<'_>>().find_map(|attributes| name_of(&attributes, "Scope")))
}

fn name_of(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<Name<'_>>(key).map(|name| name.as_str().to_owned())
}

fn string_of(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<PdfString<'_>>(key).map(|text| decoded(text.as_bytes()))
}

/// A text string: UTF-16 or UTF-8 behind their marks, otherwise as Latin-1 (ISO 32000-2, 7.9.2.2).
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Every string of every object.
fn strings(pdf: &Pdf) -> Vec<String> {
    let mut found = Vec::new();
    for object in pdf.objects() {
        collect(&object, &mut found);
    }
    found
}

fn collect(object: &Object<'_>, found: &mut Vec<String>) {
    match object {
        Object::String(text) => found.push(decoded(text.as_bytes())),
        Object::Name(name) => found.push(name.as_str().to_owned()),
        Object::Array(array) => {
            let own = array
                .raw_iter()
                .filter_map(|value| if let MaybeRef::NotRef(value) = value { Some(value) } else { None });
            own.for_each(|value| collect(&value, found));
        }
        Object::Dict(dict) => entries(dict, found),
        Object::Stream(stream) => entries(stream.dict(), found),
        _ => {}
    }
}

fn entries(dict: &Dict<'_>, found: &mut Vec<String>) {
    for (key, value) in dict.entries() {
        found.push(key.as_str().to_owned());
        if let MaybeRef::NotRef(value) = value {
            collect(&value, found);
        }
    }
}

/// What is drawn on a page. Fails where letters stand outside of marked content.
fn drawn(page: &Page<'_>) -> Vec<Drawn> {
    let mut done: Vec<Drawn> = Vec::new();
    let mut open: Vec<Drawn> = Vec::new();
    let mut covered: Vec<Option<String>> = Vec::new();
    let mut font: Option<Rc<CMap>> = None;
    let mut fonts: HashMap<String, Option<Rc<CMap>>> = HashMap::new();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::TextFont(set) => {
                let known = fonts.entry(set.0.as_str().to_owned());
                font = known.or_insert_with(|| characters(&page.resources().get_font(set.0)?)).clone();
            }
            TypedInstruction::BeginMarkedContent(begin) => {
                open.push(Drawn { tag: begin.0.as_str().to_owned(), ..Drawn::default() });
                covered.push(None);
            }
            TypedInstruction::BeginMarkedContentWithProperties(begin) => {
                let properties = match begin.1 {
                    Object::Dict(dict) => Some(dict.clone()),
                    _ => None,
                };
                let text = |key| properties.as_ref().and_then(|properties| string_of(properties, key));
                let number = properties.as_ref().and_then(|properties| properties.get::<i32>("MCID"));
                let (tag, text_of) = (begin.0.as_str().to_owned(), String::new());
                open.push(Drawn { tag, number, language: text("Lang"), alt: text("Alt"), text: text_of });
                covered.push(text("ActualText"));
            }
            TypedInstruction::EndMarkedContent(_) => {
                let mut ended = open.pop().unwrap();
                ended.text = covered.pop().unwrap().unwrap_or(ended.text);
                // What says the actual text of letters lies inside of what it belongs to.
                match open.last_mut() {
                    Some(outer) => outer.text += &ended.text,
                    None => done.push(ended),
                }
            }
            TypedInstruction::ShowText(show) => {
                let text = shown(font.as_deref(), show.0.as_bytes());
                open.last_mut().expect("letters outside of marked content").text += &text;
            }
            TypedInstruction::ShowTexts(show) => {
                for part in show.0.iter::<Object<'_>>() {
                    if let Object::String(part) = part {
                        let text = shown(font.as_deref(), part.as_bytes());
                        open.last_mut().expect("letters outside of marked content").text += &text;
                    }
                }
            }
            TypedInstruction::FillPathNonZero(_) | TypedInstruction::StrokePath(_) => {
                assert!(!open.is_empty(), "a line outside of marked content");
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    done
}

fn characters(font: &Dict<'_>) -> Option<Rc<CMap>> {
    CMap::parse(&font.get::<Stream<'_>>("ToUnicode")?.decoded_data().ok()?, load_embedded).map(Rc::new)
}

/// The characters of letters of two bytes each.
fn shown(font: Option<&CMap>, bytes: &[u8]) -> String {
    let codes = bytes.as_chunks::<2>().0.iter().map(|pair| u32::from(u16::from_be_bytes(*pair)));
    let text = codes.map(|code| match font.and_then(|font| font.lookup_bf_string(code)) {
        Some(BfString::Char(c)) => c.to_string(),
        Some(BfString::String(text)) => text,
        None => panic!("letter {code} has no character"),
    });
    text.collect()
}

/// The links inside the file: where each is said to lead, and the page that it leads to.
pub fn links(bytes: &[u8]) -> Vec<(String, usize)> {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let places = places(&pdf);
    let annotations = pdf.objects().into_iter().filter_map(|object| object.into_dict());
    let links = annotations.filter(|dict| name_of(dict, "Subtype").as_deref() == Some("Link"));
    let leads = links.filter_map(|link| {
        let direct: Option<Array<'_>> = link.get("Dest");
        let target = direct.or_else(|| link.get::<Dict<'_>>("A")?.get("D"))?;
        let page = target.raw_iter().find_map(|part| if let MaybeRef::Ref(page) = part { Some(page) } else { None })?;
        Some((string_of(&link, "Contents")?, *places.get(&page.obj_number)?))
    });
    leads.collect()
}

/// Place of each page by the number of its object.
fn places(pdf: &Pdf) -> HashMap<u32, usize> {
    let numbers = pdf.pages().iter().enumerate();
    numbers.filter_map(|(at, page)| Some((page.raw().obj_id()?.obj_number, at))).collect()
}

/// What the file may do when somebody asks it to: the kind of each action, and the address where it has one.
pub fn actions(bytes: &[u8]) -> Vec<(String, String)> {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let dicts = pdf.objects().into_iter().filter_map(|object| object.into_dict());
    let actions = dicts.flat_map(|dict| ["A", "AA", "OpenAction"].map(|key| dict.get::<Dict<'_>>(key)));
    let actions = actions.flatten().filter_map(|action| {
        let kind = name_of(&action, "S")?;
        Some((kind, string_of(&action, "URI").unwrap_or_default()))
    });
    actions.collect()
}
