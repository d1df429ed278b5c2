from salt.exceptions import SaltException


class SerializationError(SaltException):
    pass


class DeserializationError(SaltException):
    pass
