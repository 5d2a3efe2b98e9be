-- 主题活动
-- 活动
CREATE TABLE activities (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    planned_on TEXT NOT NULL CHECK (planned_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    community_id TEXT REFERENCES communities (id),
    starts_at TEXT CHECK (starts_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    ends_at TEXT CHECK (ends_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    theme_id TEXT REFERENCES terms (id),
    special_action_id TEXT REFERENCES terms (id),
    professional_theme_id TEXT REFERENCES terms (id),
    place TEXT,
    organiser TEXT,
    in_charge TEXT,
    in_charge_sort TEXT NOT NULL DEFAULT '',
    phone TEXT,
    content TEXT,
    expected_people INTEGER,
    state TEXT NOT NULL,
    filing_number TEXT,
    filed_on TEXT CHECK (filed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    filed_with TEXT,
    beneficiaries INTEGER,
    result TEXT,
    reason TEXT,
    service_day TEXT,
    note TEXT
) STRICT;
CREATE INDEX activities_by_community ON activities (community_id);
CREATE INDEX activities_by_theme ON activities (theme_id);
CREATE INDEX activities_by_special_action ON activities (special_action_id);
CREATE INDEX activities_by_professional_theme ON activities (professional_theme_id);

CREATE TABLE activities_keys (n INTEGER PRIMARY KEY REFERENCES activities (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE activities_fts USING fts5 (
    keys, content = 'activities_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER activities_keys_added AFTER INSERT ON activities_keys BEGIN
    INSERT INTO activities_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER activities_keys_removed AFTER DELETE ON activities_keys BEGIN
    INSERT INTO activities_fts (activities_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER activities_keys_changed AFTER UPDATE OF keys ON activities_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO activities_fts (activities_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO activities_fts (rowid, keys) VALUES (new.n, new.keys);
END;

CREATE INDEX activities_by_day ON activities (planned_on);
