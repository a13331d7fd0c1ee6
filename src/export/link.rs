//! Which addresses a report may link to.

use super::clean::clean;

/// The address, when it is one of the web or of mail and nothing in it could be read as something else.
pub(super) fn link(address: &str) -> Option<&str> {
    let address = address.trim();
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\^{|}[]".contains(c);
    (known && !address.contains(odd) && clean(address) == address).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_web_and_to_mail_only() {
        for address in
            ["https://a.example/x?y=1&z=%20#n", "HTTP://a.example", "mailto:desk@a.example", " https://서울.example "]
        {
            assert_eq!(link(address), Some(address.trim()), "{address:?}");
        }
        let refused = [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//a.example",
            "a.example",
            "",
            "java\nscript:x",
            "https://a.example/\" onload=x",
            "https://a.example/\u{202e}x",
            "https://a.example/[confidential]",
        ];
        for address in refused {
            assert_eq!(link(address), None, "{address:?}");
        }
    }
}
