/* Draws the numbers of a task, or judges what a student's functions made of them.
 *
 *     judge CH draw SEED >GIVEN
 *     judge CH GIVEN PUT TEXT
 *
 * Exit status: 0 right, 1 not yet, 2 nothing could be judged.
 */
#include "judge.h"

#include "call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct matrix *own_block(const struct trace_file *t, const char *name)
{
    const struct block *b = trace_file_block(t, name, strlen(name));

    if (!b) {
        fprintf(stderr, "%s: there is no %s\n", t->path, name);
        exit(2);
    }
    return b->m;
}

double own_number(const struct trace_file *t, const char *name)
{
    return own_block(t, name)->v[0];
}

static bool unwritten(const struct own *o, const char *function)
{
    FILE *file = fopen(o->text, "r");
    char line[200], wanted[200];
    bool found = false;

    snprintf(wanted, sizeof wanted, "unwritten %s\n", function);
    while (file && !found && fgets(line, sizeof line, file))
        found = strcmp(line, wanted) == 0;
    if (file)
        fclose(file);
    return found;
}

/* Returns whether mine is `by` times right, plus `more`, in every entry. */
static bool alike(const struct property *p, const struct matrix *right, double by, double more)
{
    double most = p->tolerance * matrix_largest(right) * fmax(1, fabs(by));

    for (size_t i = 0; i < right->rows * right->cols; i++)
        if (!(fabs(p->mine->v[i] - (by * right->v[i] + more)) <= most))
            return false;
    return true;
}

/* Returns the first entry that is wrong. */
static size_t first_wrong(const struct property *p)
{
    double most = p->tolerance * matrix_largest(p->right);
    size_t i = 0;

    while (fabs(p->mine->v[i] - p->right->v[i]) <= most)
        i++;
    return i;
}

static void say_entry(const struct property *p, size_t i)
{
    size_t cols = p->right->cols;
    char place[60] = "";

    if (p->right->rows * cols > 1)
        snprintf(place, sizeof place, "[%zu,%zu]", i / cols + 1, i % cols + 1);
    printf("\n  %s%s%s%s\n", p->name, place, p->function ? ", the work of " : "",
           p->function ? p->function : "");
    if (p->function) /* else it is what was to be found out */
        printf("  expected  %.8g   %s\n", p->right->v[i], p->how);
    else
        printf("  it is to be %s\n", p->how);
    printf("  yours     %.8g\n\n", p->mine->v[i]);
}

/* Says what is known of numbers that are all of one kind. */
static void say_kind(const struct property *p, size_t i)
{
    double by = p->right->v[i] != 0 ? p->mine->v[i] / p->right->v[i] : 1;

    for (const struct suspect *s = p->suspects; s->what; s++)
        if (alike(p, s->m, 1, 0)) {
            printf("%s\n", s->what);
            return;
        }
    for (const struct factor *f = p->factors; f && f->what; f++)
        if (alike(p, p->right, f->by, 0)) {
            printf("%s\n", f->what);
            return;
        }
    if (isnan(p->mine->v[i]))
        printf("NaN is what C gives for 0/0 and for the logarithm of a negative number.\n");
    else if (p->mine->v[i] == HELD)
        printf("That is what the matrix held before: this entry was not written to.\n");
    else if (alike(p, p->right, 1, HELD))
        printf("Every number is too large by what the matrix held before: set an entry first, "
               "then add to it.\n");
    else if (alike(p, p->right, 0, 0))
        printf("All numbers are 0.\n");
    else if (p->right->rows * p->right->cols > 1 && alike(p, p->right, by, 0))
        printf("Every number is %.6g times what it should be.\n", by);
}

static bool holds(const struct own *o, const struct property *p)
{
    size_t i;

    if (p->mine->rows != p->right->rows || p->mine->cols != p->right->cols) {
        printf("\n%s is %zux%zu and should be %zux%zu.\n", p->name, p->mine->rows, p->mine->cols,
               p->right->rows, p->right->cols);
        return false;
    }
    if (alike(p, p->right, 1, 0))
        return true;
    if (p->function && unwritten(o, p->function)) {
        printf("\n%s is not written yet.\n", p->function);
        return false;
    }
    i = first_wrong(p);
    say_entry(p, i);
    say_kind(p, i);
    return false;
}

bool own_holds(const struct own *o, struct property p)
{
    bool right;

    p.mine = p.mine ? p.mine : own_block(&o->put, p.name);
    p.tolerance = p.tolerance > 0 ? p.tolerance : CLOSE;
    right = holds(o, &p);
    matrix_free(p.right);
    for (struct suspect *s = p.suspects; s->what; s++)
        matrix_free(s->m);
    return right;
}

int main(int argc, char **argv)
{
    const struct task *t = own_task;
    struct own o = {0};
    struct rng r;
    bool right;

    while (argc > 1 && t < own_task + own_tasks && strcmp(t->chapter, argv[1]) != 0)
        t++;
    if (argc < 4 || t == own_task + own_tasks)
        return 2;
    if (strcmp(argv[2], "draw") == 0) {
        rng_seed(&r, (uint32_t)strtoul(argv[3], NULL, 10));
        printf("# brick-trace 1\n");
        t->draw(&r);
        return ferror(stdout) ? 2 : 0;
    }
    o.text = argv[argc - 1];
    if (!trace_file_read(&o.given, argv[2]) || !trace_file_read(&o.put, argv[3])) {
        fprintf(stderr, "%s\n", *o.given.error ? o.given.error : o.put.error);
        return 2;
    }
    right = t->judge(&o);
    trace_file_free(&o.given);
    trace_file_free(&o.put);
    return right ? 0 : 1;
}
