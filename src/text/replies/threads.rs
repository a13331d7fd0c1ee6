//! Which comments of a file that came back answer ours, where a program has torn the threads apart.

use super::claim_of;
use crate::model::article::Comment;
use std::collections::{HashMap, HashSet};

/// Answers that stand as comments of their own, by the place of our comment in the list. They are on the same words, or
/// on the point at which these end, where LibreOffice puts them. `old` are the comments that the draft had before.
pub(super) fn torn<'a>(comments: &'a [Comment], old: &[Comment]) -> HashMap<usize, Vec<&'a Comment>> {
    let old: HashSet<&str> = old.iter().map(|comment| comment.text.as_str()).collect();
    let mut last = HashMap::new();
    let mut answers: HashMap<usize, Vec<&Comment>> = HashMap::new();
    for (at, comment) in comments.iter().enumerate() {
        if claim_of(comment).is_some() {
            last.insert((comment.start, comment.end), at);
            last.insert((comment.end, comment.end), at);
        } else if let Some(ours) = last.get(&(comment.start, comment.end))
            && !old.contains(comment.text.as_str())
        {
            answers.entry(*ours).or_default().push(comment);
        }
    }
    answers
}

/// What somebody typed as an answer to this author. LibreOffice begins one with a line such as
/// `Reply to Tickmark (01/01/2026, 10:00): "..."`, in the language of its window, and quotes there what was selected.
pub(super) fn typed<'a>(answer: &'a str, to: &str) -> &'a str {
    let Some((head, rest)) = answer.split_once("): \"") else { return answer };
    if head.contains('\n') || !head.contains(&format!("{to} (")) {
        return answer;
    }
    match rest.split_once("\"\n") {
        Some((_, said)) => said,
        None if rest.trim_end().ends_with('"') => "",
        None => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_puts_before_an_answer_is_no_answer() {
        let table = [
            ("Reply to Tickmark (01/01/2026, 10:00): \"...\"\nYes.\nTwice.", "Yes.\nTwice."),
            ("Antwort an Tickmark (01.01.26, 10:00): \"Claim 1\nChange\"\nJa.", "Ja."),
            ("Reply to Tickmark (01/01/2026, 10:00): \"...\"\n", ""),
            ("Reply to Tickmark (01/01/2026, 10:00): \"...\"", ""),
            (
                "Reply to R. Lee (01/01/2026, 10:00): \"...\"\nYes.",
                "Reply to R. Lee (01/01/2026, 10:00): \"...\"\nYes.",
            ),
            ("He said (twice): \"Yes.\"\nI heard it.", "He said (twice): \"Yes.\"\nI heard it."),
            ("Yes.", "Yes."),
        ];
        for (answer, expected) in table {
            assert_eq!(typed(answer, "Tickmark"), expected, "{answer:?}");
        }
    }
}
