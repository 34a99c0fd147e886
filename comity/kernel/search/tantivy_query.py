"""Questions, scopes and beginnings of words as tantivy queries."""

import re
from collections.abc import Callable, Collection
from typing import Any

import tantivy
from tantivy import Occur, Query

from . import pipeline, symbols
from .engine import Filters
from .query import Ask, Clause, Word
from .scope import Scope, right_token

# (field, value) -> do very many documents carry it?
Common = Callable[[str, str], bool]
Clauses = list[tuple[Any, Query]]
# Weights of one word: its stem in the body counts one; the title three times; the form as typed adds a third.
TITLE, BODY, EXACTLY, PAIR = 3.0, 1.0, 0.33, 0.4
FEW = 40
LONGEST = 60  # characters of a beginning
WAYS = 12  # so many ways at the most are asked one by one; each asks for the words again
OWN, SERIES, CITES = 1000.0, 100.0, 10.0


def inside(
    schema: tantivy.Schema, scope: Scope, filters: Filters, without: frozenset[str], common: Common
) -> list[Clauses]:
    """Return the ways by which a reader may find a document, narrowed by facets; none changes the ranking.

    A union that holds a term of very many documents is read through from end to end at each question (9 of 10 ms
    at a million). So such a term is a way of its own, where it is only looked into at the hits of the words.
    """
    narrow = [
        (Occur.Must, _silent(_among(schema, name, values))) for name, values in filters.items() if values
    ]
    if without:
        narrow.append((Occur.MustNot, Query.term_set_query(schema, "thing", sorted(without))))
    often, seldom = _ways(schema, scope, common)
    if len(often) > WAYS:
        often, seldom = [], [*(_all(way) for way in often), *seldom]
    ways = [*often, *([[_any(seldom)]] if seldom else [])]
    return [[*((Occur.Must, _silent(part)) for part in way), *narrow] for way in ways]


def _ways(schema: tantivy.Schema, scope: Scope, common: Common) -> tuple[list[list[Query]], list[Query]]:
    """Return what a scope opens: by terms that are common, each a list of conditions, and the rest."""
    often: list[list[Query]] = []
    seldom: list[Query] = []
    for kinds, held in scope.grants:
        much = sorted(token for token in held if common("acl", token))
        if few := sorted(held.difference(much)):
            part = _among(schema, "acl", few)
            seldom.append(part if kinds is None else _all([_among(schema, "kind", kinds), part]))
        large = sorted(kind for kind in kinds or () if common("kind", kind))
        for token in much:
            one = _among(schema, "acl", [token])
            if kinds is None:
                often.append([one])
            often += [[_among(schema, "kind", [kind]), one] for kind in large]
            if small := sorted(set(kinds or ()).difference(large)):
                seldom.append(_all([_among(schema, "kind", small), one]))
    for right in sorted({right for right, _ in scope.shares}):
        things = [thing for own, thing in scope.shares if own == right]
        seldom.append(_all([_among(schema, "thing", things), _among(schema, "acl", [right_token(right)])]))
    return often, seldom


def question(schema: tantivy.Schema, ask: Ask, ways: list[Clauses]) -> Query:
    """Return what was asked, by each of the `ways`; an empty question is everything that they open."""
    should = [part for word in ask.words for part in _word(schema, word)]
    should += [_weigh(Query.term_query(schema, "zh2", pair), PAIR) for pair in ask.pairs]
    for symbol in ask.symbols:
        for form, weight in ((f"={symbol}", OWN), (symbol, SERIES), (f"cites:{symbol}", CITES)):
            should.append(Query.const_score_query(Query.term_query(schema, "sym", form, "basic"), weight))
    should += [_clause(schema, phrase) for phrase in ask.phrases]
    must = [_clause(schema, clause) for clause in ask.required]
    clauses = [(Occur.Must, part) for part in must]
    if should:
        clauses.append((Occur.Should if must else Occur.Must, _any(should)))
    clauses += [(Occur.MustNot, _clause(schema, clause)) for clause in ask.excluded]
    return _by(ways, clauses)


def _by(ways: list[Clauses], clauses: Clauses) -> Query:
    """Return `clauses` by any of the ways; a document that several open counts once, with one score."""
    if not ways:
        return Query.empty_query()
    parts = [Query.boolean_query([*way, *clauses]) for way in ways]
    return parts[0] if len(parts) == 1 else Query.disjunction_max_query(parts, 0.0)


def beginning(schema: tantivy.Schema, text: str, within: list[Clauses]) -> Query | None:
    """Return titles with all words typed, the last as a beginning; or references that begin so."""
    text = text[:LONGEST]  # a regular expression may have 1,000 states
    words = [token.exact for token in pipeline.tokens(text, "en")][:8]
    if not words or len(text.strip()) < 2:
        return None
    title = [Query.term_query(schema, "title_exact", word) for word in words[:-1]]
    title.append(Query.regex_query(schema, "title_exact", _escaped(words[-1]) + ".*"))
    ways = [_all(title)]
    if pairs := list(pipeline.bigrams(text)):
        ways = [_all([Query.term_query(schema, "zh2", pair) for pair in pairs])]
    whole = symbols.normal(text)
    if any(sign in whole for sign in "-/"):
        ways.append(Query.regex_query(schema, "sym", "=" + _escaped(whole) + ".*"))
    return _by(within, [(Occur.Must, _any(ways))])


def _among(schema: tantivy.Schema, field: str, values: Collection[str]) -> Query:
    """Return what carries one of `values`. A set of terms is read through to its end at each question;
    a union of few terms is only looked into where the words have hits, which is much less.
    """
    if len(values) > FEW:
        return Query.term_set_query(schema, field, sorted(values))
    return _any([Query.term_query(schema, field, value, "basic") for value in sorted(values)])


def _word(schema: tantivy.Schema, word: Word) -> list[Query]:
    """Return one word in all its fields, weighed."""
    parts = []
    for field, forms, weight in (
        ("title", word.stems, TITLE),
        ("body", word.stems, BODY),
        ("title_exact", word.exact, TITLE * EXACTLY),
        ("body_exact", word.exact, BODY * EXACTLY),
    ):
        for form in forms:
            if not (field.endswith("_exact") and pipeline.HAN_RUN.match(form)):
                parts.append(_weigh(Query.term_query(schema, field, form), weight))
    return parts


def _clause(schema: tantivy.Schema, clause: Clause) -> Query:
    """Return a required or excluded word, or a phrase in the title or in the body."""
    if isinstance(clause, Word):
        return _any(_word(schema, clause))
    parts = []
    if clause.exact:
        parts.append(_any([_phrase(schema, field, clause.exact) for field in ("title_exact", "body_exact")]))
    if clause.pairs:
        parts.append(_phrase(schema, "zh2", clause.pairs))
    return parts[0] if len(parts) == 1 else _all(parts)


def _phrase(schema: tantivy.Schema, field: str, words: tuple[str, ...]) -> Query:
    if len(words) == 1:
        return Query.term_query(schema, field, words[0])
    return Query.phrase_query(schema, field, list(words))


def _silent(query: Query) -> Query:
    """Return a condition that does not count in the ranking."""
    return Query.const_score_query(query, 0.0)


def _weigh(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _any(parts: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _all(parts: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, part) for part in parts])


def _escaped(word: str) -> str:
    """Return a word as a regular expression that matches only it."""
    return re.sub(r"([^\w])", r"\\\1", word)
