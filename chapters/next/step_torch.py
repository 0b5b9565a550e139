"""One training step in PyTorch, which finds the gradients by itself: reads a trace as JSON.

build/trace export --json build/traces/05-dloss-dw1.trace | python3 chapters/next/step_torch.py
"""
import json, sys, torch

blocks = json.load(sys.stdin)["blocks"]
given = {block["name"]: torch.tensor(block["values"], dtype=torch.float64) for block in blocks}
X, Y, W1, W2 = (given[name] for name in ("X", "Y", "W1", "W2"))
alpha, N = 0.001, len(X)

# ---- step
W1.requires_grad_()
W2.requires_grad_()
h1 = torch.sigmoid(X @ W1)
h2 = torch.sigmoid(h1 @ W2)
Loss = torch.sum((Y - h2) ** 2) / (2 * N)
Loss.backward()
dLoss_dW2 = W2.grad
dLoss_dW1 = W1.grad
with torch.no_grad():
    W2_new = W2 - alpha * dLoss_dW2
    W1_new = W1 - alpha * dLoss_dW1
# ---- print
for name in ("h1", "h2", "Loss", "dLoss_dW2", "dLoss_dW1", "W2_new", "W1_new"):
    print(name, "=", torch.atleast_2d(globals()[name]).tolist())
