"""The exceptions that modules raise and catch."""


class SaltException(Exception):
    def __init__(self, message=""):
        super().__init__(message)
        self.message = self.strerror = message if isinstance(message, str) else str(message)


class SaltInvocationError(SaltException, TypeError):
    """A function was asked for something that makes no sense."""


def _shown(info):
    from salt.output import out_format

    return out_format(info)


class CommandExecutionError(SaltException):
    """A function could not do what it was asked for; ``info`` may say more."""

    def __init__(self, message="", info=None):
        self.error = str(message)
        self.info = info
        shown = self.strerror_without_changes = self.error
        if info:
            start = self.error
            if start:
                start += " " if start[-1] in ".?!" else ". "
            start += "Additional info follows:\n\n"
            shown = self.strerror_without_changes = start + _shown(info)
            if isinstance(info, dict):
                rest = {key: item for key, item in info.items() if key != "changes"}
                self.strerror_without_changes = start + _shown(rest) if rest else self.error
        super().__init__(shown)


class CommandNotFoundError(CommandExecutionError):
    """A program that is needed is not installed."""


class SaltRenderError(SaltException):
    def __init__(self, message, line_num=None, buf="", marker="    <======================", trace=None):
        self.error = message
        self.line_num = line_num
        self.buffer = buf
        self.context = ""
        super().__init__(message if line_num is None else "{}; line {}".format(message, line_num))


class SaltSystemExit(SystemExit):
    def __init__(self, code=0, msg=None):
        super().__init__(msg or code)
        self.message = msg


class TimedProcTimeoutError(SaltException):
    """A process did not end in time."""


class SaltClientError(SaltException):
    pass


class SaltReqTimeoutError(SaltException):
    pass


class SaltDaemonNotRunning(SaltException):
    pass


class SaltRunnerError(SaltException):
    pass


class SaltConfigurationError(SaltException):
    pass


class SaltCacheError(SaltException):
    pass


class SaltCloudException(SaltException):
    pass


class SaltDeserializationError(SaltException):
    pass


class LoaderError(SaltException):
    pass


class MinionError(SaltException):
    pass


class MasterExit(SystemExit):
    pass


class PublishError(SaltException):
    pass


class PkgParseError(SaltException):
    pass


class TemplateError(SaltException):
    pass


class ArgumentValueError(CommandExecutionError):
    pass


class CheckError(CommandExecutionError):
    pass


class FileLockError(SaltException):
    def __init__(self, message="", time_start=None, *args, **kwargs):
        super().__init__(message)
        self.time_start = time_start or 0


class FileserverConfigError(SaltException):
    pass


class GitLockError(SaltException):
    pass


class AuthenticationError(SaltException):
    pass


class AuthorizationError(SaltException):
    pass


class EauthAuthenticationError(SaltException):
    pass


class TokenAuthenticationError(SaltException):
    pass


class UserAuthenticationError(SaltException):
    pass


class TimeoutError(SaltException):
    pass


class NotImplemented(SaltException):
    pass


class GetPassTimeout(SaltException):
    pass


class SaltNoMinionsFound(SaltException):
    pass


class SaltKeyTypeError(SaltException):
    pass


class SaltValidationError(SaltException):
    pass


def get_error_message(error):
    """The text of an exception."""
    return error.args[0] if error.args else ""
