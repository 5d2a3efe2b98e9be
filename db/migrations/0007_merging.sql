-- 查重与合并：看过认定是两个人的、谁并进了谁；只增不改，撤销也不动它们。

-- 不是同一人：两个 id 小的在前，同一对只记一次
CREATE TABLE not_the_same (
    n INTEGER PRIMARY KEY,
    first_id TEXT NOT NULL REFERENCES volunteers (id),
    second_id TEXT NOT NULL REFERENCES volunteers (id),
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    device TEXT NOT NULL,
    CHECK (first_id < second_id),
    UNIQUE (first_id, second_id)
) STRICT;
CREATE TRIGGER not_the_same_stay BEFORE UPDATE ON not_the_same BEGIN SELECT RAISE(ABORT, '查重的结论只增不改'); END;
CREATE TRIGGER not_the_same_remain BEFORE DELETE ON not_the_same BEGIN SELECT RAISE(ABORT, '查重的结论只增不改'); END;

-- 谁并进了谁；并入的那一行还删着，这一条就有效，撤销后那一行回来，这一条自然失效
CREATE TABLE merges (
    n INTEGER PRIMARY KEY,
    action_id TEXT NOT NULL UNIQUE REFERENCES actions (id) DEFERRABLE INITIALLY DEFERRED,
    kept_id TEXT NOT NULL REFERENCES volunteers (id),
    dropped_id TEXT NOT NULL REFERENCES volunteers (id),
    CHECK (kept_id <> dropped_id)
) STRICT;
CREATE INDEX merges_by_dropped ON merges (dropped_id);
CREATE TRIGGER merges_stay BEFORE UPDATE ON merges BEGIN SELECT RAISE(ABORT, '合并的记录只增不改'); END;
CREATE TRIGGER merges_remain BEFORE DELETE ON merges BEGIN SELECT RAISE(ABORT, '合并的记录只增不改'); END;

-- 边打字边查重、全部查重用
CREATE INDEX volunteers_by_birth ON volunteers (name, born_on) WHERE born_on IS NOT NULL;
