"""The article's loop in NumPy, as the article writes it: one statement for each intermediate.

    numpy_loop.py ROWS HIDDEN

prints the processor's microseconds per epoch, and the Loss of the third epoch.
"""
import os
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
import time

import numpy as np

N, hidden = int(sys.argv[1]), int(sys.argv[2])
lr, reg = 0.003, 1e-6

X = np.random.RandomState(0).randn(N, 2)
Y = np.eye(2)[np.logical_xor(X[:, 0] > 0, X[:, 1] > 0).astype(int)]
np.random.seed(2017)
W1 = (2 * np.random.random((2, hidden)) - 1) / np.sqrt(2)
W2 = (2 * np.random.random((hidden, 2)) - 1) / np.sqrt(hidden)


def sigmoid(z, first_derivative=False):
    if first_derivative:
        return z * (1.0 - z)
    return 1.0 / (1.0 + np.exp(-z))


def epoch():
    global W1, W2
    z1 = np.matmul(X, W1)
    h1 = sigmoid(z1)
    z2 = np.matmul(h1, W2)
    h2 = sigmoid(z2)
    Loss = np.square(Y - h2).sum() / (2 * N)
    Loss += reg * (np.square(W1).sum() + np.square(W2).sum()) / (2 * N)

    dLoss_dh2 = -(Y - h2)
    dh2_dz2 = sigmoid(h2, first_derivative=True)
    dLoss_dz2 = dLoss_dh2 * dh2_dz2
    dz2_dW2 = h1
    dLoss_dW2 = dz2_dW2.T.dot(dLoss_dz2) + reg * np.square(W2).sum()

    dLoss_dh1 = dLoss_dz2.dot(W2.T)
    dh1_dz1 = sigmoid(h1, first_derivative=True)
    dLoss_dz1 = dLoss_dh1 * dh1_dz1
    dLoss_dW1 = X.T.dot(dLoss_dz1) + reg * np.square(W1).sum()

    W2 = W2 - lr * dLoss_dW2
    W1 = W1 - lr * dLoss_dW1
    return Loss


for _ in range(3):
    Loss = epoch()
took, count = 0, 1
while took < 0.1:  # as bench.c measures
    count *= 2
    begin = time.process_time()
    for _ in range(count):
        epoch()
    took = time.process_time() - begin
if not (np.isfinite(W1).all() and np.isfinite(W2).all()):
    sys.exit("numpy_loop.py: the weights are not finite")
print("%.17g %.17g" % (1e6 * took / count, Loss))
