"""The configuration of a beacon."""


def list_to_dict(config):
    """``[{a: 1}, {b: 2}]`` as ``{a: 1, b: 2}``."""
    made = {}
    for each in config:
        made.update(each)
    return made


def remove_hidden_options(config, whitelist):
    """Without the options that begin with an underscore, but for those named."""
    return [
        each for each in config if not isinstance(each, dict) or any(k in whitelist or not str(k).startswith("_") for k in each)
    ]
