"""Makes the Python environment in which the packed packages are installed, beside what the repository's own `.venv`
has: as a stranger's has them, but without installing aws-cdk-lib a second time. Run by nx's target `build`."""

import os
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tools" / "python" / ".venv"


def make() -> None:
    shutil.rmtree(HERE, ignore_errors=True)
    venv.create(HERE, symlinks=os.name != "nt", with_pip=False)
    python = HERE / ("Scripts" if os.name == "nt" else "bin") / "python"
    (packages,) = HERE.glob("**/site-packages")
    (shared,) = (Path(path) for path in site.getsitepackages() if Path(path).is_relative_to(ROOT / ".venv"))
    # relative: the folder is kept in nx's cache
    (packages / "repository.pth").write_text(f"{os.path.relpath(shared, packages)}\n")
    wheels = sorted(ROOT.glob("packages/*/dist/python/*.whl"))
    if not wheels:
        sys.exit("packages/*/dist/python hold no wheel: run 'npx nx run-many -t package' first.")
    # nothing but what was packed and what is installed: that is enough, or a requirement cannot be satisfied
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--no-index"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    subprocess.run([python, *install, *wheels], check=True, env={**alone, "PIP_CONFIG_FILE": os.devnull})


make()
