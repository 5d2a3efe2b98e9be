-- 导入时改过的对照：同样表头的表下次照样读，只记表头和栏目，不记名单里的任何内容。

CREATE TABLE layouts (
    n INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    mapping TEXT NOT NULL,
    used_at TEXT NOT NULL,
    UNIQUE (register, fingerprint)
) STRICT;
