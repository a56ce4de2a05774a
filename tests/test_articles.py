"""The room `articles`: bytes of an outlet -> Article, and what can't be read told by file, place and cause."""

import codecs
import datetime as dt
import io
import json
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.articles import Defaults, Failure, read_articles
from detente.records import Article

REPORT = "The ministers met in Oslo. They agreed to meet again."
PAGE = """<html lang="en"><head><title>Envoys met in Oslo</title>
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2021-05-20T10:00:00Z">
<link rel="canonical" href="https://daily.example.com/envoys"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Envoys met in Oslo</h1><p>Envoys of both states met in Oslo on Wednesday, the first such meeting in four years, and
agreed to meet again in June.</p><p>“We had a frank talk,” one envoy said. The other side declined to comment on the
talks, which lasted two hours and ended without a statement.</p></article><footer>Imprint</footer></body></html>"""


def read(path, *, outlet="X", published=None, manifest=None):
    found = list(read_articles(path, Defaults(outlet=outlet, published=published), manifest))
    return [a for a in found if isinstance(a, Article)], [str(f) for f in found if isinstance(f, Failure)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def one(path, **options) -> Article:
    articles, failures = read(path, **options)
    assert failures == []
    assert len(articles) == 1
    return articles[0]


# --- formats ----------------------------------------------------------------------------------------------


def test_plain_text_keeps_every_character(tmp_path):
    text = "  A first line.\r\n\r\nA second\tline. \n"
    found = one(write(tmp_path, "a.txt", text), published=dt.date(2021, 4, 1))
    assert found.text == text
    assert (found.outlet, found.published, found.published_basis) == ("X", dt.date(2021, 4, 1), "stated")


def test_without_a_date_the_report_is_read_and_the_day_is_unknown(tmp_path):
    found = one(write(tmp_path, "a.txt", REPORT))
    assert (found.published, found.published_basis) == (None, "unknown")


def test_page_gives_text_and_metadata(tmp_path):
    found = one(write(tmp_path, "a.html", PAGE), outlet=None)
    assert (found.outlet, found.title, found.url) == (
        "The Daily",
        "Envoys met in Oslo",
        "https://daily.example.com/envoys",
    )
    assert (found.published, found.published_basis, found.language) == (dt.date(2021, 5, 20), "metadata", "en")
    assert "frank talk" in found.text
    assert "Imprint" not in found.text
    assert "<" not in found.text


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson"])
def test_json_object(tmp_path, name):
    row = {"outlet": "RT", "date": "2021-04-05", "title": "T", "text": REPORT, "url": "https://x.org/1", "extra": [1]}
    found = one(write(tmp_path, name, json.dumps(row)))
    assert (found.outlet, found.outlet_country, found.title, found.text) == ("RT", "RUS", "T", REPORT)
    assert (found.published, found.published_basis) == (dt.date(2021, 4, 5), "stated")


def test_json_list_and_json_lines_under_a_wrong_name(tmp_path):
    rows = [{"text": "One."}, {"text": "Two."}]
    articles, failures = read(write(tmp_path, "list.json", json.dumps(rows)))
    assert ([a.text for a in articles], failures) == (["One.", "Two."], [])
    articles, failures = read(write(tmp_path, "lines.json", "\n".join(map(json.dumps, rows))))
    assert ([a.text for a in articles], failures) == (["One.", "Two."], [])


def test_csv_with_quoted_line_ends(tmp_path):
    table = 'outlet;published;text\nTASS;2021-04-05;"One; two\r\nthree"\n'
    found = one(write(tmp_path, "a.csv", table))
    assert (found.outlet, found.text, found.published) == ("TASS", "One; two\r\nthree", dt.date(2021, 4, 5))


def test_parquet_with_typed_dates_and_a_name_like_a_pattern(tmp_path):
    path = tmp_path / "part[1].parquet"
    duckdb.execute(
        f"COPY (SELECT 'TASS' AS outlet, DATE '2021-03-04' AS published, 'Report ' || i AS text, 1.5 AS more "
        f"FROM range(150) t(i)) TO '{path}' (FORMAT parquet)"
    )
    articles, failures = read(path)
    assert failures == []
    assert [a.text for a in articles] == [f"Report {i}" for i in range(150)]
    assert {a.published for a in articles} == {dt.date(2021, 3, 4)}


def test_folder_in_order_of_names_without_dot_files(tmp_path):
    for name in ("b.txt", "a/z.txt", "c.txt", ".hidden.txt"):
        write(tmp_path, name, f"This is {name}.")
    articles, failures = read(tmp_path)
    assert [a.text for a in articles] == ["This is a/z.txt.", "This is b.txt.", "This is c.txt."]
    assert failures == []


@pytest.mark.parametrize(
    "content",
    [
        REPORT,
        PAGE,
        json.dumps({"text": REPORT}),
        json.dumps([{"text": REPORT}], indent=1),
        f'outlet,text\nX,"{REPORT}"\n',
    ],
    ids=["text", "html", "jsonl", "json", "csv"],
)
def test_standard_input_tells_its_format(monkeypatch, content):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    found = one("-")
    assert found.text == REPORT or found.title == "Envoys met in Oslo"
    assert "{" not in found.text


# --- encodings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "The café talks – “no”".encode(),
        codecs.BOM_UTF8 + "The café talks – “no”".encode(),
        "The café talks – “no”".encode("utf-16"),
        "The café talks – “no”".encode() + "“".encode()[:2],
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "cut inside a character"],
)
def test_encodings(tmp_path, data):
    assert one(write(tmp_path, "a.txt", data)).text == "The café talks – “no”"


def test_other_encodings_are_detected(tmp_path):
    text = (
        "Le ministre a déclaré à Genève que l’été sera décisif. The minister said that the naïve approach was over. "
        * 3
    )
    assert one(write(tmp_path, "a.txt", text.encode("cp1252"))).text == text


# --- manifest and defaults --------------------------------------------------------------------------------


def test_manifest_states_fields(tmp_path):
    write(tmp_path, "a.txt", REPORT)
    row = {"file": "a.txt", "outlet": "TASS", "published": "2021-04-29", "language": "en", "url": "https://tass.com/1"}
    manifest = write(tmp_path, "manifest.jsonl", json.dumps(row))
    found = one(tmp_path, outlet="ignored", manifest=manifest)
    assert (found.outlet, found.published, found.outlet_country, found.url) == (
        "TASS",
        dt.date(2021, 4, 29),
        "RUS",
        "https://tass.com/1",
    )


def test_a_report_outranks_its_manifest_and_that_the_page(tmp_path):
    rows = [{"file": "a.jsonl", "outlet": "Y", "language": "en"}, {"file": "p.html", "published": "2021-01-01"}]
    manifest = write(tmp_path, "m.jsonl", "\n".join(map(json.dumps, rows)))
    write(tmp_path, "a.jsonl", json.dumps({"outlet": "Z", "text": REPORT}))
    write(tmp_path, "p.html", PAGE)
    (own, page), _ = read(tmp_path, manifest=manifest)
    assert (own.outlet, own.language) == ("Z", "en")
    assert (page.published, page.published_basis, page.outlet) == (dt.date(2021, 1, 1), "stated", "The Daily")


def test_bad_manifest_rows_are_told_and_the_rest_counts(tmp_path):
    write(tmp_path, "a.txt", REPORT)
    rows = [
        '{"file": "a.txt", "outlet": "Y"}',
        '{"file": "a.txt", "outlet": "Z"}',
        '{"file": "gone.txt"}',
        "[]",
        '{"x": 1}',
    ]
    articles, failures = read(tmp_path, manifest=write(tmp_path, "m.jsonl", "\n".join(rows)))
    assert [a.outlet for a in articles] == ["Y"]
    causes = "\n".join(failures)
    for place, cause in (("line 2", "'a.txt' stands already in line 1"), ("line 3", "there is no file 'gone.txt'")):
        assert f"m.jsonl:{place}: {cause}" in causes
    assert "line 4: a list where an object is expected" in causes
    assert "line 5: field 'file' is missing" in causes


def test_a_missing_manifest_reads_nothing(tmp_path):
    write(tmp_path, "a.txt", REPORT)
    articles, failures = read(tmp_path, manifest=tmp_path / "none.jsonl")
    assert articles == []
    assert "the manifest can't be read" in failures[0]


# --- what follows from the fields -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "original", "translation"),
    [
        ({"note": "English machine translation of a Russian report"}, "ru", "machine"),
        ({"note": "Machine-translated from Chinese"}, "zh", "machine"),
        ({"note": "official English translation of the German original"}, "de", "human"),
        ({"note": "translated from French"}, "fr", "unknown"),
        ({"note": "checked twice", "language": "en"}, None, "unknown"),
        ({"original_language": "uk", "translation": "machine"}, "uk", "machine"),
        ({"original_language": "uk"}, "uk", "unknown"),
        ({"outlet": "CNN", "language": "en"}, "en", "none"),
        ({"outlet": "CNN"}, None, "none"),
        ({"outlet": "TASS"}, None, "unknown"),
        ({"outlet": "TASS", "language": "en"}, None, "unknown"),
        ({"outlet": "TASS", "translation": "none", "language": "en"}, "en", "none"),
    ],
)
def test_translation(tmp_path, fields, original, translation):
    found = one(write(tmp_path, "a.jsonl", json.dumps({"text": REPORT, **fields})))
    assert (found.original_language, found.translation) == (original, translation)


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        ("Readout of the call with the premier", REPORT, "readout"),
        (None, REPORT, "news"),
        (None, "MS. LEE: Good day.\n\nQ Will you go?\n\nMS. LEE: Yes.\n\nQ When?\n\nMS. LEE: Soon.", "transcript"),
        (None, "Question: Will you go?\nAna Roca: Yes.\nQuestion: When?\nAna Roca: In May.", "transcript"),
        (None, "He listed three points: one, two and three.\nThe reason: money.\nShe agreed.", "news"),
    ],
)
def test_genre_only_where_certain(tmp_path, title, text, genre):
    assert one(write(tmp_path, "a.jsonl", json.dumps({"text": text, "title": title}))).genre == genre


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-04-05", dt.date(2021, 4, 5)),
        ("2021-04-05T23:10:00Z", dt.date(2021, 4, 5)),
        ("April 5, 2021", dt.date(2021, 4, 5)),
        ("5 April 2021", dt.date(2021, 4, 5)),
        ("Mon, 05 Apr 2021 10:00:00 GMT", dt.date(2021, 4, 5)),
        ("", None),
        (None, None),
    ],
)
def test_dates(tmp_path, value, day):
    assert one(write(tmp_path, "a.jsonl", json.dumps({"text": REPORT, "published": value}))).published == day


def test_a_day_in_the_address_is_inferred_and_outranked_by_a_stated_one(tmp_path):
    row = {"text": REPORT, "url": "https://x.org/2021/04/05/talks/"}
    path = write(tmp_path, "a.jsonl", json.dumps(row))
    assert (one(path).published, one(path).published_basis) == (dt.date(2021, 4, 5), "inferred")
    stated = one(path, published=dt.date(2021, 4, 6))
    assert (stated.published, stated.published_basis) == (dt.date(2021, 4, 6), "stated")


def test_ids_depend_on_outlet_address_text_and_day_alone(tmp_path):
    row = {"outlet": "X", "url": "https://x.org/1", "text": REPORT, "published": "2021-04-05"}
    ids = {one(write(tmp_path, name, json.dumps(row))).id for name in ("a.jsonl", "b/c.json")}
    assert len(ids) == 1
    for field, value in (("outlet", "Y"), ("url", "https://x.org/2"), ("text", "Else."), ("published", "2021-04-06")):
        assert one(write(tmp_path, "d.jsonl", json.dumps({**row, field: value}))).id not in ids
    copy = one(write(tmp_path, "e.jsonl", json.dumps({**row, "outlet": "Y"})))
    assert copy.version == one(tmp_path / "a.jsonl").version


# --- bad input --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.txt", "", "empty"),
        ("a.txt", " \n\n", "empty"),
        ("a.txt", bytes(range(256)), "binary"),
        ("a.txt", b"%PDF-1.4 report", "binary: PDF"),
        ("a.txt", "a" * 3_000_000, "one word of 3,000,000 characters"),
        ("a.txt", "Министры встретились в Осло.", "not in English"),
        ("a.html", "<div>" * 20_000 + "x" + "</div>" * 20_000, "no report found"),
        ("a.html", "<p>x" * 100_000, "a page of 100,000 tags"),
        ("a.json", '{"text": "The min', "no JSON"),
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.jsonl", "[1, 2]", "a list where an object is expected"),
        ("a.jsonl", '{"title": "T"}', "field 'text' is missing"),
        ("a.jsonl", '{"text": ["T"]}', "field 'text' holds a list"),
        ("a.jsonl", '{"text": "T", "outlet": 5}', "field 'outlet' holds a number"),
        ("a.jsonl", '{"text": "T", "published": "2021-13-45"}', "'2021-13-45' is no date"),
        ("a.jsonl", '{"text": "T", "date": 20210405}', "field 'date' holds a number"),
        ("a.jsonl", '{"text": "T", "genre": "poem"}', "'poem' is not one of"),
        ("a.jsonl", '{"text": "T", "translation": "good"}', "'good' is not one of"),
        ("a.jsonl", '{"text": "\\ud800"}', "half a character"),
        ("a.jsonl", '{"file": "b.txt", "outlet": "X"}', "Give it with --manifest"),
        ("a.jsonl", "\n\n", "there is no report"),
        ("a.csv", "title,body\nT,B\n", "no column 'text'"),
        ("a.csv", "title,text\nT\n", "1 values for 2 columns"),
        ("a.parquet", "PAR1 no", "no Parquet"),
        ("a.docx", "x", "unknown extension '.docx'"),
    ],
)
def test_bad_input_is_named_with_file_and_cause(tmp_path, name, content, cause):
    path = write(tmp_path, name, content)
    articles, failures = read(path)
    assert articles == []
    assert len(failures) == 1
    assert failures[0].startswith(str(path))
    assert cause in failures[0]


def test_a_missing_path_and_a_missing_outlet(tmp_path):
    assert read(tmp_path / "no.txt")[1] == [f"{tmp_path / 'no.txt'}: no such file or folder"]
    assert "--outlet" in read(write(tmp_path, "a.txt", REPORT), outlet=None)[1][0]


def test_a_truncated_line_does_not_cost_the_others(tmp_path):
    path = write(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": "Tw\n{"text": "Three."}\n')
    articles, failures = read(path)
    assert [a.text for a in articles] == ["One.", "Three."]
    assert failures[0].startswith(f"{path}:line 2: no JSON")


def test_a_bad_file_does_not_cost_its_folder(tmp_path):
    write(tmp_path, "a.txt", b"\0\1")
    write(tmp_path, "b.txt", REPORT)
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    articles, failures = read(tmp_path)
    assert [a.text for a in articles] == [REPORT]
    assert len(failures) == 2


@given(st.binary(max_size=300), st.sampled_from([".txt", ".html", ".json", ".jsonl", ".csv", ".parquet"]))
def test_no_bytes_raise(tmp_path_factory, data, extension):
    path = tmp_path_factory.mktemp("bytes") / f"a{extension}"
    path.write_bytes(data)
    for found in read_articles(path, Defaults(outlet="X")):
        assert isinstance(found, Article | Failure)


def test_an_empty_path_and_a_closed_standard_input_are_named(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert list(map(str, read_articles(["", "-"]))) == ["'': no such file or folder", "-: standard input is closed"]
