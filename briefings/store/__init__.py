"""The one store: `async with open_store(path) as db`; then one module per noun, whose functions take `db` to read and `tx` to write.

    async with db.write() as tx:
        await subscriptions.set_next_run(tx, …)

Ids that come from people are looked up with their server's id first (`stories.get`, `subscriptions.get`, `drafts.get`), so that no
server sees another's; functions that take only the id of a story, digest or subscription expect one that was found that way.
"""

from briefings.store.database import Database, Reader, Transaction, open_store

__all__ = ["Database", "Reader", "Transaction", "open_store"]
