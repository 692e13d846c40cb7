"""The one version of the emulator this launcher is written for, and the check of the private names it uses."""
import importlib.metadata


def require(expected):
    found = importlib.metadata.version("ministack")
    if found != expected:
        sys_exit(f"the launcher is written for ministack {expected}, found {found}: install local/emulator/requirements.txt")


def names(module, *expected):
    """Refuses to start when a private name of the emulator is gone."""
    missing = [name for name in expected if not hasattr(module, name)]
    if missing:
        sys_exit(f"{module.__name__} lacks {', '.join(missing)}: the launcher does not fit this version of the emulator")


def sys_exit(message):
    raise SystemExit(f"launcher: {message}")
