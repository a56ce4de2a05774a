"""Build the encoder from scratch: lessons, teachers, student, ONNX, card.

    python training/build.py --student MINILM --teacher MPNET [--data ../shared/data] [--work build/encoder] [--seed 1]

MINILM and MPNET are folders of all-MiniLM-L6-v2 and all-mpnet-base-v2 (Apache-2.0). Of three teachers one learns who
said what, one who did what to whom and one, from there, which outcomes are told; the student learns from what coders
marked and from what the teachers think, first who said what, then that (half of it again) and all else, then outcomes
once more, last the head of roots alone. What stands in ``--work`` from a run that was cut off is taken up again. The
result goes to src/detente/data/encoder. It takes about 170 CPU-minutes for the teachers and 90 for the student on two
cores with AMX.
"""

import argparse
import csv
import hashlib
import json
import random
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from acts import Act, alone, aw, passages, plv, shown, told_pairs, unmark, unmarked, written
from export import export
from fitting import WINDOWS, Course, fit, padded, seen
from losses import Done, Lesson, Said, pooled
from model import Encoder, Scores
from outcomes import alone as outcomes_alone
from outcomes import developed, foreseen
from outcomes import written as written_outcomes
from rooting import rooted_again
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel
from windows import Window, plain, polnear, report, standoff
from windows import coded as marked

from detente.lexicon import load

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "detente" / "data" / "encoder"
GOLD = HERE.parent / "benchmarks" / "gold"
SAYING = Course(epochs=2, rate=8e-5, head_rate=4e-4)
DOING = Course(epochs=5, rate=6e-5, head_rate=5e-4)
COMING = Course(epochs=3, rate=4e-5, head_rate=5e-4)
FIRST = Course(epochs=3, rate=2e-4, head_rate=4e-4, likeness=1.0)
STUDENT = Course(epochs=2, rate=1.5e-4, head_rate=8e-4, likeness=1.0)
LAST = Course(epochs=1, rate=1e-4, head_rate=8e-4, likeness=1.0, outcomes=1.75)
COURSES = {"saying": SAYING, "doing": DOING, "coming": COMING, "first": FIRST, "student": STUDENT, "last": LAST}
OWN = 3  # how often the project's own coded reports are seen for each time PolNeAR's are
PLAIN = 1500  # windows that only the teachers mark
TWICE = 2  # how often a sentence of PLV is seen for each time another is
HELD = 51  # of 256: PLV's sentences that are held out for development, by the hash of their words
NEWS = ("general_1000.jsonl", "kremlin_us.jsonl", "whitehouse_russia.jsonl")
CODED = ("said.jsonl", "acts.jsonl", "propositions.jsonl", "foretold.jsonl", "sentences.jsonl")
UNMARKED = 4000  # sentences with two states, or of AW, whose root only the teacher tells
LONGEST = 6000  # characters of a report in which such sentences are looked for
LONG = 90  # word pieces of a longer lesson
AGAIN, OTHERS, PAIRS = 3000, 5500, 6000  # lessons of the last course
FAINT = 0.1  # probability of an act from which a teacher's pointers are learnt


def main() -> None:
    """Run what isn't done yet, step by step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--student", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=HERE.parent / ".." / "shared" / "data")
    parser.add_argument("--work", type=Path, default=HERE.parent / "build" / "encoder")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    random.seed(asked.seed)
    torch.manual_seed(asked.seed)
    torch.set_flush_denormal(True)
    asked.work.mkdir(parents=True, exist_ok=True)
    tokenizer = bare(asked.student)
    coded, unmarked = read(asked.data, tokenizer, asked.work / "windows.pt")
    first, lessons = taught(asked, tokenizer, coded, unmarked)
    goals = kept(asked.work / "goals.pt", lambda: likenesses(asked.student, tokenizer, [*coded, *unmarked]))
    begun = asked.work / "student-first.pt"
    learnt(asked.student, first, FIRST, begun, goals=goals)
    taken, ended = (asked.work / f"student-{asked.seed}{end}.pt" for end in ("", "-last"))
    learnt(asked.student, lessons, STUDENT, taken, start=begun, goals=goals)
    student = learnt(asked.student, closing(lessons), LAST, ended, start=taken, goals=goals)
    rooted_again(student, [lesson for lesson in lessons if lesson.pair is not None])
    asked.out.mkdir(parents=True, exist_ok=True)
    export(student, tokenizer, asked.out)
    card(asked, first, lessons)


def taught(
    asked: argparse.Namespace, tokenizer: Any, coded: list[Window], unmarked: list[Window]
) -> tuple[list[Lesson], list[Lesson]]:
    """Return the lessons of the student's two courses, with what the teachers think of them."""
    own, work, draw = pieces(tokenizer, bare(asked.teacher)), asked.work, random.Random(asked.seed)
    saying = [Lesson(window.ids, window=window) for window in coded]
    plain = [Lesson(window.ids, window=window) for window in unmarked]
    doing, pairs = acted(asked.data, tokenizer, draw)
    coming = awaited(asked.data, tokenizer, draw)
    teacher = learnt(asked.teacher, saying, SAYING, work / "saying.pt", ids=own)
    said = kept(work / "said.pt", lambda: judged(teacher, [*saying, *plain], own, sayings))
    teacher = learnt(asked.teacher, [*doing, *pairs], DOING, work / "doing.pt", ids=own)
    done = kept(work / "done.pt", lambda: judged(teacher, [*saying, *plain, *doing], own, doings))
    pairs += kept(work / "pairs.pt", lambda: unmarked_pairs(asked.data, tokenizer, asked.seed))
    rooted = kept(work / "rooted.pt", lambda: judged(teacher, pairs, own, rootings))
    teacher = learnt(asked.teacher, coming, COMING, work / "coming.pt", start=work / "doing.pt", ids=own)
    foretold = kept(work / "foretold.pt", lambda: judged(teacher, [*plain, *coming], own, foretellings))
    first = [replace(lesson, said=said[i]) for i, lesson in enumerate([*saying, *plain])]
    lessons = [replace(lesson, done=done[i]) for i, lesson in enumerate([*first, *doing])]
    for i in range(len(plain)):
        lessons[len(saying) + i] = replace(lessons[len(saying) + i], foretold=foretold[i])
    lessons = [*random.sample(lessons[: len(first)], len(first) // 2), *lessons[len(first) :]]
    pairs = [replace(lesson, rooted=rooted[i]) for i, lesson in enumerate(pairs)]
    lessons += [*pairs, *random.sample(pairs, len(pairs) // 2)]
    lessons += [replace(lesson, foretold=foretold[len(plain) + i]) for i, lesson in enumerate(coming)]
    return first, lessons


def closing(lessons: Sequence[Lesson]) -> list[Lesson]:
    """Return the lessons of the last course: all of outcomes, of the longer ones some twice, and some of all others."""
    coming = [lesson for lesson in lessons if lesson.outcomes is not None]
    pairs = [lesson for lesson in lessons if lesson.pair is not None]
    others = [lesson for lesson in lessons if lesson.outcomes is None and lesson.pair is None]
    long = [lesson for lesson in coming if len(lesson.ids) > LONG]
    return [*coming, *random.sample(long, AGAIN), *random.sample(others, OTHERS), *random.sample(pairs, PAIRS)]


def awaited(data: Path, tokenizer: Any, draw: random.Random) -> list[Lesson]:
    """Return the lessons of outcomes: coded parts of reports and sentences of theirs, our own passages, and the gold's
    development reports."""
    told = [*marked(HERE / "propositions.jsonl", data / "news"), *written_outcomes(HERE / "foretold.jsonl")]
    told += developed(GOLD / "propositions.jsonl", data / "news")
    found = [*foreseen(told, tokenizer), *outcomes_alone(told, tokenizer, draw)]
    return [Lesson(window.ids, window=window, outcomes=kinds) for window, kinds in found]


def acted(data: Path, tokenizer: Any, draw: random.Random) -> tuple[list[Lesson], list[Lesson]]:
    """Return the lessons of who did what to whom: coded passages, one sentence of each alone, our own sentences; and
    sentences with a root."""
    coded = (HERE / "acts.jsonl", data / "news", tokenizer)

    def lessons(found: Iterable[tuple[Window, tuple[Act, ...]]], partial: bool = False) -> list[Lesson]:
        return [Lesson(window.ids, window=window, acts=acts, partial=partial) for window, acts in found]

    doing = lessons(passages(*coded)) + lessons(alone(*coded, draw))
    doing += lessons(shown(HERE / "sentences.jsonl", tokenizer), partial=True)
    file = data / "events" / "plv_train.tsv"
    ours = list(plv(file, tokenizer))
    with file.open(encoding="utf-8", newline="") as lines:
        texts = [unmark(row["marked_sentence"])[0] for row in csv.DictReader(lines, delimiter="\t")]
    learnt = [pair for pair, text in zip(ours, texts, strict=True) if not held(text)]
    pairs = TWICE * learnt + list(written(HERE / "sentences.jsonl", tokenizer))
    pairs += list(told_pairs(*coded))
    return doing, [Lesson(pair.ids, pair=pair) for pair in pairs]


def unmarked_pairs(data: Path, tokenizer: Any, seed: int) -> list[Lesson]:
    """Return sentences with a source and a target whose root only the teacher tells; none of a report of the gold."""
    draw, lexicon = random.Random(seed), load()
    files = {news: (data / "news" / news).read_text(encoding="utf-8").splitlines() for news in NEWS}
    numbered = [(news, number) for news in NEWS for number in range(len(files[news])) if number not in left_out(news)]
    draw.shuffle(numbered)
    pairs = list(aw(data / "events" / "aw_train.tsv", tokenizer))
    for news, number in numbered:
        if len(pairs) < UNMARKED:
            article = report(f"{news}:{number}", json.loads(files[news][number])["text"][:LONGEST])
            pairs += unmarked(article, lexicon, draw, tokenizer)
    return [Lesson(pair.ids, pair=pair) for pair in pairs]


def held(text: str) -> bool:
    """True for a sentence of PLV that is held out for development."""
    return hashlib.sha256(text.encode()).digest()[0] < HELD


def bare(folder: Path) -> Any:
    """Return a base's tokenizer, without the padding and truncation that it was saved with."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def kept(file: Path, make: Any) -> Any:
    """Return what an earlier run left in ``file``, or make and leave it."""
    if not file.exists():
        torch.save(make(), file)
    return torch.load(file, weights_only=False)


def read(data: Path, tokenizer: Any, file: Path) -> tuple[list[Window], list[Window]]:
    """Return the windows that coders marked and a sample of those that nobody did; the gold's reports are not in it."""

    def make() -> tuple[list[Window], list[Window]]:
        coded = list(polnear(data / "attribution" / "polnear_train.jsonl", tokenizer))
        coded += OWN * list(standoff(HERE / "said.jsonl", data / "news", tokenizer))
        unmarked: list[Window] = []
        for news in NEWS:
            unmarked += plain(data / "news" / news, left_out(news), tokenizer)
        return coded, random.sample(unmarked, PLAIN)

    found: tuple[list[Window], list[Window]] = kept(file, make)
    return found


def left_out(news: str) -> set[int]:
    """Return which rows of a file are coded, here or in the gold."""
    files = (HERE / "said.jsonl", *GOLD.glob("*.jsonl"))
    rows = (json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return {row["row"] for row in rows if row.get("file") == news}


def pieces(student: Any, teacher: Any) -> Tensor:
    """Return the teacher's number of each of the student's word pieces: the same vocabulary in another order."""
    frames = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
    own = teacher.get_vocab()
    unknown = own["[UNK]"]
    names = sorted(student.get_vocab().items(), key=lambda item: item[1])
    return torch.tensor([own.get(frames.get(name, name), unknown) for name, _ in names])


def learnt(
    base: Path, lessons: list[Lesson], course: Course, file: Path, start: Path | None = None, **how: Any
) -> Encoder:
    """Return the model that an earlier run left, or train it, from the weights of ``start`` if not from the base's."""
    model = Encoder(base)
    if not file.exists():
        if start is not None:
            model.load_state_dict(torch.load(start))
        fit(model, lessons, course, file.with_suffix(".last"), **how)
        file.with_suffix(".last").rename(file)
    model.load_state_dict(torch.load(file))
    return model.eval()


@torch.no_grad()
def judged(
    teacher: Encoder, lessons: list[Lesson], ids: Tensor, take: Callable[[Scores, int, Lesson], Any]
) -> list[Any]:
    """Return what a teacher thinks of each lesson."""
    found: list[Any] = [None] * len(lessons)
    order = sorted(range(len(lessons)), key=lambda i: len(lessons[i].ids))
    for start in range(0, len(order), WINDOWS):
        chosen = order[start : start + WINDOWS]
        scores = seen(teacher, [lessons[i] for i in chosen], ids)
        for row, i in enumerate(chosen):
            found[i] = take(scores, row, lessons[i])
    return found


def sayings(scores: Scores, row: int, lesson: Lesson) -> Said:
    """Return a teacher's probabilities of the attributions of a window."""
    n = len(lesson.ids)
    given = (scores.tags[row, 1 : n - 1], scores.cues[row, 1 : n - 1, : n - 1], scores.sources[row, 1 : n - 1, : n - 1])
    return Said(*(torch.softmax(part, -1).half() for part in given))


def doings(scores: Scores, row: int, lesson: Lesson) -> Done:
    """Return a teacher's probabilities of the acts of a window."""
    n = len(lesson.ids)
    acts = torch.softmax(scores.acts[row, 1 : n - 1], -1)
    at = 1 + torch.nonzero(acts[:, 0] < 1 - FAINT).flatten()
    sides = (torch.softmax(part[row, at, : n - 1], -1).half() for part in (scores.agents, scores.patients))
    return Done(acts.half(), torch.softmax(scores.realities[row, 1 : n - 1], -1).half(), at, *sides)


def rootings(scores: Scores, row: int, lesson: Lesson) -> Tensor:
    """Return a teacher's probabilities of the root of a sentence."""
    assert lesson.pair is not None
    return torch.softmax(pooled(scores, row, lesson.pair), -1).half()


def foretellings(scores: Scores, row: int, lesson: Lesson) -> Tensor:
    """Return a teacher's probabilities of the outcomes of a window."""
    return torch.softmax(scores.outcomes[row, : len(lesson.ids)], -1).half()


@torch.no_grad()
def likenesses(base: Path, tokenizer: Any, windows: list[Window]) -> dict[str, Tensor]:
    """Return the base's unit vector of each sentence and content, read alone."""
    model = AutoModel.from_pretrained(base).eval()
    texts = sorted({text for window in windows for text in window.texts}, key=len)
    found: dict[str, Tensor] = {}
    for start in range(0, len(texts), 64):
        some = texts[start : start + 64]
        ids = [encoded.ids[:128] for encoded in tokenizer.encode_batch(some)]
        mask = padded([[1] * len(row) for row in ids], 0)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = model(input_ids=padded(ids, 0), attention_mask=mask).last_hidden_state.float()
        means = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        found.update(zip(some, nn.functional.normalize(means, dim=-1).half(), strict=True))
    return found


def card(asked: argparse.Namespace, first: list[Lesson], lessons: list[Lesson]) -> None:
    """Write what the model was made of beside it."""
    files = {
        "attribution/polnear_train.jsonl": asked.data / "attribution" / "polnear_train.jsonl",
        "events/plv_train.tsv": asked.data / "events" / "plv_train.tsv",
        **{f"training/{name}": HERE / name for name in CODED},
        "benchmarks/gold/propositions.jsonl": GOLD / "propositions.jsonl",
    }
    told = {
        "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
        "teachers": "sentence-transformers/all-mpnet-base-v2 (Apache-2.0), one each for attributions, acts, outcomes",
        "heads": "tags of source, cue and content, pointers to cue and source; vectors; acts with root, reality and "
        "pointers to who does it and to whom; roots of a sentence, given source and target; outcomes of propositions",
        "data_sha256": {name: digest(file) for name, file in files.items()},
        "lessons": {
            "first": len(first),
            "second": len(lessons),
            "acts": sum(lesson.acts is not None for lesson in lessons),
            "pairs": sum(lesson.pair is not None for lesson in lessons),
            "outcomes": sum(lesson.outcomes is not None for lesson in lessons),
        },
        "seed": asked.seed,
        "courses": {name: str(course) for name, course in COURSES.items()},
        "model_sha256": digest(asked.out / "model.onnx"),
        "commit": subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=HERE
        ).stdout.strip(),
    }
    (asked.out / "card.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
