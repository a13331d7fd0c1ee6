//! Footnotes and endnotes of an article as notes of Word (ISO/IEC 29500-1, 17.11).

use super::package::NAMESPACES;
use super::{styles, xml};
use crate::model::article::Block;
use crate::model::{BlockKind, Draft};
use std::collections::HashMap;

/// The notes that the text refers to, in order of their marks.
pub(super) struct Notes {
    /// Place in the text, and block of the note; one for each note, since Word has one reference to each.
    marks: Vec<(usize, usize)>,
    /// Number of each note among those of its kind, by its block.
    numbers: HashMap<usize, (BlockKind, usize)>,
}

impl Notes {
    /// Those of a draft. A note to which nothing refers, or only a note or an aside does, is a paragraph like others.
    pub fn of(draft: &Draft) -> Self {
        let mut marks: Vec<(usize, usize)> = draft.notes.iter().map(|mark| (mark.at, mark.block)).collect();
        marks.sort_unstable();
        let mut notes = Self { marks: Vec::new(), numbers: HashMap::new() };
        let (mut footnotes, mut endnotes) = (0, 0);
        for (at, note) in marks {
            let Some(kind) = draft.blocks.get(note).filter(|block| !block.aside).map(|block| block.kind) else {
                continue;
            };
            let count = match kind {
                BlockKind::Footnote => &mut footnotes,
                BlockKind::Endnote => &mut endnotes,
                _ => continue,
            };
            if stands_in_text(draft, at) && !notes.numbers.contains_key(&note) {
                *count += 1;
                notes.numbers.insert(note, (kind, *count));
                notes.marks.push((at, note));
            }
        }
        notes
    }

    /// True when this block is written as a note.
    pub fn is_note(&self, block: usize) -> bool {
        self.numbers.contains_key(&block)
    }

    /// The marks in a block: where each stands, and its run.
    pub fn within(&self, block: &Block) -> Vec<(usize, String)> {
        let first = self.marks.partition_point(|(at, _)| *at < block.start);
        let marks = self.marks.iter().skip(first).take_while(|(at, _)| *at <= block.end);
        let marks = marks.filter_map(|(at, note)| Some((*at, self.numbers.get(note)?)));
        marks.map(|(at, (kind, number))| (at, reference(*kind, *number))).collect()
    }

    /// The part that holds the notes of a kind, with the lines that part them from the text (17.11.23).
    pub fn part(&self, draft: &Draft, kind: BlockKind) -> String {
        let (name, style) = names(kind);
        let mut out = format!("<w:{name}s {NAMESPACES}>");
        for (id, line) in [(-1, "separator"), (0, "continuationSeparator")] {
            put!(
                &mut out,
                "<w:{name} w:type=\"{line}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" \
                w:lineRule=\"auto\"/></w:pPr><w:r><w:{line}/></w:r></w:p></w:{name}>"
            );
        }
        for (_, note) in &self.marks {
            let Some((_, number)) = self.numbers.get(note).filter(|(own, _)| *own == kind) else { continue };
            let text = draft.block_text(*note);
            let (bidi, rtl) = styles::direction(text);
            put!(
                &mut out,
                "<w:{name} w:id=\"{number}\"><w:p><w:pPr><w:pStyle w:val=\"{style}Text\"/>{bidi}</w:pPr>\
                <w:r><w:rPr><w:rStyle w:val=\"{style}Reference\"/></w:rPr><w:{name}Ref/></w:r>"
            );
            xml::run(&mut out, "", " ");
            xml::run(&mut out, rtl, text);
            put!(&mut out, "</w:p></w:{name}>");
        }
        put!(&mut out, "</w:{name}s>");
        out
    }
}

/// What elements and styles of notes of this kind are called.
fn names(kind: BlockKind) -> (&'static str, &'static str) {
    if kind == BlockKind::Endnote { ("endnote", "Endnote") } else { ("footnote", "Footnote") }
}

fn reference(kind: BlockKind, number: usize) -> String {
    let (name, style) = names(kind);
    format!("<w:r><w:rPr><w:rStyle w:val=\"{style}Reference\"/></w:rPr><w:{name}Reference w:id=\"{number}\"/></w:r>")
}

/// True for a place in or at the end of a block that is written as a paragraph of the text.
fn stands_in_text(draft: &Draft, at: usize) -> bool {
    let block = draft.blocks.get(draft.block_at(at)).filter(|block| block.start <= at && at <= block.end);
    draft.text.is_char_boundary(at)
        && block.is_some_and(|block| !block.aside && !matches!(block.kind, BlockKind::Footnote | BlockKind::Endnote))
}
