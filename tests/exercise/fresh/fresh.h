/* What stands between a chapter's program and the functions of an exercise.
 *
 * Whatever calls such a function is compiled with another name for it, so that dloss_dw2 is
 * fresh_dloss_dw2 there, and comes here first.  The matrices that the function is to fill are
 * filled with UNSET, a NaN that stays recognisable in whatever is computed from it; the library's
 * fresh matrices are zero, which would hide a sum that was never set to zero, or an entry that was
 * left out.  When the function returns, a line on standard error notes what it did to matrices
 * that no trace shows, once for each kind and function:
 *
 *     exercise: kept FUNCTION MATRIX ROW COLUMN      the entry is as it was
 *     exercise: used FUNCTION MATRIX ROW COLUMN      it is made from what it held before
 *     exercise: unset FUNCTION MATRIX ROW COLUMN     it is made from a variable never set
 *     exercise: changed FUNCTION MATRIX ROW COLUMN   of a matrix that is only to be read
 *     exercise: replaced FUNCTION MATRIX             it has other memory, or another shape
 *
 * And before main the answer to the chapter's question is written to the file $BRICK_ANSWER.
 */
#ifndef FRESH_H
#define FRESH_H

#include "matrix.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A matrix of a call, and how it was before. */
struct watch {
    const char *name;
    struct matrix *m;
    bool fills;
    struct matrix **slot; /* where a step holds it, or NULL */
    struct matrix was;
    double *before;
};

enum { WATCHED_MOST = 40 };
static const uint64_t UNSET = 0x7ff8000000c0ffee, NEVER_SET = 0x7fffffffffffffff;
static const double SOME = 0.71828; /* by which no function multiplies, and which none adds */

static bool holds(double x, uint64_t nan)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return (bits & NEVER_SET) == nan; /* whatever its sign */
}

static size_t size_of(const struct watch *w)
{
    return w->m ? w->was.rows * w->was.cols : 0;
}

/* Notes what became of entry k; of a whole matrix if k is beyond it. */
static void note(const char *kind, const char *function, const struct watch *w, size_t k)
{
    static char noted[200];
    char this[80];

    snprintf(this, sizeof this, "%s %s;", kind, function);
    if (strstr(noted, this) || strlen(noted) + strlen(this) >= sizeof noted)
        return;
    strcat(noted, this);
    fprintf(stderr, "exercise: %s %s %s", kind, function, w->name);
    if (k < size_of(w))
        fprintf(stderr, " %zu %zu", k / w->was.cols + 1, k % w->was.cols + 1);
    fputc('\n', stderr);
}

static bool twice(const struct watch *w, size_t n, size_t i)
{
    for (size_t k = 0; k < n; k++)
        if (k != i && w[k].m == w[i].m)
            return true;
    return false;
}

static void fill(struct watch *w, size_t n, const void *number)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; w[i].fills && !twice(w, n, i) && k < size_of(&w[i]); k++)
            memcpy(&w[i].was.v[k], number, sizeof(double));
}

static void before_call(struct watch *w, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!w[i].m)
            continue;
        w[i].was = *w[i].m;
        w[i].before = malloc(size_of(&w[i]) * sizeof(double) + 1);
        if (!w[i].before)
            abort();
        memcpy(w[i].before, w[i].was.v, size_of(&w[i]) * sizeof(double));
    }
    fill(w, n, &UNSET);
}

/* Returns whether all matrices are where they were. */
static bool in_place(const char *function, const struct watch *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (w[i].m && ((w[i].slot && *w[i].slot != w[i].m) ||
                       memcmp(w[i].m, &w[i].was, sizeof w[i].was) != 0)) {
            note("replaced", function, &w[i], SIZE_MAX);
            return false;
        }
    return true;
}

/* Returns whether some entry is made from UNSET. */
static bool look(const char *function, const struct watch *w, size_t n)
{
    bool unset = false;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < size_of(&w[i]); k++)
            if (w[i].fills) {
                unset = unset || holds(w[i].m->v[k], UNSET);
                if (holds(w[i].m->v[k], NEVER_SET))
                    note("unset", function, &w[i], k);
            } else if (!twice(w, n, i) &&
                       memcmp(&w[i].m->v[k], &w[i].before[k], sizeof(double)) != 0) {
                note("changed", function, &w[i], k);
            }
    return unset;
}

/* Returns whether the function is to be called once more, with SOME in its outputs. */
static bool after_call(const char *function, struct watch *w, size_t n)
{
    if (!in_place(function, w, n) || !look(function, w, n))
        return false;
    for (size_t i = 0; i < n; i++)
        if (w[i].m && w[i].fills)
            memcpy(w[i].before, w[i].m->v, size_of(&w[i]) * sizeof(double));
    fill(w, n, &SOME);
    return true;
}

/* An entry that is still the same was not written; another one is made from what it held.
 * The trace shall have what the first call gave. */
static void after_second_call(const char *function, struct watch *w, size_t n)
{
    if (!in_place(function, w, n))
        return;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; w[i].fills && k < size_of(&w[i]); k++) {
            if (holds(w[i].before[k], UNSET))
                note(w[i].m->v[k] == SOME ? "kept" : "used", function, &w[i], k);
            w[i].m->v[k] = w[i].before[k];
        }
}

static void forget(struct watch *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(w[i].before);
}

#define WATCH(name, w, n, call)                                                                    \
    before_call(w, n);                                                                             \
    call;                                                                                          \
    if (after_call(name, w, n)) {                                                                  \
        call;                                                                                      \
        after_second_call(name, w, n);                                                             \
    }                                                                                              \
    forget(w, n);

/* Calls the student's function of that name; behind the arguments stand its matrices. */
#define FRESH(name, parameters, arguments, ...)                                                    \
    void fresh_##name parameters;                                                                  \
    void fresh_##name parameters                                                                   \
    {                                                                                              \
        struct watch w[] = {__VA_ARGS__};                                                          \
                                                                                                   \
        WATCH(#name, w, sizeof w / sizeof *w, name arguments)                                      \
    }
#define FILLS(m)                                                                                   \
    {                                                                                              \
#m, m, true, NULL, {0 }, NULL                                                              \
    }
#define READS(m)                                                                                   \
    {                                                                                              \
#m, (M)m, false, NULL, {0 }, NULL                                                          \
    }

typedef struct matrix *M;
typedef const struct matrix *C;

extern const double ANSWER; /* answer_04, as the compiler is told */

__attribute__((constructor)) static void write_answer(void)
{
    const char *path = getenv("BRICK_ANSWER");
    FILE *file = path ? fopen(path, "w") : NULL;

    if (file) {
        fprintf(file, "%.17g\n", ANSWER);
        fclose(file);
    }
}

#endif
