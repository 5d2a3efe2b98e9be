-- 服务记录成为一本账：来源、班次、活动、更正的是哪一条、谁在哪天录的；团体参与只记人次
ALTER TABLE service_records ADD COLUMN starts_at TEXT CHECK (starts_at GLOB '[0-2][0-9]:[0-5][0-9]');
ALTER TABLE service_records ADD COLUMN ends_at TEXT CHECK (ends_at GLOB '[0-2][0-9]:[0-5][0-9]');
ALTER TABLE service_records ADD COLUMN source TEXT;
ALTER TABLE service_records ADD COLUMN shift_id TEXT REFERENCES shifts (id);
ALTER TABLE service_records ADD COLUMN event_id TEXT REFERENCES activities (id);
ALTER TABLE service_records ADD COLUMN corrects_id TEXT REFERENCES service_records (id);
ALTER TABLE service_records ADD COLUMN reason TEXT;
ALTER TABLE service_records ADD COLUMN recorded_on TEXT
    CHECK (recorded_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]');
ALTER TABLE service_records ADD COLUMN operator TEXT;
ALTER TABLE service_records ADD COLUMN evaluation TEXT;
ALTER TABLE service_records ADD COLUMN evaluated_on TEXT
    CHECK (evaluated_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]');
CREATE INDEX service_records_by_shift ON service_records (shift_id) WHERE shift_id IS NOT NULL;
CREATE INDEX service_records_by_event ON service_records (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX service_records_by_corrects ON service_records (corrects_id) WHERE corrects_id IS NOT NULL;

-- 一个月的数字只看这几列：全在索引里，不必去翻每一行
DROP INDEX service_records_by_day;
CREATE INDEX service_records_by_day
    ON service_records (served_on, community_id, deleted_at, minutes, source, corrects_id, id, volunteer_id);
CREATE INDEX service_records_corrections ON service_records (served_on, deleted_at, corrects_id, minutes)
    WHERE corrects_id IS NOT NULL;
-- 录签到表时要看这些人前后几天还做了什么
DROP INDEX service_records_by_volunteer;
CREATE INDEX service_records_by_volunteer ON service_records (volunteer_id, served_on);

-- 办公室要不要给每次服务写评价（民政部令67第十条），要的才提醒
ALTER TABLE offices ADD COLUMN asks_evaluation INTEGER CHECK (asks_evaluation IN (0, 1));

-- 团体参与
CREATE TABLE head_counts (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    community_id TEXT NOT NULL REFERENCES communities (id),
    served_on TEXT NOT NULL CHECK (served_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    activity TEXT NOT NULL,
    activity_sort TEXT NOT NULL DEFAULT '',
    people INTEGER NOT NULL,
    minutes INTEGER,
    group_name TEXT,
    theme_id TEXT REFERENCES terms (id),
    event_id TEXT REFERENCES activities (id),
    organiser TEXT,
    evidence TEXT,
    note TEXT
) STRICT;
CREATE INDEX head_counts_by_community ON head_counts (community_id);
CREATE INDEX head_counts_by_theme ON head_counts (theme_id);
CREATE INDEX head_counts_by_event ON head_counts (event_id);

CREATE TABLE head_counts_keys (n INTEGER PRIMARY KEY REFERENCES head_counts (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE head_counts_fts USING fts5 (
    keys, content = 'head_counts_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER head_counts_keys_added AFTER INSERT ON head_counts_keys BEGIN
    INSERT INTO head_counts_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER head_counts_keys_removed AFTER DELETE ON head_counts_keys BEGIN
    INSERT INTO head_counts_fts (head_counts_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER head_counts_keys_changed AFTER UPDATE OF keys ON head_counts_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO head_counts_fts (head_counts_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO head_counts_fts (rowid, keys) VALUES (new.n, new.keys);
END;
