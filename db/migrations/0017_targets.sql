-- 目标和口径：由办公室改的数
CREATE TABLE targets (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rev INTEGER NOT NULL DEFAULT 1,
    deleted_at TEXT,
    key TEXT NOT NULL,
    label TEXT NOT NULL,
    label_sort TEXT NOT NULL DEFAULT '',
    value INTEGER NOT NULL,
    unit TEXT,
    basis TEXT,
    confirmed INTEGER CHECK (confirmed IN (0, 1))
) STRICT;

