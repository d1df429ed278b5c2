"""What two mappings do not share."""

from salt.utils.data import recursive_diff


def deep_diff(old, new, ignore=None):
    """{old, new} with what differs; {} when they are alike."""
    made = recursive_diff(old or {}, new or {}, ignore_keys=ignore)
    return {key: part for key, part in made.items() if part}


class DictDiffer:
    def __init__(self, current_dict, past_dict):
        self.current_dict = current_dict
        self.past_dict = past_dict

    def added(self):
        return set(self.current_dict) - set(self.past_dict)

    def removed(self):
        return set(self.past_dict) - set(self.current_dict)

    def changed(self):
        return {key for key in self.past_dict if key in self.current_dict and self.past_dict[key] != self.current_dict[key]}

    def unchanged(self):
        return {key for key in self.past_dict if key in self.current_dict and self.past_dict[key] == self.current_dict[key]}


def diff(current_dict, past_dict):
    return DictDiffer(current_dict, past_dict)
