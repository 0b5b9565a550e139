#include "trial.h"

#include "matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a sum of some ten terms in another order may change, and more; no mistake is that small. */
static const double TOLERANCE = 1e-9;

static FILE *open_in(const char *folder, const char *file)
{
    char path[1000];

    snprintf(path, sizeof path, "%s/%s", folder, file);
    return fopen(path, "r");
}

void first_line(const char *folder, const char *file, char text[TEXT_MOST])
{
    FILE *f = open_in(folder, file);

    text[0] = '\0';
    if (f && !fgets(text, TEXT_MOST, f))
        text[0] = '\0';
    if (f)
        fclose(f);
    text[strcspn(text, "\n")] = '\0';
}

/* Takes "exercise.c:31" from "    #2 0x... in f path/exercise.c:31". */
static void find_place(char place[TEXT_MOST], const char *line)
{
    const char *at = strstr(line, "exercise.c:");

    if (at && place[0] == '\0')
        snprintf(place, TEXT_MOST, "%.*s",
                 (int)(strlen("exercise.c:") + strspn(at + strlen("exercise.c:"), "0123456789")),
                 at);
}

static void take_stop(struct run_of *r, enum ending ending, const char *text)
{
    r->ending = ending;
    snprintf(r->stop, sizeof r->stop, "%.*s", TEXT_MOST - 1, text);
    r->stop[strcspn(r->stop, "\n")] = '\0';
}

static void read_stop(struct run_of *r, const char *line)
{
    const char *asan = strstr(line, "ERROR: AddressSanitizer: ");
    const char *undefined = strstr(line, "runtime error: ");

    if (r->stop[0] != '\0')
        return;
    if (strstr(line, ": broken promise: "))
        take_stop(r, SHAPES, line);
    else if (asan && !strstr(asan, ": ABRT"))
        take_stop(r, MEMORY, asan + strlen("ERROR: AddressSanitizer: "));
    else if (undefined)
        take_stop(r, UNDEFINED, undefined + strlen("runtime error: "));
}

/* The particulars of the address sanitizer; older ones say "to the right of" for "after". */
static void read_particulars(struct run_of *r, const char *line)
{
    const char *located = strstr(line, " is located "), *own = strstr(line, "<== Memory access");
    const char *quote = own ? strchr(line, '\'') : NULL;
    long apart, size;
    char side[20];

    if (sscanf(line, " %*[A-Z] of size %*d%[ ]", side) == 1)
        snprintf(r->access, sizeof r->access, "%.20s", line);
    if (quote)
        snprintf(r->own, sizeof r->own, "%.*s", (int)strcspn(quote + 1, "'"), quote + 1);
    if (!located || r->room > 0)
        return;
    if (sscanf(located, " is located %ld bytes %19s %ld-byte", &apart, side, &size) == 3 ||
        sscanf(located, " is located %ld bytes to the %19s of %ld-byte", &apart, side, &size) ==
            3) {
        r->room = size;
        r->behind = side[0] == 'a' || side[0] == 'r' ? size + apart : -apart;
    }
}

static void read_note(struct run_of *r, const char *line)
{
    struct note *n = &r->note[r->notes];

    if (r->notes == NOTES_MOST)
        return;
    *n = (struct note){.row = 0};
    r->notes += sscanf(line, "exercise: %11s %39s %39s %zu %zu", n->kind, n->function, n->matrix,
                       &n->row, &n->col) >= 3;
}

static void read_errors(struct run_of *r, const char *folder, const char *file)
{
    FILE *f = open_in(folder, file);
    char line[1000];
    bool of_free = false, other = false;

    while (f && fgets(line, sizeof line, f)) {
        of_free = of_free || strncmp(line, "freed by", strlen("freed by")) == 0;
        other = other || strncmp(line, "previously", strlen("previously")) == 0;
        read_note(r, line);
        if (r->ending == WHOLE)
            continue;
        read_stop(r, line);
        read_particulars(r, line);
        if (!other)
            find_place(of_free ? r->freed : r->place, line);
    }
    if (f)
        fclose(f);
}

const struct note *trial_note(const struct run_of *r, const char *kinds, const char *function)
{
    for (size_t i = 0; i < r->notes; i++)
        if (strstr(kinds, r->note[i].kind) &&
            (!function || strcmp(function, r->note[i].function) == 0))
            return &r->note[i];
    return NULL;
}

static void read_run(struct run_of *r, const char *folder, size_t n)
{
    char name[40], text[TEXT_MOST];

    snprintf(name, sizeof name, "%zu.run", n);
    first_line(folder, name, r->what);
    r->there = r->what[0] != '\0';
    if (!r->there)
        return;
    snprintf(name, sizeof name, "%zu.status", n);
    first_line(folder, name, text);
    r->status = atoi(text);
    snprintf(name, sizeof name, "%zu.trace", n);
    snprintf(text, sizeof text, "%.300s/%s", folder, name);
    r->traced = trace_file_read(&r->t, text);
    r->ending = r->traced && r->status == 0 ? WHOLE : r->traced ? FAILED : LEFT;
    if (r->status >= 128)
        r->ending = KILLED;
    snprintf(name, sizeof name, "%zu.err", n);
    read_errors(r, folder, name);
    if (r->status == 124 || r->status == 137)
        r->ending = TIMED_OUT;
}

void trial_read(struct trial *t, const char *folder)
{
    *t = (struct trial){.folder = folder};
    for (size_t n = 0; n < RUNS_MOST; n++) {
        read_run(&t->run[n], folder, n + 1);
        if (!t->run[n].there)
            break;
        t->runs++;
    }
}

void trial_free(struct trial *t)
{
    for (size_t n = 0; n < t->runs; n++)
        trace_file_free(&t->run[n].t);
}

static bool numbers_agree(double a, double b, double largest)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    if (isinf(a) || isinf(b))
        return a == b;
    return fabs(a - b) <= TOLERANCE * (fabs(b) + 1e-3 * largest) + 1e-15;
}

bool blocks_agree(const struct block *a, const struct block *b, size_t *entry)
{
    double largest = 0;

    *entry = 0;
    if (strcmp(a->name, b->name) != 0 || a->m->rows != b->m->rows || a->m->cols != b->m->cols)
        return false;
    for (size_t i = 0; i < b->m->rows * b->m->cols; i++)
        if (fabs(b->m->v[i]) > largest && isfinite(b->m->v[i]))
            largest = fabs(b->m->v[i]);
    for (*entry = 0; *entry < b->m->rows * b->m->cols; ++*entry)
        if (!numbers_agree(a->m->v[*entry], b->m->v[*entry], largest))
            return false;
    return true;
}

static bool compare_run(struct divergence *d, const struct run_of *r, const struct run_of *right)
{
    for (size_t k = 0; r->traced && k < right->t.blocks; k++) {
        d->right = &right->t.block[k];
        d->left = right->t.blocks - k - 1;
        if (k == r->t.blocks || strcmp(r->t.block[k].name, d->right->name) != 0)
            return false;
        if (!blocks_agree(&r->t.block[k], d->right, &d->entry)) {
            d->block = &r->t.block[k];
            return false;
        }
        d->judged += d->right->formula != NULL;
    }
    return r->ending == WHOLE;
}

struct divergence trial_diverges(const struct trial *t, const struct trial *reference)
{
    struct divergence d = {.found = true};

    for (d.run = 0; d.run < reference->runs; d.run++) {
        d.right = NULL;
        d.block = NULL;
        if (!t->run[d.run].there || !compare_run(&d, &t->run[d.run], &reference->run[d.run]))
            return d;
    }
    d.found = false;
    return d;
}

static bool notes_alike(const struct run_of *a, const struct run_of *b)
{
    bool alike = a->notes == b->notes;

    for (size_t i = 0; alike && i < a->notes; i++)
        alike = strcmp(a->note[i].kind, b->note[i].kind) == 0 &&
                strcmp(a->note[i].matrix, b->note[i].matrix) == 0 &&
                a->note[i].row == b->note[i].row && a->note[i].col == b->note[i].col;
    return alike;
}

/* Two runs that ended alike, with the same numbers as far as they have any. */
static bool runs_alike(const struct run_of *a, const struct run_of *b)
{
    struct divergence d = {0};

    if (!a->there || !b->there)
        return a->there == b->there;
    if (a->traced != b->traced || strcmp(a->stop, b->stop) != 0 || !notes_alike(a, b))
        return false;
    if (a->traced)
        return compare_run(&d, a, b) || (!d.block && a->ending == b->ending);
    return a->ending == b->ending && a->ending != LEFT;
}

static bool all_finite(const struct block *b)
{
    return isfinite(matrix_largest(b->m));
}

/* Whether the block `at` of run n has the mistake's numbers: 1 yes, 0 no, -1 where that says
 * nothing, because it does not exist there, or a block before it was wrong already. */
static int same_block(const struct trial *t, const struct trial *reference, const char *at,
                      const struct trial *mistake, size_t n)
{
    const struct run_of *a = &t->run[n], *b = &mistake->run[n], *right = &reference->run[n];
    size_t entry;

    if (!right->traced || !trace_file_block(&right->t, at, strlen(at)))
        return -1;
    if (!a->traced || !b->traced)
        return 0;
    for (size_t k = 0; k < a->t.blocks && k < b->t.blocks && k < right->t.blocks; k++) {
        if (strcmp(right->t.block[k].name, at) == 0)
            return blocks_agree(&a->t.block[k], &b->t.block[k], &entry) &&
                   (all_finite(&b->t.block[k]) || notes_alike(a, b));
        if (!blocks_agree(&a->t.block[k], &right->t.block[k], &entry))
            return -1;
    }
    return -1;
}

enum match trial_explained(const struct trial *t, const struct trial *reference,
                           const struct divergence *at, const struct trial *mistake)
{
    bool alike = true;
    struct divergence theirs = trial_diverges(mistake, reference);
    size_t same = 0, other = 0;

    for (size_t n = 0; n < reference->runs; n++)
        alike = alike && runs_alike(&t->run[n], &mistake->run[n]);
    if (alike)
        return MATCH_ALL;
    if (!at->block || !theirs.block || strcmp(theirs.block->name, at->block->name) != 0)
        return MATCH_NONE;
    for (size_t n = 0; n < reference->runs; n++) {
        int is = same_block(t, reference, at->block->name, mistake, n);

        same += is == 1;
        other += is == 0;
    }
    if (same == 0 || same_block(t, reference, at->block->name, mistake, at->run) != 1)
        return MATCH_NONE;
    return other == 0 && same > 1 ? MATCH_BLOCK : MATCH_ONE;
}
