"""One training step in NumPy: reads a trace as JSON, and prints what it computes.

build/trace export --json build/traces/05-dloss-dw1.trace | python3 chapters/next/step_numpy.py
"""
import json, sys, numpy as np

blocks = json.load(sys.stdin)["blocks"]
given = {block["name"]: np.array(block["values"], dtype=float) for block in blocks}
X, Y, W1, W2 = (given[name] for name in ("X", "Y", "W1", "W2"))
alpha, N = 0.001, len(X)

# ---- step
h1 = 1 / (1 + np.exp(-X @ W1))
h2 = 1 / (1 + np.exp(-h1 @ W2))
Loss = np.sum((Y - h2) ** 2) / (2 * N)
dLoss_dh2 = -(Y - h2) / N
dLoss_dz2 = dLoss_dh2 * h2 * (1 - h2)
dLoss_dW2 = h1.T @ dLoss_dz2
dLoss_dh1 = dLoss_dz2 @ W2.T
dLoss_dz1 = dLoss_dh1 * h1 * (1 - h1)
dLoss_dW1 = X.T @ dLoss_dz1
W2_new = W2 - alpha * dLoss_dW2
W1_new = W1 - alpha * dLoss_dW1
# ---- print
for name in ("h1", "h2", "Loss", "dLoss_dh2", "dLoss_dz2", "dLoss_dW2", "dLoss_dh1", "dLoss_dz1", "dLoss_dW1",
             "W2_new", "W1_new"):
    print(name, "=", np.atleast_2d(globals()[name]).tolist())
