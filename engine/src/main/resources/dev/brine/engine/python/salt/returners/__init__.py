"""What returners share."""


def get_returner_options(virtualname=None, ret=None, attrs=None, **kwargs):
    """Options of a returner: ``ret_kwargs`` of the job, then ``<name>.<option>`` of the configuration, then the defaults."""
    ret = ret or {}
    opts = kwargs.get("__opts__") or {}
    ask = (kwargs.get("__salt__") or {}).get("config.option")
    made = {}
    for option, attribute in (attrs or {}).items():
        names = []
        if ret.get("ret_config"):
            names.append("{}.{}.{}".format(ret["ret_config"], virtualname, attribute))
        names.append("{}.{}".format(virtualname, attribute))
        for name in names:
            found = ask(name) if ask else opts.get(name)
            if found not in (None, ""):
                made[option] = found
                break
        else:
            if option in (kwargs.get("defaults") or {}):
                made[option] = kwargs["defaults"][option]
    made.update(ret.get("ret_kwargs") or {})
    return made
