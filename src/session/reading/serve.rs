//! The process that reads: one task on its standard input, the answer on its standard output.

use super::limits_for;
use super::wire::{self, Answer, Task};
use crate::import::{self, ImportError, first_look, limits};
use crate::model::Article;
use crate::sandbox;
use std::io::{self, BufRead, BufWriter, Read, Write};

/// How many bytes the line may have that says what is to be read.
const TASK: u64 = 64 * 1024;

/// Reads the one article that this process is asked for, after giving up all that it does not need for that. It may take
/// so many seconds, but never more than the longest that any format may take.
///
/// # Errors
/// When it could not be confined, was not asked properly, or nobody listens.
pub fn serve(seconds: u64) -> io::Result<()> {
    let limits = limits_for(seconds.min(limits::PDF_SECONDS));
    sandbox::work(limits, || answer(&mut io::stdin().lock(), io::stdout().lock()))?
}

/// Hears a task and answers it.
fn answer(from: &mut impl BufRead, to: impl Write) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(1 << 16, to);
    let mut line = Vec::new();
    from.take(TASK).read_until(b'\n', &mut line)?;
    let task: Task = serde_json::from_slice(&line)?;
    let bytes = file(&task, from)?;
    let read = read(&task, &bytes, &mut |words| say(&mut to, &Answer::Far(words)))?;
    let answer = read.map_or_else(Answer::Refused, |article| Answer::Read(Box::new(article)));
    say(&mut to, &answer)
}

/// The file behind the task.
fn file(task: &Task, from: &mut impl Read) -> io::Result<Vec<u8>> {
    if task.bytes > limits::PDF_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(task.bytes);
    from.take(task.bytes as u64).read_to_end(&mut bytes)?;
    if bytes.len() == task.bytes { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Reads it, and says in words what it is and what came of it.
fn read(
    task: &Task,
    bytes: &[u8],
    far: &mut dyn FnMut(String) -> io::Result<()>,
) -> io::Result<Result<Article, ImportError>> {
    let read = match first_look::first_look(bytes, &task.name, &task.options) {
        Err(error) => return Ok(Err(error)),
        Ok(format) => {
            far(format!("{}, {}", format.word(), size(bytes.len())))?;
            import::read(bytes, &task.name, &task.options)
        }
    };
    if let Ok(article) = &read {
        far(format!("{} paragraphs", article.blocks.len()))?;
    }
    Ok(read)
}

/// A number of bytes in words.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

fn say(to: &mut impl Write, answer: &Answer) -> io::Result<()> {
    to.write_all(&wire::line(answer)?)?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Options;

    /// What is answered to this.
    fn answered(request: &[u8]) -> io::Result<Vec<Answer>> {
        let mut said = Vec::new();
        answer(&mut &request[..], &mut said)?;
        Ok(said.split_inclusive(|byte| *byte == b'\n').map(|line| wire::heard(line).unwrap()).collect())
    }

    fn request(name: &str, file: &[u8], bytes: usize) -> Vec<u8> {
        [&wire::line(&Task::new(name, &Options::default(), bytes)).unwrap(), file].concat()
    }

    #[test]
    fn a_file_is_answered_with_what_it_is_and_its_article() {
        let file = "<html><body><p>Talks end early.</p></body></html>".as_bytes();
        let answers = answered(&request("talks.html", file, file.len())).unwrap();
        let article = import::read(file, "talks.html", &Options::default()).unwrap();
        let far = |words: &str| Answer::Far(words.to_owned());
        assert_eq!(answers, [far("web page, 1 KB"), far("1 paragraphs"), Answer::Read(Box::new(article))]);
        assert_eq!(answered(&request("a", b"", 0)).unwrap(), [Answer::Refused(ImportError::Empty)]);
    }

    #[test]
    fn a_task_that_is_none_is_not_begun() {
        let table: [(Vec<u8>, io::ErrorKind); 4] = [
            (b"".to_vec(), io::ErrorKind::UnexpectedEof),
            (b"read this\n".to_vec(), io::ErrorKind::InvalidData),
            (request("a.txt", b"cut", 4), io::ErrorKind::UnexpectedEof),
            (request("a.txt", b"", usize::MAX), io::ErrorKind::FileTooLarge),
        ];
        for (request, expected) in table {
            assert_eq!(answered(&request).map_err(|error| error.kind()), Err(expected));
        }
    }
}
