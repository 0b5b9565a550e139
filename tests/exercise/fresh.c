/* What stands between a chapter's program and the functions of an exercise.
 *
 * Whatever calls such a function is compiled with another name for it, so that dloss_dw2 is
 * fresh_dloss_dw2 there, and comes here first.  The matrices that the function is to fill are filled
 * with UNSET, a number that no right result comes near: so a sum that was never set to zero, or an
 * entry that was left out, shows in the trace.  (The library's fresh matrices are zero, which would
 * hide it.)
 *
 * And before main the answer to the chapter's question is written to the file $BRICK_ANSWER.
 */
#include "dloss_dw1.h"
#include "dloss_dw2.h"
#include "exercise.h"
#include "loop.h"
#include "loss.h"
#include "matrix.h"
#include "sigmoid.h"

#include <stdio.h>
#include <stdlib.h>

static const double UNSET = 1e100;

static void unset(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = UNSET;
}

#define ANSWER_(n) answer_0##n
#define ANSWER(n) ANSWER_(n)

__attribute__((constructor)) static void write_answer(void)
{
    const char *path = getenv("BRICK_ANSWER");
    FILE *file = path ? fopen(path, "w") : NULL;

    if (file) {
        fprintf(file, "%.17g\n", ANSWER(CHAPTER));
        fclose(file);
    }
}

/* Calls the student's function of that name after the outputs were unset. */
#define FRESH(name, parameters, arguments, ...)                                                    \
    void fresh_##name parameters;                                                                  \
    void fresh_##name parameters                                                                   \
    {                                                                                              \
        __VA_ARGS__;                                                                               \
        name arguments;                                                                            \
    }

typedef struct matrix *M;
typedef const struct matrix *C;

#if CHAPTER == 1
FRESH(matrix_mul, (M out, C a, C b), (out, a, b), unset(out))
#elif CHAPTER == 2
FRESH(sigmoid, (M h, C z), (h, z), if (h != z) unset(h))
FRESH(sigmoid_derivative, (M dh_dz, C h), (dh_dz, h), if (dh_dz != h) unset(dh_dz))
#elif CHAPTER == 3
FRESH(dloss_dh2, (M dLoss_dh2, C Y, C h2, enum gradient g), (dLoss_dh2, Y, h2, g), unset(dLoss_dh2))
#elif CHAPTER == 4
FRESH(dloss_dz2, (M dLoss_dz2, M dh2_dz2, C dLoss_dh2, C h2), (dLoss_dz2, dh2_dz2, dLoss_dh2, h2),
      unset(dLoss_dz2); unset(dh2_dz2))
FRESH(dloss_dw2, (M dLoss_dW2, C h1, C dLoss_dz2, C W2, double lambda, enum gradient g),
      (dLoss_dW2, h1, dLoss_dz2, W2, lambda, g), unset(dLoss_dW2))
#elif CHAPTER == 5
FRESH(dloss_dh1, (M dLoss_dh1, C dLoss_dz2, C W2), (dLoss_dh1, dLoss_dz2, W2), unset(dLoss_dh1))
FRESH(dloss_dz1, (M dLoss_dz1, M dh1_dz1, C dLoss_dh1, C h1), (dLoss_dz1, dh1_dz1, dLoss_dh1, h1),
      unset(dLoss_dz1); unset(dh1_dz1))
FRESH(dloss_dw1, (M dLoss_dW1, C X, C dLoss_dz1, C W1, double lambda, enum gradient g),
      (dLoss_dW1, X, dLoss_dz1, W1, lambda, g), unset(dLoss_dW1))
#elif CHAPTER == 6
FRESH(network_forward, (struct network *net, C X), (net, X),
      unset(net->z1); unset(net->h1); unset(net->z2); unset(net->h2))
FRESH(network_backward,
      (struct network *net, C X, C Y, const struct training *how), (net, X, Y, how),
      unset(net->dLoss_dh2); unset(net->dh2_dz2); unset(net->dLoss_dz2); unset(net->dLoss_dW2);
      unset(net->dLoss_dh1); unset(net->dh1_dz1); unset(net->dLoss_dz1); unset(net->dLoss_dW1))
#endif
