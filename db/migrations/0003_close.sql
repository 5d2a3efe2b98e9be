-- 关账：经办人的角色、关账的记录、每一版月报的原样、零报告。

-- 经办人
CREATE TABLE operators (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL,
    note TEXT
) STRICT;

CREATE TABLE operators_keys (n INTEGER PRIMARY KEY REFERENCES operators (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE operators_fts USING fts5 (
    keys, content = 'operators_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER operators_keys_added AFTER INSERT ON operators_keys BEGIN
    INSERT INTO operators_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER operators_keys_removed AFTER DELETE ON operators_keys BEGIN
    INSERT INTO operators_fts (operators_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER operators_keys_changed AFTER UPDATE OF keys ON operators_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO operators_fts (operators_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO operators_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 每一版关账的月报，原样存着：数字、名单、纸和工作簿都带着校验值；actions_n 是关账时更改记录写到第几条；只增不改
CREATE TABLE closed_reports (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    month TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
    version INTEGER NOT NULL CHECK (version > 0),
    closed_on TEXT NOT NULL CHECK (closed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    reason TEXT,
    figures TEXT NOT NULL CHECK (json_valid(figures)),
    figures_hash TEXT NOT NULL CHECK (length(figures_hash) = 64),
    names BLOB NOT NULL,
    names_hash TEXT NOT NULL CHECK (length(names_hash) = 64),
    pdf BLOB NOT NULL,
    pdf_hash TEXT NOT NULL CHECK (length(pdf_hash) = 64),
    xlsx BLOB NOT NULL,
    xlsx_hash TEXT NOT NULL CHECK (length(xlsx_hash) = 64),
    correction BLOB,
    correction_hash TEXT CHECK (length(correction_hash) = 64),
    actions_n INTEGER NOT NULL,
    UNIQUE (month, version),
    CHECK ((correction IS NULL) = (correction_hash IS NULL))
) STRICT;
CREATE TRIGGER closed_reports_stay BEFORE UPDATE ON closed_reports BEGIN SELECT RAISE(ABORT, '关账的月报只增不改'); END;
CREATE TRIGGER closed_reports_remain BEFORE DELETE ON closed_reports BEGIN SELECT RAISE(ABORT, '关账的月报只增不改'); END;

-- 关账、重新打开、更正：谁、以什么角色、何时、为什么；findings 是关账时还留着的提醒；只增不改
CREATE TABLE closing_events (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    month TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
    act TEXT NOT NULL CHECK (act IN ('close', 'reopen', 'correct')),
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    device TEXT NOT NULL,
    reason TEXT,
    findings TEXT CHECK (json_valid(findings)),
    FOREIGN KEY (month, version) REFERENCES closed_reports (month, version)
) STRICT;
CREATE INDEX closing_events_by_month ON closing_events (month);
CREATE TRIGGER closing_events_stay BEFORE UPDATE ON closing_events BEGIN SELECT RAISE(ABORT, '关账记录只增不改'); END;
CREATE TRIGGER closing_events_remain BEFORE DELETE ON closing_events BEGIN SELECT RAISE(ABORT, '关账记录只增不改'); END;

-- 零报告：社区说本月没有数据；说错了另记一条收回；只增不改
CREATE TABLE zero_reports (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    month TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
    community_id TEXT NOT NULL REFERENCES communities (id),
    act TEXT NOT NULL CHECK (act IN ('report', 'withdraw')),
    reported_on TEXT NOT NULL CHECK (reported_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    name TEXT NOT NULL,
    device TEXT NOT NULL
) STRICT;
CREATE INDEX zero_reports_by_month ON zero_reports (month, community_id);
CREATE TRIGGER zero_reports_stay BEFORE UPDATE ON zero_reports BEGIN SELECT RAISE(ABORT, '零报告只增不改'); END;
CREATE TRIGGER zero_reports_remain BEFORE DELETE ON zero_reports BEGIN SELECT RAISE(ABORT, '零报告只增不改'); END;
