//! What other programs put on the clipboard as HTML, without what is theirs: the header of the clipboard format, the
//! bullets and note marks that Word writes as text, the comments it lists below.

use super::{ImportError, html_scan};
use dom_query::Document;

/// What is no text of an article: list labels (`mso-list`), marks of notes and comments, and Word's list of comments.
const LEFT_OUT: &str = "[style*='mso-list: Ignore'], [style*='mso-list:Ignore'], [style*='mso-element:comment'], \
    [style*='mso-element: comment'], .MsoCommentReference, .MsoFootnoteReference, .MsoEndnoteReference";

/// The page in a clipboard's HTML.
///
/// # Errors
/// When it is nested too deep, or a tag has too many attributes.
pub fn page(html: &str) -> Result<String, ImportError> {
    let fragment = fragment(without_header(html));
    html_scan::check(fragment)?;
    let document = Document::from(fragment);
    document.select(LEFT_OUT).remove();
    Ok(document.html().to_string())
}

/// Behind the lines that Windows puts before the page, such as `StartHTML:00000097` (CF_HTML).
fn without_header(html: &str) -> &str {
    match html.starts_with("Version:") {
        true => html.find('<').and_then(|start| html.get(start..)).unwrap_or_default(),
        false => html,
    }
}

/// What was selected, where the page says what of it was.
fn fragment(html: &str) -> &str {
    let start = html.split_once("<!--StartFragment-->").map(|(_, after)| after);
    start.and_then(|after| after.split_once("<!--EndFragment-->")).map_or(html, |(fragment, _)| fragment)
}

#[cfg(test)]
mod tests {
    use crate::import::tests::blocks;
    use crate::import::{Format, Options, read};

    fn check(html: &str, expected: &[&str]) {
        let options = Options { format: Some(Format::Html), pasted: true, ..Options::default() };
        let article = read(html.as_bytes(), "", &options).unwrap();
        assert_eq!(blocks(&article), expected, "{html}");
        assert_eq!(article.warnings, [""; 0], "{html}");
    }

    #[test]
    fn what_word_browsers_and_mail_put_on_the_clipboard_becomes_blocks() {
        check(
            "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000300\r\n<html><body lang=EN-GB>outside\
             <!--StartFragment--><h1>Talks end</h1><p class=MsoNormal>The troops<a href='#_ftn1'>\
             <span class=MsoFootnoteReference>[1]</span></a> leave.<o:p></o:p></p>\
             <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>\
             <span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span>\
             <![endif]>one</p><!--EndFragment--></body></html>",
            &["hed: Talks end", "paragraph: The troops leave.", "paragraph: one"],
        );
        check(
            "<meta charset='utf-8'><b style='font-weight:normal' id='docs-internal-guid-1'><h2>Part</h2>\
             <p dir=ltr><span>They stayed.</span></p><ul><li><p>a list</p></li></ul></b>",
            &["heading: Part", "paragraph: They stayed.", "list-item: a list"],
        );
        check(
            "<div>Dear desk,</div><div><br></div><blockquote type=cite><div>She said so.</div></blockquote>",
            &["paragraph: Dear desk,", "quotation: She said so."],
        );
    }
}
