-- 保险批改、理赔与培训计划
-- 年度培训计划
CREATE TABLE training_plans (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    year INTEGER NOT NULL,
    quarter TEXT NOT NULL,
    topic TEXT NOT NULL,
    topic_sort TEXT NOT NULL DEFAULT '',
    level TEXT,
    audience TEXT,
    sessions INTEGER NOT NULL,
    people INTEGER,
    note TEXT
) STRICT;

CREATE TABLE training_plans_keys (n INTEGER PRIMARY KEY REFERENCES training_plans (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE training_plans_fts USING fts5 (
    keys, content = 'training_plans_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER training_plans_keys_added AFTER INSERT ON training_plans_keys BEGIN
    INSERT INTO training_plans_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER training_plans_keys_removed AFTER DELETE ON training_plans_keys BEGIN
    INSERT INTO training_plans_fts (training_plans_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER training_plans_keys_changed AFTER UPDATE OF keys ON training_plans_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO training_plans_fts (training_plans_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO training_plans_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 培训场次：对象、办没办、计划人数、评价、落实哪项计划；参训分邀请、到、缺席、请假，空着的按到
ALTER TABLE training_sessions ADD COLUMN audience TEXT;
ALTER TABLE training_sessions ADD COLUMN state TEXT;
ALTER TABLE training_sessions ADD COLUMN planned_people INTEGER;
ALTER TABLE training_sessions ADD COLUMN evaluation TEXT;
ALTER TABLE training_sessions ADD COLUMN plan_id TEXT REFERENCES training_plans (id);
CREATE INDEX training_sessions_by_plan ON training_sessions (plan_id) WHERE plan_id IS NOT NULL;
ALTER TABLE participations ADD COLUMN state TEXT;

-- 保单和参保：最少人数、批改保费怎样算；认可保额、同意书日期、监护人同意
ALTER TABLE policies ADD COLUMN minimum_heads INTEGER;
ALTER TABLE policies ADD COLUMN proration TEXT;
ALTER TABLE enrollments ADD COLUMN sum_agreed INTEGER CHECK (sum_agreed IN (0, 1));
ALTER TABLE enrollments ADD COLUMN consented_on TEXT
    CHECK (consented_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]');
ALTER TABLE enrollments ADD COLUMN guardian_consented INTEGER CHECK (guardian_consented IN (0, 1));

-- 批改记录
CREATE TABLE submissions (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    number TEXT NOT NULL,
    number_sort TEXT NOT NULL DEFAULT '',
    policy_id TEXT NOT NULL REFERENCES policies (id),
    kind TEXT NOT NULL,
    noticed_on TEXT NOT NULL CHECK (noticed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    effective_on TEXT NOT NULL CHECK (effective_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    added INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    premium INTEGER,
    refund INTEGER,
    endorsement TEXT,
    confirmed_on TEXT CHECK (confirmed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;
CREATE INDEX submissions_by_policy ON submissions (policy_id);

CREATE TABLE submissions_keys (n INTEGER PRIMARY KEY REFERENCES submissions (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE submissions_fts USING fts5 (
    keys, content = 'submissions_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER submissions_keys_added AFTER INSERT ON submissions_keys BEGIN
    INSERT INTO submissions_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER submissions_keys_removed AFTER DELETE ON submissions_keys BEGIN
    INSERT INTO submissions_fts (submissions_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER submissions_keys_changed AFTER UPDATE OF keys ON submissions_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO submissions_fts (submissions_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO submissions_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 批改人员
CREATE TABLE submission_people (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    change TEXT NOT NULL,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    id_number TEXT,
    sex TEXT,
    born_on TEXT CHECK (born_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    phone TEXT,
    community TEXT,
    starts_on TEXT CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    premium INTEGER,
    refund INTEGER,
    beneficiary TEXT,
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    note TEXT
) STRICT;
CREATE INDEX submission_people_by_submission ON submission_people (submission_id);
CREATE INDEX submission_people_by_volunteer ON submission_people (volunteer_id);

CREATE TABLE submission_people_keys (n INTEGER PRIMARY KEY REFERENCES submission_people (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE submission_people_fts USING fts5 (
    keys, content = 'submission_people_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER submission_people_keys_added AFTER INSERT ON submission_people_keys BEGIN
    INSERT INTO submission_people_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER submission_people_keys_removed AFTER DELETE ON submission_people_keys BEGIN
    INSERT INTO submission_people_fts (submission_people_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER submission_people_keys_changed AFTER UPDATE OF keys ON submission_people_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO submission_people_fts (submission_people_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO submission_people_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 理赔登记
CREATE TABLE claims (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    policy_id TEXT NOT NULL REFERENCES policies (id),
    happened_on TEXT NOT NULL CHECK (happened_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    happened_at TEXT CHECK (happened_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    place TEXT,
    event_id TEXT REFERENCES activities (id),
    shift_id TEXT REFERENCES shifts (id),
    happening TEXT,
    hospital TEXT,
    hospital_days INTEGER,
    state TEXT NOT NULL,
    reported_on TEXT CHECK (reported_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    report_number TEXT,
    claimed INTEGER,
    paid INTEGER,
    paid_on TEXT CHECK (paid_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;
CREATE INDEX claims_by_volunteer ON claims (volunteer_id);
CREATE INDEX claims_by_policy ON claims (policy_id);
CREATE INDEX claims_by_event ON claims (event_id);
CREATE INDEX claims_by_shift ON claims (shift_id);

CREATE TABLE claims_keys (n INTEGER PRIMARY KEY REFERENCES claims (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE claims_fts USING fts5 (
    keys, content = 'claims_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER claims_keys_added AFTER INSERT ON claims_keys BEGIN
    INSERT INTO claims_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER claims_keys_removed AFTER DELETE ON claims_keys BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER claims_keys_changed AFTER UPDATE OF keys ON claims_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO claims_fts (rowid, keys) VALUES (new.n, new.keys);
END;

