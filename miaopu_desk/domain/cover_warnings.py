"""保险的预警：每一种叫什么、该怎么办；总览的“要办的事”和保险页的预警用同一份。"""

# 种类、标题、说明（{days} 是提前提醒的天数，{year} 是今年）
INSURANCE_DUE = (
    ("uninsured_full_time", "专职志愿者没有有效保险", "不在任何一份保单的保障期内，请办理参保"),
    ("on_duty_uncovered", "值守的人那天没有保障", "本月和今后{days}天的班次，请先参保再上岗"),
    ("cover_ending", "专职志愿者的保障快要到期", "{days}天内到期，还没有接续"),
    ("policies_ending", "保单快要到期", "{days}天内到期，请安排续保"),
    ("policies_below_minimum", "保单人数不到最少人数", "在保人数少于保单的要求，保险公司可以不承保"),
    ("cover_age_out", "年龄超出保单的限制", "起保时不合，或者保障期里会超过，请问保险公司或批减"),
    ("cover_under_eight", "不满八周岁上了身故保险", "只有父母可以投保（保险法第三十三条），请批减"),
    ("cover_without_guardian", "未成年人没有监护人同意投保", "请补签，并在参保记录里勾上"),
    ("cover_without_consent", "参保没有本人同意的记录", "请补签同意书，并在参保记录里勾上"),
    ("cover_without_sum", "参保没有认可保险金额的记录", "身故责任要本人认可保额才有效（保险法第三十四条），请补签"),
    ("cover_without_number", "在保的人没有证件号码", "保险公司凭证件号码认人，请补上"),
    ("cover_with_bad_number", "在保的人证件号码不对", "校验码不符，请对照证件改正"),
    ("covered_twice", "同一个人重复参保", "两条参保的日子重叠，请批减一条"),
    ("covered_but_gone", "已退出的人还在保单里", "请在下一次批改里批减"),
    ("claims_open", "理赔还没有了结", "请催办，赔付后登记金额"),
)
INSURANCE_KINDS = tuple(kind for kind, _, _ in INSURANCE_DUE)
# 总览上由值守那一条（七天内值守的人没有保险）来说，只在预警页列出
SAID_ELSEWHERE = ("on_duty_uncovered",)
OVERVIEW_DUE = tuple(each for each in INSURANCE_DUE if each[0] not in SAID_ELSEWHERE)
