"""Issues: what each side calls common ground or a grievance, and what it says beside what it does."""

import datetime as dt

import pytest
from reports_by_hand import Report, day, person, state

from detente.facts import facts
from detente.issues import contrasts, positions
from detente.issues.contrasts import history, manner

RUS, USA, UKR = map(state, ("RUS", "USA", "UKR"))
IDA, IVAN = person("Ida Example", "USA"), person("Ivan Example", "RUS")


def told(*reports):
    found = [report.findings for report in reports]
    articles = {one.article.id: one.article for one in found}
    events = [event for one in found for event in one.events]
    statements = [row for one in found for row in one.statements]
    return facts(articles.values(), events, (), None, statements), events, statements, articles


def held(text, speaker=IDA, **more):
    report = Report("Example Herald", "USA", "2021-03-01")
    report.statement(text, speaker, **({"topics": ("any",)} | more))
    _, _, statements, articles = told(report)
    return [(one.issue, one.side, one.calls) for one in positions(statements, articles)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We have common interests in strategic stability.", ("strategic-stability", "common")),
        ("On climate, our countries can work together on climate change.", ("climate", "common")),
        ("We are concerned about the cyberattacks.", ("cyber", "grievance")),
        ("The sanctions are illegal.", ("sanctions", "grievance")),
        ("They violated arms control.", ("arms-control", "grievance")),
    ],
)
def test_a_side_calls_an_issue_common_ground_or_a_grievance(text, found):
    assert held(text) == [(found[0], "USA", found[1])]


@pytest.mark.parametrize(
    "text",
    [
        "The sanctions are not illegal.",
        "We have no concerns about the sanctions.",
        "Are the sanctions illegal?",
        "That is illegal; the sanctions stay.",
        "The sanctions were extended.",
        "The weather is a violation of taste.",
    ],
)
def test_what_is_denied_asked_or_said_of_something_else_is_no_position(text):
    assert held(text) == []


def test_only_what_officials_say_counts_and_not_what_one_side_says_of_the_others_words():
    assert held("The sanctions are illegal.", attitude="belief") == []
    report = Report("Example Herald", "USA", "2021-03-01")
    outer = report.statement("Moscow says that the sanctions are illegal.", IDA, topics=("sanctions",))
    report.statement("The sanctions are illegal.", IVAN, topics=("sanctions",), parent=outer.id)
    _, _, statements, articles = told(report)
    assert [one.side for one in positions(statements, articles)] == ["USA"]


def test_a_position_knows_its_words():
    report = Report("Example Herald", "USA", "2021-03-01")
    report.statement("We are deeply concerned about the cyberattacks.", IDA, topics=("cyber",))
    _, _, statements, articles = told(report)
    (one,) = positions(statements, articles)
    assert articles[one.article].text[slice(*one.cue)] == "concerned about"
    assert (one.statement, one.score) == (statements[0].id, -2.0)


# --- words beside deeds -----------------------------------------------------------------------------------


def month(*, said="2021-04-02", done="2021-04-20", outlet=("Example Herald", "USA"), score=-8.0):
    report = Report("Example Herald", "USA", said)
    report.statement(
        "We have common interests with Russia in arms control.", IDA, addressee=RUS, topics=("arms-control",)
    )
    other = Report(*outlet, done)
    other.event(
        "The United States imposed sanctions on Russia over arms control.", "COERCE:restrict", (USA,), (RUS,),
        goldstein=score, when=day(done),
    )  # fmt: skip
    return told(report, other)


def test_words_and_deeds_of_a_side_in_a_month_stand_beside_each_other():
    found = contrasts(*month())
    assert {one.issue for one in found} == {None, "arms-control"}
    one = found[0]
    assert (one.side, one.towards, one.said, one.done, one.part) == ("USA", "RUS", 3.4, -8.0, True)
    assert (one.start, one.end) == (dt.date(2021, 4, 1), dt.date(2021, 4, 30))
    assert [sample.row.table for sample in (*one.words, *one.deeds)] == ["statements", "facts"]


def test_words_of_another_month_stand_beside_nothing():
    assert contrasts(*month(said="2021-03-30")) == ()


def test_harm_that_only_the_other_sides_outlets_tell_is_their_claim():
    assert contrasts(*month(outlet=("Example Courier", "RUS"))) == ()
    assert len(contrasts(*month(outlet=("Example Courier", "RUS"), score=6.0))) == 2


def test_a_word_that_no_harm_is_meant_is_the_first_of_the_words():
    report = Report("Example Herald", "FRA", "2021-04-02")
    said = report.statement("We do not plan to occupy Ukraine, he said.", IVAN)
    report.event("We do not plan to occupy Ukraine.", "ASSAULT", (RUS,), (UKR,), goldstein=-10.0, negated=True,
                 modality="planned", asserted_by=said.id)  # fmt: skip
    report.event("Russia praised Ukraine.", "SUPPORT", (RUS,), (UKR,), goldstein=5.0)
    report.event("Russia attacked Ukraine.", "ASSAULT", (RUS,), (UKR,), goldstein=-10.0, when=day("2021-04-02"))
    one = contrasts(*told(report))[0]
    assert one.words[0].assures
    assert one.words[0].row.id == said.id
    assert [sample.score for sample in one.words] == [4.0, 5.0]


def test_what_only_somebody_else_says_of_a_side_is_not_its_word():
    report = Report("Example Herald", "FRA", "2021-04-02")
    said = report.statement("Russia threatens us, she said.", IDA)
    report.event("Russia threatens us.", "THREATEN", (RUS,), (USA,), goldstein=-4.4, asserted_by=said.id)
    report.event(
        "Russia attacked the United States.", "ASSAULT", (RUS,), (USA,), goldstein=-10.0, when=day("2021-04-02")
    )
    assert contrasts(*told(report)) == ()


def test_a_sentence_of_an_earlier_year_is_history():
    text = "In 2014 they imposed sanctions. In 2021, as in 2014, they did. They did again."
    places = [text.index(words) for words in ("imposed", "did", "They did")]
    found = [history(text, place, place + 3, dt.date(2021, 4, 1)) for place in places]
    assert found == [True, False, False]


def test_acts_are_verbal_material_or_meetings():
    acts = {("THREATEN", None): "verbal", ("SANCTION", "expel"): "material", ("CONSULT", "phone"): "meeting"}
    assert {kind: manner(*kind) for kind in acts} == acts
    assert manner("NONE", None) == ""
