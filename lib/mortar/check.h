/* A shape law that can be run.
 *
 * Every operation on matrices starts with the promise it relies on:
 *
 *     CHECK(a->cols == b->rows, out, a, b);        (n,k)(k,m) -> (n,m)
 *
 * The first argument is the promise; the others are the matrices that it
 * speaks of.  A broken promise is a mistake in the program, never in its input:
 * the program stops at once (abort) after one line on stderr that names the
 * function, the promise and the shapes.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stddef.h>

struct matrix;

#define CHECK(promise, ...)                                                                        \
    ((promise) ? (void)0                                                                           \
               : check_failed(__func__, #promise, #__VA_ARGS__,                                    \
                              (const struct matrix *[]){__VA_ARGS__, NULL}))

/* list ends with NULL.  Does not return. */
_Noreturn void check_failed(const char *function, const char *promise, const char *names,
                            const struct matrix *const *list);

#endif
