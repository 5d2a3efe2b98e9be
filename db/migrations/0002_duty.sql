-- 值守规则：times、exceptions 存的是规则的中文句子，由 domain/duty_times.py 读回
CREATE TABLE duty_rules (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    area_id TEXT NOT NULL REFERENCES grid_areas (id),
    task TEXT,
    times TEXT NOT NULL,
    minimum_people INTEGER,
    minimum_minutes INTEGER,
    equipment TEXT,
    requirement TEXT,
    unit TEXT,
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    on_holidays TEXT,
    on_worked_days TEXT,
    exceptions TEXT,
    note TEXT
) STRICT;
CREATE INDEX duty_rules_by_area ON duty_rules (area_id);

CREATE TABLE duty_rules_keys (n INTEGER PRIMARY KEY REFERENCES duty_rules (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE duty_rules_fts USING fts5 (
    keys, content = 'duty_rules_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER duty_rules_keys_added AFTER INSERT ON duty_rules_keys BEGIN
    INSERT INTO duty_rules_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER duty_rules_keys_removed AFTER DELETE ON duty_rules_keys BEGIN
    INSERT INTO duty_rules_fts (duty_rules_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER duty_rules_keys_changed AFTER UPDATE OF keys ON duty_rules_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO duty_rules_fts (duty_rules_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO duty_rules_fts (rowid, keys) VALUES (new.n, new.keys);
END;
