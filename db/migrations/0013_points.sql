-- 积分与星级：标准和规则有生效日期，奖励分一笔一行，认证照当时的样子留底；算出来的积分和星级从不存

-- 星级标准
CREATE TABLE star_rules (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    effective_from TEXT NOT NULL CHECK (effective_from GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    measure TEXT NOT NULL CHECK (measure IN ('both', 'hours', 'points')),
    basis TEXT,
    confirmed INTEGER CHECK (confirmed IN (0, 1)),
    note TEXT
) STRICT;

CREATE TABLE star_rules_keys (n INTEGER PRIMARY KEY REFERENCES star_rules (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE star_rules_fts USING fts5 (
    keys, content = 'star_rules_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER star_rules_keys_added AFTER INSERT ON star_rules_keys BEGIN
    INSERT INTO star_rules_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER star_rules_keys_removed AFTER DELETE ON star_rules_keys BEGIN
    INSERT INTO star_rules_fts (star_rules_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER star_rules_keys_changed AFTER UPDATE OF keys ON star_rules_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO star_rules_fts (star_rules_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO star_rules_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 星级档次
CREATE TABLE star_levels (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    rules_id TEXT NOT NULL REFERENCES star_rules (id),
    star INTEGER NOT NULL CHECK (star BETWEEN 1 AND 9),
    label TEXT NOT NULL,
    label_sort TEXT NOT NULL DEFAULT '',
    hours INTEGER NOT NULL CHECK (hours >= 0),
    points INTEGER NOT NULL CHECK (points >= 0),
    privileges TEXT,
    note TEXT
) STRICT;
CREATE INDEX star_levels_by_rules ON star_levels (rules_id);

-- 积分规则
CREATE TABLE point_rules (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    effective_from TEXT NOT NULL CHECK (effective_from GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    basis TEXT,
    day_cap INTEGER CHECK (day_cap > 0),
    month_cap INTEGER CHECK (month_cap > 0),
    year_cap INTEGER CHECK (year_cap > 0),
    confirmed INTEGER CHECK (confirmed IN (0, 1)),
    note TEXT
) STRICT;

CREATE TABLE point_rules_keys (n INTEGER PRIMARY KEY REFERENCES point_rules (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE point_rules_fts USING fts5 (
    keys, content = 'point_rules_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER point_rules_keys_added AFTER INSERT ON point_rules_keys BEGIN
    INSERT INTO point_rules_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER point_rules_keys_removed AFTER DELETE ON point_rules_keys BEGIN
    INSERT INTO point_rules_fts (point_rules_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER point_rules_keys_changed AFTER UPDATE OF keys ON point_rules_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO point_rules_fts (point_rules_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO point_rules_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 积分分值
CREATE TABLE point_rates (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    rules_id TEXT NOT NULL REFERENCES point_rules (id),
    hundredths INTEGER NOT NULL CHECK (hundredths >= 0),
    theme_id TEXT REFERENCES terms (id),
    category_id TEXT REFERENCES terms (id),
    source TEXT,
    note TEXT
) STRICT;
CREATE INDEX point_rates_by_rules ON point_rates (rules_id);
CREATE INDEX point_rates_by_theme ON point_rates (theme_id);
CREATE INDEX point_rates_by_category ON point_rates (category_id);

-- 奖励分值
CREATE TABLE point_deeds (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    rules_id TEXT NOT NULL REFERENCES point_rules (id),
    deed_id TEXT NOT NULL REFERENCES terms (id),
    points INTEGER NOT NULL,
    year_cap INTEGER CHECK (year_cap > 0),
    note TEXT
) STRICT;
CREATE INDEX point_deeds_by_rules ON point_deeds (rules_id);
CREATE INDEX point_deeds_by_deed ON point_deeds (deed_id);

-- 奖励积分
CREATE TABLE point_entries (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    deed_id TEXT NOT NULL REFERENCES terms (id),
    points INTEGER NOT NULL CHECK (points <> 0),
    reason TEXT NOT NULL,
    reason_sort TEXT NOT NULL DEFAULT '',
    evidence TEXT,
    corrects_id TEXT REFERENCES point_entries (id),
    operator TEXT,
    note TEXT
) STRICT;
CREATE INDEX point_entries_by_volunteer ON point_entries (volunteer_id);
CREATE INDEX point_entries_by_deed ON point_entries (deed_id);
CREATE INDEX point_entries_by_corrects ON point_entries (corrects_id);

CREATE TABLE point_entries_keys (n INTEGER PRIMARY KEY REFERENCES point_entries (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE point_entries_fts USING fts5 (
    keys, content = 'point_entries_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER point_entries_keys_added AFTER INSERT ON point_entries_keys BEGIN
    INSERT INTO point_entries_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER point_entries_keys_removed AFTER DELETE ON point_entries_keys BEGIN
    INSERT INTO point_entries_fts (point_entries_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER point_entries_keys_changed AFTER UPDATE OF keys ON point_entries_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO point_entries_fts (point_entries_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO point_entries_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 星级认证
CREATE TABLE star_rounds (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    number TEXT NOT NULL,
    number_sort TEXT NOT NULL DEFAULT '',
    as_of TEXT NOT NULL CHECK (as_of GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    state TEXT NOT NULL
        CHECK (state IN ('checking', 'checked', 'published', 'certified', 'cancelled')),
    opened_on TEXT NOT NULL CHECK (opened_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    checked_on TEXT CHECK (checked_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    publicity_from TEXT CHECK (publicity_from GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    publicity_to TEXT CHECK (publicity_to GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    certified_on TEXT CHECK (certified_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    standard TEXT,
    reason TEXT,
    note TEXT
) STRICT;

CREATE TABLE star_rounds_keys (n INTEGER PRIMARY KEY REFERENCES star_rounds (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE star_rounds_fts USING fts5 (
    keys, content = 'star_rounds_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER star_rounds_keys_added AFTER INSERT ON star_rounds_keys BEGIN
    INSERT INTO star_rounds_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER star_rounds_keys_removed AFTER DELETE ON star_rounds_keys BEGIN
    INSERT INTO star_rounds_fts (star_rounds_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER star_rounds_keys_changed AFTER UPDATE OF keys ON star_rounds_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO star_rounds_fts (star_rounds_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO star_rounds_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 认证名单
CREATE TABLE star_certifications (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    round_id TEXT NOT NULL REFERENCES star_rounds (id),
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    community_id TEXT NOT NULL REFERENCES communities (id),
    id_number TEXT,
    star INTEGER NOT NULL CHECK (star BETWEEN 1 AND 9),
    label TEXT NOT NULL,
    before INTEGER,
    minutes INTEGER NOT NULL,
    points INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('candidate', 'excluded', 'certified', 'revoked')),
    reason TEXT,
    objection TEXT,
    objected_on TEXT CHECK (objected_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    answer TEXT,
    number TEXT,
    code TEXT,
    certified_on TEXT CHECK (certified_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    revoked_on TEXT CHECK (revoked_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
) STRICT;
CREATE UNIQUE INDEX star_certifications_by_number ON star_certifications (number);
CREATE UNIQUE INDEX star_certifications_by_code ON star_certifications (code);
CREATE INDEX star_certifications_by_round ON star_certifications (round_id);
CREATE INDEX star_certifications_by_volunteer ON star_certifications (volunteer_id);
CREATE INDEX star_certifications_by_community ON star_certifications (community_id);

CREATE TABLE star_certifications_keys (n INTEGER PRIMARY KEY REFERENCES star_certifications (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE star_certifications_fts USING fts5 (
    keys, content = 'star_certifications_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER star_certifications_keys_added AFTER INSERT ON star_certifications_keys BEGIN
    INSERT INTO star_certifications_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER star_certifications_keys_removed AFTER DELETE ON star_certifications_keys BEGIN
    INSERT INTO star_certifications_fts (star_certifications_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER star_certifications_keys_changed AFTER UPDATE OF keys ON star_certifications_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO star_certifications_fts (star_certifications_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO star_certifications_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 一个人的服务记录一次取出，算时数和积分时不必回表
CREATE INDEX service_records_by_person ON service_records
    (volunteer_id, served_on, minutes, source, corrects_id, theme_id) WHERE deleted_at IS NULL;
