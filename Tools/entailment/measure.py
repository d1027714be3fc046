"""How well scores tell what follows from what does not."""

import torch


@torch.no_grad()
def scores(judge, pairs):
    judge.eval()
    return [value for start in range(0, len(pairs), 64) for value in judge(pairs[start:start + 64]).tolist()]


def report(pairs, values):
    """AUC, accuracy at a half, and recall at three precisions, the threshold chosen on these very pairs."""
    order = sorted(zip(values, (pair.follows for pair in pairs)), reverse=True)
    positive = sum(follows for _, follows in order)
    negative, below, ranks = len(order) - positive, 0, 0
    for _, follows in order:
        ranks += (negative - below) if follows else 0
        below += not follows
    recall = {}
    for wanted in (0.98, 0.95, 0.9):
        right, best = 0, 0.0
        for count, (_, follows) in enumerate(order, 1):
            right += follows
            if right / count >= wanted and right >= 20:
                best = right / positive
        recall[wanted] = round(best, 3)
    accuracy = sum((value > 0) == follows for value, follows in order) / len(order)
    return dict(auc=round(ranks / max(1, positive * negative), 4), accuracy=round(accuracy, 4), recall_at_precision=recall)
