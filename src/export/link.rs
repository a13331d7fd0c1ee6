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

/// The same for a relationship of an Office file (ISO/IEC 29500-2, section 8.5), whose readers refuse the whole file for
/// an address that is no URI: with a host, and a port that is a number, and no stray percent sign.
pub(super) fn office_link(address: &str) -> Option<&str> {
    let address = link(address)?;
    let (scheme, rest) = address.split_once(':')?;
    let whole = match scheme.eq_ignore_ascii_case("mailto") {
        true => is_mailbox(rest.split('?').next().unwrap_or_default()),
        false => is_authority(rest.strip_prefix("//")?.split(['/', '?', '#']).next().unwrap_or_default()),
    };
    let hex = |part: &str| part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    (whole && address.split('%').skip(1).all(hex)).then_some(address)
}

fn is_authority(authority: &str) -> bool {
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(label) && port.parse::<u16>().is_ok()
}

fn is_mailbox(mailbox: &str) -> bool {
    let named = |(name, host): (&str, &str)| !name.is_empty() && is_authority(host) && !host.contains(':');
    mailbox.is_ascii() && mailbox.split_once('@').is_some_and(named)
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

    #[test]
    fn office_files_get_whole_addresses_only() {
        for address in [
            "https://a.example/x?y=1&z=%20#n",
            "HTTP://a.example:8080",
            "mailto:desk@a.example?subject=x",
            "https://서울.example/가",
        ] {
            assert_eq!(office_link(address), Some(address));
        }
        for address in [
            "https://",
            "https:///x",
            "https:a.example",
            "http://a..example",
            "http://a.example:port",
            "http://user@a.example",
            "http://a.example/100%",
            "http://a.example/%zz",
            "mailto:",
            "mailto:desk",
            "mailto:a@b@c",
            "javascript:alert(1)",
        ] {
            assert_eq!(office_link(address), None, "{address:?}");
        }
    }
}
