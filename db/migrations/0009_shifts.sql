-- 班次和值守人员：由值守规则推算出来存下，手工改过的（edited）不再随规则变；装备领用；办公室自己的作息和放假
-- 班次
CREATE TABLE shifts (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    area_id TEXT NOT NULL REFERENCES grid_areas (id),
    community_id TEXT REFERENCES communities (id),
    starts_at TEXT CHECK (starts_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    ends_at TEXT CHECK (ends_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    task TEXT,
    unit TEXT,
    minimum_people INTEGER,
    minimum_minutes INTEGER,
    season TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    edited INTEGER CHECK (edited IN (0, 1)),
    rule_id TEXT REFERENCES duty_rules (id),
    planned_at TEXT
) STRICT;
CREATE INDEX shifts_by_area ON shifts (area_id);
CREATE INDEX shifts_by_community ON shifts (community_id);
CREATE INDEX shifts_by_rule ON shifts (rule_id);

CREATE TABLE shifts_keys (n INTEGER PRIMARY KEY REFERENCES shifts (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE shifts_fts USING fts5 (
    keys, content = 'shifts_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER shifts_keys_added AFTER INSERT ON shifts_keys BEGIN
    INSERT INTO shifts_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER shifts_keys_removed AFTER DELETE ON shifts_keys BEGIN
    INSERT INTO shifts_fts (shifts_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER shifts_keys_changed AFTER UPDATE OF keys ON shifts_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO shifts_fts (shifts_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO shifts_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 值守人员
CREATE TABLE shift_people (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    shift_id TEXT NOT NULL REFERENCES shifts (id),
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    attendance TEXT,
    came_at TEXT CHECK (came_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    left_at TEXT CHECK (left_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    minutes INTEGER,
    walk_in INTEGER CHECK (walk_in IN (0, 1)),
    note TEXT
) STRICT;
CREATE INDEX shift_people_by_shift ON shift_people (shift_id);
CREATE INDEX shift_people_by_volunteer ON shift_people (volunteer_id);

CREATE TABLE shift_people_keys (n INTEGER PRIMARY KEY REFERENCES shift_people (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE shift_people_fts USING fts5 (
    keys, content = 'shift_people_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER shift_people_keys_added AFTER INSERT ON shift_people_keys BEGIN
    INSERT INTO shift_people_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER shift_people_keys_removed AFTER DELETE ON shift_people_keys BEGIN
    INSERT INTO shift_people_fts (shift_people_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER shift_people_keys_changed AFTER UPDATE OF keys ON shift_people_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO shift_people_fts (shift_people_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO shift_people_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- planned_at 是规则里的哪天哪段（2021-10-06 07:30-08:30），挪了日子也不变：同一段只有一个班次，重新推算多少次都不会多出来
CREATE UNIQUE INDEX shifts_once ON shifts (rule_id, planned_at) WHERE rule_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX shifts_by_planned_day ON shifts (substr(planned_at, 1, 10)) WHERE planned_at IS NOT NULL;
CREATE INDEX shifts_by_day ON shifts (day);

-- 值守装备
CREATE TABLE equipment (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    stock INTEGER NOT NULL,
    measure TEXT,
    note TEXT
) STRICT;

CREATE TABLE equipment_keys (n INTEGER PRIMARY KEY REFERENCES equipment (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE equipment_fts USING fts5 (
    keys, content = 'equipment_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER equipment_keys_added AFTER INSERT ON equipment_keys BEGIN
    INSERT INTO equipment_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER equipment_keys_removed AFTER DELETE ON equipment_keys BEGIN
    INSERT INTO equipment_fts (equipment_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER equipment_keys_changed AFTER UPDATE OF keys ON equipment_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO equipment_fts (equipment_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO equipment_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 装备领用
CREATE TABLE equipment_issues (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    equipment_id TEXT NOT NULL REFERENCES equipment (id),
    volunteer_id TEXT REFERENCES volunteers (id),
    unit TEXT,
    count INTEGER NOT NULL CHECK (count > 0),
    issued_on TEXT NOT NULL CHECK (issued_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    returned INTEGER,
    returned_on TEXT CHECK (returned_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;
CREATE INDEX equipment_issues_by_equipment ON equipment_issues (equipment_id);
CREATE INDEX equipment_issues_by_volunteer ON equipment_issues (volunteer_id);

CREATE TABLE equipment_issues_keys (n INTEGER PRIMARY KEY REFERENCES equipment_issues (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE equipment_issues_fts USING fts5 (
    keys, content = 'equipment_issues_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER equipment_issues_keys_added AFTER INSERT ON equipment_issues_keys BEGIN
    INSERT INTO equipment_issues_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER equipment_issues_keys_removed AFTER DELETE ON equipment_issues_keys BEGIN
    INSERT INTO equipment_issues_fts (equipment_issues_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER equipment_issues_keys_changed AFTER UPDATE OF keys ON equipment_issues_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO equipment_issues_fts (equipment_issues_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO equipment_issues_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 夏季作息
CREATE TABLE summers (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    year INTEGER NOT NULL,
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT NOT NULL CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;

-- 放假和调休
CREATE TABLE holiday_days (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    kind TEXT NOT NULL,
    name TEXT,
    stands_for TEXT,
    note TEXT
) STRICT;
