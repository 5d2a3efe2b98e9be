-- 督查、整改、考核排名、线索与奖励
-- 检查表
CREATE TABLE checklists (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL,
    retired INTEGER CHECK (retired IN (0, 1)),
    note TEXT
) STRICT;

CREATE TABLE checklists_keys (n INTEGER PRIMARY KEY REFERENCES checklists (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE checklists_fts USING fts5 (
    keys, content = 'checklists_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER checklists_keys_added AFTER INSERT ON checklists_keys BEGIN
    INSERT INTO checklists_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER checklists_keys_removed AFTER DELETE ON checklists_keys BEGIN
    INSERT INTO checklists_fts (checklists_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER checklists_keys_changed AFTER UPDATE OF keys ON checklists_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO checklists_fts (checklists_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO checklists_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 检查内容
CREATE TABLE checklist_items (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    checklist_id TEXT NOT NULL REFERENCES checklists (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    requirement TEXT,
    full_score INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    target INTEGER,
    target_test TEXT,
    note TEXT
) STRICT;
CREATE INDEX checklist_items_by_checklist ON checklist_items (checklist_id);

-- 督查
CREATE TABLE inspections (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    number TEXT NOT NULL,
    number_sort TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    checklist_id TEXT NOT NULL REFERENCES checklists (id),
    community_id TEXT REFERENCES communities (id),
    area_id TEXT REFERENCES grid_areas (id),
    unit TEXT,
    inspectors TEXT,
    score INTEGER,
    praise TEXT,
    note TEXT
) STRICT;
CREATE INDEX inspections_by_checklist ON inspections (checklist_id);
CREATE INDEX inspections_by_community ON inspections (community_id);
CREATE INDEX inspections_by_area ON inspections (area_id);

CREATE TABLE inspections_keys (n INTEGER PRIMARY KEY REFERENCES inspections (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE inspections_fts USING fts5 (
    keys, content = 'inspections_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER inspections_keys_added AFTER INSERT ON inspections_keys BEGIN
    INSERT INTO inspections_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER inspections_keys_removed AFTER DELETE ON inspections_keys BEGIN
    INSERT INTO inspections_fts (inspections_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER inspections_keys_changed AFTER UPDATE OF keys ON inspections_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO inspections_fts (inspections_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO inspections_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 督查得分
CREATE TABLE inspection_scores (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    inspection_id TEXT NOT NULL REFERENCES inspections (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    full_score INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    target INTEGER,
    target_test TEXT,
    measured INTEGER,
    score INTEGER,
    reason TEXT,
    CHECK (score BETWEEN 0 AND full_score)
) STRICT;
CREATE INDEX inspection_scores_by_inspection ON inspection_scores (inspection_id);

-- 整改
CREATE TABLE rectifications (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    place TEXT,
    found_on TEXT NOT NULL CHECK (found_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    inspection_id TEXT REFERENCES inspections (id),
    community_id TEXT REFERENCES communities (id),
    area_id TEXT REFERENCES grid_areas (id),
    unit TEXT,
    person_id TEXT REFERENCES volunteers (id),
    state TEXT NOT NULL,
    number TEXT,
    requirement TEXT,
    noticed_on TEXT CHECK (noticed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    deadline TEXT CHECK (deadline GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    replied_on TEXT CHECK (replied_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    reply TEXT,
    closed_on TEXT CHECK (closed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    closed_by TEXT,
    note TEXT
) STRICT;
CREATE INDEX rectifications_by_inspection ON rectifications (inspection_id);
CREATE INDEX rectifications_by_community ON rectifications (community_id);
CREATE INDEX rectifications_by_area ON rectifications (area_id);
CREATE INDEX rectifications_by_person ON rectifications (person_id);

CREATE TABLE rectifications_keys (n INTEGER PRIMARY KEY REFERENCES rectifications (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE rectifications_fts USING fts5 (
    keys, content = 'rectifications_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER rectifications_keys_added AFTER INSERT ON rectifications_keys BEGIN
    INSERT INTO rectifications_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER rectifications_keys_removed AFTER DELETE ON rectifications_keys BEGIN
    INSERT INTO rectifications_fts (rectifications_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER rectifications_keys_changed AFTER UPDATE OF keys ON rectifications_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO rectifications_fts (rectifications_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO rectifications_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 复查记录
CREATE TABLE rechecks (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    rectification_id TEXT NOT NULL REFERENCES rectifications (id),
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    inspectors TEXT,
    new_deadline TEXT CHECK (new_deadline GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;
CREATE INDEX rechecks_by_rectification ON rechecks (rectification_id);

-- 考核权重
CREATE TABLE ranking_weights (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    measure TEXT NOT NULL,
    weight INTEGER NOT NULL,
    full_at INTEGER,
    note TEXT,
    CHECK (weight BETWEEN 0 AND 100)
) STRICT;

-- 线索
CREATE TABLE clues (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    number TEXT NOT NULL,
    number_sort TEXT NOT NULL DEFAULT '',
    received_on TEXT NOT NULL CHECK (received_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    kind_id TEXT REFERENCES terms (id),
    level TEXT,
    content TEXT NOT NULL,
    place TEXT,
    community_id TEXT REFERENCES communities (id),
    reporter_id TEXT REFERENCES volunteers (id),
    reporter_name TEXT,
    reporter_phone TEXT,
    state TEXT NOT NULL,
    handed_to TEXT,
    handed_on TEXT CHECK (handed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    answered_on TEXT CHECK (answered_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    answer TEXT,
    adopted INTEGER CHECK (adopted IN (0, 1)),
    closed_on TEXT CHECK (closed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;
CREATE INDEX clues_by_kind ON clues (kind_id);
CREATE INDEX clues_by_community ON clues (community_id);
CREATE INDEX clues_by_reporter ON clues (reporter_id);

CREATE TABLE clues_keys (n INTEGER PRIMARY KEY REFERENCES clues (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE clues_fts USING fts5 (
    keys, content = 'clues_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER clues_keys_added AFTER INSERT ON clues_keys BEGIN
    INSERT INTO clues_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER clues_keys_removed AFTER DELETE ON clues_keys BEGIN
    INSERT INTO clues_fts (clues_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER clues_keys_changed AFTER UPDATE OF keys ON clues_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO clues_fts (clues_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO clues_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 奖励办法
CREATE TABLE reward_rules (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    kind_id TEXT REFERENCES terms (id),
    level TEXT,
    amount INTEGER NOT NULL,
    yearly_cap INTEGER,
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;
CREATE INDEX reward_rules_by_kind ON reward_rules (kind_id);

-- 线索奖励
CREATE TABLE reward_batches (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    number TEXT NOT NULL,
    number_sort TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    paid_on TEXT CHECK (paid_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;

CREATE TABLE reward_batches_keys (n INTEGER PRIMARY KEY REFERENCES reward_batches (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE reward_batches_fts USING fts5 (
    keys, content = 'reward_batches_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER reward_batches_keys_added AFTER INSERT ON reward_batches_keys BEGIN
    INSERT INTO reward_batches_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER reward_batches_keys_removed AFTER DELETE ON reward_batches_keys BEGIN
    INSERT INTO reward_batches_fts (reward_batches_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER reward_batches_keys_changed AFTER UPDATE OF keys ON reward_batches_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO reward_batches_fts (reward_batches_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO reward_batches_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 奖励明细
CREATE TABLE reward_payments (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    batch_id TEXT NOT NULL REFERENCES reward_batches (id),
    clue_id TEXT NOT NULL REFERENCES clues (id),
    amount INTEGER NOT NULL,
    note TEXT,
    CHECK (amount >= 0)
) STRICT;
CREATE INDEX reward_payments_by_batch ON reward_payments (batch_id);
CREATE INDEX reward_payments_by_clue ON reward_payments (clue_id);

-- 一条线索只发一次奖励：造册的程序写错了，数据库也不收
CREATE UNIQUE INDEX reward_payments_once ON reward_payments (clue_id) WHERE deleted_at IS NULL;
CREATE INDEX inspections_by_day ON inspections (day);
CREATE INDEX rectifications_by_state ON rectifications (state, deadline);
CREATE INDEX clues_by_day ON clues (received_on);
