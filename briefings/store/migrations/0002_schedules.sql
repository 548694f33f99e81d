-- Subscriptions get a policy (catch-up, quiet hours, nothing new), a day on which a pause ends, and runs on change;
-- the outbox gets fair turns and the honest state 'uncertain'; managers get notices.

ALTER TABLE subscriptions ADD COLUMN policy TEXT NOT NULL DEFAULT '{}';
ALTER TABLE subscriptions ADD COLUMN resume_at INTEGER;
ALTER TABLE subscriptions ADD COLUMN on_change INTEGER NOT NULL DEFAULT 0 CHECK (on_change IN (0, 1));
CREATE INDEX subscriptions_resume ON subscriptions (resume_at) WHERE resume_at IS NOT NULL;
CREATE INDEX subscriptions_on_change ON subscriptions (story_id) WHERE on_change = 1;

ALTER TABLE guilds ADD COLUMN notice_channel_id INTEGER;

-- A CHECK cannot be changed in place. The messages move along first: dropping their deliveries would take them too.
-- turn: how many deliveries of the same server came before this one in its crowd; claims go by it, so that no server waits for another's crowd.
-- doubtful: an earlier try may have posted its next message, though nobody saw Discord say so; first_try_at is then when the first such try began.
-- expires_at: from when on it is no longer worth posting; since_at: where it says that nothing is new, since when.
CREATE TABLE deliveries_new (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription_id INTEGER NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    due_at          INTEGER NOT NULL,
    digest_id       INTEGER REFERENCES digests (id) ON DELETE CASCADE,
    template        TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'skipped', 'failed', 'uncertain')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    ready_at        INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    since_at        INTEGER,
    turn            INTEGER NOT NULL DEFAULT 0,
    doubtful        INTEGER NOT NULL DEFAULT 0 CHECK (doubtful IN (0, 1)),
    first_try_at    INTEGER,
    reason          TEXT,
    finished_at     INTEGER,
    UNIQUE (subscription_id, due_at),
    CHECK (digest_id IS NOT NULL OR state = 'skipped')
) STRICT;
INSERT INTO deliveries_new
    (id, subscription_id, due_at, digest_id, template, state, attempts, ready_at, expires_at, doubtful, first_try_at, reason, finished_at)
SELECT id, subscription_id, due_at, digest_id, template, state, attempts, ready_at, due_at + 7200,
    CASE WHEN first_try_at IS NOT NULL AND state IN ('pending', 'sending') THEN 1 ELSE 0 END, first_try_at, reason, finished_at
FROM deliveries;
-- message_id is NULL for a message that was deleted before it was put on record.
CREATE TABLE delivery_messages_new (
    delivery_id INTEGER NOT NULL REFERENCES deliveries_new (id) ON DELETE CASCADE,
    part        INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    message_id  INTEGER,
    PRIMARY KEY (delivery_id, part)
) STRICT;
INSERT INTO delivery_messages_new SELECT delivery_id, part, channel_id, message_id FROM delivery_messages;
DROP TABLE delivery_messages;
DROP TABLE deliveries;
ALTER TABLE deliveries_new RENAME TO deliveries;
ALTER TABLE delivery_messages_new RENAME TO delivery_messages;
CREATE INDEX deliveries_ready ON deliveries (turn, ready_at, id) WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_digest ON deliveries (digest_id);
CREATE INDEX deliveries_told ON deliveries (subscription_id, due_at) WHERE state = 'delivered';
CREATE INDEX deliveries_finished ON deliveries (finished_at) WHERE finished_at IS NOT NULL;

-- What a server's managers are told. One open notice a subject (such as a channel that cannot be posted in), until it is resolved;
-- then one that was posted is 'over' until its message says so too.
CREATE TABLE notices (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id        INTEGER NOT NULL,
    subject         TEXT    NOT NULL,
    text            TEXT    NOT NULL,
    subscription_id INTEGER REFERENCES subscriptions (id) ON DELETE SET NULL,
    user_id         INTEGER,
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'failed', 'over', 'closed')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    ready_at        INTEGER NOT NULL,
    reason          TEXT,
    channel_id      INTEGER,
    message_id      INTEGER,
    created_at      INTEGER NOT NULL,
    resolved_at     INTEGER
) STRICT;
CREATE UNIQUE INDEX notices_open ON notices (guild_id, subject) WHERE resolved_at IS NULL;
CREATE INDEX notices_ready ON notices (ready_at, id) WHERE state IN ('pending', 'sending', 'over');
CREATE INDEX notices_subscription ON notices (subscription_id) WHERE subscription_id IS NOT NULL;
