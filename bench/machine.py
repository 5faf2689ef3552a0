"""The machine on which the figures were measured."""

import os
import platform
import subprocess
from importlib.metadata import version

from bench import peers


def described() -> str:
    """One line: processors, memory, system, and the version of everything compared."""
    programs = [f"Python {platform.python_version()}", f"Pelican {version('pelican')}", f"Hugo {version('hugo')}"]
    if not peers.why_no_eleventy():
        programs.append(f"Eleventy {peers.eleventy_version()} on Node {_said('node', '--version').lstrip('v')}")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} processors ({_processor()}), {memory:.0f} GB of memory, {_system()}; {', '.join(programs)}."


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123
            names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.machine()


def _system() -> str:
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        name = platform.system()
    return f"{name}, {platform.system()} {platform.release().split('-')[0]}"


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
