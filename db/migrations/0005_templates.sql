-- 别人的表：模板与登记的对照，对照一次，每月照填。

CREATE TABLE templates (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    recipient TEXT,
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    sheet TEXT NOT NULL,
    header_first INTEGER NOT NULL,
    header_last INTEGER NOT NULL,
    mapping TEXT NOT NULL,
    note TEXT
) STRICT;

CREATE TABLE templates_keys (n INTEGER PRIMARY KEY REFERENCES templates (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE templates_fts USING fts5 (
    keys, content = 'templates_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER templates_keys_added AFTER INSERT ON templates_keys BEGIN
    INSERT INTO templates_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER templates_keys_removed AFTER DELETE ON templates_keys BEGIN
    INSERT INTO templates_fts (templates_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER templates_keys_changed AFTER UPDATE OF keys ON templates_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO templates_fts (templates_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO templates_fts (rowid, keys) VALUES (new.n, new.keys);
END;
