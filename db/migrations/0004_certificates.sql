-- 志愿服务记录证明：内容照开出时的样子
CREATE TABLE certificates (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    number TEXT NOT NULL,
    number_sort TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL,
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    id_number TEXT,
    volunteer_number TEXT,
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT NOT NULL CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    attendances INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    content TEXT NOT NULL,
    issuer TEXT NOT NULL,
    in_charge TEXT,
    handled_by TEXT,
    contact TEXT,
    issued_on TEXT NOT NULL CHECK (issued_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
) STRICT;
CREATE INDEX certificates_by_volunteer ON certificates (volunteer_id);
CREATE UNIQUE INDEX certificates_by_code ON certificates (code);
CREATE UNIQUE INDEX certificates_by_number ON certificates (number);

CREATE TABLE certificates_keys (n INTEGER PRIMARY KEY REFERENCES certificates (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE certificates_fts USING fts5 (
    keys, content = 'certificates_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER certificates_keys_added AFTER INSERT ON certificates_keys BEGIN
    INSERT INTO certificates_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER certificates_keys_removed AFTER DELETE ON certificates_keys BEGIN
    INSERT INTO certificates_fts (certificates_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER certificates_keys_changed AFTER UPDATE OF keys ON certificates_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO certificates_fts (certificates_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO certificates_fts (rowid, keys) VALUES (new.n, new.keys);
END;
