-- 第一版：更改记录、设置，和全部登记表。
-- 每张登记表：n 是本机的行号（不出本机），id 是到处通用的身份，rev 是改过几次，deleted_at 是删除的时刻（软删除）。
-- 带 _sort 的列是拼音排序键，由程序写入。发布以后不再改动，后来的变化写进新的编号文件。

-- 更改记录：一次操作一行，动过的每一行各一行；只增不改
CREATE TABLE actions (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    device TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('edit', 'import', 'undo', 'setup')),
    undoes TEXT REFERENCES actions (id),
    detail TEXT CHECK (json_valid(detail))
) STRICT;
CREATE TABLE changes (
    n INTEGER PRIMARY KEY,
    action_id TEXT NOT NULL REFERENCES actions (id),
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    before TEXT CHECK (json_valid(before)),
    after TEXT NOT NULL CHECK (json_valid(after))
) STRICT;
CREATE INDEX changes_by_action ON changes (action_id);
CREATE INDEX changes_by_row ON changes (table_name, row_id);
CREATE INDEX actions_by_undoes ON actions (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER actions_stay BEFORE UPDATE ON actions BEGIN SELECT RAISE(ABORT, '更改记录只增不改'); END;
CREATE TRIGGER actions_remain BEFORE DELETE ON actions BEGIN SELECT RAISE(ABORT, '更改记录只增不改'); END;
CREATE TRIGGER changes_stay BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, '更改记录只增不改'); END;
CREATE TRIGGER changes_remain BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, '更改记录只增不改'); END;

-- 完整证件号、电话给过谁看：谁、何时、为什么、哪些、给谁；只增不改
CREATE TABLE disclosures (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    device TEXT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('show', 'export', 'print')),
    table_name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    recipient TEXT,
    row_count INTEGER NOT NULL,
    columns TEXT NOT NULL,
    row_id TEXT
) STRICT;
CREATE TRIGGER disclosures_stay BEFORE UPDATE ON disclosures BEGIN SELECT RAISE(ABORT, '提供记录只增不改'); END;
CREATE TRIGGER disclosures_remain BEFORE DELETE ON disclosures BEGIN SELECT RAISE(ABORT, '提供记录只增不改'); END;

-- 窗口记住的事（列宽、上次的文件夹），不是办公室的资料，不进更改记录
CREATE TABLE preferences (name TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value))) STRICT;

-- 本办公室
CREATE TABLE offices (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    signed_as TEXT NOT NULL,
    region TEXT,
    brand TEXT,
    target_percent INTEGER NOT NULL,
    prepared_by TEXT,
    checked_by TEXT,
    fixed_day TEXT CHECK (fixed_day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    preset TEXT
) STRICT;

-- 社区
CREATE TABLE communities (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    code TEXT,
    position INTEGER NOT NULL,
    resident_population INTEGER,
    population_on TEXT CHECK (population_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    contact TEXT,
    phone TEXT
) STRICT;

CREATE TABLE communities_keys (n INTEGER PRIMARY KEY REFERENCES communities (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE communities_fts USING fts5 (
    keys, content = 'communities_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER communities_keys_added AFTER INSERT ON communities_keys BEGIN
    INSERT INTO communities_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER communities_keys_removed AFTER DELETE ON communities_keys BEGIN
    INSERT INTO communities_fts (communities_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER communities_keys_changed AFTER UPDATE OF keys ON communities_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO communities_fts (communities_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO communities_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 代码表
CREATE TABLE terms (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    vocabulary TEXT NOT NULL,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    note TEXT
) STRICT;

CREATE TABLE terms_keys (n INTEGER PRIMARY KEY REFERENCES terms (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE terms_fts USING fts5 (
    keys, content = 'terms_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER terms_keys_added AFTER INSERT ON terms_keys BEGIN
    INSERT INTO terms_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER terms_keys_removed AFTER DELETE ON terms_keys BEGIN
    INSERT INTO terms_fts (terms_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER terms_keys_changed AFTER UPDATE OF keys ON terms_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO terms_fts (terms_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO terms_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 领导小组名单
CREATE TABLE roster_issues (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    number TEXT NOT NULL,
    number_sort TEXT NOT NULL DEFAULT '',
    issued_on TEXT NOT NULL CHECK (issued_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    reason TEXT,
    office_in TEXT,
    note TEXT
) STRICT;

CREATE TABLE roster_issues_keys (n INTEGER PRIMARY KEY REFERENCES roster_issues (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE roster_issues_fts USING fts5 (
    keys, content = 'roster_issues_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER roster_issues_keys_added AFTER INSERT ON roster_issues_keys BEGIN
    INSERT INTO roster_issues_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER roster_issues_keys_removed AFTER DELETE ON roster_issues_keys BEGIN
    INSERT INTO roster_issues_fts (roster_issues_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER roster_issues_keys_changed AFTER UPDATE OF keys ON roster_issues_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO roster_issues_fts (roster_issues_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO roster_issues_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 领导小组成员
CREATE TABLE leaders (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    issue_id TEXT NOT NULL REFERENCES roster_issues (id),
    position INTEGER NOT NULL,
    post TEXT NOT NULL,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    title TEXT,
    phone TEXT
) STRICT;
CREATE INDEX leaders_by_issue ON leaders (issue_id);

CREATE TABLE leaders_keys (n INTEGER PRIMARY KEY REFERENCES leaders (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE leaders_fts USING fts5 (
    keys, content = 'leaders_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER leaders_keys_added AFTER INSERT ON leaders_keys BEGIN
    INSERT INTO leaders_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER leaders_keys_removed AFTER DELETE ON leaders_keys BEGIN
    INSERT INTO leaders_fts (leaders_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER leaders_keys_changed AFTER UPDATE OF keys ON leaders_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO leaders_fts (leaders_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO leaders_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 志愿服务队
CREATE TABLE teams (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    community_id TEXT REFERENCES communities (id),
    leader TEXT,
    leader_sort TEXT NOT NULL DEFAULT '',
    phone TEXT,
    note TEXT
) STRICT;
CREATE INDEX teams_by_community ON teams (community_id);

CREATE TABLE teams_keys (n INTEGER PRIMARY KEY REFERENCES teams (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE teams_fts USING fts5 (
    keys, content = 'teams_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER teams_keys_added AFTER INSERT ON teams_keys BEGIN
    INSERT INTO teams_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER teams_keys_removed AFTER DELETE ON teams_keys BEGIN
    INSERT INTO teams_fts (teams_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER teams_keys_changed AFTER UPDATE OF keys ON teams_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO teams_fts (teams_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO teams_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 党支部
CREATE TABLE party_branches (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    community_id TEXT REFERENCES communities (id),
    secretary TEXT,
    secretary_sort TEXT NOT NULL DEFAULT '',
    phone TEXT
) STRICT;
CREATE INDEX party_branches_by_community ON party_branches (community_id);

CREATE TABLE party_branches_keys (n INTEGER PRIMARY KEY REFERENCES party_branches (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE party_branches_fts USING fts5 (
    keys, content = 'party_branches_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER party_branches_keys_added AFTER INSERT ON party_branches_keys BEGIN
    INSERT INTO party_branches_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER party_branches_keys_removed AFTER DELETE ON party_branches_keys BEGIN
    INSERT INTO party_branches_fts (party_branches_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER party_branches_keys_changed AFTER UPDATE OF keys ON party_branches_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO party_branches_fts (party_branches_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO party_branches_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 志愿者登记
CREATE TABLE volunteers (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    id_number TEXT,
    community_id TEXT NOT NULL REFERENCES communities (id),
    phone TEXT,
    ranks TEXT CHECK (json_valid(ranks)),
    registered_on TEXT NOT NULL CHECK (registered_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    sex TEXT,
    born_on TEXT CHECK (born_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    residence TEXT,
    source_group_id TEXT REFERENCES terms (id),
    service_category_id TEXT REFERENCES terms (id),
    skills TEXT,
    political_status TEXT,
    education TEXT,
    ethnic_group TEXT,
    employer TEXT,
    team_id TEXT REFERENCES teams (id),
    party_branch_id TEXT REFERENCES party_branches (id),
    app_number TEXT,
    hunan_number TEXT,
    consent INTEGER CHECK (consent IN (0, 1)),
    guardian TEXT,
    guardian_sort TEXT NOT NULL DEFAULT '',
    guardian_phone TEXT,
    guardian_consent INTEGER CHECK (guardian_consent IN (0, 1)),
    standing TEXT NOT NULL,
    standing_on TEXT CHECK (standing_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    standing_reason TEXT,
    note TEXT
) STRICT;
CREATE INDEX volunteers_by_community ON volunteers (community_id);
CREATE INDEX volunteers_by_source_group ON volunteers (source_group_id);
CREATE INDEX volunteers_by_service_category ON volunteers (service_category_id);
CREATE INDEX volunteers_by_team ON volunteers (team_id);
CREATE INDEX volunteers_by_party_branch ON volunteers (party_branch_id);

CREATE TABLE volunteers_keys (n INTEGER PRIMARY KEY REFERENCES volunteers (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE volunteers_fts USING fts5 (
    keys, content = 'volunteers_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER volunteers_keys_added AFTER INSERT ON volunteers_keys BEGIN
    INSERT INTO volunteers_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER volunteers_keys_removed AFTER DELETE ON volunteers_keys BEGIN
    INSERT INTO volunteers_fts (volunteers_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER volunteers_keys_changed AFTER UPDATE OF keys ON volunteers_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO volunteers_fts (volunteers_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO volunteers_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 服务记录
CREATE TABLE service_records (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    community_id TEXT NOT NULL REFERENCES communities (id),
    served_on TEXT NOT NULL CHECK (served_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    minutes INTEGER NOT NULL,
    activity TEXT NOT NULL,
    activity_sort TEXT NOT NULL DEFAULT '',
    theme_id TEXT REFERENCES terms (id),
    content TEXT,
    place TEXT,
    organiser TEXT,
    in_charge TEXT,
    evidence TEXT
) STRICT;
CREATE INDEX service_records_by_volunteer ON service_records (volunteer_id);
CREATE INDEX service_records_by_community ON service_records (community_id);
CREATE INDEX service_records_by_theme ON service_records (theme_id);

CREATE TABLE service_records_keys (n INTEGER PRIMARY KEY REFERENCES service_records (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE service_records_fts USING fts5 (
    keys, content = 'service_records_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER service_records_keys_added AFTER INSERT ON service_records_keys BEGIN
    INSERT INTO service_records_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER service_records_keys_removed AFTER DELETE ON service_records_keys BEGIN
    INSERT INTO service_records_fts (service_records_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER service_records_keys_changed AFTER UPDATE OF keys ON service_records_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO service_records_fts (service_records_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO service_records_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 网格单元
CREATE TABLE grid_areas (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    parent_id TEXT REFERENCES grid_areas (id),
    community_id TEXT REFERENCES communities (id),
    boundary TEXT,
    responsible_unit TEXT,
    households INTEGER,
    note TEXT
) STRICT;
CREATE INDEX grid_areas_by_parent ON grid_areas (parent_id);
CREATE INDEX grid_areas_by_community ON grid_areas (community_id);

CREATE TABLE grid_areas_keys (n INTEGER PRIMARY KEY REFERENCES grid_areas (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE grid_areas_fts USING fts5 (
    keys, content = 'grid_areas_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER grid_areas_keys_added AFTER INSERT ON grid_areas_keys BEGIN
    INSERT INTO grid_areas_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER grid_areas_keys_removed AFTER DELETE ON grid_areas_keys BEGIN
    INSERT INTO grid_areas_fts (grid_areas_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER grid_areas_keys_changed AFTER UPDATE OF keys ON grid_areas_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO grid_areas_fts (grid_areas_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO grid_areas_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 网格分工
CREATE TABLE assignments (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    area_id TEXT NOT NULL REFERENCES grid_areas (id),
    volunteer_id TEXT REFERENCES volunteers (id),
    unit TEXT,
    role TEXT,
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    task TEXT,
    duty_times TEXT,
    requirement TEXT
) STRICT;
CREATE INDEX assignments_by_area ON assignments (area_id);
CREATE INDEX assignments_by_volunteer ON assignments (volunteer_id);

CREATE TABLE assignments_keys (n INTEGER PRIMARY KEY REFERENCES assignments (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE assignments_fts USING fts5 (
    keys, content = 'assignments_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER assignments_keys_added AFTER INSERT ON assignments_keys BEGIN
    INSERT INTO assignments_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER assignments_keys_removed AFTER DELETE ON assignments_keys BEGIN
    INSERT INTO assignments_fts (assignments_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER assignments_keys_changed AFTER UPDATE OF keys ON assignments_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO assignments_fts (assignments_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO assignments_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 培训场次
CREATE TABLE training_sessions (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    topic TEXT NOT NULL,
    topic_sort TEXT NOT NULL DEFAULT '',
    held_on TEXT NOT NULL CHECK (held_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    community_id TEXT REFERENCES communities (id),
    level TEXT,
    form_id TEXT REFERENCES terms (id),
    venue_id TEXT REFERENCES terms (id),
    trainer TEXT,
    trainer_sort TEXT NOT NULL DEFAULT '',
    minutes INTEGER,
    organiser TEXT,
    content TEXT
) STRICT;
CREATE INDEX training_sessions_by_community ON training_sessions (community_id);
CREATE INDEX training_sessions_by_form ON training_sessions (form_id);
CREATE INDEX training_sessions_by_venue ON training_sessions (venue_id);

CREATE TABLE training_sessions_keys (n INTEGER PRIMARY KEY REFERENCES training_sessions (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE training_sessions_fts USING fts5 (
    keys, content = 'training_sessions_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER training_sessions_keys_added AFTER INSERT ON training_sessions_keys BEGIN
    INSERT INTO training_sessions_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER training_sessions_keys_removed AFTER DELETE ON training_sessions_keys BEGIN
    INSERT INTO training_sessions_fts (training_sessions_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER training_sessions_keys_changed AFTER UPDATE OF keys ON training_sessions_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO training_sessions_fts (training_sessions_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO training_sessions_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 参训人员
CREATE TABLE participations (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    session_id TEXT NOT NULL REFERENCES training_sessions (id),
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    passed INTEGER CHECK (passed IN (0, 1)),
    note TEXT
) STRICT;
CREATE INDEX participations_by_session ON participations (session_id);
CREATE INDEX participations_by_volunteer ON participations (volunteer_id);

CREATE TABLE participations_keys (n INTEGER PRIMARY KEY REFERENCES participations (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE participations_fts USING fts5 (
    keys, content = 'participations_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER participations_keys_added AFTER INSERT ON participations_keys BEGIN
    INSERT INTO participations_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER participations_keys_removed AFTER DELETE ON participations_keys BEGIN
    INSERT INTO participations_fts (participations_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER participations_keys_changed AFTER UPDATE OF keys ON participations_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO participations_fts (participations_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO participations_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 保单
CREATE TABLE policies (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    number TEXT NOT NULL,
    number_sort TEXT NOT NULL DEFAULT '',
    insurer TEXT NOT NULL,
    product TEXT,
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT NOT NULL CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    death_sum INTEGER,
    medical_sum INTEGER,
    premium INTEGER,
    youngest INTEGER,
    oldest INTEGER,
    occupation_class TEXT,
    contact TEXT,
    phone TEXT
) STRICT;

CREATE TABLE policies_keys (n INTEGER PRIMARY KEY REFERENCES policies (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE policies_fts USING fts5 (
    keys, content = 'policies_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER policies_keys_added AFTER INSERT ON policies_keys BEGIN
    INSERT INTO policies_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER policies_keys_removed AFTER DELETE ON policies_keys BEGIN
    INSERT INTO policies_fts (policies_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER policies_keys_changed AFTER UPDATE OF keys ON policies_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO policies_fts (policies_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO policies_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 参保人员
CREATE TABLE enrollments (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    policy_id TEXT NOT NULL REFERENCES policies (id),
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    consented INTEGER CHECK (consented IN (0, 1)),
    beneficiary TEXT,
    note TEXT
) STRICT;
CREATE INDEX enrollments_by_policy ON enrollments (policy_id);
CREATE INDEX enrollments_by_volunteer ON enrollments (volunteer_id);

CREATE TABLE enrollments_keys (n INTEGER PRIMARY KEY REFERENCES enrollments (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE enrollments_fts USING fts5 (
    keys, content = 'enrollments_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER enrollments_keys_added AFTER INSERT ON enrollments_keys BEGIN
    INSERT INTO enrollments_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER enrollments_keys_removed AFTER DELETE ON enrollments_keys BEGIN
    INSERT INTO enrollments_fts (enrollments_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER enrollments_keys_changed AFTER UPDATE OF keys ON enrollments_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO enrollments_fts (enrollments_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO enrollments_fts (rowid, keys) VALUES (new.n, new.keys);
END;

CREATE INDEX volunteers_by_name ON volunteers (name_sort) WHERE deleted_at IS NULL;
CREATE INDEX volunteers_by_id_number ON volunteers (id_number) WHERE id_number IS NOT NULL;
CREATE INDEX volunteers_by_phone ON volunteers (phone) WHERE phone IS NOT NULL;
CREATE INDEX volunteers_by_standing ON volunteers (community_id, standing);
CREATE INDEX volunteers_by_registration ON volunteers (registered_on);
CREATE INDEX service_records_by_day ON service_records (served_on, community_id);
CREATE INDEX training_sessions_by_day ON training_sessions (held_on);
