"""One training step in NumPy, written from the formulas alone, as a trace to compare with.

    python3 tests/numpy_trace.py exact   50 10 0.003 0.01 > tests/numpy/50x10-exact.trace
    python3 tests/numpy_trace.py article 50 10 0.003 0.01 > tests/numpy/50x10-article.trace

Arguments: gradient, rows, hidden, lr, lambda.  Seeds: 0 for the data, 2017 for the weights.
"""
import sys

import numpy as np

gradient, N, hidden = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
alpha, lam = float(sys.argv[4]), float(sys.argv[5])

X = np.random.RandomState(0).randn(N, 2)
xor = np.logical_xor(X[:, 0] > 0, X[:, 1] > 0)
Y = np.stack([~xor, xor], axis=1).astype(float)
np.random.seed(2017)
W1 = (2 * np.random.random((2, hidden)) - 1) / np.sqrt(2)
W2 = (2 * np.random.random((hidden, 2)) - 1) / np.sqrt(hidden)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


z1 = X @ W1
h1 = sigmoid(z1)
z2 = h1 @ W2
h2 = sigmoid(z2)
data_loss = np.sum((Y - h2) ** 2) / (2 * N)
ridge_loss = lam / (2 * N) * (np.sum(W1 ** 2) + np.sum(W2 ** 2))
Loss = data_loss + ridge_loss
if gradient == "exact":
    dLoss_dh2, ridge2, ridge1 = -(Y - h2) / N, lam / N * W2, lam / N * W1
else:
    dLoss_dh2, ridge2, ridge1 = -(Y - h2), lam * np.sum(W2 ** 2), lam * np.sum(W1 ** 2)
dh2_dz2 = h2 * (1 - h2)
dLoss_dz2 = dLoss_dh2 * dh2_dz2
dLoss_dW2 = h1.T @ dLoss_dz2 + ridge2
W2_new = W2 - alpha * dLoss_dW2
dLoss_dh1 = dLoss_dz2 @ W2.T
dh1_dz1 = h1 * (1 - h1)
dLoss_dz1 = dLoss_dh1 * dh1_dz1
dLoss_dW1 = X.T @ dLoss_dz1 + ridge1
W1_new = W1 - alpha * dLoss_dW1

print("# brick-trace 1")
print(f"# source made by tests/numpy_trace.py {' '.join(sys.argv[1:])}")
print(f"# set alpha={alpha:.17g} lambda={lam:.17g} N={N}")
for name in ("X Y W1 W2 z1 h1 z2 h2 data_loss ridge_loss Loss dLoss_dh2 dh2_dz2 dLoss_dz2 dLoss_dW2 "
             "W2_new dLoss_dh1 dh1_dz1 dLoss_dz1 dLoss_dW1 W1_new").split():
    m = np.atleast_2d(globals()[name])
    print(f"\n\n# {name} {m.shape[0]}x{m.shape[1]}")
    for row in m:
        print(*(f"{x:.17g}" for x in row))
print("\n")
