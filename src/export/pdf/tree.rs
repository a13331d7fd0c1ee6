//! The structure tree of the file while it is made: what is a heading, a list, a cell, in the order of reading (ISO
//! 32000-1, 14.7 and 14.8.4).

use krilla::tagging::{Identifier, Node, Tag, TagGroup, TagKind, TagTree};

/// An element, by its place in the tree.
pub(super) type Element = usize;

/// The tree.
#[derive(Clone)]
pub(super) struct Tree {
    elements: Vec<(TagKind, Vec<Child>)>,
}

#[derive(Clone, Copy)]
enum Child {
    Element(Element),
    Content(Identifier),
}

/// The root, which stands for the document.
pub(super) const DOCUMENT: Element = 0;

impl Tree {
    pub(super) fn new() -> Self {
        Self { elements: vec![(Tag::Div.into(), Vec::new())] }
    }

    /// Adds an element at the end of another.
    pub(super) fn add(&mut self, parent: Element, tag: impl Into<TagKind>) -> Element {
        let element = self.elements.len();
        self.elements.push((tag.into(), Vec::new()));
        self.push(parent, Child::Element(element));
        element
    }

    /// Says what an element is, when more is known of it.
    pub(super) fn tag(&mut self, element: Element, tag: impl Into<TagKind>) {
        if let Some((old, _)) = self.elements.get_mut(element) {
            *old = tag.into();
        }
    }

    /// Adds what was drawn to an element.
    pub(super) fn content(&mut self, element: Element, drawn: Identifier) {
        self.push(element, Child::Content(drawn));
    }

    fn push(&mut self, element: Element, child: Child) {
        if let Some((_, children)) = self.elements.get_mut(element) {
            children.push(child);
        }
    }

    /// The finished tree, without elements that hold nothing.
    pub(super) fn finish(mut self) -> TagTree {
        // Children come behind their parents, so that from the back each is finished before it is asked for.
        let mut finished: Vec<Option<TagGroup>> = Vec::new();
        finished.resize_with(self.elements.len(), || None);
        for element in (0..self.elements.len()).rev() {
            let (tag, children) = std::mem::replace(&mut self.elements[element], (Tag::Div.into(), Vec::new()));
            let mut node = |child| match child {
                Child::Content(drawn) => Some(Node::Leaf(drawn)),
                Child::Element(child) => finished.get_mut(child)?.take().map(Node::Group),
            };
            let children: Vec<Node> = children.into_iter().filter_map(&mut node).collect();
            finished[element] = (!children.is_empty()).then(|| TagGroup::with_children(tag, children));
        }
        let document = finished.swap_remove(DOCUMENT);
        TagTree::from(document.map(|group| group.children).unwrap_or_default()).with_lang(Some("en".to_owned()))
    }
}
