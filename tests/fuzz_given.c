/* Fuzzes the reader of worked examples with any file.  What it accepts is a whole network: every
 * shape fits, every number is finite, and one step computes from X to the new weights. */
#include "given.h"
#include "loop.h"
#include "matrix.h"
#include "options.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool in_range(double rate)
{
    return rate >= 0 && rate <= MOST_RATE;
}

/* The bricks check every shape. */
static void take_a_step(const struct given *g)
{
    struct step *s = step_like(g->net, g->X->rows);
    struct training how = {g->alpha, g->lambda, GRADIENT_EXACT};

    step_observe(s, g->X, g->Y);
    train(s, &how, 0, 1, 0, NULL, NULL);
    step_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    struct given g;
    FILE *file;

    snprintf(path, sizeof path, "/tmp/fuzz_given.%ld", (long)getpid());
    if (!(file = fopen(path, "w")))
        abort();
    fwrite(data, 1, size, file);
    fclose(file);
    if (given_read(&g, path, false)) {
        if (!isfinite(matrix_largest(g.X)) || !isfinite(matrix_largest(g.net->W2)) ||
            !in_range(g.alpha) || !in_range(g.lambda) || g.N < 1 || g.N > g.X->rows)
            abort();
        take_a_step(&g);
    } else if (!g.error[0] || strchr(g.error, '\n')) {
        abort();
    }
    given_free(&g);
    return 0;
}
