/* Fuzzes the evaluator with any formula, over a small trace that has every shape. */
#include "expand.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char small[] = "# brick-trace 1\n# set alpha=0.001 lambda=0.5 N=2\n\n\n"
                            "# X 2x2\n1 2\n3 4\n\n\n# W1@7 2x3\n-1 0 0.5\n2 inf nan\n\n\n"
                            "# r 1x3\n1 2 3\n\n\n# c 2x1\n0\n-2\n\n\n# s 1x1\n0.25\n\n\n"
                            "# result 1x1 = 0\n0\n\n\n";

static void evaluate(const struct evaluation *e)
{
    const struct node *top = &e->f.node[e->f.nodes - 1];

    for (size_t r = 0; r < top->rows; r++)
        for (size_t c = 0; c < top->cols; c++)
            evaluation_agrees(e, e->t->block, 0, evaluation_entry(e, e->f.nodes - 1, r, c));
}

static void write_out(const struct evaluation *e)
{
    static FILE *nowhere;
    struct expansion x = {.e = e};

    if (!nowhere && !(nowhere = fopen("/dev/null", "w")))
        abort();
    x.out = x.note = nowhere;
    for (x.style = NAMES; x.style <= TERMS; x.style++)
        expand(&x, e->f.nodes - 1, 0, 0);
    free(x.operand);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct trace_file t;
    struct block *result;
    struct evaluation e;

    if (t.blocks == 0) {
        FILE *file = fmemopen((void *)small, sizeof small - 1, "r");

        if (!file || !trace_file_read_stream(&t, file, "small"))
            abort();
        fclose(file);
    }
    result = &t.block[t.blocks - 1];
    free(result->formula);
    if (!(result->formula = malloc(size + 1)))
        return 0;
    memcpy(result->formula, data, size);
    result->formula[size] = '\0';
    for (int decimals = -1; decimals <= 1; decimals += 2) {
        t.digits = decimals;
        t.exact = decimals < 0;
        if (evaluation_begin(&e, &t, result->formula, result, 1e-13)) {
            evaluate(&e);
            write_out(&e);
        }
        evaluation_free(&e);
    }
    return 0;
}
