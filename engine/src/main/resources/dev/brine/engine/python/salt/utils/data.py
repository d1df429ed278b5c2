"""Nested data."""

import collections.abc
import fnmatch

from salt.utils.stringutils import to_bytes, to_str

NotSet = type("NotSet", (), {})


def traverse_dict(data, key, default=None, delimiter=":"):
    """The value at ``a:b:c``, through mappings."""
    for part in key.split(delimiter):
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return default
    return data


def traverse_dict_and_list(data, key, default=None, delimiter=":"):
    """The value at ``a:0:b``, through mappings and lists; a list of mappings is searched when the part is no index."""
    for part in key.split(delimiter) if isinstance(key, str) else [key]:
        if isinstance(data, list):
            try:
                data = data[int(part)]
                continue
            except (ValueError, IndexError):
                found = [each for each in data if isinstance(each, dict) and part in each]
                if not found:
                    return default
                data = found[0][part]
        else:
            try:
                data = data[part]
            except (KeyError, TypeError):
                try:
                    data = data[int(part)]
                except (KeyError, ValueError, TypeError, IndexError):
                    return default
    return data


def subdict_match(data, expr, delimiter=":", regex_match=False, exact_match=False):
    key, _, pattern = expr.rpartition(delimiter)
    found = traverse_dict_and_list(data, key, None, delimiter)
    values = found if isinstance(found, list) else list(found) if isinstance(found, dict) else [found]
    return found is not None and any(fnmatch.fnmatch(str(value).lower(), pattern.lower()) for value in values)


def is_true(value=None):
    """Salt's idea of truth: numbers that are not zero, and the text 'True'."""
    try:
        value = int(value)
    except (ValueError, TypeError):
        pass
    try:
        value = float(value)
    except (ValueError, TypeError):
        pass
    if isinstance(value, (int, float)):
        return value > 0
    return str(value).lower() == "true" if isinstance(value, str) else bool(value)


def is_list(value):
    return isinstance(value, list)


def is_iter(value, ignore=(str,)):
    if isinstance(value, ignore):
        return False
    try:
        iter(value)
    except TypeError:
        return False
    return True


def is_dictlist(data):
    return isinstance(data, list) and bool(data) and all(isinstance(each, dict) and len(each) == 1 for each in data)


def repack_dictlist(data, strict=False, recurse=False, key_cb=None, val_cb=None):
    """``[{a: 1}, b]`` as ``{a: 1, b: None}``."""
    made = {}
    for each in data if isinstance(data, list) else []:
        if isinstance(each, dict):
            if len(each) != 1:
                return {}
            key, value = next(iter(each.items()))
        elif isinstance(each, (str, int, float)):
            key, value = each, None
        else:
            return {}
        key = key_cb(key) if key_cb else key
        made[key] = val_cb(key, value) if val_cb else value
    return made


def compare_dicts(old=None, new=None):
    """{key: {old, new}} of what differs; what is missing is ''."""
    made = {}
    for key in set(new or {}) | set(old or {}):
        before, after = (old or {}).get(key, ""), (new or {}).get(key, "")
        if key not in (old or {}) or key not in (new or {}) or before != after:
            made[key] = {"old": before, "new": after}
    return made


def compare_lists(old=None, new=None):
    made = {}
    added = [each for each in new or [] if each not in (old or [])]
    gone = [each for each in old or [] if each not in (new or [])]
    if added:
        made["new"] = added
    if gone:
        made["old"] = gone
    return made


def recursive_diff(old, new, ignore_keys=None, ignore_order=False, ignore_missing_keys=False):
    """{} when they are alike, else what differs as {old, new}, by key."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        same = sorted(old, key=str) == sorted(new, key=str) if ignore_order and isinstance(old, list) else old == new
        return {} if same else {"old": old, "new": new}
    before, after = {}, {}
    for key in [*old, *(key for key in new if key not in old)]:
        if key in (ignore_keys or ()) or (ignore_missing_keys and key not in new):
            continue
        if key in old and key in new:
            part = recursive_diff(old[key], new[key], ignore_keys, ignore_order, ignore_missing_keys)
            if part:
                before[key], after[key] = part["old"], part["new"]
        elif key in old:
            before[key] = old[key]
        else:
            after[key] = new[key]
    return {"old": before, "new": after} if before or after else {}


def decode(data, *args, preserve_tuples=False, **kwargs):
    """Text for octets, all the way down; tuples become lists."""
    kind = None if preserve_tuples else list
    return _each(data, lambda each: to_str(each, errors="replace") if isinstance(each, bytes) else each, kind)


def encode(data, *args, preserve_tuples=False, **kwargs):
    kind = None if preserve_tuples else list
    return _each(data, lambda each: to_bytes(each) if isinstance(each, str) else each, kind)


def stringify(data):
    return [each if isinstance(each, str) else str(each) for each in data]


def _each(data, change, sequence=None):
    if isinstance(data, collections.abc.Mapping):
        return {_each(key, change): _each(value, change, sequence) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return (sequence or type(data))([_each(each, change, sequence) for each in data])
    return change(data)


def flatten(data, levels=None, preserve_nulls=False, _ids=None):
    made = []
    for each in data:
        if isinstance(each, (list, tuple)) and levels != 0:
            made.extend(flatten(each, None if levels is None else levels - 1, preserve_nulls))
        elif each is not None or preserve_nulls:
            made.append(each)
    return made


def filter_by(lookup_dict, lookup, traverse, merge=None, default="default", base=None):
    from salt.utils import dictupdate

    found = None
    keys = lookup if isinstance(lookup, list) else [lookup]
    values = [traverse_dict_and_list(traverse, key, None) if isinstance(key, str) else None for key in keys]
    for value in values:
        for each in value if isinstance(value, list) else [value]:
            found = next((item for key, item in lookup_dict.items() if fnmatch.fnmatchcase(str(each), str(key))), None)
            if found is not None:
                break
        if found is not None:
            break
    if found is None:
        found = lookup_dict.get(default)
    if base and base in lookup_dict:
        found = dictupdate.merge(lookup_dict[base], found) if isinstance(found, dict) else lookup_dict[base]
    if merge and isinstance(merge, dict):
        found = merge if found is None else dictupdate.merge(found, merge)
    return found


def sorted_ignorecase(to_sort):
    return sorted(to_sort, key=str.lower)


def simple_types_filter(data):
    if isinstance(data, (list, tuple, set)):
        return [simple_types_filter(each) for each in data]
    if isinstance(data, collections.abc.Mapping):
        return {simple_types_filter(key): simple_types_filter(value) for key, value in data.items()}
    return data if data is None or isinstance(data, (str, int, float, bool)) else repr(data)


class CaseInsensitiveDict(collections.abc.MutableMapping):
    def __init__(self, init=None, **kwargs):
        self._data = {}
        self.update(init or {}, **kwargs)

    def __getitem__(self, key):
        return self._data[to_lowercase(key)][1]

    def __setitem__(self, key, value):
        self._data[to_lowercase(key)] = (key, value)

    def __delitem__(self, key):
        del self._data[to_lowercase(key)]

    def __iter__(self):
        return (key for key, _ in self._data.values())

    def __len__(self):
        return len(self._data)


def to_lowercase(key):
    return key.lower() if isinstance(key, str) else key


def exactly_n(items, amount=1):
    """Whether that many of the values are true."""
    return sum(1 for each in items if each) == amount


def exactly_one(items):
    return exactly_n(items)


decode_list = decode_dict = decode_tuple = decode
encode_list = encode_dict = encode_tuple = encode


def filter_falsey(data, recurse_depth=None, ignore_types=()):
    """Without the items that count as false, but for those of the types named."""

    def wanted(item):
        return bool(item) or type(item) in ignore_types

    def inner(item):
        deeper = None if recurse_depth is None else recurse_depth - 1
        return filter_falsey(item, deeper, ignore_types) if recurse_depth and isinstance(item, (dict, list, set)) else item

    if isinstance(data, dict):
        pairs = ((key, inner(item)) for key, item in data.items())
        return type(data)((key, item) for key, item in pairs if wanted(item))
    if isinstance(data, (list, set)):
        return type(data)(item for item in map(inner, data) if wanted(item))
    return data
