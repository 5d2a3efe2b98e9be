-- 附件：属于任何一张登记表的一行；文件按内容的指纹存在 attachments 文件夹，这里只记是哪一个
CREATE TABLE attachments (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    owner_table TEXT NOT NULL,
    owner_name TEXT,
    file_name TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    media_type TEXT NOT NULL,
    added_on TEXT NOT NULL CHECK (added_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT,
    owner_id TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length (sha256) = 64)
) STRICT;

CREATE TABLE attachments_keys (n INTEGER PRIMARY KEY REFERENCES attachments (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE attachments_fts USING fts5 (
    keys, content = 'attachments_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER attachments_keys_added AFTER INSERT ON attachments_keys BEGIN
    INSERT INTO attachments_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER attachments_keys_removed AFTER DELETE ON attachments_keys BEGIN
    INSERT INTO attachments_fts (attachments_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER attachments_keys_changed AFTER UPDATE OF keys ON attachments_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO attachments_fts (attachments_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO attachments_fts (rowid, keys) VALUES (new.n, new.keys);
END;

CREATE INDEX attachments_by_owner ON attachments (owner_id, owner_table) WHERE deleted_at IS NULL;
CREATE INDEX attachments_by_content ON attachments (sha256);
