//! Everything that a flow says, for tests of the formats that set it.

use super::{Block, Flow, Item, Run};

/// Every run with its text, and every id of blocks and items.
pub fn walk<'f, 'a>(flow: &'f Flow<'a>) -> (Vec<&'f Run<'a>>, Vec<&'f str>) {
    let (mut runs, mut ids) = (Vec::new(), Vec::new());
    for block in &flow.blocks {
        match block {
            Block::Title(words) => runs.extend(words),
            Block::Heading(heading) => {
                ids.push(heading.id.as_str());
                runs.extend(heading.label.iter().chain(&heading.runs));
            }
            Block::Paragraph(paragraph) => runs.extend(&paragraph.runs),
            Block::List(list) => {
                for Item { id, label, paragraphs } in &list.items {
                    ids.extend(id.as_deref());
                    runs.extend(label.iter().chain(paragraphs.iter().flat_map(|paragraph| &paragraph.runs)));
                }
            }
            Block::Table(table) => runs.extend(table.rows.iter().flatten().flatten()),
            Block::Logo(..) | Block::Counts(_) | Block::Contents | Block::PageBreak => {}
        }
    }
    ids.extend(runs.iter().filter_map(|run| run.id.as_deref()));
    (runs, ids)
}

/// All that is read, in order.
pub fn text(flow: &Flow) -> String {
    let mut text = String::new();
    let add = |text: &mut String, runs: &[Run]| runs.iter().for_each(|run| *text += &run.text);
    for block in &flow.blocks {
        match block {
            Block::Contents => {
                for block in &flow.blocks {
                    if let Block::Heading(heading) = block
                        && heading.kind == super::HeadingKind::Section
                    {
                        add(&mut text, &heading.runs);
                    }
                }
            }
            Block::Counts(counts) => {
                counts
                    .iter()
                    .for_each(|count| text += &format!("{}{}{}", count.claims, count.mark.glyph(), count.word));
            }
            Block::Paragraph(paragraph) => {
                if matches!(paragraph.style, super::Style::Article(crate::model::BlockKind::ListItem, _)) {
                    text += "–";
                }
                add(&mut text, &paragraph.runs);
            }
            Block::Logo(..) => {}
            Block::Title(runs) => add(&mut text, runs),
            Block::Heading(heading) => {
                add(&mut text, &heading.label);
                add(&mut text, &heading.runs);
            }
            Block::List(list) => {
                for item in &list.items {
                    add(&mut text, &item.label);
                    item.paragraphs.iter().for_each(|paragraph| add(&mut text, &paragraph.runs));
                }
            }
            Block::Table(table) => {
                table.columns.iter().for_each(|column| text += column.heading);
                table.rows.iter().flatten().for_each(|runs| add(&mut text, runs));
            }
            Block::PageBreak => {}
        }
    }
    text
}
