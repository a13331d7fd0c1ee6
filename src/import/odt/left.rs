//! What was left out of a text document or changed on the way, and how that is said.

/// How much was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Pictures.
    pub pictures: usize,
    /// Drawings without words.
    pub drawings: usize,
    /// Formulas.
    pub formulas: usize,
    /// Charts, sheets, recordings and other things that another program shows.
    pub objects: usize,
    /// Tables whose cells became blocks.
    pub tables: usize,
    /// True when there were words that the document does not show.
    pub hidden: bool,
    /// Words whose deletion is pending, but which stand in the text all the same.
    pub kept_deletions: usize,
}

impl Left {
    /// A sentence for each sort of what was left out.
    pub fn warnings(&self, pending: usize) -> Vec<String> {
        let table: [(usize, &str, &str); 7] = [
            (self.pictures, "One picture was left out.", "{} pictures were left out."),
            (self.drawings, "One drawing without words was left out.", "{} drawings without words were left out."),
            (self.formulas, "One formula was left out.", "{} formulas were left out."),
            (
                self.objects,
                "One chart or other embedded object was left out.",
                "{} charts or other embedded objects were left out.",
            ),
            (self.tables, "A table was taken cell by cell.", "{} tables were taken cell by cell."),
            (
                pending,
                "One tracked change was still pending; the text is as if it had been accepted.",
                "{} tracked changes were still pending; the text is as if they had been accepted.",
            ),
            (
                self.kept_deletions,
                "One deletion was not carried out in the file: its words are still in the text. Look at the list of changes.",
                "{} deletions were not carried out in the file: their words are still in the text. Look at the list of changes.",
            ),
        ];
        let said = |(count, one, many): &(usize, &str, &str)| match count {
            0 => None,
            1 => Some((*one).to_owned()),
            _ => Some(many.replace("{}", &count.to_string())),
        };
        let mut warnings: Vec<String> = table.iter().filter_map(said).collect();
        if self.hidden {
            warnings.push("Words that the document hides were left out.".to_owned());
        }
        warnings
    }
}
