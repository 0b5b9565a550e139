/* Fuzzes the reader of weights with any file, for a network like that of the seeds, with biases or
 * without.  What it accepts is finite. */
#include "matrix.h"
#include "step.h"
#include "weights.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64], error[400] = "";
    size_t epoch;
    FILE *file;

    snprintf(path, sizeof path, "/tmp/fuzz_weights.%ld", (long)getpid());
    if (!(file = fopen(path, "w")))
        abort();
    fwrite(data, 1, size, file);
    fclose(file);
    for (int bias = 0; bias < 2; bias++) {
        struct step *s = step_new(0, 2, 3, 2, bias);

        if (weights_load(path, s, &epoch, error)) {
            if (!isfinite(matrix_largest(s->W1)) || !isfinite(matrix_largest(s->W2)) ||
                epoch > 1000000000000000)
                abort();
        } else if (!error[0]) {
            abort();
        }
        step_free(s);
    }
    return 0;
}
