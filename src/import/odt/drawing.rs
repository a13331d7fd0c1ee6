//! What is drawn on the page: frames with pictures, formulas and texts, and shapes (ODF 1.3 part 3, 10).

use super::reader::{Paragraph, Place, Reader};
use crate::import::piece::Piece;
use crate::import::xml::{Element, Node, Ns};
use crate::import::{ImportError, clean};
use crate::model::BlockKind;

impl Reader<'_> {
    /// Reads one element of a drawing.
    pub(super) fn drawing(&mut self, element: &Element, place: Place) -> Result<(), ImportError> {
        let boxed = place.within(BlockKind::TextBox);
        match element.name().1 {
            "frame" => self.frame(place),
            "text-box" => self.children(boxed),
            "a" | "g" | "page-thumbnail" => self.children(place),
            "image" => {
                self.left.pictures += 1;
                self.xml.skip()
            }
            "object" | "object-ole" => self.object(element),
            "plugin" | "applet" | "floating-frame" => {
                self.left.objects += 1;
                self.xml.skip()
            }
            "control" | "glue-point" | "contour-polygon" | "contour-path" | "image-map" | "enhanced-geometry" => {
                self.xml.skip()
            }
            _ => {
                let before = self.pieces.len();
                self.children(boxed)?;
                self.left.drawings += usize::from(self.pieces.len() == before);
                Ok(())
            }
        }
    }

    /// A frame holds one thing, sometimes in several forms; the picture beside an object or a text only stands for it.
    fn frame(&mut self, place: Place) -> Result<(), ImportError> {
        let (mut picture, mut other) = (false, false);
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) if element.is(Ns::OdfDraw, "image") => {
                    picture = true;
                    self.xml.skip()?;
                }
                Node::Start(element) => {
                    other |= matches!(element.name(), (Ns::OdfDraw, "object" | "object-ole" | "text-box" | "plugin"));
                    self.block(&element, place)?;
                }
                Node::End => break,
                Node::Text(_) => {}
            }
        }
        self.left.pictures += usize::from(picture && !other);
        Ok(())
    }

    /// An embedded document: in a part of its own, which the manifest knows, or in the element.
    fn object(&mut self, element: &Element) -> Result<(), ImportError> {
        let address = self.xml.attribute(element, Ns::XLink, "href");
        let mut formula = address.is_some_and(|address| self.manifest.is_formula(&address));
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) => {
                    formula |= element.name().1 == "math";
                    self.xml.skip()?;
                }
                Node::End => break,
                Node::Text(_) => {}
            }
        }
        self.left.formulas += usize::from(formula);
        self.left.objects += usize::from(!formula);
        Ok(())
    }

    /// What is said of a picture to those who do not see it: kept, but proposed as not part of the article.
    pub(super) fn description(&mut self) -> Result<(), ImportError> {
        let text = self.xml.text()?;
        let mut paragraph = Paragraph::default();
        self.write(&clean::blanks(&text), &mut paragraph)?;
        self.push(Piece { aside: true, ..paragraph.line.take(BlockKind::Caption) });
        Ok(())
    }
}
