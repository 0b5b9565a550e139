#include "check.h"

#include "matrix.h"

#include <stdio.h>
#include <stdlib.h>

void check_failed(const char *function, const char *promise, const char *names,
                  const struct matrix *const *list)
{
    fflush(stdout);
    fprintf(stderr, "%s: broken promise: %s, where %s =", function, promise, names);
    for (; *list; list++)
        fprintf(stderr, " %zux%zu", (*list)->rows, (*list)->cols);
    fputc('\n', stderr);
    abort();
}
