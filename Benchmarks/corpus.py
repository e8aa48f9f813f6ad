"""The largest project of a corpus, where SWIFTCOMPOSE_CORPUS names one: a folder a case, with `cmd` and `expected.*`."""

import os
import shlex
from pathlib import Path

FILE_OPTIONS = ("-f", "--file", "--env-file")


def largest_case():
    """The words that load the case whose model is the longest; None without a corpus."""
    folder = os.environ.get("SWIFTCOMPOSE_CORPUS")
    if not folder:
        return None
    cases = [case for case in Path(folder).resolve().iterdir() if (case / "expected.yaml").is_file()]
    if not cases:
        return None
    case = max(cases, key=lambda case: (case / "expected.yaml").stat().st_size)
    return ["--project-directory", str(case), *in_folder(shlex.split((case / "cmd").read_text()), case), "-q"]


def in_folder(words, case):
    """The words as they are said from elsewhere."""
    result = []
    for word in words:
        is_file = bool(result) and result[-1] in FILE_OPTIONS
        result.append(str(case / word) if is_file else word)
    if not any(word in ("-f", "--file") for word in result):
        for name in ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"):
            if (case / name).is_file():
                return ["-f", str(case / name), *result]
    return result
