/* libFuzzer: any file, as kept weights.  What is accepted must fit together and be finite. */
#include "matrix.h"
#include "weights.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct matrix *W1, *W2;
    char path[64], error[400] = "";
    size_t epoch;
    FILE *file;

    snprintf(path, sizeof path, "/tmp/fuzz_weights.%ld", (long)getpid());
    if (!(file = fopen(path, "w")))
        abort();
    fwrite(data, 1, size, file);
    fclose(file);
    if (weights_load(path, &W1, &W2, &epoch, error)) {
        if (W1->cols != W2->rows || !isfinite(matrix_largest(W1)) ||
            !isfinite(matrix_largest(W2)) || epoch > 1000000000000000)
            abort();
        matrix_free(W1);
        matrix_free(W2);
    } else if (!error[0]) {
        abort();
    }
    return 0;
}
