/* Draws the second network of an exercise, as a trace that --given reads:
 *
 *     draw SEED [bias]
 *
 * Any two of its sizes are more than one apart, so that no index, and no index less one, is taken
 * for another; and none is the product or the sum of two.  Y is no one-hot: Y and its square
 * differ.
 */
#include "rng.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { N = 11, IN = 5, HIDDEN = 7, OUT = 3 };

/* Three decimals: enough to tell them apart, and to be read. */
static void draw(struct rng *r, const char *name, size_t rows, size_t cols, bool normal)
{
    printf("\n\n# %s %zux%zu\n", name, rows, cols);
    for (size_t i = 0; i < rows * cols; i++)
        printf("%.3f%s", normal ? rng_normal(r) : rng_uniform(r), (i + 1) % cols ? " " : "\n");
}

int main(int argc, char **argv)
{
    struct rng r;

    if (argc < 2)
        return 2;
    rng_seed(&r, (uint32_t)strtoul(argv[1], NULL, 10));
    printf("# brick-trace 1\n# set alpha=0.3 lambda=0.7\n");
    draw(&r, "X", N, IN, true);
    draw(&r, "Y", N, OUT, false);
    draw(&r, "W1", IN, HIDDEN, true);
    draw(&r, "W2", HIDDEN, OUT, true);
    if (argc > 2) {
        draw(&r, "b1", 1, HIDDEN, true);
        draw(&r, "b2", 1, OUT, true);
    }
    return 0;
}
