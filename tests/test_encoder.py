"""Windows of the shipped model: what they cover, that company doesn't change them, what is seen in them."""

import hashlib
import json
from importlib.resources import files

import numpy as np
import pytest
from records_by_hand import article

from detente.encoder import (
    KINDS,
    LENGTH,
    REALITIES,
    ROOTS,
    TAGS,
    Window,
    encode,
    find_acts,
    find_prospects,
    find_tagged,
    see,
    version,
)
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
    assert window.agents.shape == window.patients.shape == (pieces, pieces + 1)
    assert window.vectors.shape == (pieces, 384)
    assert window.acts.shape == (pieces, 1 + len(ROOTS)) and window.realities.shape == (pieces, len(REALITIES))
    assert window.roots.shape == (pieces, 3 * len(ROOTS))
    assert window.outcomes.shape == (pieces, 1 + len(KINDS))
    for name in ("tags", "cues", "sources", "acts", "realities", "agents", "patients", "outcomes"):
        table = getattr(window, name)
        assert np.allclose(table.sum(axis=1), 1, atol=1e-5)


def test_the_same_text_gives_the_same_numbers_in_any_company():
    (alone,) = windows(SPEECH)
    windows(OTHER * 30)
    (again,) = windows(SPEECH)
    assert all(np.array_equal(getattr(alone, name), getattr(again, name)) for name in Window.__slots__)


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


ACT = "Chile expelled two Peruvian envoys ."


def blank(text):
    """A window of the words of `text` of which nothing is seen, as its fields."""
    words = [(at, at + len(word)) for word, at in ((w, text.index(w)) for w in text.split())]
    n = len(words)
    shapes = {"tags": 7, "cues": n + 1, "sources": n + 1, "vectors": 384, "acts": 17, "realities": 7}
    shapes |= {"agents": n + 1, "patients": n + 1, "roots": 48, "outcomes": 6}
    tables = {name: np.zeros((n, wide), dtype=np.float32) for name, wide in shapes.items()}
    tables["acts"][:, 0] = tables["outcomes"][:, 0] = 1
    return {"offsets": np.array(words, dtype=np.int32)} | tables


def acts(named, realities=None, agents=None, patients=None):
    """What is seen in a window of `ACT` whose words (by number) name acts of these roots so likely."""
    tables = blank(ACT)
    for i, (root, likely) in named.items():
        tables["acts"][i, [0, 1 + ROOTS.index(root)]] = 1 - likely, likely
        tables["realities"][i, REALITIES.index((realities or {}).get(i, "deed"))] = 1
        tables["agents"][i, (agents or {}).get(i, 0)] = 1
        tables["patients"][i, (patients or {}).get(i, 0)] = 1
    return list(find_acts(ACT, Window(**tables)))


def test_a_word_that_names_an_act_points_to_its_sides():
    (act,) = acts({1: ("SANCTION", 0.9)}, agents={1: 1}, patients={1: 4})
    assert (ACT[slice(*act.span)], act.root) == ("expelled", "SANCTION")
    assert act.score == pytest.approx(0.9)
    assert [ACT[slice(*span)] for span, _ in act.agents] == ["Chile"]
    assert [ACT[slice(*span)] for span, _ in act.patients] == ["Peruvian"]


def test_words_of_one_root_that_follow_each_other_are_one_act_and_faint_ones_none():
    assert [ACT[slice(*act.span)] for act in acts({1: ("SANCTION", 0.9), 2: ("SANCTION", 0.8)})] == ["expelled two"]
    assert len(acts({1: ("SANCTION", 0.9), 2: ("COERCE", 0.8)})) == 2
    assert acts({1: ("SANCTION", 0.05)}) == []


def test_how_real_an_act_is_told_to_be():
    (act,) = acts({1: ("SANCTION", 0.9)}, realities={1: "threatened"})
    assert REALITIES[int(np.argmax(act.realities))] == "threatened"


def test_what_is_seen_of_a_text_in_one_walk():
    found = see(parse(article("Chile expelled two Peruvian envoys. The minister said that talks would end.")))
    assert [act.root for act in found.acts if act.score > 0.5][:1] == ["SANCTION"]
    assert len(found.attributions) == 1


def test_words_that_tell_an_outcome_are_one_prospect_as_far_as_a_sentence_goes():
    text = "We will answer . They hope ."
    tables = blank(text)
    for i, (kind, likely) in {0: ("threat", 0.9), 1: ("threat", 0.7), 2: ("promise", 0.5), 4: ("demand", 0.6)}.items():
        tables["outcomes"][i, [0, 1 + KINDS.index(kind)]] = 1 - likely, likely
    one, other = find_prospects(text, Window(**tables))
    assert [text[slice(*each.span)] for each in (one, other)] == ["We will answer", "They"]
    assert (one.kind, other.kind) == ("threat", "demand")
    assert one.score == pytest.approx(0.7)
    tables["outcomes"][3] = tables["outcomes"][2]
    assert [text[slice(*each.span)] for each in find_prospects(text, Window(**tables))] == ["We will answer .", "They"]


def test_a_content_that_begins_in_a_heading_ends_with_it():
    text = "Soto says talks ended\n\nThe envoy left ."
    tables = blank(text)
    for i, tag in {0: "B-source", 1: "B-cue", 2: "B-content", **dict.fromkeys(range(3, 7), "I-content")}.items():
        tables["tags"][i] = np.eye(len(TAGS))[TAGS.index(tag)]
    tables["tags"][7] = np.eye(len(TAGS))[0]
    tables["cues"][:, 2] = tables["sources"][:, 1] = 1
    (found,) = find_tagged(text, Window(**tables))
    assert [text[slice(*span)] for span in found.spans] == ["talks ended"]
