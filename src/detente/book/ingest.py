"""Articles -> readings in the store: skips what stands, spreads the rest over processes, commits batch by batch."""

import datetime as dt
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process

from detente.articles import Failure
from detente.lexicon import load
from detente.reading import READER, model, read
from detente.records import Article, Findings, Reading, Tally
from detente.store import FINDINGS, Store

BATCH = 16  # articles a transaction: a kill costs at most this much work
AHEAD = 4  # articles in flight for each process: enough to keep it busy, few enough to keep memory flat


@dataclass(slots=True)
class Report:
    """What one call of read did: articles read, those that stood already, and what failed."""

    read: int = 0
    stood: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Articles and failures dealt with so far."""
        return self.read + self.stood + len(self.failures)


Progress = Callable[[Report], None]


def read_all(
    store: Store, articles: Iterable[Article | Failure], jobs: int = 1, progress: Progress | None = None
) -> Report:
    """Read what isn't read yet; the ledger is the same whatever the order, ``jobs`` and batches.

    Raises:
        StoreError: the store can't be written (what was committed stays).
    """
    report, batch = Report(), []
    read_at = dt.datetime.now(dt.UTC)
    for result in _results(_unread(store, articles, report), jobs):
        if isinstance(result, Failure):
            report.failures.append(result)
        else:
            batch.append((result, _marker(result, read_at)))
            report.read += 1
        if len(batch) >= BATCH:
            store.add(batch)
            batch = []
        if progress:
            progress(report)
    store.add(batch)
    if progress:
        progress(report)
    return report


def _unread(store: Store, articles: Iterable[Article | Failure], report: Report) -> Iterator[Article]:
    taken: set[str] = set()
    version = load().version
    for item in articles:
        if isinstance(item, Failure):
            report.failures.append(item)
        elif item.id in taken or store.has_reading(item.id, READER, version, model()):
            report.stood += 1
        else:
            taken.add(item.id)
            yield item


def _marker(findings: Findings, read_at: dt.datetime) -> Reading:
    counts = tuple(Tally(table, len(getattr(findings, table))) for table in FINDINGS)
    return Reading(findings.article.id, READER, load().version, model(), counts, read_at, True)


def read_one(article: Article) -> Findings | Failure:
    """Read one article; whatever goes wrong with it is told as a Failure, so that the others are still read."""
    try:
        return read(article, load())
    except Exception as error:  # noqa: BLE001 - one report must never cost the others
        name = article.title or article.url or article.text[:40].replace("\n", " ")
        return Failure(f"{article.outlet}: {name}", article.id, f"can't be read: {type(error).__name__}: {error}")


def _results(articles: Iterator[Article], jobs: int) -> Iterator[Findings | Failure]:
    if jobs == 1:
        yield from map(read_one, articles)
        return
    waiting: deque[Article] = deque()
    while True:
        try:
            with _pool(jobs) as pool:
                yield from _in_flight(pool, articles, waiting, jobs * AHEAD)
        except BrokenProcessPool:  # a worker was ended from outside: those it may have been at are read one by one
            while waiting:
                yield _alone(waiting.popleft())
        else:
            return


@contextmanager
def _pool(jobs: int) -> Iterator[Executor]:
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_serve)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _serve() -> None:
    """Make a process a worker: the reading that started it hears Ctrl-C and decides; when that ends, so does this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
    os._exit(1)


def _in_flight(
    pool: Executor, articles: Iterator[Article], waiting: deque[Article], most: int
) -> Iterator[Findings | Failure]:
    """Yield results in order; ``waiting`` holds the articles whose result is still to come, at most so many.

    Raises:
        BrokenProcessPool: a worker was ended from outside.
    """
    futures: deque[Future[Findings | Failure]] = deque()
    for article in articles:
        waiting.append(article)
        futures.append(pool.submit(read_one, article))
        if len(waiting) >= most:
            result = futures.popleft().result()
            waiting.popleft()
            yield result
    while waiting:
        result = futures.popleft().result()
        waiting.popleft()
        yield result


def _alone(article: Article) -> Findings | Failure:
    """Read one article in a process of its own: if that is ended too, the article is what costs it."""
    with _pool(1) as pool:
        try:
            return pool.submit(read_one, article).result()
        except BrokenProcessPool:
            name = article.title or article.url or article.id
            return Failure(f"{article.outlet}: {name}", article.id, "the process that read it was ended from outside")
