//! What of a document is no text and was left out, or was read in another form than it has; in words.

/// How often it was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub(super) pictures: usize,
    pub(super) charts: usize,
    pub(super) diagrams: usize,
    pub(super) equations: usize,
    pub(super) objects: usize,
    /// Other documents that this one takes in.
    pub(super) documents: usize,
    pub(super) tables: usize,
    /// Stretches of hidden text.
    pub(super) hidden: usize,
    /// Signs of fonts that are not known.
    pub(super) signs: usize,
}

impl LeftOut {
    /// A sentence for each.
    pub(super) fn warnings(&self) -> Vec<String> {
        let table = [
            (self.pictures, "One picture was left out.", "{} pictures were left out."),
            (self.charts, "One chart was left out.", "{} charts were left out."),
            (
                self.diagrams,
                "One diagram was left out, with the words in it.",
                "{} diagrams were left out, with the words in them.",
            ),
            (self.equations, "One equation was left out.", "{} equations were left out."),
            (self.objects, "One embedded object was left out.", "{} embedded objects were left out."),
            (
                self.documents,
                "Another document that this one takes in was left out.",
                "{} other documents that this one takes in were left out.",
            ),
            (self.tables, "A table was taken cell by cell.", "{} tables were taken cell by cell."),
            (self.hidden, "Hidden text was left out.", "Hidden text was left out in {} places."),
            (
                self.signs,
                "One sign of a symbol font was left out, since it is not known which one it is.",
                "{} signs of symbol fonts were left out, since it is not known which ones they are.",
            ),
        ];
        let say = |(count, one, many): (usize, &str, &str)| match count {
            0 => None,
            1 => Some(one.to_owned()),
            _ => Some(many.replace("{}", &count.to_string())),
        };
        table.into_iter().filter_map(say).collect()
    }
}
