"""Whose language is it, and where does a sentence end: `segment(text, settings)`."""

from duizhao.segment.sentence import Sentence, segment

__all__ = ["Sentence", "segment"]
