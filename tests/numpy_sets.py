"""Trains on four public sets, for tests/own_data.c to compare with.

    python3 tests/numpy_sets.py FOLDER >tests/numpy/sets.txt

FOLDER has the files of Debian's python3-sklearn (usr/lib/python3/dist-packages/sklearn/datasets/data).
Written from the formulas and not from lib/: where the two agree, each vouches for the other.
"""
import gzip
import sys

import numpy as np

HIDDEN, LR, LAMBDA, EPOCHS = 10, 0.5, 0.001, 100
OWN = "chapters/06-loop/data/"


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def read(path, header, class_column):
    lines = [l for l in (gzip.open(path, "rt") if path.endswith("gz") else open(path)) if l[0] != "#"]
    rows = [l.strip().split(",") for l in lines[header:]]
    classes = sorted({r[class_column] for r in rows})
    Y = np.eye(len(classes))[[classes.index(r.pop(class_column)) for r in rows]]
    return np.array(rows, dtype=float), Y


def train(X, Y):
    N = len(X)
    np.random.seed(2017)
    W1 = (2 * np.random.random((X.shape[1], HIDDEN)) - 1) / np.sqrt(X.shape[1])
    W2 = (2 * np.random.random((HIDDEN, Y.shape[1])) - 1) / np.sqrt(HIDDEN)
    b1, b2 = np.zeros(HIDDEN), np.zeros(Y.shape[1])
    for epoch in range(EPOCHS + 1):
        h1 = sigmoid(X.dot(W1) + b1)
        h2 = sigmoid(h1.dot(W2) + b2)
        penalty = LAMBDA * (np.square(W1).sum() + np.square(W2).sum())
        loss = (np.square(Y - h2).sum() + penalty) / (2 * N)
        if epoch == EPOCHS:
            break
        d2 = -(Y - h2) * h2 * (1 - h2) / N
        d1 = d2.dot(W2.T) * h1 * (1 - h1)
        W2, W1, b2, b1 = (W2 - LR * (h1.T.dot(d2) + LAMBDA / N * W2), W1 - LR * (X.T.dot(d1) + LAMBDA / N * W1),
                          b2 - LR * d2.sum(axis=0), b1 - LR * d1.sum(axis=0))
    right = (h2.argmax(axis=1) == Y.argmax(axis=1)).sum()
    return loss, right, np.linalg.norm(W1), np.linalg.norm(W2)


print("# Made by `python3 tests/numpy_sets.py FOLDER >tests/numpy/sets.txt`: NumPy's Loss after %d epochs with\n"
      "# hidden %d, lr %g, lambda %g and biases, the rows that are right, and the lengths of W1 and W2.\n"
      "# set inputs classes rows x11 x12 Loss right W1 W2" % (EPOCHS, HIDDEN, LR, LAMBDA))
for name, path, header, class_column in (("iris", OWN + "iris.csv", 1, -1), ("wine", OWN + "wine.csv", 1, 0),
                                         ("breast_cancer", sys.argv[1] + "/breast_cancer.csv", 1, -1),
                                         ("digits", sys.argv[1] + "/digits.csv.gz", 0, -1)):
    X, Y = read(path, header, class_column)
    for scaled in (False, True):
        deviation = X.std(axis=0)
        S = (X - X.mean(axis=0)) / np.where(deviation > 0, deviation, 1) if scaled else X
        print(name + ("+" if scaled else ""), X.shape[1], Y.shape[1], len(X), *("%.17g" % v for v in S[0, :2]),
              "%.12g %d %.12g %.12g" % train(S, Y))
