/* Judges what a student's functions computed, by properties: no solution is kept anywhere.
 *
 * A slope is compared with finite differences of the function that the task states; a step, with
 * the steps before it.  What is drawn is a trace: tasks.c draws it, and judges what was put.
 */
#ifndef OWN_JUDGE_H
#define OWN_JUDGE_H

#include "matrix.h"
#include "rng.h"
#include "trace_file.h"

#include <stdbool.h>

struct own {
    struct trace_file given, put;
    const char *text; /* the file in which text.awk has said what is not written */
};

/* A task: writes what is given, and says whether what was put is right, or else what is not. */
struct task {
    const char *chapter;
    void (*draw)(struct rng *r);
    bool (*judge)(const struct own *o);
};
extern const struct task own_task[];
extern const size_t own_tasks;

/* Numbers that a known mistake would give, or how many times too large it makes every number; and
 * what is said of it.  A list ends with one of which nothing is said. */
struct suspect {
    struct matrix *m;
    const char *what;
};
struct factor {
    double by;
    const char *what;
};

/* What should be, and how that is known. */
struct property {
    const char *function, *name; /* of what no function makes, NULL */
    struct matrix *right;
    const char *how;
    const struct factor *factors;
    struct suspect *suspects;
    const struct matrix *mine; /* NULL: what was put under that name */
    double tolerance;          /* of the largest right number; 0: CLOSE */
};
#define CLOSE 1e-6 /* finite differences agree to 1e-9 */

/* Returns whether mine is right; says what is wrong.  Frees `right`, and the numbers of the
 * suspects. */
bool own_holds(const struct own *o, struct property p);

/* Return a matrix of a trace, or its first number; a trace without it ends the program. */
const struct matrix *own_block(const struct trace_file *t, const char *name);
double own_number(const struct trace_file *t, const char *name);

#endif
