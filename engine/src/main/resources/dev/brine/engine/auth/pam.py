"""Asks PAM whether a password is right. Standard input: service, user and password, each ended by a zero byte.

Exit code 0: right, 1: wrong, 2: there is no PAM here.
"""
import ctypes
import ctypes.util
import sys

ECHO_OFF, ECHO_ON = 1, 2


class Message(ctypes.Structure):
    _fields_ = [("style", ctypes.c_int), ("text", ctypes.c_char_p)]


class Response(ctypes.Structure):
    _fields_ = [("text", ctypes.c_void_p), ("code", ctypes.c_int)]


TALK = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_int,
    ctypes.POINTER(ctypes.POINTER(Message)),
    ctypes.POINTER(ctypes.POINTER(Response)),
    ctypes.c_void_p,
)


class Conversation(ctypes.Structure):
    _fields_ = [("talk", TALK), ("data", ctypes.c_void_p)]


def main():
    service, user, password = sys.stdin.buffer.read().split(b"\0")[:3]
    name = ctypes.util.find_library("pam")
    if not name:
        return 2
    pam = ctypes.CDLL(name)
    libc = ctypes.CDLL(ctypes.util.find_library("c"))
    libc.calloc.restype = ctypes.c_void_p
    libc.calloc.argtypes = [ctypes.c_size_t, ctypes.c_size_t]
    libc.strdup.restype = ctypes.c_void_p
    libc.strdup.argtypes = [ctypes.c_char_p]

    def talk(count, messages, responses, _data):
        # PAM frees what it is given, so it must come from malloc
        block = libc.calloc(count, ctypes.sizeof(Response))
        answers = ctypes.cast(block, ctypes.POINTER(Response))
        for i in range(count):
            if messages[i].contents.style == ECHO_OFF:
                answers[i].text = libc.strdup(password)
            elif messages[i].contents.style == ECHO_ON:
                answers[i].text = libc.strdup(user)
        responses[0] = answers
        return 0

    conversation = Conversation(TALK(talk), None)
    handle = ctypes.c_void_p()
    pam.pam_start.argtypes = [
        ctypes.c_char_p,
        ctypes.c_char_p,
        ctypes.POINTER(Conversation),
        ctypes.POINTER(ctypes.c_void_p),
    ]
    for function in (pam.pam_authenticate, pam.pam_acct_mgmt, pam.pam_end):
        function.argtypes = [ctypes.c_void_p, ctypes.c_int]
    if pam.pam_start(service, user, ctypes.byref(conversation), ctypes.byref(handle)) != 0:
        return 2
    result = pam.pam_authenticate(handle, 0)
    if result == 0:
        result = pam.pam_acct_mgmt(handle, 0)
    pam.pam_end(handle, result)
    return 0 if result == 0 else 1


sys.exit(main())
