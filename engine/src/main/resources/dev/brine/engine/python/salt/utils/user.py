"""Accounts."""

import getpass
import grp
import os
import pwd


def get_user():
    return getpass.getuser()


def get_uid(user=None):
    if user is None:
        return os.geteuid()
    try:
        return pwd.getpwnam(user).pw_uid
    except KeyError:
        return None


def get_gid(group=None):
    if group is None:
        return os.getegid()
    try:
        return grp.getgrnam(group).gr_gid
    except KeyError:
        return None


def get_group_list(user, include_default=True):
    numbers = os.getgrouplist(user, pwd.getpwnam(user).pw_gid)
    return sorted(grp.getgrgid(number).gr_name for number in numbers)
