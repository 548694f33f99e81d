-- Instants are integer UTC seconds, Discord's ids are 64-bit integers, compound values are JSON texts.
-- AUTOINCREMENT: ids live on outside the database (in buttons, and in the nonce of a send), so none may ever be given out twice.

CREATE TABLE guilds (
    id                 INTEGER PRIMARY KEY,
    subscriber_role_id INTEGER,
    manager_role_id    INTEGER,
    joined_at          INTEGER,
    left_at            INTEGER
) STRICT;

-- guild_id is NULL for a built-in story.
CREATE TABLE stories (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id    INTEGER,
    key         TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    timezone    TEXT    NOT NULL,
    copied_from INTEGER REFERENCES stories (id) ON DELETE SET NULL,
    created_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX stories_built_in_key ON stories (key) WHERE guild_id IS NULL;
CREATE UNIQUE INDEX stories_guild_key ON stories (guild_id, key) WHERE guild_id IS NOT NULL;
CREATE INDEX stories_copied_from ON stories (copied_from) WHERE copied_from IS NOT NULL;

-- The content of a row never changes: a new text under the same key is a new row, and the old one gets removed_at,
-- so that a digest and a reading always belong to exactly the text that they were made of.
CREATE TABLE articles (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id   INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    key        TEXT    NOT NULL,
    outlet     TEXT    NOT NULL,
    title      TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    blocks     TEXT    NOT NULL,
    published  TEXT,
    url        TEXT,
    byline     TEXT,
    original   TEXT,
    dateline   TEXT,
    retold     INTEGER NOT NULL CHECK (retold IN (0, 1)),
    receipt    TEXT    NOT NULL,
    warnings   TEXT    NOT NULL,
    added_by   INTEGER,
    added_at   INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX articles_present_key ON articles (story_id, key) WHERE removed_at IS NULL;
CREATE INDEX articles_story ON articles (story_id);

-- What an engine (its name holds its version) found in an article; the story's time zone takes part, as it resolves dates.
CREATE TABLE readings (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    engine     TEXT    NOT NULL,
    timezone   TEXT    NOT NULL,
    reading    TEXT    NOT NULL,
    PRIMARY KEY (article_id, engine, timezone)
) STRICT;

CREATE TABLE digests (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    story_id   INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    revision   INTEGER NOT NULL,
    engine     TEXT    NOT NULL,
    digest     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (story_id, revision)
) STRICT;
CREATE TABLE digest_articles (
    digest_id  INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (digest_id, article_id)
) STRICT;
CREATE INDEX digest_articles_article ON digest_articles (article_id);

CREATE TABLE subscriptions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id     INTEGER NOT NULL,
    channel_id   INTEGER NOT NULL,
    story_id     INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    rule         TEXT    NOT NULL,
    zone         TEXT    NOT NULL,
    template     TEXT    NOT NULL,
    role_id      INTEGER,
    next_run_at  INTEGER,
    state        TEXT    NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
    state_reason TEXT,
    created_by   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX subscriptions_due ON subscriptions (next_run_at, id) WHERE state = 'active';
CREATE INDEX subscriptions_guild ON subscriptions (guild_id);
CREATE INDEX subscriptions_story ON subscriptions (story_id);

-- The outbox. ready_at is when the row may be claimed: its due time, the end of a wait, or the end of a sender's lease.
CREATE TABLE deliveries (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription_id INTEGER NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    due_at          INTEGER NOT NULL,
    digest_id       INTEGER REFERENCES digests (id) ON DELETE CASCADE,
    template        TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'skipped', 'failed')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    ready_at        INTEGER NOT NULL,
    first_try_at    INTEGER,
    reason          TEXT,
    finished_at     INTEGER,
    UNIQUE (subscription_id, due_at),
    CHECK (digest_id IS NOT NULL OR state = 'skipped')
) STRICT;
CREATE INDEX deliveries_ready ON deliveries (ready_at, id) WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_digest ON deliveries (digest_id);
CREATE TABLE delivery_messages (
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    part        INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    message_id  INTEGER NOT NULL,
    PRIMARY KEY (delivery_id, part)
) STRICT;

CREATE TABLE drafts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id   INTEGER NOT NULL,
    story_id   INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    article    TEXT    NOT NULL,
    reading    TEXT    NOT NULL,
    timezone   TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX drafts_story ON drafts (story_id);
CREATE INDEX drafts_expiry ON drafts (expires_at);

CREATE TABLE kv (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
