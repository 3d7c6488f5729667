"""How well a few typed letters fit a text."""

from __future__ import annotations

_START, _RUN, _WORD, _LATE = 12, 6, 9, 1
"""Worth of: the text's first letter; a letter right after the last found; a word's first letter; each letter before."""
_LONGEST_WAIT = 20


def fit(query: str, texts: tuple[tuple[str, int], ...]) -> int | None:
    """How well a query fits an entry; None when it does not. Each word of the query must fit one of the texts.

    Args:
        query: What was typed.
        texts: Each with its weight, 1..10: a name weighs more than an explanation.
    """
    total = 0
    for word in query.casefold().split():
        found = [worth * weight for text, weight in texts if (worth := _word_fit(word, text.casefold())) is not None]
        if not found:
            return None
        total += max(found)
    return total


def _word_fit(word: str, text: str) -> int | None:
    """Letters together count as they stand; letters apart must each begin a word or follow the one before."""
    at = text.find(word)
    if at >= 0:
        begins = at == 0 or not text[at - 1].isalnum()
        return len(word) * _RUN + (_START if at == 0 else _WORD if begins else 0) - min(at, _LONGEST_WAIT) * _LATE // 4
    return _scattered(word, text)


def _scattered(word: str, text: str) -> int | None:
    worth, last = 0, -1
    for letter in word:
        at = _next(letter, text, last)
        if at < 0:
            return None
        worth += 2 if at == last + 1 else 1
        last = at
    return worth


def _next(letter: str, text: str, last: int) -> int:
    """The next place of a letter: right after the last one, else where a word begins."""
    if text[last + 1 : last + 2] == letter:
        return last + 1
    at = text.find(letter, last + 1)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(letter, at + 1)
    return at
