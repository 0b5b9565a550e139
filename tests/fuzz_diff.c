/* Fuzzes trace diff with two traces, one behind the other and a zero byte between them. */
#include "tool.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_file(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "w");

    if (!file)
        abort();
    fwrite(data, 1, size, file);
    fclose(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *zero = size > 0 ? memchr(data, 0, size) : NULL;
    size_t first = zero ? (size_t)(zero - data) : size;
    char one[64], other[64], *argv[] = {"diff", one, other, NULL};

    snprintf(one, sizeof one, "/tmp/fuzz_diff.%ld.a", (long)getpid());
    snprintf(other, sizeof other, "/tmp/fuzz_diff.%ld.b", (long)getpid());
    write_file(one, data, first);
    write_file(other, zero ? zero + 1 : data, zero ? size - first - 1 : size);
    optind = 0; /* getopt begins anew */

    int status = diff_main(3, argv);

    if (status < 0 || status > 2)
        abort();
    return 0;
}
