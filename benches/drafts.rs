//! What it costs to find claims again in a new draft, from 1,000 to 1,000,000 words, and to bring one in:
//! `cargo bench --bench drafts`.

#![allow(missing_docs, clippy::expect_used, reason = "a bench that cannot go on has failed")]

#[allow(dead_code, reason = "each bench uses its part of the book")]
mod book;

use book::{now, prose};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::{Duration, Instant};
use tickmark::import;
use tickmark::model::{Kind, Person, Request, Risk};
use tickmark::session::Session;
use tickmark::session::file::Received;
use tickmark::session::update::Arrived;
use tickmark::text::relocate::Comparison;

/// Words of a claim and of the text between two claims.
const CLAIM: usize = 24;

/// The claims of a text: one of some words in every `words / claims`.
fn spans(text: &str, claims: usize) -> Vec<std::ops::Range<usize>> {
    let step = text.len() / claims.max(1);
    let at = |number: usize| text.floor_char_boundary(number * step);
    (0..claims).map(at).map(|start| start..text.ceil_char_boundary(start + CLAIM)).collect()
}

fn growth(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("claims found again");
    group.sample_size(10);
    for words in [1_000, 10_000, 120_000, 1_000_000] {
        let (old, new) = prose(words);
        let claims = spans(&old, words / 24);
        group.throughput(Throughput::Elements(words as u64));
        group.bench_with_input(BenchmarkId::from_parameter(words), &words, |bench, _| {
            bench.iter(|| {
                let found = Comparison::new(black_box(&old), black_box(&new), &mut |_| true).expect("nobody stops it");
                claims.iter().filter(|span| found.outcome((*span).clone()).place().is_some()).count()
            });
        });
    }
    group.finish();
}

/// A draft of a book with 5,000 claims: all of it off the window's thread, and what is left for the window's thread.
fn bringing_in(criterion: &mut Criterion) {
    let (old, new) = prose(book::WORDS);
    let article = import::read_text(&old).expect("the text is an article");
    let mut session = Session::from_article(article, None, Person::new("MK", ""), "bench", now());
    let text = session.project().draft().expect("there is a draft").text.clone();
    let mark = |range| Request::AddClaim { range, kind: Kind::Other, risk: Risk::Normal };
    session.ask_all(spans(&text, book::CLAIMS).into_iter().map(mark).collect(), now()).expect("the claims are marked");
    let arrive = || {
        let article = import::read_text(&new).expect("the text is an article");
        Arrived::new(Received { article, name: "draft2.txt".to_owned(), bytes: Vec::new() }, "", now())
    };
    let update = |session: &Session, arrived| {
        let order = session.update_order().expect("it can be changed");
        order.run(arrived, &mut |_| true).expect("it fits").expect("nobody stops it")
    };
    let mut group = criterion.benchmark_group("a new draft of 120,000 words, 5,000 claims");
    group.sample_size(10);
    group.bench_function("compare and carry over", |bench| {
        bench.iter_custom(|times| {
            (0..times).fold(Duration::ZERO, |total, _| {
                let arrived = arrive();
                let since = Instant::now();
                black_box(update(&session, arrived));
                total + since.elapsed()
            })
        });
    });
    group.bench_function("bring in what was compared", |bench| {
        bench.iter_custom(|times| {
            (0..times).fold(Duration::ZERO, |total, _| {
                let made = update(&session, arrive());
                let since = Instant::now();
                let replaced = session.bring_in(made).expect("nothing was done meanwhile");
                let total = total + since.elapsed();
                drop(replaced);
                session.undo(now()).expect("it is taken back");
                total
            })
        });
    });
    group.finish();
}

criterion_group!(benches, growth, bringing_in);
criterion_main!(benches);
