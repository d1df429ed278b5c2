DEFAULT_TARGET_DELIM = ":"
NOT_SET = "__unset__"
