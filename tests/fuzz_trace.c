/* Fuzzes the reader of traces, check and why with any file. */
#include "trace_file.h"
#include "tool.h"

#include <stdint.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return freopen("/dev/null", "w", stdout) ? 0 : 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct trace_file t;
    FILE *file = size > 0 ? fmemopen((void *)data, size, "r") : NULL;

    if (!file)
        return 0;
    if (trace_file_read_stream(&t, file, "input")) {
        char name[NAME_MOST + 8];

        check_trace(&t, 1e-13, true);
        snprintf(name, sizeof name, "%s[1,1]", t.block[t.blocks - 1].name);
        explain_number(&t, name, 20, stdout);
    }
    trace_file_free(&t);
    fclose(file);
    return 0;
}
