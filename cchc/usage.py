"""How the command line speaks: Vietnamese in help and errors, UTF-8 whatever the environment."""

import os
import signal
import sys
from typing import Any

import click

from .errors import Fault, UsageError, did_you_mean

_HEADINGS = {"Options": "Tùy chọn", "Commands": "Lệnh"}


class _Help(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Help


class Option(click.Option):
    """An option whose help says its bounds in its own words, and in Vietnamese that it must be."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        """What click adds to the help, without the bounds."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        if "required" in extra:
            extra["required"] = "bắt buộc"
        return extra


class Command(click.Command):
    """A command whose help is in Vietnamese."""

    context_class = _Context

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("options_metavar", "[TÙY CHỌN]")
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the arguments; an error knows in which command it happened."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = ctx
            raise


class Group(click.Group):
    """A group of commands whose help is in Vietnamese; a command it does not have is a fault."""

    context_class = _Context
    command_class = Command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that the first argument names. Raises UsageError where there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            known = self.list_commands(ctx)
            mend = f"{did_you_mean(name, known)}Có các lệnh: {', '.join(known)}"
            raise UsageError([Fault(f"không có lệnh '{name}'", "dòng lệnh", mend)])
        return super().resolve_command(ctx, args)


def in_vietnamese(error: click.ClickException) -> UsageError:
    """What click found wrong with a call, as one of our own errors."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "cchc"
    mend = f"xem cách dùng: {command} --help"
    match error:
        case click.NoSuchOption(option_name=name):
            known = [o for p in context.command.params for o in p.opts] if context else []
            what, mend = f"không có tùy chọn {name}", did_you_mean(name, known) + mend
        case click.MissingParameter(param=param):
            what = f"còn thiếu {param.make_metavar(context) if param else 'tham số'}"
        case click.BadOptionUsage(option_name=name):
            what = f"tùy chọn {name} thiếu giá trị hoặc không nhận giá trị"
        case _:
            what = f"không hiểu lời gọi ({error.format_message()})"
    return UsageError([Fault(what, f"lệnh {command}", mend)])


def settle_streams() -> None:
    """Let both streams take Vietnamese letters, and a stop by a scheduler end like Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8")
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def say(text: str) -> None:
    """Print a text; who has stopped listening (`| head`) does not stop the work."""
    try:
        click.echo(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
