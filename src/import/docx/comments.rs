//! Comments: who, when, what, the answers, and whether they are dealt with (ECMA-376 part 1, 17.13.4; answers and
//! state: [MS-DOCX] 2.5.3.1 `commentsEx`).

use super::props;
use super::story::joined;
use super::walk::{Found, Known, Walk};
use crate::import::xml::{Node, Ns, Xml};
use crate::import::{ImportError, limits};
use crate::model::article::Comment;
use std::collections::HashMap;

/// How many answers to answers are followed up to the comment that they belong to.
const CHAIN: usize = 64;

/// The comments of a document.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// Those that answer no other.
    pub(super) list: Vec<Comment>,
    /// Their places in the list, by what they are called in the file.
    pub(super) places: HashMap<String, usize>,
    /// True when there were more than are read.
    pub(super) more: bool,
}

/// A comment as it is written.
#[derive(Debug, Default)]
struct Written {
    id: String,
    /// Identifier of its last paragraph.
    paragraph: Option<String>,
    comment: Comment,
}

/// What the newer part says of a comment, by the identifier of its last paragraph.
#[derive(Debug, Default)]
struct State {
    parent: Option<String>,
    done: bool,
}

/// Reads the part that holds the comments, and the one that holds what newer versions say of them.
///
/// # Errors
/// When the XML is damaged or hostile.
pub(super) fn read(text: &str, extended: Option<&str>, known: &Known) -> Result<Comments, ImportError> {
    let mut written = Vec::new();
    let mut found = Found::default();
    let mut walk = Walk::new(text, known, &mut found);
    let mut more = false;
    while let Some(node) = walk.xml.next()? {
        let Node::Start(element) = node else { continue };
        if !element.is(Ns::Word, "comment") {
            continue;
        }
        if written.len() == limits::LISTED {
            more = true;
            break;
        }
        let id = props::attribute(&walk.xml, &element, "id").unwrap_or_default().trim().to_owned();
        let who = props::who(&walk.xml, &element);
        let (pieces, paragraph) = walk.text_of_element()?;
        let text = joined(pieces).map(|piece| piece.text).unwrap_or_default();
        let comment = Comment { author: who.author, date: who.date, text, ..Comment::default() };
        written.push(Written { id, paragraph, comment });
    }
    let states = extended.map_or(Ok(HashMap::new()), states)?;
    Ok(Comments { more, ..threads(written, &states) })
}

fn states(text: &str) -> Result<HashMap<String, State>, ImportError> {
    let mut xml = Xml::new(text);
    let mut states = HashMap::new();
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        if !element.is(Ns::Word15, "commentEx") || states.len() == limits::LISTED {
            continue;
        }
        let attribute = |name| xml.attribute(&element, Ns::Word15, name);
        let done = matches!(attribute("done").as_deref(), Some("1" | "true" | "on"));
        let state = State { parent: attribute("paraIdParent"), done };
        attribute("paraId").map(|paragraph| states.insert(paragraph, state));
    }
    Ok(states)
}

/// Puts the answers to the comments that they belong to.
fn threads(written: Vec<Written>, states: &HashMap<String, State>) -> Comments {
    let by_paragraph: HashMap<&str, usize> =
        written.iter().enumerate().filter_map(|(place, one)| Some((one.paragraph.as_deref()?, place))).collect();
    let state = |place: usize| states.get(written.get(place)?.paragraph.as_deref()?);
    let parent = |place: &usize| {
        let parent = by_paragraph.get(state(*place)?.parent.as_deref()?).copied()?;
        (parent != *place).then_some(parent)
    };
    // Answers that go round in a circle belong to nobody: each stands for itself.
    let root = |place: usize| {
        let top = std::iter::successors(Some(place), parent).take(CHAIN).last().filter(|top| parent(top).is_none());
        (top.unwrap_or(place), state(place).is_some_and(|state| state.done))
    };
    let roots: Vec<(usize, bool)> = (0..written.len()).map(root).collect();
    let mut comments = Comments::default();
    let mut answers = Vec::new();
    let mut places = HashMap::new();
    for (at, (one, (top, resolved))) in written.into_iter().zip(roots).enumerate() {
        if top == at {
            places.insert(at, comments.list.len());
            comments.places.entry(one.id).or_insert(comments.list.len());
            comments.list.push(Comment { resolved, ..one.comment });
        } else {
            answers.push((top, one.comment));
        }
    }
    for (top, answer) in answers {
        let thread = places.get(&top).and_then(|place| comments.list.get_mut(*place));
        thread.into_iter().for_each(|thread| thread.replies.push(answer.clone()));
    }
    comments.list.iter_mut().for_each(|comment| comment.replies.sort_by(|a, b| a.date.cmp(&b.date)));
    comments
}
