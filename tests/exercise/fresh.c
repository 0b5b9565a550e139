/* What stands between a chapter's program and the functions of an exercise.
 *
 * The linker sends each call of such a function here first (--wrap).  The matrices that the
 * function is to fill are filled with UNSET, a number that no right result comes near: so a sum that was
 * never set to zero, or an entry that was left out, shows in the trace.  (The library's fresh
 * matrices are zero, which would hide it.)  The memory behind a matrix, up to the next cache line,
 * is fenced off, so that the address sanitizer sees the first number too many.
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

enum { LINE = 64 }; /* as in lib/matrix.c */

static const double UNSET = 1e100;

static void unset(struct matrix *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++)
        m->v[i] = UNSET;
}

/* Present only where the student's code was built with the sanitizer. */
__attribute__((weak)) void __asan_poison_memory_region(const volatile void *at, size_t bytes);

struct matrix *__real_matrix_new(size_t rows, size_t cols);
struct matrix *__wrap_matrix_new(size_t rows, size_t cols)
{
    struct matrix *m = __real_matrix_new(rows, cols);
    size_t bytes = rows * cols * sizeof *m->v;

    if (__asan_poison_memory_region)
        __asan_poison_memory_region((char *)m->v + bytes, LINE - bytes % LINE);
    return m;
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
#define WRAP(name, parameters, arguments, ...)                                                     \
    void __real_##name parameters;                                                                 \
    void __wrap_##name parameters                                                                  \
    {                                                                                              \
        __VA_ARGS__;                                                                               \
        __real_##name arguments;                                                                   \
    }

typedef struct matrix *M;
typedef const struct matrix *C;

#if CHAPTER == 1
WRAP(matrix_mul, (M out, C a, C b), (out, a, b), unset(out))
#elif CHAPTER == 2
WRAP(sigmoid, (M h, C z), (h, z), if (h != z) unset(h))
WRAP(sigmoid_derivative, (M dh_dz, C h), (dh_dz, h), if (dh_dz != h) unset(dh_dz))
#elif CHAPTER == 3
WRAP(dloss_dh2, (M dLoss_dh2, C Y, C h2, enum gradient g), (dLoss_dh2, Y, h2, g), unset(dLoss_dh2))
#elif CHAPTER == 4
WRAP(dloss_dz2, (M dLoss_dz2, M dh2_dz2, C dLoss_dh2, C h2), (dLoss_dz2, dh2_dz2, dLoss_dh2, h2),
     unset(dLoss_dz2); unset(dh2_dz2))
WRAP(dloss_dw2, (M dLoss_dW2, C h1, C dLoss_dz2, C W2, double lambda, enum gradient g),
     (dLoss_dW2, h1, dLoss_dz2, W2, lambda, g), unset(dLoss_dW2))
#elif CHAPTER == 5
WRAP(dloss_dh1, (M dLoss_dh1, C dLoss_dz2, C W2), (dLoss_dh1, dLoss_dz2, W2), unset(dLoss_dh1))
WRAP(dloss_dz1, (M dLoss_dz1, M dh1_dz1, C dLoss_dh1, C h1), (dLoss_dz1, dh1_dz1, dLoss_dh1, h1),
     unset(dLoss_dz1); unset(dh1_dz1))
WRAP(dloss_dw1, (M dLoss_dW1, C X, C dLoss_dz1, C W1, double lambda, enum gradient g),
     (dLoss_dW1, X, dLoss_dz1, W1, lambda, g), unset(dLoss_dW1))
#elif CHAPTER == 6
WRAP(network_forward, (struct network *net, C X), (net, X),
     unset(net->z1); unset(net->h1); unset(net->z2); unset(net->h2))
WRAP(network_backward,
     (struct network *net, C X, C Y, const struct training *how), (net, X, Y, how),
     unset(net->dLoss_dh2); unset(net->dh2_dz2); unset(net->dLoss_dz2); unset(net->dLoss_dW2);
     unset(net->dLoss_dh1); unset(net->dh1_dz1); unset(net->dLoss_dz1); unset(net->dLoss_dW1))
#endif
