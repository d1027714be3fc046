"""The towers that a build needs, trained several at a time: two trainings of one thread each get more done on two cores than one of two threads after the other."""

import multiprocessing
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import torch

import data
import folds


@dataclass(frozen=True)
class Task:
    """One tower of the final weights, or of a fold's."""

    file: Path
    fold: int | None
    tower: int


class Trainings:
    """What every task needs; processes that are forked from this one have it too."""

    def __init__(self, work: Path, chosen: list, known, recipe, steps: tuple[int, ...], say):
        self.work, self.chosen, self.known, self.recipe, self.say = work, chosen, known, recipe, say
        self.shorter = recipe.with_steps(*steps)
        self.where = data.folds(chosen, folds.COUNT, recipe.seed)

    def tasks(self) -> list[Task]:
        """What is missing: first towers before those beside them, and the final ones, which take longest, first."""
        models = [("final", None)] + [(f"fold-{fold}", fold) for fold in range(folds.COUNT) if not (self.work / f"fold-{fold}.npz").exists()]
        every = [Task(self.work / f"{name}.pt", fold, tower) for tower in range(len(self.recipe.towers)) for name, fold in models]
        return [task for task in every if not folds.part(task.file, task.tower).exists()]

    def train(self, task: Task):
        recipe = self.recipe if task.fold is None else self.shorter
        seen = [p for p, f in zip(self.chosen, self.where) if f != task.fold]
        folds.trained(task.file, seen, self.known.sentences, self.known.average, self.known.weights, recipe,
                      lambda line: self.say(f"{task.file.stem}: {line}"), task.tower + 1)

    def run(self, threads: int):
        """All that is missing, with `threads` threads together."""
        waiting = self.tasks()
        jobs = min(threads, len(waiting))
        if jobs < 2:
            return
        global _trainings, _threads
        _trainings, _threads = self, threads // jobs
        # Forked: the pictures are in memory once. The children use no thread pool of this process (torch.set_num_threads below).
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _prepare) as pool:
            running = {}
            while waiting or running:
                for task in ready(waiting, running.values())[:jobs - len(running)]:
                    waiting.remove(task)
                    running[pool.submit(_work, task)] = task
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    del running[future]
                    future.result()


def ready(waiting: list[Task], running) -> list[Task]:
    """Those of `waiting` whose towers before them are done."""
    missing = {(task.file, task.tower) for task in (*waiting, *running)}
    return [task for task in waiting if not any((task.file, earlier) in missing for earlier in range(task.tower))]


_trainings, _threads = None, 1


def _prepare():
    torch.set_num_threads(_threads)
    # Numbers below the smallest normal one are slow and mean nothing here.
    torch.set_flush_denormal(True)


def _work(task: Task):
    _trainings.train(task)
