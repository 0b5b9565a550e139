/* What stands between a chapter's program and the functions of an exercise.
 *
 * Whatever calls such a function is compiled with another name for it, so that dloss_dw2 is
 * fresh_dloss_dw2 there, and comes here first.  The matrices that the function is to fill are
 * filled with UNSET, a number that no right result comes near: so a sum that was never set to zero,
 * or an entry that was left out, shows in the trace.  (The library's fresh matrices are zero, which
 * would hide it.)
 *
 * And before main the answer to the chapter's question is written to the file $BRICK_ANSWER.
 */
#ifndef FRESH_H
#define FRESH_H

#include "matrix.h"

#include <stdio.h>
#include <stdlib.h>

static const double UNSET = 1e100;

static void unset(struct matrix *m)
{
    for (size_t i = 0; m && i < m->rows * m->cols; i++)
        m->v[i] = UNSET;
}

extern const double ANSWER; /* answer_04, as the compiler is told */

__attribute__((constructor)) static void write_answer(void)
{
    const char *path = getenv("BRICK_ANSWER");
    FILE *file = path ? fopen(path, "w") : NULL;

    if (file) {
        fprintf(file, "%.17g\n", ANSWER);
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

#endif
