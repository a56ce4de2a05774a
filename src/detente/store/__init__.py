"""Records <-> the ledger file; the one room that knows SQL.

One SQLite file in WAL mode: any number of readers, writers that wait for each other, one transaction per batch of
articles over all tables. A row of a finding belongs to the Reading that made it. Nothing is ever deleted but what is
derived (links and differences), which is marked with the ledger's state that it was derived from.
"""

from detente.store.derived import Derived, Step
from detente.store.ledger import Store
from detente.store.opening import open_store
from detente.store.schema import FINDINGS, SCHEMA, StoreError

__all__ = ["FINDINGS", "SCHEMA", "Derived", "Step", "Store", "StoreError", "open_store"]
