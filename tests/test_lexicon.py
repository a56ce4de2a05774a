"""The lexicon: names to who is meant on the day, titles to offices, terms, words to sectors and issues, tables."""

import datetime as dt
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lexicon import check, head, key, load, rows, use

SPRING_2021 = dt.date(2021, 4, 29)
DATA = Path(__file__).parent.parent / "src" / "detente" / "data"
TABLES = sorted(path.stem for path in DATA.glob("*.tsv"))
WHO_AND_WHAT = {"agents", "bodies", "issues", "name_variants", "offices", "organizations", "outlets"}
WHO_AND_WHAT |= {"people", "places", "sectors", "states", "tenures", "titles"}
CODING = {"cameo_goldstein", "cameo_plover", "plover_cameo", "plover_scores"}


@pytest.fixture(scope="module")
def lexicon():
    return load()


def ids(lexicon, text, on=SPRING_2021):
    return [entity.id for entity in lexicon.find(text, on)]


def test_the_tables_hold_together():
    assert check() == ()


@pytest.mark.parametrize("name", TABLES)
def test_every_table_names_source_and_licence(name):
    assert head(name)["source"]
    assert head(name)["licence"]


@pytest.mark.parametrize("name", sorted(WHO_AND_WHAT | CODING))
def test_a_table_is_described_where_it_lies(name):
    assert f"`{name}.tsv`" in (DATA / "README.md").read_text(encoding="utf-8")


def test_an_unknown_table_is_named():
    with pytest.raises(ValueError, match="no_such_table"):
        rows("no_such_table")


# --- a user's own rows

PERSON = "id\tname\tcountry\tsector\tgender\nida-example\tIda Example\tISL\tGOV\tf\n"
TERM = "person\toffice\tcountry\tstart\tend\tsource\n"
OWN = f"[people]\n{PERSON}\n[tenures]\n{TERM}ida-example\tforeign-minister\tISL\t2031-05\t\tour own archive\n"


@pytest.fixture
def own(tmp_path):
    def write(text, name="own.tsv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def faults(path):
    return [str(fault) for fault in check(path)]


def test_a_file_adds_people_and_their_terms(own):
    path = own(OWN)
    extended = load(path)
    day = dt.date(2031, 6, 1)
    assert check(path) == ()
    assert ids(extended, "Example") == ids(extended, "Ida Example") == ["person:ida-example"]
    assert [each.id for each in extended.holders("foreign-minister", "ISL", day)] == ["person:ida-example"]
    assert extended.version != load().version


def test_a_folder_adds_files_named_like_tables(own, tmp_path):
    own(PERSON, "people.tsv")
    own('name,country,control,aliases\n"The Example, Daily",ISL,private,Daily Example\n', "outlets.csv")
    extended = load(tmp_path)
    assert ids(extended, "Ida Example") == ["person:ida-example"]
    assert extended.outlet("Daily Example").name == "The Example, Daily"


def test_a_row_with_an_id_of_ours_adds_names(own):
    path = own("[people]\nid\tname\tcountry\taliases\nsergei-lavrov\tSergei Lavrov\tRUS\tOld Minister Example\n")
    assert check(path) == ()
    assert ids(load(path), "Old Minister Example") == ["person:sergei-lavrov"]
    assert load(path).entity("person:sergei-lavrov") == load().entity("person:sergei-lavrov")


def test_a_term_given_again_takes_the_place_of_ours(own):
    path = own(f"[tenures]\n{TERM}sergei-lavrov\tforeign-minister\tRUS\t2004-03-09\t2031-05-01\tour own archive\n")
    assert check(path) == ()
    (term,) = (term for term in load(path).tenures("person:sergei-lavrov") if term.office == "foreign-minister")
    assert term.end == dt.date(2031, 5, 1)


def test_a_successor_ends_our_open_term(own):
    (before,) = load().holders("foreign-minister", "ISL", None)
    extended = load(own(OWN))
    assert extended.tenures(before.id)[0].end == dt.date(2031, 5, 31)
    assert [each.id for each in extended.holders("foreign-minister", "ISL", None)] == ["person:ida-example"]


def test_the_version_changes_with_the_file(own):
    versions = {load().version, load(own(OWN, "one.tsv")).version, load(own(OWN + "\n", "two.tsv")).version}
    assert len(versions) == 3


def test_a_process_uses_a_file_from_then_on(own, monkeypatch):
    path = own(OWN)
    monkeypatch.setenv("DETENTE_LEXICON", "")
    use(path)
    assert ids(load(), "Ida Example") == ["person:ida-example"]
    assert rows("people")[-1]["id"] == "ida-example"
    with pytest.raises(ValueError, match=r"people\.tsv, line 2: unknown country 'XYZ'"):
        use(own(PERSON.replace("ISL", "XYZ"), "people.tsv"))
    assert load().extra == path


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        (PERSON, 1, "no table 'own'"),
        ("[people]\nid\tname\tnation\n", 2, "no column 'nation' in people"),
        ("[people]\nid\tname\nsomebody\n", 3, "2 columns are expected, not 1"),
        ("[people]\nid\tname\nsomebody\tSome Body\nsomebody\tSome Body\n", 4, "somebody is given twice"),
        ("[people]\nid\tname\tsector\nsomebody\tSome Body\tGOVT\n", 3, "sector 'GOVT' is none of"),
        ("[people]\nid\tname\tcountry\nsomebody\tSome Body\tXYZ\n", 3, "unknown country 'XYZ'"),
        ("[people]\nid\tname\twikidata\nann\tAnn Body\tQ0\nida\tIda Body\tQ0\n", 4, "ida: Q0 is ann already"),
        ("[people]\nid\tname\twikidata\nsomebody\tSome Body\t30\n", 3, "no Wikidata item"),
        (f"[tenures]\n{TERM}nobody-known\tpresident\tISL\t2031\t\tx\n", 3, "unknown person 'nobody-known'"),
        (f"[tenures]\n{TERM}sergei-lavrov\tboss\tRUS\t2031\t\tx\n", 3, "unknown office 'boss'"),
        (f"[tenures]\n{TERM}sergei-lavrov\tsenator\tRUS\t2031\t\t\n", 3, "no source"),
        (f"[tenures]\n{TERM}sergei-lavrov\tsenator\tRUS\t\t\tx\n", 3, "no start"),
        (f"[tenures]\n{TERM}sergei-lavrov\tsenator\tRUS\tMay\t\tx\n", 3, "'May' is no day, month or year"),
        (f"[tenures]\n{TERM}sergei-lavrov\tsenator\tRUS\t2031-05\t2031-04\tx\n", 3, "before it starts"),
        (f"[tenures]\n{TERM}joe-biden\tforeign-minister\tRUS\t2010\t2012\tx\n", 3, "both foreign-minister of RUS"),
    ],
)
def test_a_fault_is_named_with_its_line(own, text, line, cause):
    (fault,) = faults(own(text))
    assert fault.startswith(f"own.tsv, line {line}: ")
    assert cause in fault


def test_a_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / "people.tsv").write_bytes(b"id\tname\nrene\tRen\xe9\n")
    assert faults(tmp_path) == ["people.tsv, line 2: this is not UTF-8"]
    with pytest.raises(ValueError, match=r"people\.tsv, line 2"):
        load(tmp_path)


TWINS = "[people]\nid\tname\tsurname\taliases\n"
TWINS += "ann-one\tAnn One\t{0}\tThe Example\nann-two\tAnn Two\t{0}\tThe Example\n"
TERMS = TERM + "ann-one\tsenator\tISL\t2031-01-01\t{0}\tx\nann-two\tsenator\tISL\t{1}\t\tx\n"


def test_a_name_of_two_people_on_one_day_must_be_told(own):
    apart = TWINS.format("") + "[tenures]\n" + TERMS.format("2031-02-01", "2031-02-01")
    together = TWINS.format("") + "[tenures]\n" + TERMS.format("2031-02-02", "2031-02-01")
    assert faults(own(apart)) == []
    assert "means ann-one and ann-two on 2031-02-01" in faults(own(together, "2.tsv"))[0]
    assert faults(own(TWINS.format("The Example"), "told.tsv")) == []
    (fault,) = faults(own(TWINS.format(""), "untold.tsv"))
    assert "'the example' means ann-one and ann-two" in fault


days = st.dates(dt.date(2030, 1, 1), dt.date(2039, 12, 31))


@settings(deadline=None, max_examples=20)
@given(st.lists(days, min_size=4, max_size=4, unique=True), st.booleans())
def test_two_holders_on_one_day_are_found_and_successors_are_not(tmp_path_factory, four, crossed):
    a, b, c, d = sorted(four)
    first, second = ((a, c), (b, d)) if crossed else ((a, b), (b, d))
    path = tmp_path_factory.mktemp("own") / "tenures.tsv"
    held = [(person, *days) for person, days in (("joe-biden", first), ("sergei-lavrov", second))]
    lines = (f"{person}\tmonarch\tISL\t{start}\t{end}\tx\n" for person, start, end in held)
    path.write_text(TERM + "".join(lines), encoding="utf-8")
    assert [fault.line for fault in check(path)] == [3] * crossed


# --- names


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("US", "state:USA"),
        ("U.S.", "state:USA"),
        ("the United States", "state:USA"),
        ("the States", "state:USA"),
        ("Russian Federation", "state:RUS"),
        ("Cote d'Ivoire", "state:CIV"),
        ("Côte d’Ivoire", "state:CIV"),
        ("Türkiye", "state:TUR"),
        ("UN Security Council", "igo:UNSC"),
        ("North Atlantic Alliance", "igo:NATO"),
        ("Foggy Bottom", "body:us-state-department"),
        ("the Kremlin", "body:kremlin"),
        ("Elysee Palace", "body:elysee"),
        ("Quai d’Orsay", "body:quai-dorsay"),
        ("Moscow", "place:moscow"),
        ("Kiev", "place:kyiv"),
        ("Reykjavík", "place:reykjavik"),
        ("Hezbollah", "armed:hezbollah"),
        ("the Hill", "body:congress"),
        ("The Hill", "outlet:the-hill"),
        ("Time magazine", "outlet:time"),
        ("RIA Novosti", "outlet:ria-novosti"),
    ],
)
def test_a_name_means(lexicon, text, id):
    assert ids(lexicon, text)[0] == id


@pytest.mark.parametrize("text", ["us", "turkey", "who", "may", "States", "Time", "Male", "Some Unknown Name", ""])
def test_a_word_that_is_no_name(lexicon, text):
    assert ids(lexicon, text) == []


def test_a_capital_is_a_place_of_its_country(lexicon):
    (moscow,) = lexicon.find("Moscow")
    assert (moscow.kind, moscow.country) == ("place", "RUS")


@pytest.mark.parametrize(
    "text",
    ["Lavrov", "Sergei Lavrov", "Sergey Lavrov", "Sergej Lavrov", "SERGEY LAVROV", "Sergei Viktorovich Lavrov"],
)
def test_spellings_of_one_person(lexicon, text):
    assert ids(lexicon, text) == ["person:sergei-lavrov"]


@pytest.mark.parametrize("text", ["Zelensky", "Zelenskyy", "Zelenskiy", "Volodymyr Zelenskyy", "Vladimir Zelensky"])
def test_endings_of_surnames(lexicon, text):
    assert ids(lexicon, text) == ["person:volodymyr-zelensky"]


@pytest.mark.parametrize("text", ["Antony Blinken", "Anthony Blinken", "Tony Blinken", "Blinken"])
def test_short_and_long_given_names(lexicon, text):
    assert ids(lexicon, text) == ["person:antony-blinken"]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Sergej Lawrow", "person:sergei-lavrov"),
        ("Sergei Kuzhugetovich Shoigu", "person:sergei-shoigu"),
        ("Sergey Shoygu", "person:sergei-shoigu"),
        ("Emomali Rakhmon", "person:emomali-rahmon"),
        ("Kasym-Zhomart Tokaev", "person:kassym-jomart-tokayev"),
        ("Abdel-Fattah el-Sissi", "person:abdel-fattah-el-sisi"),
        ("Nouri Maliki", "person:nouri-al-maliki"),
        ("Mahmud Ahmadi-Nejad", "person:mahmoud-ahmadinejad"),
        ("Xi Jin-ping", "person:xi-jinping"),
    ],
)
def test_a_full_name_in_another_transliteration(lexicon, text, id):
    assert ids(lexicon, text) == [id]


@pytest.mark.parametrize("text", ["Lawrow", "sergej lawrow", "Sergei Lavin", "Al Sabah", "Boris Lavrov"])
def test_less_than_a_full_name_is_not_respelled(lexicon, text):
    assert not any(id in ("person:sergei-lavrov", "person:emomali-rahmon") for id in ids(lexicon, text))


def test_a_surname_means_first_who_holds_office_on_the_day(lexicon):
    assert ids(lexicon, "Johnson", dt.date(2021, 6, 1))[0] == "person:boris-johnson"
    assert ids(lexicon, "Johnson", dt.date(2024, 6, 1))[0] == "person:mike-johnson"
    assert ids(lexicon, "Bush", dt.date(1990, 6, 1))[0] == "person:george-h-w-bush"
    assert ids(lexicon, "Bush", dt.date(2003, 6, 1))[0] == "person:george-w-bush"


def test_after_office_the_latest_holder_comes_first(lexicon):
    assert ids(lexicon, "Bush", dt.date(2012, 6, 1))[0] == "person:george-w-bush"


def test_the_higher_office_comes_first(lexicon):
    assert ids(lexicon, "Kim", dt.date(2018, 6, 12))[0] == "person:kim-jong-un"


def test_the_longest_name_wins(lexicon):
    words = ["the", "United", "States", "of", "America", "and", "the", "US", "State", "Department"]
    assert lexicon.longest(words, 1) == 4
    assert lexicon.longest(words, 7) == 3
    assert lexicon.longest(words, 5) == 0


def test_names_as_a_tokenizer_leaves_them(lexicon):
    words = ["Hossein", "Amir", "-", "Abdollahian", ",", "the", "minister"]
    assert lexicon.longest(words, 0) == 4
    assert ids(lexicon, "Amir - Abdollahian") == ["person:hossein-amir-abdollahian"]
    assert lexicon.longest(["the", "People", "'s", "Republic", "of", "China"], 1) == 5


def test_a_name_does_not_swallow_the_comma_after_it(lexicon):
    assert lexicon.longest(["Moscow", ",", "Russia"], 0) == 1


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Russian", "RUS"),
        ("Russians", "RUS"),
        ("American", "USA"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("British", "GBR"),
        ("Chinese", "CHN"),
        ("North Koreans", "PRK"),
        ("Kosovars", "XKX"),
        ("us", None),
        ("polish", None),
        ("Martian", None),
    ],
)
def test_demonyms(lexicon, word, country):
    assert lexicon.demonym(word) == country


def test_every_state_has_a_capital_and_a_demonym(lexicon):
    assert len(rows("states")) >= 195
    for row in rows("states"):
        assert row["capital"]
        assert row["demonyms"]


def test_keys_ignore_accents_dots_and_hyphens():
    assert key("Jean-Noël Barrot") == key("jean noel barrot")
    assert key("U.S.") == "us"
    assert key("People 's") == key("People’s") == "peoples"


# --- offices


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("foreign minister", "foreign-minister"),
        ("Foreign Ministers", "foreign-minister"),
        ("ministers of foreign affairs", "foreign-minister"),
        ("Secretary of State", "foreign-minister"),
        ("top diplomat", "foreign-minister"),
        ("head of the State Department", "foreign-minister"),
        ("presidential aide", "presidential-aide"),
        ("Kremlin spokesman", "press-secretary"),
        ("deputy secretary of state", "deputy-foreign-minister"),
        ("chancellor of the exchequer", "finance-minister"),
        ("chancellor", "prime-minister"),
        ("carpenter", None),
    ],
)
def test_titles(lexicon, title, office):
    assert lexicon.office(title) == office
    assert lexicon.office(title.split()) == office


@pytest.mark.parametrize(
    ("title", "office", "country", "to"),
    [
        ("Russian presidential aide", "presidential-aide", "RUS", None),
        ("head of Russian diplomacy", "foreign-minister", "RUS", None),
        ("head of the German Foreign Ministry", "foreign-minister", "DEU", None),
        ("President of the United States", "president", "USA", None),
        ("aide to the President of Russia", "presidential-aide", "RUS", None),
        ("Japan's foreign minister", "foreign-minister", "JPN", None),
        ("US ambassador to Russia", "ambassador", "USA", "RUS"),
        ("French ambassador to the United Nations", "permanent-representative", "FRA", "UN"),
        ("British foreign secretary", "foreign-minister", "GBR", None),
        ("secretary of state", "foreign-minister", "USA", None),
        ("Secretary General of NATO", "secretary-general", "NATO", None),
        ("foreign minister", "foreign-minister", None, None),
    ],
)
def test_posts(lexicon, title, office, country, to):
    assert lexicon.post(title) == (office, country, to)


def test_no_post(lexicon):
    assert lexicon.post("Russian winter") is None
    assert lexicon.post("") is None


def test_holders_and_seats(lexicon):
    def held(office, country, **to):
        return [person.id for person in lexicon.holders(office, country, SPRING_2021, **to)]

    assert held("foreign-minister", "RUS") == ["person:sergei-lavrov"]
    assert held("ambassador", "USA", to="RUS") == ["person:john-sullivan"]
    assert held("secretary-general", "NATO") == ["person:jens-stoltenberg"]
    assert held("leader", "GBR") == ["person:boris-johnson"]
    assert held("leader", "CHN") == ["person:xi-jinping"]
    assert held("head-of-state", "GBR") == ["person:queen-elizabeth-ii"]
    assert held("head-of-state", "IRN") == ["person:ali-khamenei"]
    assert held("head-of-government", "USA") == ["person:joe-biden"]
    assert held("foreign-minister", "TUV") == []


def test_on_the_day_of_the_change_the_successor_holds(lexicon):
    change = dt.date(2021, 1, 20)
    assert [person.id for person in lexicon.holders("president", "USA", change)] == ["person:joe-biden"]
    before = change - dt.timedelta(days=1)
    assert [person.id for person in lexicon.holders("president", "USA", before)] == ["person:donald-trump"]


def test_roles_by_the_day(lexicon):
    assert lexicon.role("person:antony-blinken", SPRING_2021) == "Secretary of State"
    assert lexicon.role("person:antony-blinken", dt.date(2016, 6, 1)) == "Deputy Secretary of State"
    assert lexicon.role("person:antony-blinken", dt.date(2019, 6, 1)) is None
    assert lexicon.role("person:antony-blinken", None) is None
    assert lexicon.role("person:anatoly-antonov", SPRING_2021) == "Ambassador to the United States"
    assert lexicon.role("person:dmitry-medvedev", dt.date(2010, 1, 1)) == "President"


def test_the_sector_follows_the_office(lexicon):
    assert lexicon.sector("person:valery-gerasimov", SPRING_2021) == "MIL"
    assert lexicon.sector("person:alexei-navalny", SPRING_2021) == "OPP"
    assert lexicon.sector("person:nobody", SPRING_2021) is None


def test_terms_of_a_person(lexicon):
    terms = lexicon.tenures("person:vladimir-putin")
    assert {term.office for term in terms} >= {"president", "prime-minister"}
    (only,) = lexicon.tenures("person:vladimir-putin", dt.date(2010, 1, 1))
    assert (only.office, only.start) == ("prime-minister", dt.date(2008, 5, 8))


SINCE_2000 = [dt.date(year, 7, 1) for year in range(2000, 2027)]
OFFICES = {
    "head of state": (140, {"supreme-leader", "president", "monarch", "pope"}),
    "head of government": (140, {"prime-minister", "president"}),
    "foreign minister": (120, {"foreign-minister"}),
    "defence minister": (80, {"defence-minister"}),
    "security adviser": (25, {"national-security-adviser", "security-council-secretary"}),
    "spokesperson": (35, {"foreign-spokesperson", "press-secretary", "government-spokesperson"}),
    "ambassador": (70, {"ambassador", "permanent-representative"}),
}


@pytest.mark.parametrize("name", OFFICES)
def test_terms_since_2000(lexicon, name):
    """So many states have a known holder in half the years since 2000, and forty at least have dated terms."""
    least, offices = OFFICES[name]
    held = defaultdict(set)
    for id in lexicon.entities:
        for term in lexicon.tenures(id):
            if term.office in offices:
                held[term.country] |= {day for day in SINCE_2000 if term.covers(day)}
    states = {country for country in held if lexicon.entity(f"state:{country}")}
    assert len(states) >= 40
    assert sum(len(held[state]) * 2 >= len(SINCE_2000) for state in states) >= least


def test_every_member_of_the_united_nations_is_a_state_with_its_leader(lexicon):
    others = ["XKX", "TWN", "PSE", "VAT", "HKG", "MAC", "ESH", "GRL", "PRI"]
    former = ["SUN", "YUG", "SCG", "CSK", "DDR", "VDR", "YMD"]
    members = {row["iso3"] for row in rows("states")} - {*others, *former}
    assert len(members) == 193
    assert all(lexicon.entity(f"state:{code}").wikidata for code in members)
    assert sum(bool(lexicon.holders("leader", code, dt.date(2022, 3, 1))) for code in members) >= 165


def test_enough_of_everything():
    def kinds(kind):
        return [row for row in rows("bodies") if row["kind"] == kind]

    assert len(kinds("armed")) >= 120
    assert len({row["country"] for row in kinds("party")}) >= 40
    assert len(rows("outlets")) >= 250


# --- words, issues, tables


@pytest.mark.parametrize(
    ("noun", "sector"),
    [
        ("soldier", "MIL"),
        ("lawmakers", "LEG"),
        ("diplomats", "GOV"),
        ("protester", "CVL"),
        ("political scientist", "EDU"),
        ("experts", "EDU"),
        ("spokeswomen", "GOV"),
        ("militants", "UAF"),
        ("table", None),
    ],
)
def test_nouns_for_people(lexicon, noun, sector):
    assert lexicon.agent(noun) == sector


def test_bodies_of_people(lexicon):
    assert lexicon.collective("army")
    assert not lexicon.collective("soldier")
    assert not lexicon.collective("table")


@pytest.mark.parametrize(
    ("name", "country", "control"),
    [
        ("RT", "RUS", "state"),
        ("The New York Times", "USA", "private"),
        ("New York Times", "USA", "private"),
        ("BBC News", "GBR", "public"),
        ("edition.cnn.com", "USA", "private"),
        ("www.bbc.co.uk", "GBR", "public"),
    ],
)
def test_outlets(lexicon, name, country, control):
    outlet = lexicon.outlet(name)
    assert (outlet.country, outlet.control) == (country, control)


def test_an_unknown_outlet(lexicon):
    assert lexicon.outlet("The Daily Nowhere") is None
    assert lexicon.outlet("com") is None


def test_issues(lexicon):
    assert lexicon.issues("They spoke of arms control and of hackers.") == ("arms-control", "cyber")
    assert lexicon.issues("Sanctions were eased.") == ("sanctions",)
    assert lexicon.issues("It rained.") == ()


def test_intensities(lexicon):
    assert lexicon.plover_score("ACCUSE") == -3.0
    assert lexicon.plover_score("SANCTION", "expel") == -5.5
    assert lexicon.plover_score("SANCTION", "Expel") == -5.5
    assert lexicon.plover_score("SANCTION", "no such mode") == lexicon.plover_score("SANCTION")
    assert lexicon.plover_score("NONE") is None


@pytest.mark.parametrize(
    ("type", "mode", "contexts", "code"),
    [
        ("CONSULT", "phone", (), "041"),
        ("CONSULT", None, (), "040"),
        ("SANCTION", "expel", ("diplomatic",), "166"),
        ("SANCTION", None, ("economic",), "163"),
        ("AGREE", None, (), "030"),
        ("THREATEN", "restrict", ("economic",), "1312"),
        ("MOBILIZE", "troops", ("military",), "154"),
    ],
)
def test_the_way_back_to_cameo(lexicon, type, mode, contexts, code):
    assert lexicon.cameo(type, mode, contexts) == (code, lexicon.goldstein(code))


def test_every_scored_type_has_a_cameo_code_with_a_goldstein_score(lexicon):
    for row in rows("plover_scores"):
        code, goldstein = lexicon.cameo(row["type"], row["mode"])
        assert code
        assert goldstein is not None
    assert lexicon.cameo("NONE") is None
    assert lexicon.goldstein("999") is None


def test_tables_are_named_with_their_versions(lexicon):
    assert all(name and version for name, version in lexicon.tables)
    assert len(lexicon.version) == 12
