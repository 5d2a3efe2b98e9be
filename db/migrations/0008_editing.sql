-- 没有保存完的填写：每隔几秒留一份，保存或放弃以后去掉；不是办公室的资料，不进更改记录。

CREATE TABLE drafts (
    n INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    record_id TEXT NOT NULL,  -- 正在改的那一条，新增的为空串
    rev INTEGER NOT NULL,
    filled TEXT NOT NULL CHECK (json_valid(filled)),
    kept_at TEXT NOT NULL,
    UNIQUE (register, record_id)
) STRICT;
