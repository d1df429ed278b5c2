"""Merging nested data."""

import copy


def update(dest, upd, recursive_update=True, merge_lists=False):
    """Puts ``upd`` into ``dest``, which it returns."""
    if not recursive_update:
        dest.update(upd)
        return dest
    for key, value in upd.items():
        known = dest.get(key)
        if isinstance(value, dict) and isinstance(known, dict):
            update(known, value, recursive_update, merge_lists)
        elif merge_lists and isinstance(value, list) and isinstance(known, list):
            dest[key] = known + [each for each in value if each not in known]
        else:
            dest[key] = value
    return dest


def merge_recurse(obj_a, obj_b, merge_lists=False):
    return update(copy.deepcopy(obj_a), obj_b, merge_lists=merge_lists)


def merge_overwrite(obj_a, obj_b, merge_lists=False):
    return {**obj_a, **obj_b}


def merge_list(obj_a, obj_b):
    return {key: [each[key] for each in (obj_a, obj_b) if key in each] for key in {**obj_a, **obj_b}}


def merge_aggregate(obj_a, obj_b):
    return merge_recurse(obj_a, obj_b, merge_lists=True)


def merge(obj_a, obj_b, strategy="smart", renderer="yaml", merge_lists=False):
    if strategy in ("smart", "recurse"):
        return merge_recurse(obj_a, obj_b, merge_lists)
    return {"list": merge_list, "aggregate": merge_aggregate}.get(strategy, merge_overwrite)(obj_a, obj_b)


def ensure_dict_key(in_dict, keys, delimiter=":", ordered_dict=False):
    for part in keys.split(delimiter) if isinstance(keys, str) else keys:
        in_dict = in_dict.setdefault(part, {})


def set_dict_key_value(in_dict, keys, value, delimiter=":", ordered_dict=False):
    *parents, last = keys.split(delimiter)
    place = in_dict
    for part in parents:
        place = place.setdefault(part, {})
    place[last] = value
    return in_dict
