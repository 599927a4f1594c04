"""The claims of a text as a spaCy pipeline component: `nlp.add_pipe("duizhao_claims")` fills `doc.spans["claims"]`.

Works in English and Chinese pipelines; the label of a span is the kind of claim, and `span._.claim` holds the whole mention.
Claims whose ends fall inside a token are widened to whole tokens, the exact offsets stay in the mention.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from duizhao.claims.extract import extract
from duizhao.settings import ClaimSettings


class ClaimsComponent:
    """Called with a `Doc`, returns it with its claims in `doc.spans["claims"]`, in reading order."""

    def __init__(self, lang: str, settings: ClaimSettings) -> None:
        self.lang = lang
        self.settings = settings

    def __call__(self, doc: Doc) -> Doc:
        """Extract the claims of the text."""
        spans = []
        if self.lang in {"zh", "en"}:
            for mention in extract(doc.text, "zh" if self.lang == "zh" else "en", self.settings):
                span = doc.char_span(mention.start, mention.end, label=mention.kind, alignment_mode="expand")
                if span is not None:
                    span._.claim = mention
                    spans.append(span)
        doc.spans["claims"] = spans
        return doc


@Language.factory("duizhao_claims")
def duizhao_claims(nlp: Language, name: str) -> ClaimsComponent:
    """What spaCy calls to make the component; the language is that of the pipeline.

    spaCy loads the entry point when the name is asked for, and the loading registers it.
    """
    del name
    if not Span.has_extension("claim"):
        Span.set_extension("claim", default=None)
    return ClaimsComponent(nlp.lang or "", ClaimSettings())
