"""Build the encoder from scratch: windows, teacher, student, ONNX, card.

    python training/build.py --student MINILM --teacher MPNET [--data ../shared/data] [--work build/encoder] [--seed 1]

MINILM and MPNET are folders of all-MiniLM-L6-v2 and all-mpnet-base-v2 (Apache-2.0). What stands in ``--work`` from a
run that was cut off is taken up again. The result goes to src/detente/data/encoder. It takes about 80 CPU-minutes for
the teacher and 40 for the student on two cores with AMX.
"""

import argparse
import hashlib
import json
import random
import subprocess
from pathlib import Path
from typing import Any

import torch
from export import export
from fitting import BATCH, Course, Soft, fit, padded, seen
from model import Encoder
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel
from windows import Window, plain, polnear, standoff

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "detente" / "data" / "encoder"
GOLD = HERE.parent / "benchmarks" / "gold"
TEACHER = Course(epochs=2, rate=8e-5, head_rate=4e-4)
STUDENT = Course(epochs=3, rate=2e-4, head_rate=4e-4, likeness=1.0)
OWN = 3  # how often the project's own coded reports are seen for each time PolNeAR's are
PLAIN = 1500  # windows that only the teacher marks


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
    everything = [*coded, *unmarked]
    own = pieces(tokenizer, bare(asked.teacher))
    teacher = learnt(asked.teacher, coded, TEACHER, asked.work / "teacher.pt", ids=own)
    soft = kept(asked.work / "soft.pt", lambda: judged(teacher, everything, own))
    goals = kept(asked.work / "goals.pt", lambda: likenesses(asked.student, tokenizer, everything))
    student = learnt(asked.student, everything, STUDENT, asked.work / "student.pt", soft=soft, goals=goals)
    asked.out.mkdir(parents=True, exist_ok=True)
    export(student, tokenizer, asked.out)
    card(asked, len(coded), len(unmarked))


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
        for news in ("general_1000.jsonl", "kremlin_us.jsonl", "whitehouse_russia.jsonl"):
            unmarked += plain(data / "news" / news, left_out(news), tokenizer)
        return coded, random.sample(unmarked, PLAIN)

    found: tuple[list[Window], list[Window]] = kept(file, make)
    return found


def left_out(news: str) -> set[int]:
    """Return which rows of a file are coded, here or in the gold."""
    files = (HERE / "said.jsonl", GOLD / "statements.jsonl", GOLD / "news.jsonl")
    rows = (json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return {row["row"] for row in rows if row.get("file") == news}


def pieces(student: Any, teacher: Any) -> Tensor:
    """Return the teacher's number of each of the student's word pieces: the same vocabulary in another order."""
    frames = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
    own = teacher.get_vocab()
    unknown = own["[UNK]"]
    names = sorted(student.get_vocab().items(), key=lambda item: item[1])
    return torch.tensor([own.get(frames.get(name, name), unknown) for name, _ in names])


def learnt(base: Path, windows: list[Window], course: Course, file: Path, **how: Any) -> Encoder:
    """Return the model that an earlier run left, or train it."""
    model = Encoder(base)
    if not file.exists():
        fit(model, windows, course, file.with_suffix(".last"), **how)
        file.with_suffix(".last").rename(file)
    model.load_state_dict(torch.load(file))
    return model.eval()


@torch.no_grad()
def judged(teacher: Encoder, windows: list[Window], ids: Tensor) -> dict[int, Soft]:
    """Return the teacher's probabilities for each window."""
    found: dict[int, Soft] = {}
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        tags, cues, sources, _ = seen(teacher, [windows[i] for i in chosen], ids)
        for row, i in enumerate(chosen):
            n = len(windows[i].ids)
            scores = (tags[row, 1 : n - 1], cues[row, 1 : n - 1, : n - 1], sources[row, 1 : n - 1, : n - 1])
            tag, cue, source = (torch.softmax(s, -1).half() for s in scores)
            found[i] = (tag, cue, source)
    return found


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


def card(asked: argparse.Namespace, coded: int, unmarked: int) -> None:
    """Write what the model was made of beside it."""
    files = {
        "attribution/polnear_train.jsonl": asked.data / "attribution" / "polnear_train.jsonl",
        "training/said.jsonl": HERE / "said.jsonl",
    }
    told = {
        "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
        "teacher": "sentence-transformers/all-mpnet-base-v2 (Apache-2.0), trained on the same windows",
        "heads": "tags of source, cue and content; pointers to cue and source; vectors",
        "data_sha256": {name: digest(file) for name, file in files.items()},
        "windows": {"coded": coded, "unmarked": unmarked},
        "seed": asked.seed,
        "teacher_course": str(TEACHER),
        "student_course": str(STUDENT),
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
