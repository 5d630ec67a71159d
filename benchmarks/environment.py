"""Where it is measured: the peers' environment, and what the machine is."""

import hashlib
import json
import os
import platform
import subprocess
import venv
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).parent / "peers" / "requirements.txt"
_STAMP = "installed.sha256"


def cache() -> Path:
    """Return the folder of the peers' environment when none is named."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "evalkit-benchmarks" / "peers"


def peers_python(folder: Path) -> Path:
    """Return the interpreter of the peers' environment in `folder`, which is made where it is missing.

    It is made with the Python that runs this, and filled anew when the requirements change.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp, wanted = folder / _STAMP, hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if not python.exists():
        venv.create(folder, with_pip=True)
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        command = [str(python), "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS)]
        subprocess.run(command, check=True)
        stamp.write_text(wanted, encoding="ascii")
    return python


def versions(python: Path) -> dict[str, str]:
    """Return the version of everything that is measured, by distribution."""
    listed = subprocess.run(
        [str(python), "-m", "pip", "list", "--format=json", "--disable-pip-version-check"],
        check=True,
        capture_output=True,
        text=True,
    )
    wanted = {
        line.partition("=")[0].partition(">")[0].strip().lower()
        for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    found = {each["name"]: each["version"] for each in json.loads(listed.stdout)}
    peers = {name: number for name, number in found.items() if name.lower() in wanted}
    return {"evalkit": _own("evalkit-scorecard"), **peers, "numpy beside evalkit": _own("numpy")}


def _own(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def machine() -> dict[str, Any]:
    """Return what is measured on."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": _memory(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> float | None:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return None
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
