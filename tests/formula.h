/* For the tests of formulas: a trace, and a formula over its blocks but the last two. */
#ifndef TESTS_FORMULA_H
#define TESTS_FORMULA_H

#include "test.h"

#include "expand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char small[] = "# brick-trace 1\n# set alpha=0.001 lambda=0.5 N=2\n\n\n"
                            "# X 2x2\n1 2\n3 4\n\n\n# W1@7 2x3\n-1 0 0.5\n2 4 -3\n\n\n"
                            "# r 1x3\n1 2 3\n\n\n# c 2x1\n0\n-2\n\n\n# s 1x1\n0.25\n\n\n"
                            "# result 1x1 = 0\n0\n\n\n# later 1x1\n1\n\n\n";

struct fixture {
    struct trace_file t;
    struct evaluation e;
    bool good;
};

static inline void read_text(struct trace_file *t, const char *text)
{
    FILE *file = fmemopen((void *)text, strlen(text), "r");

    if (!trace_file_read_stream(t, file, "text"))
        fail_msg("%s", t->error);
    fclose(file);
}

static inline void begin(struct fixture *f, const char *text, const char *formula, int decimals)
{
    struct block *result;

    read_text(&f->t, text);
    result = &f->t.block[f->t.blocks - 2];
    free(result->formula);
    result->formula = strdup(formula);
    f->t.digits = decimals; /* as if the head said so; -1: all digits */
    f->t.exact = decimals < 0;
    f->good = evaluation_begin(&f->e, &f->t, result->formula, result, 1e-13);
}

static inline void end(struct fixture *f)
{
    evaluation_free(&f->e);
    trace_file_free(&f->t);
}

static inline const struct node *top(const struct fixture *f)
{
    return &f->e.f.node[f->e.f.nodes - 1];
}

static inline struct entry entry(const struct fixture *f, size_t i)
{
    return evaluation_entry(&f->e, f->e.f.nodes - 1, i / top(f)->cols, i % top(f)->cols);
}

#endif
