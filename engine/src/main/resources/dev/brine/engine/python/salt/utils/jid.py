"""Job ids: a date and time to the microsecond."""

import datetime
import re


def gen_jid(opts=None):
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%d%H%M%S%f")


def is_jid(jid):
    return isinstance(jid, str) and re.fullmatch(r"\d{20}(_\d+)?", jid) is not None


def jid_to_time(jid):
    """``2026, Jan 02 03:04:05.000006``; empty for what is no job id."""
    if not is_jid(str(jid)):
        return ""
    when = datetime.datetime.strptime(str(jid)[:20], "%Y%m%d%H%M%S%f")
    return when.strftime("%Y, %b %d %H:%M:%S.%f")
