"""Windows of the shipped model: what they cover, that company doesn't change them, what their vectors tell."""

import hashlib
import json
from importlib.resources import files

import numpy as np
import pytest
from records_by_hand import article

from detente.encoder import LENGTH, TAGS, encode, version
from detente.sentences import parse

FOLDER = files("detente") / "data" / "encoder"
SPEECH = "The minister said that the two sides would meet in Geneva. They would talk about missiles.\n\n"
OTHER = "Fishing boats left the harbour at dawn, and the market opened an hour later.\n\n"


def windows(text):
    return list(encode(parse(article(text))))


def test_windows_cover_every_letter_once_and_in_order():
    text = (SPEECH + OTHER) * 12
    offsets = np.concatenate([window.offsets for window in windows(text)])
    covered = [i for start, end in offsets for i in range(start, end)]
    assert covered == sorted(set(covered))
    assert [i for i, letter in enumerate(text) if letter.isalnum()] == [i for i in covered if text[i].isalnum()]
    assert max(len(window.offsets) for window in windows(text)) <= LENGTH - 2


def test_each_piece_has_probabilities_for_every_question():
    (window,) = windows(SPEECH)
    pieces = len(window.offsets)
    assert window.tags.shape == (pieces, len(TAGS))
    assert window.cues.shape == window.sources.shape == (pieces, pieces + 1)
    assert window.vectors.shape == (pieces, 384)
    for table in (window.tags, window.cues, window.sources):
        assert np.allclose(table.sum(axis=1), 1, atol=1e-5)


def test_the_same_text_gives_the_same_numbers_in_any_company():
    (alone,) = windows(SPEECH)
    windows(OTHER * 30)
    (again,) = windows(SPEECH)
    assert all(
        np.array_equal(getattr(alone, name), getattr(again, name)) for name in ("tags", "cues", "sources", "vectors")
    )


def test_passages_of_like_meaning_have_like_vectors():
    def vector(text):
        (window,) = windows(text)
        mean = window.vectors.mean(axis=0)
        return mean / np.linalg.norm(mean)

    threat = vector("We will answer any new sanctions with measures of our own.")
    again = vector("If further restrictions are imposed, there will be a response from our side.")
    assert threat @ again > threat @ vector(OTHER) + 0.2


@pytest.mark.parametrize("text", ["", "\n\n", "x" * 9000, "¿" * 500, "word " * 3000])
def test_odd_texts_are_cut_without_loss(text):
    found = windows(text)
    assert all(0 < len(window.offsets) <= LENGTH - 2 for window in found)
    assert all(np.isfinite(window.tags).all() for window in found)


def test_the_package_holds_under_30_megabytes_of_it_and_the_card_tells_which():
    sizes = {file.name: len(file.read_bytes()) for file in FOLDER.iterdir()}
    assert sum(sizes.values()) < 30_000_000
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256((FOLDER / "model.onnx").read_bytes()).hexdigest()
    assert card["model_sha256"] == digest and digest.startswith(version())
    assert {"base", "seed", "data_sha256"} <= card.keys()
