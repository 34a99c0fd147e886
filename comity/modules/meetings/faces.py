"""What the world may read of a decision: as plain values, JSON-LD, an Atom feed and Akoma Ntoso 3.0.

The address of a decision is its reference and never changes. Nothing confidential is ever public: neither the
decision, nor its item, nor the record it is about, as they are classified today.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from lxml import etree

from comity.kernel.base.models import Record

from .models import FINAL, Decision
from .papers.shape import paragraphs

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
STRANGE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGES = {"ar": "ara", "zh-hans": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}


def public_decisions() -> "QuerySet[Decision]":
    """Return the decisions that were made public and that nothing keeps secret of itself."""
    rows = Decision.objects.filter(public=True, state__in=FINAL, classification=0, item__classification=0)
    return rows.select_related("body", "matter", "item", "meeting", "replaces").order_by("-signed_at", "-id")


def open_ones(decisions: Iterable[Decision]) -> list[Decision]:
    """Leave out what is about a record that is classified now, or is gone; one query for each register."""
    found = list(decisions)
    wanted: dict[str, set[Any]] = {}
    for one in found:
        if one.kind_of:
            wanted.setdefault(one.kind_of, set()).add(one.object_id)
    there: set[Any] = set()
    for kind, keys in wanted.items():
        model: Any = apps.get_model(kind)
        rows = model._base_manager.filter(pk__in=keys)
        if issubclass(model, Record):
            rows = rows.filter(classification=0)
        there |= set(rows.values_list("pk", flat=True))
    return [one for one in found if not one.kind_of or one.object_id in there]


def one_public(reference: str) -> Decision | None:
    """Return a public decision by its reference."""
    if "\0" in reference:
        return None
    return next(iter(open_ones(public_decisions().filter(reference=reference)[:1])), None)


def json_ld(decision: Decision, url: str, base: str) -> dict[str, Any]:
    """Return a decision in the words of schema.org."""
    assert decision.signed_at is not None
    return {
        "@context": "https://schema.org",
        "@type": "Legislation" if decision.nature == "decision" else "Report",
        "@id": url,
        "url": url,
        "identifier": decision.reference,
        "name": decision.title,
        "text": decision.text,
        "datePublished": decision.signed_at.date().isoformat(),
        "legislationDate": decision.signed_at.date().isoformat(),
        "legislationLegalForce": "InForce" if decision.state in ("recorded", "in_effect") else "NotInForce",
        "legislationPassedBy": {"@type": "Organization", "name": str(decision.body)},
        "about": str(decision.matter) if decision.matter else None,
        "keywords": [str(decision.verdict)],
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/akn+xml", "contentUrl": f"{base}akn.xml"},
    }  # fmt: skip


def uri(decision: Decision) -> str:
    """Return the address of the work in the naming convention of Akoma Ntoso."""
    assert decision.signed_at is not None
    kind = "opinion" if decision.nature == "opinion" else "decision"
    return f"/akn/un/doc/{kind}/{decision.body.code.lower()}/{decision.signed_at.date()}/{decision.reference}"


def akoma_ntoso(decision: Decision, url: str, language: str) -> bytes:
    """Write a decision as an Akoma Ntoso 3.0 document."""
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})
    doc = _add(root, "doc", name="opinion" if decision.nature == "opinion" else "decision")
    _meta(doc, decision, url, LANGUAGES.get(language, "eng"))
    preface = _add(doc, "preface")
    _text(_add(_add(preface, "p"), "docTitle"), decision.title)
    _text(_add(_add(preface, "p"), "docNumber"), decision.reference)
    _text(_add(preface, "p"), str(decision.body))
    body = _add(doc, "mainBody")
    for number, words in enumerate(paragraphs(decision.text) or ["—"], 1):
        _paragraph(body, f"para_{number}", f"{number}.", words)
    for number, one in enumerate(decision.conditions.order_by("due", "id"), 1):
        _paragraph(body, f"condition_{number}", f"({number})", f"{one.text} ({one.due.isoformat()})")
    ends = _add(doc, "conclusions")
    signature = [str(decision.signed_by)] if decision.signed_by else []
    _text(_add(ends, "p"), " · ".join([*signature, f"{decision.signed_at:%Y-%m-%d}"]))
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return whole


def _meta(doc: Any, decision: Decision, url: str, language: str) -> None:
    assert decision.signed_at is not None
    day, work = decision.signed_at.date().isoformat(), uri(decision)
    meta = _add(doc, "meta")
    names = _add(meta, "identification", source="#comity")
    levels = (
        ("FRBRWork", work),
        ("FRBRExpression", f"{work}/{language}@"),
        ("FRBRManifestation", f"{work}/{language}@.akn"),
    )
    for level, address in levels:
        made = _add(names, level)
        _add(made, "FRBRthis", value=f"{address}/!main")
        _add(made, "FRBRuri", value=address)
        if level == "FRBRWork":
            _add(made, "FRBRalias", value=url, name="url")
        _add(made, "FRBRdate", date=day, name="signature")
        _add(made, "FRBRauthor", href="#body")
        if level == "FRBRWork":
            _add(made, "FRBRcountry", value="un")
            _add(made, "FRBRnumber", value=decision.reference)
        elif level == "FRBRExpression":
            _add(made, "FRBRlanguage", language=language)
        else:
            _add(made, "FRBRformat", value="application/akn+xml")
    known = _add(meta, "references", source="#comity")
    _add(known, "TLCOrganization", eId="body", href=f"/akn/ontology/organization/un/{decision.body.code.lower()}", showAs=str(decision.body))  # fmt: skip
    _add(known, "TLCObject", eId="comity", href="/akn/ontology/object/comity", showAs="Comity")


def _add(parent: Any, tag: str, /, **attributes: str) -> Any:
    return etree.SubElement(
        parent, f"{{{AKN}}}{tag}", {name: plain(said) for name, said in attributes.items()}
    )


def _paragraph(body: Any, key: str, number: str, words: str) -> None:
    made = _add(body, "paragraph", eId=key)
    _text(_add(made, "num"), number)
    _text(_add(_add(made, "content"), "p"), words)


def _text(element: Any, words: str) -> None:
    element.text = plain(words)


def plain(words: str) -> str:
    """Leave out what XML has no way to write: control characters, lone surrogates and the two noncharacters."""
    return STRANGE.sub("", words)
