-- 表彰、礼遇、公益性岗位、会议与宣传

-- 评选
CREATE TABLE selections (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    award_id TEXT NOT NULL REFERENCES terms (id),
    subject TEXT NOT NULL,
    quota INTEGER,
    nominate_by TEXT CHECK (nominate_by GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    results_by TEXT CHECK (results_by GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    basis TEXT,
    awarding_body TEXT,
    state TEXT NOT NULL,
    publicised_on TEXT CHECK (publicised_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    publicity_ends_on TEXT CHECK (publicity_ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    awarded_on TEXT CHECK (awarded_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    document TEXT,
    note TEXT
) STRICT;
CREATE INDEX selections_by_award ON selections (award_id);

CREATE TABLE selections_keys (n INTEGER PRIMARY KEY REFERENCES selections (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE selections_fts USING fts5 (
    keys, content = 'selections_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER selections_keys_added AFTER INSERT ON selections_keys BEGIN
    INSERT INTO selections_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER selections_keys_removed AFTER DELETE ON selections_keys BEGIN
    INSERT INTO selections_fts (selections_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER selections_keys_changed AFTER UPDATE OF keys ON selections_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO selections_fts (selections_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO selections_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 评选推荐
CREATE TABLE nominations (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    selection_id TEXT NOT NULL REFERENCES selections (id),
    subject TEXT NOT NULL,
    volunteer_id TEXT REFERENCES volunteers (id),
    team_id TEXT REFERENCES teams (id),
    project TEXT,
    community_id TEXT REFERENCES communities (id),
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    nominated_by TEXT,
    nominated_on TEXT NOT NULL CHECK (nominated_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    deeds TEXT,
    state TEXT NOT NULL,
    state_on TEXT CHECK (state_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    checked_by TEXT,
    reason TEXT,
    note TEXT
) STRICT;
CREATE INDEX nominations_by_selection ON nominations (selection_id);
CREATE INDEX nominations_by_volunteer ON nominations (volunteer_id);
CREATE INDEX nominations_by_team ON nominations (team_id);
CREATE INDEX nominations_by_community ON nominations (community_id);

CREATE TABLE nominations_keys (n INTEGER PRIMARY KEY REFERENCES nominations (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE nominations_fts USING fts5 (
    keys, content = 'nominations_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER nominations_keys_added AFTER INSERT ON nominations_keys BEGIN
    INSERT INTO nominations_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER nominations_keys_removed AFTER DELETE ON nominations_keys BEGIN
    INSERT INTO nominations_fts (nominations_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER nominations_keys_changed AFTER UPDATE OF keys ON nominations_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO nominations_fts (nominations_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO nominations_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 公示异议
CREATE TABLE objections (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    nomination_id TEXT NOT NULL REFERENCES nominations (id),
    received_on TEXT NOT NULL CHECK (received_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    raised_by TEXT,
    content TEXT NOT NULL,
    content_sort TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL,
    handled_on TEXT CHECK (handled_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    handled_by TEXT,
    note TEXT
) STRICT;
CREATE INDEX objections_by_nomination ON objections (nomination_id);

CREATE TABLE objections_keys (n INTEGER PRIMARY KEY REFERENCES objections (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE objections_fts USING fts5 (
    keys, content = 'objections_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER objections_keys_added AFTER INSERT ON objections_keys BEGIN
    INSERT INTO objections_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER objections_keys_removed AFTER DELETE ON objections_keys BEGIN
    INSERT INTO objections_fts (objections_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER objections_keys_changed AFTER UPDATE OF keys ON objections_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO objections_fts (objections_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO objections_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 荣誉记录
CREATE TABLE honours (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    awarded_on TEXT NOT NULL CHECK (awarded_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    awarding_body TEXT NOT NULL,
    level TEXT,
    subject TEXT NOT NULL,
    volunteer_id TEXT REFERENCES volunteers (id),
    team_id TEXT REFERENCES teams (id),
    project TEXT,
    community_id TEXT REFERENCES communities (id),
    holder TEXT NOT NULL,
    number TEXT,
    document TEXT,
    nomination_id TEXT REFERENCES nominations (id),
    note TEXT
) STRICT;
CREATE INDEX honours_by_volunteer ON honours (volunteer_id);
CREATE INDEX honours_by_team ON honours (team_id);
CREATE INDEX honours_by_community ON honours (community_id);
CREATE INDEX honours_by_nomination ON honours (nomination_id);

CREATE TABLE honours_keys (n INTEGER PRIMARY KEY REFERENCES honours (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE honours_fts USING fts5 (
    keys, content = 'honours_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER honours_keys_added AFTER INSERT ON honours_keys BEGIN
    INSERT INTO honours_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER honours_keys_removed AFTER DELETE ON honours_keys BEGIN
    INSERT INTO honours_fts (honours_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER honours_keys_changed AFTER UPDATE OF keys ON honours_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO honours_fts (honours_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO honours_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 礼遇
CREATE TABLE courtesies (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    kind_id TEXT NOT NULL REFERENCES terms (id),
    given_on TEXT NOT NULL CHECK (given_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    count INTEGER NOT NULL CHECK (count > 0),
    value INTEGER,
    occasion TEXT,
    signed INTEGER CHECK (signed IN (0, 1)),
    handled_by TEXT,
    note TEXT
) STRICT;
CREATE INDEX courtesies_by_volunteer ON courtesies (volunteer_id);
CREATE INDEX courtesies_by_kind ON courtesies (kind_id);

CREATE TABLE courtesies_keys (n INTEGER PRIMARY KEY REFERENCES courtesies (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE courtesies_fts USING fts5 (
    keys, content = 'courtesies_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER courtesies_keys_added AFTER INSERT ON courtesies_keys BEGIN
    INSERT INTO courtesies_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER courtesies_keys_removed AFTER DELETE ON courtesies_keys BEGIN
    INSERT INTO courtesies_fts (courtesies_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER courtesies_keys_changed AFTER UPDATE OF keys ON courtesies_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO courtesies_fts (courtesies_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO courtesies_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 公益性岗位
CREATE TABLE welfare_posts (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    community_id TEXT REFERENCES communities (id),
    unit TEXT,
    monthly INTEGER NOT NULL CHECK (monthly >= 0),
    quota INTEGER NOT NULL CHECK (quota > 0),
    part_month TEXT NOT NULL,
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    basis TEXT,
    note TEXT
) STRICT;
CREATE INDEX welfare_posts_by_community ON welfare_posts (community_id);

CREATE TABLE welfare_posts_keys (n INTEGER PRIMARY KEY REFERENCES welfare_posts (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE welfare_posts_fts USING fts5 (
    keys, content = 'welfare_posts_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER welfare_posts_keys_added AFTER INSERT ON welfare_posts_keys BEGIN
    INSERT INTO welfare_posts_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER welfare_posts_keys_removed AFTER DELETE ON welfare_posts_keys BEGIN
    INSERT INTO welfare_posts_fts (welfare_posts_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER welfare_posts_keys_changed AFTER UPDATE OF keys ON welfare_posts_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO welfare_posts_fts (welfare_posts_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO welfare_posts_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 在岗人员
CREATE TABLE post_holders (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    post_id TEXT NOT NULL REFERENCES welfare_posts (id),
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    card_tail TEXT CHECK (card_tail GLOB '[0-9][0-9][0-9][0-9]'),
    note TEXT
) STRICT;
CREATE INDEX post_holders_by_post ON post_holders (post_id);
CREATE INDEX post_holders_by_volunteer ON post_holders (volunteer_id);

CREATE TABLE post_holders_keys (n INTEGER PRIMARY KEY REFERENCES post_holders (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE post_holders_fts USING fts5 (
    keys, content = 'post_holders_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER post_holders_keys_added AFTER INSERT ON post_holders_keys BEGIN
    INSERT INTO post_holders_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER post_holders_keys_removed AFTER DELETE ON post_holders_keys BEGIN
    INSERT INTO post_holders_fts (post_holders_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER post_holders_keys_changed AFTER UPDATE OF keys ON post_holders_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO post_holders_fts (post_holders_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO post_holders_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 岗位请假
CREATE TABLE post_leaves (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    starts_on TEXT NOT NULL CHECK (starts_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    ends_on TEXT NOT NULL CHECK (ends_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    reason TEXT,
    note TEXT
) STRICT;
CREATE INDEX post_leaves_by_volunteer ON post_leaves (volunteer_id);

CREATE TABLE post_leaves_keys (n INTEGER PRIMARY KEY REFERENCES post_leaves (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE post_leaves_fts USING fts5 (
    keys, content = 'post_leaves_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER post_leaves_keys_added AFTER INSERT ON post_leaves_keys BEGIN
    INSERT INTO post_leaves_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER post_leaves_keys_removed AFTER DELETE ON post_leaves_keys BEGIN
    INSERT INTO post_leaves_fts (post_leaves_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER post_leaves_keys_changed AFTER UPDATE OF keys ON post_leaves_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO post_leaves_fts (post_leaves_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO post_leaves_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 补贴发放
CREATE TABLE stipend_sheets (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    number TEXT NOT NULL,
    number_sort TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    month TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    state TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_login TEXT NOT NULL,
    made_on TEXT NOT NULL CHECK (made_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    approved_by TEXT,
    approved_on TEXT CHECK (approved_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    issued_on TEXT CHECK (issued_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    people INTEGER,
    total INTEGER,
    note TEXT
) STRICT;

CREATE TABLE stipend_sheets_keys (n INTEGER PRIMARY KEY REFERENCES stipend_sheets (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE stipend_sheets_fts USING fts5 (
    keys, content = 'stipend_sheets_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER stipend_sheets_keys_added AFTER INSERT ON stipend_sheets_keys BEGIN
    INSERT INTO stipend_sheets_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER stipend_sheets_keys_removed AFTER DELETE ON stipend_sheets_keys BEGIN
    INSERT INTO stipend_sheets_fts (stipend_sheets_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER stipend_sheets_keys_changed AFTER UPDATE OF keys ON stipend_sheets_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO stipend_sheets_fts (stipend_sheets_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO stipend_sheets_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 补贴明细
CREATE TABLE stipend_lines (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    sheet_id TEXT NOT NULL REFERENCES stipend_sheets (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    for_month TEXT NOT NULL CHECK (for_month GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    volunteer_id TEXT NOT NULL REFERENCES volunteers (id),
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL DEFAULT '',
    community TEXT,
    post_name TEXT,
    unit TEXT,
    card_tail TEXT CHECK (card_tail GLOB '[0-9][0-9][0-9][0-9]'),
    monthly INTEGER,
    days INTEGER,
    leave_days INTEGER,
    amount INTEGER NOT NULL CHECK (amount >= 0),
    reason TEXT
) STRICT;
CREATE INDEX stipend_lines_by_sheet ON stipend_lines (sheet_id);
CREATE INDEX stipend_lines_by_volunteer ON stipend_lines (volunteer_id);

CREATE TABLE stipend_lines_keys (n INTEGER PRIMARY KEY REFERENCES stipend_lines (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE stipend_lines_fts USING fts5 (
    keys, content = 'stipend_lines_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER stipend_lines_keys_added AFTER INSERT ON stipend_lines_keys BEGIN
    INSERT INTO stipend_lines_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER stipend_lines_keys_removed AFTER DELETE ON stipend_lines_keys BEGIN
    INSERT INTO stipend_lines_fts (stipend_lines_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER stipend_lines_keys_changed AFTER UPDATE OF keys ON stipend_lines_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO stipend_lines_fts (stipend_lines_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO stipend_lines_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 会议
CREATE TABLE meetings (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    topic TEXT NOT NULL,
    topic_sort TEXT NOT NULL DEFAULT '',
    held_on TEXT NOT NULL CHECK (held_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    kind_id TEXT REFERENCES terms (id),
    community_id TEXT REFERENCES communities (id),
    place TEXT,
    chair TEXT,
    attendees INTEGER,
    attended_by TEXT,
    summary TEXT,
    note TEXT
) STRICT;
CREATE INDEX meetings_by_kind ON meetings (kind_id);
CREATE INDEX meetings_by_community ON meetings (community_id);

CREATE TABLE meetings_keys (n INTEGER PRIMARY KEY REFERENCES meetings (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE meetings_fts USING fts5 (
    keys, content = 'meetings_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER meetings_keys_added AFTER INSERT ON meetings_keys BEGIN
    INSERT INTO meetings_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER meetings_keys_removed AFTER DELETE ON meetings_keys BEGIN
    INSERT INTO meetings_fts (meetings_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER meetings_keys_changed AFTER UPDATE OF keys ON meetings_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO meetings_fts (meetings_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO meetings_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 议定事项
CREATE TABLE decisions (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    meeting_id TEXT NOT NULL REFERENCES meetings (id),
    content TEXT NOT NULL,
    content_sort TEXT NOT NULL DEFAULT '',
    owner TEXT,
    due_on TEXT CHECK (due_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    done_on TEXT CHECK (done_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note TEXT
) STRICT;
CREATE INDEX decisions_by_meeting ON decisions (meeting_id);

CREATE TABLE decisions_keys (n INTEGER PRIMARY KEY REFERENCES decisions (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE decisions_fts USING fts5 (
    keys, content = 'decisions_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER decisions_keys_added AFTER INSERT ON decisions_keys BEGIN
    INSERT INTO decisions_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER decisions_keys_removed AFTER DELETE ON decisions_keys BEGIN
    INSERT INTO decisions_fts (decisions_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER decisions_keys_changed AFTER UPDATE OF keys ON decisions_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO decisions_fts (decisions_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO decisions_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 宣传
CREATE TABLE publicity (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    title TEXT NOT NULL,
    title_sort TEXT NOT NULL DEFAULT '',
    published_on TEXT NOT NULL CHECK (published_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    channel_id TEXT NOT NULL REFERENCES terms (id),
    community_id TEXT REFERENCES communities (id),
    theme_id TEXT REFERENCES terms (id),
    link TEXT,
    reach INTEGER,
    author TEXT,
    note TEXT
) STRICT;
CREATE INDEX publicity_by_channel ON publicity (channel_id);
CREATE INDEX publicity_by_community ON publicity (community_id);
CREATE INDEX publicity_by_theme ON publicity (theme_id);

CREATE TABLE publicity_keys (n INTEGER PRIMARY KEY REFERENCES publicity (n), keys TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE publicity_fts USING fts5 (
    keys, content = 'publicity_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER publicity_keys_added AFTER INSERT ON publicity_keys BEGIN
    INSERT INTO publicity_fts (rowid, keys) VALUES (new.n, new.keys);
END;
CREATE TRIGGER publicity_keys_removed AFTER DELETE ON publicity_keys BEGIN
    INSERT INTO publicity_fts (publicity_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
END;
CREATE TRIGGER publicity_keys_changed AFTER UPDATE OF keys ON publicity_keys WHEN old.keys <> new.keys BEGIN
    INSERT INTO publicity_fts (publicity_fts, rowid, keys) VALUES ('delete', old.n, old.keys);
    INSERT INTO publicity_fts (rowid, keys) VALUES (new.n, new.keys);
END;

-- 按日子数一个月的
CREATE INDEX honours_by_day ON honours (awarded_on);
CREATE INDEX courtesies_by_day ON courtesies (given_on);
CREATE INDEX meetings_by_day ON meetings (held_on);
CREATE INDEX publicity_by_day ON publicity (published_on);
-- 一个编号的发放表只有一张，作废的不算
CREATE UNIQUE INDEX stipend_sheets_by_number ON stipend_sheets (number) WHERE deleted_at IS NULL;
