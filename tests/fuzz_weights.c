/* Fuzzes the reader of weights with any file, for a network like that of the seeds, with biases or
 * without.  What it accepts is finite. */
#include "matrix.h"
#include "step.h"
#include "weights.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct weights *w)
{
    if (!isfinite(matrix_largest(w->net->W1)) || !isfinite(matrix_largest(w->net->W2)) ||
        w->epoch > 1000000000000000 || (w->labels != 0 && w->labels != w->net->out) ||
        (w->scale.deviation && !w->scale.mean))
        abort();
    for (size_t k = 0; k < w->labels; k++)
        if (strchr(w->label[k], '\n'))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64], error[400] = "";
    struct weights w;
    FILE *file;

    snprintf(path, sizeof path, "/tmp/fuzz_weights.%ld", (long)getpid());
    if (!(file = fopen(path, "w")))
        abort();
    fwrite(data, 1, size, file);
    fclose(file);
    if (weights_load(&w, path, error)) {
        check(&w);
        for (int bias = 0; bias < 2; bias++) {
            struct step *s = step_new(0, 2, 3, 2, bias ? BIAS_TRAINED : BIAS_NONE);

            if (weights_take(&w, s, error) && !isfinite(matrix_largest(s->W1)))
                abort();
            step_free(s);
        }
    } else if (!error[0]) {
        abort();
    }
    weights_free(&w);
    return 0;
}
