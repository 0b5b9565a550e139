/* libFuzzer: any file through trace import.  What it makes of it, export and import make again. */
#include "import.h"
#include "tool.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *trace_of(const void *data, size_t size)
{
    struct import im;
    FILE *file = fmemopen((void *)(uintptr_t)data, size, "r");
    char *trace;

    if (!file)
        abort();
    trace = import_stream(&im, file, "input");
    if (!trace && im.error[0] == '\0')
        abort();
    import_free(&im);
    fclose(file);
    return trace;
}

static char *json_of(char *trace)
{
    struct trace_file t;
    char *json = NULL;
    size_t size;
    FILE *file = fmemopen(trace, strlen(trace), "r"), *out = open_memstream(&json, &size);

    if (!file || !out || !trace_file_read_stream(&t, file, "trace"))
        abort();
    write_json(out, &t);
    trace_file_free(&t);
    fclose(out);
    fclose(file);
    return json;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *trace = size > 0 ? trace_of(data, size) : NULL;

    if (trace) {
        char *json = json_of(trace), *again = trace_of(json, strlen(json));
        char *other = again ? json_of(again) : NULL;

        if (!other || strcmp(json, other) != 0)
            abort();
        free(json);
        free(again);
        free(other);
    }
    free(trace);
    return 0;
}
