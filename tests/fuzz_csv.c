/* Fuzzes the reader of CSV files with any file, and what is asked of it: a first byte that begins
 * no text says how it is read.  What it accepts must be whole: every row has its numbers and a
 * class that is one of those counted. */
#include "matrix.h"
#include "table.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct table *t, const struct table_how *how)
{
    size_t missing = 0;

    if (t->rows == 0 || t->in == 0 || t->classes < 2 || t->X->rows != t->rows ||
        t->X->cols != t->in)
        abort();
    for (size_t i = 0; i < t->rows * t->in; i++)
        if (isnan(t->X->v[i]))
            missing++;
        else if (isinf(t->X->v[i]))
            abort();
    if (missing != t->missing || (missing > 0 && how->missing != MISSING_MEAN))
        abort();
    for (size_t n = 0; n < t->rows; n++)
        if (t->class[n] >= t->classes || !t->label[t->class[n]][0])
            abort();
    for (size_t i = 0; i < t->in; i++)
        if (!t->input[i][0])
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const class[] = {NULL, "first", "last", "2", "y", "0", "1001", "x1"};
    struct table_how how = {0};
    struct table t;
    bool said = size > 1 && data[0] >= 0x80 && data[0] != 0xef; /* no letter, and no mark */
    FILE *file = size > said ? fmemopen((void *)(data + said), size - said, "r") : NULL;

    if (!file)
        return 0;
    if (said)
        how = (struct table_how){class[data[0] % 8], (enum header)(data[0] / 8 % 3),
                                 (enum missing)(data[0] / 32 % 4 % 3), 0};
    if (table_read_stream(&t, file, "input", &how))
        check(&t, &how);
    else if (!t.error[0])
        abort();
    table_free(&t);
    fclose(file);
    return 0;
}
