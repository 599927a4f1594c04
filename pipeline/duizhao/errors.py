"""Every error a user can meet: a code, a sentence that says what is wrong, and one that says what to do.

They are raised where the cause is known and turned into a message in one place (`cli.main`); no traceback reaches a user.
The codes are stable: `run.json` counts failures by them.
"""

from __future__ import annotations


class DuizhaoError(Exception):
    """Base of all errors a user can meet.

    Attributes:
        code: stable short name, such as `text.lone-surrogate`; subclasses set it.
        hint: what the user can do about it, one sentence, or empty.
    """

    code = "error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders when several workers run; keyword arguments do not survive the default pickling.
        return (_rebuild, (type(self), self.message, self.hint))


def _rebuild(kind: type[DuizhaoError], message: str, hint: str) -> DuizhaoError:
    return kind(message, hint=hint)


class LoneSurrogateError(DuizhaoError):
    """The text holds half of a UTF-16 pair, which is no character and cannot be written as UTF-8."""

    code = "text.lone-surrogate"


class EditError(DuizhaoError):
    """An edit lies outside the text, or two edits overlap."""

    code = "text.bad-edit"


class SettingsError(DuizhaoError):
    """The settings file cannot be read, or names a setting that does not exist."""

    code = "settings.invalid"


class UnreadableError(DuizhaoError):
    """A file or folder cannot be opened: missing, no permission, vanished."""

    code = "input.unreadable"


class EmptyInputError(DuizhaoError):
    """A file holds no text at all."""

    code = "input.empty"


class NotTextError(DuizhaoError):
    """The bytes are no text in any encoding known here."""

    code = "input.not-text"


class FormatError(DuizhaoError):
    """A container (DOCX, TMX, JSONL…) is damaged beyond reading."""

    code = "input.bad-format"


class UnsupportedError(DuizhaoError):
    """A kind of file that is not read here, such as PDF."""

    code = "input.unsupported"


class TooLargeError(DuizhaoError):
    """A file is larger than the settings allow."""

    code = "input.too-large"


class ManifestError(DuizhaoError):
    """`corpus.toml` is not valid, or names a file that is not there."""

    code = "input.bad-manifest"


class OutputExistsError(DuizhaoError):
    """The run folder exists and replacing it was not asked for."""

    code = "output.exists"


class OutputError(DuizhaoError):
    """The run folder cannot be written."""

    code = "output.unwritable"


class RunFolderError(DuizhaoError):
    """A folder given as a run folder is not one, or was written by an incompatible version."""

    code = "run.not-a-run"


class ModelMissingError(DuizhaoError):
    """A model that the settings name is not installed."""

    code = "model.missing"


class UsageError(DuizhaoError):
    """The command was called with arguments that do not fit together."""

    code = "usage"
