import salt.utils.yaml
from salt.serializers import DeserializationError, SerializationError

available = True


def deserialize(stream_or_string, **options):
    text = stream_or_string.read() if hasattr(stream_or_string, "read") else stream_or_string
    try:
        return salt.utils.yaml.loads(text, **options)
    except Exception as exc:
        raise DeserializationError(str(exc)) from exc


def serialize(obj, **options):
    try:
        return salt.utils.yaml.dumps(obj, **options)
    except Exception as exc:
        raise SerializationError(str(exc)) from exc
