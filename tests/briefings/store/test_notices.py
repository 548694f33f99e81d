"""Managers are told of a subject once, until it is over."""

from datetime import UTC, datetime, timedelta

from briefings.store import Database, notices

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LEASE = timedelta(seconds=60)
GUILD = 7


async def tell(db: Database, subject: str = "rights:5") -> bool:
    async with db.write() as tx:
        return await notices.tell(tx, GUILD, subject, "Dateline may not post in <#5>.", now=NOW, user_id=3)


async def claim(db: Database, now: datetime = NOW) -> list[notices.Notice]:
    async with db.write() as tx:
        return await notices.claim(tx, now, LEASE, 10)


async def test_a_subject_is_told_once_until_it_is_over(db: Database) -> None:
    assert await tell(db)
    assert not await tell(db)
    assert await tell(db, "rights:6")
    async with db.write() as tx:
        assert await notices.resolve(tx, GUILD, "rights:5", NOW)
        assert not await notices.resolve(tx, GUILD, "rights:5", NOW)
    assert await tell(db)
    assert [notice.subject for notice in await notices.unresolved(db, GUILD)] == ["rights:6", "rights:5"]


async def test_a_notice_is_claimed_by_one_sender_and_again_once_its_lease_ran_out(db: Database) -> None:
    await tell(db)
    (notice,) = await claim(db)
    assert (notice.attempts, notice.user_id, notice.text) == (1, 3, "Dateline may not post in <#5>.")
    assert await claim(db) == []
    (again,) = await claim(db, NOW + LEASE)
    assert (again.id, again.attempts) == (notice.id, 2)


async def test_a_sent_notice_keeps_where_it_was_posted(db: Database) -> None:
    await tell(db)
    (notice,) = await claim(db)
    async with db.write() as tx:
        await notices.delivered(tx, notice.id, 11, 12)
    (kept,) = await notices.unresolved(db, GUILD)
    assert (kept.state, kept.channel_id, kept.message_id) == ("delivered", 11, 12)
    assert await claim(db, NOW + LEASE) == []


async def test_a_notice_can_wait_and_can_fail_for_good(db: Database) -> None:
    await tell(db)
    (notice,) = await claim(db)
    async with db.write() as tx:
        await notices.later(tx, notice.id, NOW + LEASE, "Discord asked to wait")
    assert await claim(db) == []
    (again,) = await claim(db, NOW + LEASE)
    async with db.write() as tx:
        await notices.failed(tx, again.id, "the member takes no direct messages")
    (kept,) = await notices.unresolved(db, GUILD)
    assert (kept.state, kept.reason) == ("failed", "the member takes no direct messages")


async def test_what_is_over_before_it_was_told_is_not_told_any_more(db: Database) -> None:
    await tell(db)
    async with db.write() as tx:
        await notices.resolve(tx, GUILD, "rights:5", NOW)
    assert await claim(db) == []
