"""The training loop once more, for tests/loop.c to compare with.

    python3 tests/numpy_loop.py >tests/numpy_loop.h

Written from the formulas and not from lib/: where the two agree, each vouches for the other.
"""
import numpy as np

ROWS, HIDDEN, LR, LAMBDA, EPOCHS = 50, 10, 0.003, 0.001, 1000


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def train(exact, bias):
    X = np.random.RandomState(0).randn(300, 2)[:ROWS]
    Y = np.eye(2)[np.logical_xor(X[:, 0] > 0, X[:, 1] > 0).astype(int)]
    np.random.seed(2017)
    W1 = (2 * np.random.random((2, HIDDEN)) - 1) / np.sqrt(2)
    W2 = (2 * np.random.random((HIDDEN, 2)) - 1) / np.sqrt(HIDDEN)
    b1, b2 = np.zeros(HIDDEN), np.zeros(2)
    for _ in range(EPOCHS):
        h1 = sigmoid(X.dot(W1) + b1)
        h2 = sigmoid(h1.dot(W2) + b2)
        penalty = LAMBDA * (np.square(W1).sum() + np.square(W2).sum())
        loss = (np.square(Y - h2).sum() + penalty) / (2 * ROWS)
        d2 = -(Y - h2) * h2 * (1 - h2)
        d1 = d2.dot(W2.T) * h1 * (1 - h1)
        g2, g1 = h1.T.dot(d2), X.T.dot(d1)
        share = 1 / ROWS if exact else 1
        if exact:
            g2, g1 = (g2 + LAMBDA * W2) / ROWS, (g1 + LAMBDA * W1) / ROWS
        else:
            g2, g1 = g2 + LAMBDA * np.square(W2).sum(), g1 + LAMBDA * np.square(W1).sum()
        W2, W1 = W2 - LR * g2, W1 - LR * g1
        if bias:
            b2, b1 = b2 - LR * share * d2.sum(axis=0), b1 - LR * share * d1.sum(axis=0)
    return loss, W1, W2, b1, b2


def show(numbers):
    text = ["%.17g," % x for x in numbers]
    lines = [" ".join(text[i:i + 4]) for i in range(0, len(text), 4)]
    print("     {" + "\n      ".join(lines).rstrip(",") + "},")


print("/* Made by `python3 tests/numpy_loop.py >tests/numpy_loop.h`: NumPy's %d epochs with\n"
      " * rows %d, hidden %d, lr %g, lambda %g.  The Loss is that before the last update. */"
      % (EPOCHS, ROWS, HIDDEN, LR, LAMBDA))
print("static const struct {\n    enum gradient gradient;\n    bool bias;")
print("    double Loss, W1[%d], W2[%d], b1[%d], b2[2];\n} numpy[] = {" % (2 * HIDDEN, 2 * HIDDEN, HIDDEN))
for exact, bias in (True, False), (False, False), (True, True), (False, True):
    loss, *weights = train(exact, bias)
    gradient = "GRADIENT_EXACT" if exact else "GRADIENT_ARTICLE"
    print("    {%s, %s, %.17g," % (gradient, "true" if bias else "false", loss))
    for W in weights:
        show(W.ravel())
    print("    },")
print("};")
