/* Fuzzes the CSV reader with any file.  What it accepts must be whole: every row has its numbers
 * and a class that is one of those counted. */
#include "csv.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct csv csv;
    FILE *file = size > 0 ? fmemopen((void *)data, size, "r") : NULL;

    if (!file)
        return 0;
    if (csv_read_stream(&csv, file, "input")) {
        if (csv.rows == 0 || csv.in == 0 || csv.classes < 2)
            abort();
        for (size_t i = 0; i < csv.rows * csv.in; i++)
            if (!isfinite(csv.x[i]))
                abort();
        for (size_t i = 0; i < csv.rows; i++)
            if (csv.class[i] >= csv.classes || !csv.label[csv.class[i]][0])
                abort();
    } else if (!csv.error[0]) {
        abort();
    }
    csv_free(&csv);
    fclose(file);
    return 0;
}
