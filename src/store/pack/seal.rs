//! Encryption with a passphrase, in the format of <https://age-encryption.org/v1>, binary, for one scrypt recipient.

use super::PackError;
use age::secrecy::SecretString;
use age::stream::{StreamReader, StreamWriter};
use age::{DecryptError, Decryptor, Encryptor, scrypt};
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// How an encrypted file begins, and the only kind of recipient that a pack has
/// (<https://c2sp.org/age#scrypt-recipient-stanza>).
const BEGINS: &[u8] = b"age-encryption.org/v1\n-> scrypt ";

/// The header for one passphrase has about 150 bytes; no more than this is looked at.
const HEADER: u64 = 1024;

/// scrypt's work factor as a power of two, as the age tool itself has it: about a second and 256 MiB of memory, for
/// whoever knows the passphrase and for each guess of whoever does not. A file that asks for more is refused, for each
/// step would double both.
const WORK: u8 = 18;

/// What a pack is encrypted with. It is never shown, nor written anywhere, and is wiped from memory after use.
#[derive(Clone)]
pub struct Passphrase(SecretString);

impl Passphrase {
    /// A passphrase; none when there is nothing in it.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        (!text.trim().is_empty()).then(|| Self(text.into()))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

/// Encrypts what is written from here on. It must be finished, or it cannot be read.
pub(super) fn seal<W: Write>(out: W, passphrase: &Passphrase) -> io::Result<StreamWriter<W>> {
    let mut recipient = scrypt::Recipient::new(passphrase.0.clone());
    recipient.set_work_factor(WORK);
    let recipient: &dyn age::Recipient = &recipient;
    let encryptor = Encryptor::with_recipients(std::iter::once(recipient)).map_err(io::Error::other)?;
    encryptor.wrap_output(out)
}

/// Reads what was encrypted. Every 64 KiB are known to be right before they are handed on.
pub(super) fn open<R: Read + Seek>(mut file: R, passphrase: &Passphrase) -> Result<StreamReader<R>, PackError> {
    let mut start = Vec::new();
    file.by_ref().take(HEADER).read_to_end(&mut start)?;
    if !start.starts_with(BEGINS) {
        return Err(PackError::refused("is not encrypted with a passphrase"));
    }
    // A header without an end in sight would be read, and read again, to the end of the file.
    if !start.windows(5).any(|signs| signs == b"\n--- ") {
        return Err(PackError::damaged("the header of its encryption does not end"));
    }
    file.seek(SeekFrom::Start(0))?;
    let mut identity = scrypt::Identity::new(passphrase.0.clone());
    identity.set_max_work_factor(WORK);
    let identity: &dyn age::Identity = &identity;
    Decryptor::new(file).and_then(|file| file.decrypt(std::iter::once(identity))).map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            PackError::WrongPassphrase
        }
        DecryptError::ExcessiveWork { .. } => PackError::TooMuchWork,
        DecryptError::Io(error) => error.into(),
        _ => PackError::damaged("the header of its encryption was changed"),
    })
}
