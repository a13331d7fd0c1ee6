//! Algorithms on text, pure. Positions are byte offsets on character boundaries; any offset is accepted.
