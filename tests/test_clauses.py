"""Clauses: what is asserted, denied, planned or conditional."""

import pytest

from detente.clauses import Clause, clause_of, find_clauses, find_conditions_of, status_of
from detente.lexicon import load
from detente.records import Article
from detente.sentences import Document, parse


def document_of(text: str) -> Document:
    article = Article(
        id="a_0",
        outlet="The Daily Example",
        outlet_country=None,
        url=None,
        title=None,
        published=None,
        published_basis="unknown",
        language="en",
        original_language=None,
        translation="none",
        genre="news",
        version="0",
        text=text,
    )
    return parse(article)


def clause(text: str, word: str) -> tuple[Document, tuple[Clause, ...], Clause]:
    document = document_of(text)
    clauses = find_clauses(document, (), load())
    found = [each for each in clauses if document.tokens[each.head].text == word]
    assert found, [document.tokens[each.head].text for each in clauses]
    return document, clauses, found[0]


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("Norway expelled two attachés.", "expelled", "actual"),
        ("Norway will expel two attachés.", "expel", "planned"),
        ("Norway plans to expel two attachés.", "expel", "planned"),
        ("The ministers are expected to meet in Oslo.", "meet", "planned"),
        ("The minister said that Norway would close the port.", "close", "planned"),
        ("Norway is going to expel two attachés.", "expel", "planned"),
        ("Ankara offered to host the talks.", "host", "proposed"),
        ("Ankara urged Athens to return to the table.", "return", "proposed"),
        ("Tehran threatened to leave the treaty.", "leave", "threatened"),
        ("Norway could close the port.", "close", "hypothetical"),
        ("Norway wants to close the port.", "close", "hypothetical"),
        ("The guards went to the port to close it.", "close", "hypothetical"),
        ("If Norway closes the port, the fleet leaves.", "closes", "hypothetical"),
        ("Norway continued to patrol the strait.", "patrol", "actual"),
        ("Sweden to expel four envoys", "expel", "planned"),
        ("Will Norway close the port?", "close", "hypothetical"),
        ("Close the port at once.", "Close", "proposed"),
        ("We would have welcomed the envoy.", "welcomed", "hypothetical"),
        ("The king had the pleasure of hosting the envoy.", "hosting", "actual"),
        ("The envoys had the opportunity to discuss the pact.", "discuss", "actual"),
        ("The envoys have an opportunity to discuss the pact.", "discuss", "hypothetical"),
        ("Norway is obliged to open the port.", "open", "proposed"),
        ("The fleet will stay until Norway opens the port.", "opens", "hypothetical"),
        ("The fleet stayed until Norway opened the port.", "opened", "actual"),
        ("Norway has closed the port, Sweden threatened.", "closed", "actual"),
        ("The clerk watched the talks and provided her friends with news.", "provided", "actual"),
        ("Perhaps most remarkably, the king signed the pact.", "signed", "actual"),
        ("Perhaps the king signed the pact.", "signed", "hypothetical"),
    ],
)
def test_modality(text: str, word: str, modality: str) -> None:
    assert clause(text, word)[2].modality == modality


@pytest.mark.parametrize(
    ("text", "word", "negated"),
    [
        ("Norway did not close the port.", "close", True),
        ("No letters have been received from Oslo.", "received", True),
        ("The envoy never met the king.", "met", True),
        ("They failed to agree on a text.", "agree", True),
        ("The two sides left without signing the pact.", "signing", True),
        ("Norway not only closed the port but also recalled its envoy.", "closed", False),
        ("Norway refused to close the port.", "refused", False),
        ("The king is not angry but wants an answer.", "wants", False),
    ],
)
def test_negation(text: str, word: str, negated: bool) -> None:
    assert clause(text, word)[2].negated is negated


@pytest.mark.parametrize(
    ("text", "word", "stance"),
    [
        ("Oslo was accused of jamming the signal.", "jamming", "alleged"),
        ("Norway reportedly jammed the signal.", "jammed", "alleged"),
        ("The army is believed to have jammed the signal.", "jammed", "alleged"),
        ("Oslo denied that its army had jammed the signal.", "jammed", "denied"),
        ("Oslo confirmed that its army had jammed the signal.", "jammed", "confirmed"),
        ("Norway jammed the signal.", "jammed", "asserted"),
    ],
)
def test_stance(text: str, word: str, stance: str) -> None:
    assert clause(text, word)[2].stance == stance


@pytest.mark.parametrize(
    ("text", "condition", "consequence", "negated"),
    [
        ("If Tirana signs, Athens will lift the ban.", "signs", "lift", False),
        ("Unless Tirana signs, Athens will keep the ban.", "signs", "keep", True),
        ("Athens will lift the ban as long as Tirana complies.", "complies", "lift", False),
        ("Should it attack, we would respond.", "attack", "respond", False),
        ("Were Tirana to refuse, the ban would stay.", "Were", "stay", False),
        ("Had he known, he would have stayed at home.", "known", "stayed", False),
        ("Athens is ready to talk provided that the guns are removed.", "removed", "is", False),
        ("Once the pact is signed, the troops will leave.", "signed", "leave", False),
        ("The premier said that if Tirana signs, Athens will lift the ban.", "signs", "lift", False),
        ("Remove your guns and we will talk.", "Remove", "talk", False),
        ("Remove your guns or face the consequences.", "Remove", "face", True),
    ],
)
def test_conditions(text: str, condition: str, consequence: str, negated: bool) -> None:
    document, clauses, found = clause(text, condition)
    assert found.role == "condition"
    assert found.negated is negated
    assert found.partner is not None
    partner = clauses[found.partner]
    assert document.tokens[partner.head].text == consequence
    assert (partner.role, clauses[partner.partner or 0].index) == ("consequence", found.index)


@pytest.mark.parametrize(
    "text",
    [
        "The reporter asked if Tirana had signed.",
        "Even if Tirana signs, Athens will keep the ban.",
        "We will answer if necessary.",
        "When Tirana signed, Athens lifted the ban.",
        "He spoke as if the pact were dead.",
    ],
)
def test_no_conditions(text: str) -> None:
    document = document_of(text)
    assert not [each for each in find_conditions_of(document) if each.role == "condition"]


def test_a_phrase_can_be_a_condition() -> None:
    document = document_of("In the event of an attack, the alliance will send its fleet.")
    (condition,) = find_conditions_of(document)
    assert condition.clause is None
    assert document.text(*document.span(condition.first, condition.last)) == "an attack"


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("The alleged attack angered Oslo.", "attack", ("actual", False, "alleged")),
        ("Oslo discussed the possible sanctions.", "sanctions", ("hypothetical", False, "asserted")),
        ("The minister will discuss the attack.", "attack", ("actual", False, "asserted")),
        ("The minister will hold a meeting.", "meeting", ("planned", False, "asserted")),
        ("The minister held no meeting.", "meeting", ("actual", True, "asserted")),
        ("Oslo lives with the threat of sanctions.", "sanctions", ("threatened", False, "asserted")),
    ],
)
def test_nouns(text: str, noun: str, expected: tuple[str, bool, str]) -> None:
    document = document_of(text)
    clauses = find_clauses(document, (), load())
    token = next(token for token in document.tokens if token.text == noun)
    status = status_of(document, clauses, token.i)
    assert (status.modality, status.negated, status.stance) == expected


def test_every_token_has_a_clause_and_the_innermost_one() -> None:
    document = document_of("The envoy who signed the pact said that his king would honour it if Tirana paid.")
    clauses = find_clauses(document, (), load())
    for token in document.tokens:
        assert clause_of(clauses, token.i).first <= token.i < clause_of(clauses, token.i).last
    paid = next(token.i for token in document.tokens if token.text == "Tirana")
    assert document.tokens[clause_of(clauses, paid).head].text == "paid"
    with pytest.raises(LookupError):
        clause_of(clauses, len(document.tokens) + 5)


def test_clauses_are_indexed_in_order() -> None:
    document = document_of("Norway closed the port. Sweden said that it would follow, and Denmark did so.")
    clauses = find_clauses(document, (), load())
    assert [each.index for each in clauses] == list(range(len(clauses)))
    assert all(each.parent is None or clauses[each.parent].index == each.parent for each in clauses)
    assert [each.first for each in clauses] == sorted(each.first for each in clauses)


def test_coordinate_clauses_share_the_condition() -> None:
    text = "If Tirana signs the pact and opens the port, Athens will lift the ban and Rome will send an envoy."
    document = document_of(text)
    clauses = find_clauses(document, (), load())
    found = {document.tokens[each.head].text: (each.role, each.modality) for each in clauses}
    assert found["opens"] == ("condition", "hypothetical")
    assert found["send"] == ("consequence", "hypothetical")
