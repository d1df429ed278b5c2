"""Digests."""

import base64
import hashlib
import hmac

from salt.utils.stringutils import to_bytes, to_str


def get_hash(path, form="sha256", chunk_size=65536):
    digest = hashlib.new(form)
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(chunk_size), b""):
            digest.update(block)
    return digest.hexdigest()


def md5_digest(instr):
    return hashlib.md5(to_bytes(instr)).hexdigest()


def sha1_digest(instr):
    return hashlib.sha1(to_bytes(instr)).hexdigest()


def sha256_digest(instr):
    return hashlib.sha256(to_bytes(instr)).hexdigest()


def sha512_digest(instr):
    return hashlib.sha512(to_bytes(instr)).hexdigest()


def hmac_signature(string, shared_secret, challenge_hmac):
    made = hmac.new(to_bytes(shared_secret), to_bytes(string), hashlib.sha256).digest()
    return hmac.compare_digest(base64.b64encode(made), to_bytes(challenge_hmac))


def base64_b64encode(instr):
    return to_str(base64.b64encode(to_bytes(instr)))


def base64_b64decode(instr):
    return to_str(base64.b64decode(to_bytes(instr)))
