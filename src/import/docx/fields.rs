//! Fields: between what begins and what separates one stands its code, behind that its result (ECMA-376 part 1,
//! 17.16.18).

/// How many fields may be open inside one another; those inside more are taken for results.
const OPEN: usize = 256;

/// The fields that are open at a point of a text.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// For each, whether its code is being read.
    open: Vec<bool>,
    /// How many of them are.
    codes: usize,
}

impl Fields {
    /// Takes a `fldChar` element of this type.
    pub(super) fn step(&mut self, kind: &str) {
        match kind {
            "begin" if self.open.len() < OPEN => {
                self.open.push(true);
                self.codes += 1;
            }
            "separate" => {
                if let Some(code) = self.open.last_mut() {
                    self.codes -= usize::from(std::mem::take(code));
                }
            }
            "end" => self.codes -= usize::from(self.open.pop().unwrap_or(false)),
            _ => {}
        }
    }

    /// True when what stands here is code, or part of one.
    pub(super) fn in_code(&self) -> bool {
        self.codes > 0
    }

    /// A paragraph ends. A code that is still open has lost its end, and must not hide what follows.
    pub(super) fn end_paragraph(&mut self) {
        self.open.fill(false);
        self.codes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_code_is_told_from_results() {
        let table: &[(&[&str], bool)] = &[
            (&[], false),
            (&["begin"], true),
            (&["begin", "separate"], false),
            (&["begin", "separate", "end"], false),
            (&["begin", "begin", "separate"], true),
            (&["begin", "separate", "begin", "separate", "end"], false),
            (&["begin", "begin", "end"], true),
            (&["end", "separate", "end"], false),
            (&["begin", "separate", "separate", "end", "begin"], true),
        ];
        for (steps, code) in table {
            let mut fields = Fields::default();
            steps.iter().for_each(|step| fields.step(step));
            assert_eq!(fields.in_code(), *code, "{steps:?}");
            fields.end_paragraph();
            assert!(!fields.in_code());
        }
    }
}
