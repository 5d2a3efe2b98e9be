-- 主题活动：每周服务日，活动，报名和参加的人
-- 每周服务日
CREATE TABLE service_days (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    weekday TEXT NOT NULL,
    scope TEXT,
    starts_at TEXT CHECK (starts_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    ends_at TEXT CHECK (ends_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    theme_id TEXT REFERENCES terms (id),
    special_action_id TEXT REFERENCES terms (id),
    place TEXT,
    content TEXT,
    expected_people INTEGER,
    on_holidays TEXT,
    make_up INTEGER CHECK (make_up IN (0, 1)),
    starts_on TEXT CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;
CREATE INDEX service_days_by_theme ON service_days (theme_id);
CREATE INDEX service_days_by_special_action ON service_days (special_action_id);

CREATE TABLE service_days_keys (n INTEGER PRIMARY KEY REFERENCES service_days (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE service_days_fts USING fts5 (
    keys, content = 'service_days_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER service_days_keys_added AFTER INSERT ON service_days_keys BEGIN
    INSERT INTO service_days_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER service_days_keys_removed AFTER DELETE ON service_days_keys BEGIN
    INSERT INTO service_days_fts (service_days_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER service_days_keys_changed AFTER UPDATE OF keys ON service_days_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO service_days_fts (service_days_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO service_days_fts (rowid, keys) VALUES (new.n, new.keys);
END;

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
    filed_late INTEGER CHECK (filed_late IN (0, 1)),
    held_on TEXT CHECK (held_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    beneficiaries INTEGER,
    result TEXT,
    recorded_on TEXT CHECK (recorded_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    reason TEXT,
    service_day_id TEXT REFERENCES service_days (id),
    generated_for TEXT CHECK (generated_for GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;
CREATE INDEX activities_by_community ON activities (community_id);
CREATE INDEX activities_by_theme ON activities (theme_id);
CREATE INDEX activities_by_special_action ON activities (special_action_id);
CREATE INDEX activities_by_professional_theme ON activities (professional_theme_id);
CREATE INDEX activities_by_service_day ON activities (service_day_id);

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

-- 活动人员
CREATE TABLE activity_people (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    activity_id TEXT NOT NULL REFERENCES activities (id),
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    role TEXT,
    attendance TEXT,
    minutes INTEGER,
    walk_in INTEGER CHECK (walk_in IN (0, 1)),
    note TEXT
) STRICT;
CREATE INDEX activity_people_by_activity ON activity_people (activity_id);
CREATE INDEX activity_people_by_volunteer ON activity_people (volunteer_id);

CREATE TABLE activity_people_keys (n INTEGER PRIMARY KEY REFERENCES activity_people (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE activity_people_fts USING fts5 (
    keys, content = 'activity_people_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER activity_people_keys_added AFTER INSERT ON activity_people_keys BEGIN
    INSERT INTO activity_people_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER activity_people_keys_removed AFTER DELETE ON activity_people_keys BEGIN
    INSERT INTO activity_people_fts (activity_people_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER activity_people_keys_changed AFTER UPDATE OF keys ON activity_people_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO activity_people_fts (activity_people_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO activity_people_fts (rowid, keys) VALUES (new.n, new.keys);
END;

CREATE INDEX activities_by_day ON activities (planned_on);
-- 由服务日排出来的，凭服务日和原来排定的日期认出，重排不会多出来
CREATE INDEX activities_generated ON activities (service_day_id, generated_for) WHERE service_day_id IS NOT NULL;
