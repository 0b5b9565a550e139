#include "diff.h"

#include "format.h"
#include "formula.h"
#include "matrix.h"
#include "mistake.h"
#include "show.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Tells whether the traces are of more than one chapter. */
static bool many_chapters(const struct diff *d)
{
    for (size_t k = 1; k < d->traces; k++)
        if (strcmp(d->trace[k].source, d->trace[0].source) != 0)
            return true;
    return false;
}

/* The traces in which a block is in that state; ABSENT: those that have it at all. */
static void print_traces(const struct diff *d, const enum state *state, enum state which)
{
    for (size_t k = 0; k < d->traces && many_chapters(d); k++)
        if (which == ABSENT ? state[k] != ABSENT : state[k] == which)
            printf(" %.*s", (int)strcspn(d->trace[k].source, "-"), SHOWN(d->trace[k].source));
}

static bool is_known(const struct diff *d, const struct mistake *m)
{
    for (size_t i = 0; i < d->mistakes; i++)
        if (strcmp(d->mistake[i].block, m->block) == 0 &&
            strcmp(d->mistake[i].formula, m->formula) == 0)
            return true;
    return false;
}

/* Says which mistake gives the printed numbers, if one does. */
static void print_mistake(struct diff *d, const struct pair *p)
{
    struct mistake found;
    struct account *a = p->account;

    if (!reference_at_fault(p) ||
        !mistake_find(&a->printed, account_printed(a, p->r->name), d->mistake, d->mistakes, &found))
        return;
    printf("    it follows %s%s\n", found.words, found.where);
    if (found.formula[0] == '\0' || is_known(d, &found))
        return;

    struct mistake *grown = realloc(d->mistake, (d->mistakes + 1) * sizeof *grown);

    if (grown) {
        d->mistake = grown;
        d->mistake[d->mistakes++] = found;
    }
}

/* Prints number i of a reference, and the number of the trace from which it is off. */
static void print_printed(const struct pair *p, size_t i, size_t off)
{
    const struct matrix *r = p->r->m, *b = p->b->m;
    int decimals = p->r->decimals[i] > 0 ? p->r->decimals[i] : 0;

    printf("%s", p->r->name);
    if (b->cols == r->cols)
        printf("[%zu,%zu]", i / r->cols + 1, i % r->cols + 1);
    printf(" is printed %.*f; ", decimals > 17 ? 17 : decimals, unsigned_nan(r->v[i]));
    if (b->cols == r->cols)
        fputs("it", stdout);
    else
        printf("%s[1,%zu]", p->r->name, off + 1);
    printf(" is %.*f", decimals > 8 ? decimals : 8, unsigned_nan(b->v[off]));
}

/* The slips of a block, in words. */
static void print_slips(struct diff *d, const struct pair *p)
{
    const struct matrix *r = p->r->m;

    for (size_t i = 0; i < r->rows * r->cols; i++) {
        const struct slip *s =
            ledger_find(&d->ledger, p->ref->source, p->r->name, i / r->cols + 1, i % r->cols + 1);

        if (s) {
            printf("    slip %d: ", s->number);
            print_printed(p, i, i);
            fputc('\n', stdout);
        }
    }
    print_mistake(d, p);
}

static size_t more(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Ends the line of the first number that differs. */
static void print_more(const struct result *own, const struct block *r, const char *end)
{
    if (own->differ > 1)
        printf(" (and %zu more of %zu)", own->differ - 1, count_printed(r));
    puts(end);
}

/* Compares a reference block with that of trace k.  all: the worst of all traces; fitting: a pair
 * that does not differ, else one that does. */
static enum state judge_block(const struct diff *d, const struct trace_file *ref,
                              const struct block *r, size_t k, struct result *all,
                              struct pair *fitting)
{
    const struct trace_file *t = &d->trace[k];
    const struct block *b = trace_file_block(t, r->name, strlen(r->name));

    if (!b || d->state[k][b - t->block] == AFTER)
        return b ? AFTER : ABSENT;

    struct pair pair = diff_pair(d, ref, r, t, b);
    struct result one = compare(&pair);

    if (one.shape && (one.differ == 0 || !fitting->b))
        *fitting = pair;
    all->agree = one.agree < all->agree ? one.agree : all->agree;
    all->follow = more(all->follow, one.follow);
    all->differ = more(all->differ, one.differ);
    all->missing = more(all->missing, one.missing);
    all->slips = more(all->slips, one.slips);
    all->unslipped = more(all->unslipped, one.unslipped);
    return one.differ > 0 ? WRONG : SOUND;
}

/* What stands below the line of a block: its slips, and what is wrong with it. */
static void report_numbers(struct diff *d, const struct pair *p, const struct result *all)
{
    if (!p->b)
        return;

    struct result own = compare(p);

    if (all->slips + all->unslipped > 0)
        print_slips(d, p);
    if (own.differ > 0 && reference_at_fault(p)) {
        fputs("    ", stdout);
        print_printed(p, (own.row - 1) * p->r->m->cols + own.col - 1, own.off);
        print_more(&own, p->r, "");
        print_mistake(d, p);
    }
    if (all->unslipped > 0)
        printf("    %zu of these agree after all: the ledger is wrong\n", all->unslipped);
}

/* Says why a block cannot be computed from the formula that the reference gives it. */
static void report_formula(const struct diff *d, const struct trace_file *ref,
                           const struct block *r)
{
    const struct trace_file *last = &d->trace[d->traces - 1];
    struct formula f;

    if (!r->formula || ref->exact)
        return;
    if (!formula_read(&f, last, r->formula, NULL))
        printf("    its formula, in line %zu: %s\n", r->line, f.error);
    formula_free(&f);
}

static void report_block(struct diff *d, const struct trace_file *ref, const struct block *r)
{
    size_t size = count_printed(r), count[STATES] = {0};
    enum state state[MOST_FILES];
    struct pair fitting = {0};
    struct result all = {.agree = size};

    for (size_t k = 0; k < d->traces; k++)
        count[state[k] = judge_block(d, ref, r, k, &all, &fitting)]++;

    bool judged = count[SOUND] + count[WRONG] > 0;

    printf("  %-10s %3zux%zu", r->name, r->m->rows, r->m->cols);
    if (count[ABSENT] == d->traces)
        printf("  is in no trace");
    if (judged) {
        printf("  %2zu of %zu agree", all.agree, size);
        print_traces(d, state, ABSENT);
    }
    if (all.follow > 0)
        printf("   %zu from printed ones", all.follow);
    if (count[WRONG] > 0) {
        printf("   %zu DIFFER", all.differ);
        print_traces(d, state, WRONG);
    }
    if (count[AFTER] > 0) {
        printf("   not judged");
        print_traces(d, state, AFTER);
    }
    fputc('\n', stdout);
    if (count[ABSENT] == d->traces || all.differ > 0)
        report_formula(d, ref, r);
    report_numbers(d, &fitting, &all);
    *(count[ABSENT] == d->traces ? &d->missing : judged ? &d->agree : &d->unjudged) += all.agree;
    d->follow += all.follow;
    d->differ += all.differ;
    d->missing += all.missing;
    d->slips += all.slips;
    d->unslipped += all.unslipped;
}

/* The set line is never rounded, whatever the blocks are printed with. */
static bool scalars_agree(const struct diff *d, const struct scalar *a, const struct scalar *b)
{
    return numbers_agree(a->value, b->value, d->tolerance, 0, fabs(b->value));
}

static void report_scalar(struct diff *d, const struct scalar *s)
{
    size_t found = 0, good = 0;

    for (size_t k = 0; k < d->traces; k++) {
        const struct scalar *t = trace_file_scalar(&d->trace[k], s->name, strlen(s->name));

        found += t != NULL;
        good += t && scalars_agree(d, t, s);
    }
    printf("  %-10s   1x1  ", s->name);
    if (found == 0) {
        printf("is in no trace\n");
        d->missing++;
    } else if (good == found) {
        printf(" 1 of 1 agree\n");
        d->agree++;
    } else {
        printf(" 0 of 1 agree   1 DIFFERS\n");
        d->differ++;
    }
}

static bool in_reference(const struct diff *d, const char *name)
{
    for (size_t f = 0; f < d->refs; f++)
        if (trace_file_block(&d->ref[f], name, strlen(name)))
            return true;
    return false;
}

/* Says of one name in a formula whether it agrees with the reference. */
static bool judge_input(const struct diff *d, const struct trace_file *t, const char *name,
                        size_t length)
{
    const struct block *b = trace_file_block(t, name, length);
    const struct scalar *s = trace_file_scalar(t, name, length), *r = NULL;
    const char *words = "is not in the reference";
    bool good = false;

    if (formula_function(name, length))
        return true;
    for (size_t f = 0; f < d->refs && s && !r; f++)
        r = trace_file_scalar(&d->ref[f], name, length);
    if (!b && !s)
        words = "is not in this trace";
    else if (s && r)
        words = (good = scalars_agree(d, s, r)) ? "agrees" : "differs";
    else if (b && (good = in_reference(d, b->name)))
        words = "agrees"; /* or this block would not be the first that differs */
    printf("  input %-10.*s %s\n", (int)length, name, words);
    return good;
}

/* Returns true if the name at `at` stands in the text before it, too. */
static bool named_before(const char *text, const char *at, size_t length)
{
    while (text < at) {
        size_t n = name_length(text);

        if (n == length && strncmp(text, at, length) == 0)
            return true;
        text += n ? n : 1;
    }
    return false;
}

static void judge_inputs(const struct diff *d, const struct trace_file *t, const struct block *b)
{
    bool all = true;

    printf("%s = %s\n", b->name, SHOWN(b->formula));
    for (const char *at = b->formula; *at;) {
        size_t length = name_length(at);

        if (length > 0 && !named_before(b->formula, at, length))
            all &= judge_input(d, t, at, length);
        at += length ? length : 1;
    }
    puts(all ? "Its inputs agree, so the fault is in this step."
             : "The fault is in this step or in an input that does not agree.");
}

enum { WORDS = 500 };

/* Returns the options that the head of a trace names, up to the end of the line, or NULL. */
static const char *options_of(const struct trace_file *t)
{
    const char *line = t->head ? strstr(t->head, "# run ") : NULL;

    return line ? line + strlen("# run ") : NULL;
}

/* Tells whether a line has that word. */
static bool has_word(const char *line, const char *word, size_t n)
{
    for (; *line != '\n'; line += strspn(line, " ")) {
        size_t length = strcspn(line, " \n");

        if (length == n && strncmp(line, word, n) == 0)
            return true;
        line += length;
    }
    return false;
}

/* Adds the words of a line that another does not have. */
static void add_others(char to[WORDS], const char *line, const char *other)
{
    for (size_t n; *line != '\n'; line += n + strspn(line + n, " ")) {
        size_t used = strlen(to);

        n = strcspn(line, " \n");
        if (!has_word(other, line, n))
            snprintf(to + used, WORDS - used, "%s%.*s", used ? " " : "", (int)n, line);
    }
}

static void add_setting(char to[WORDS], const struct scalar *s)
{
    size_t used = strlen(to);

    snprintf(to + used, WORDS - used, "%s%s=%.15g", used ? " " : "", s->name, s->value);
}

/* Prints, after `before`, which options and settings differ: then it is no wonder that the numbers
 * do. */
static void compare_options(const struct diff *d, const struct trace_file *t,
                            const struct trace_file *ref, const char *before)
{
    const char *a = options_of(t), *b = options_of(ref);
    char mine[WORDS] = "", theirs[WORDS] = "";

    if (a && b) {
        add_others(mine, a, b);
        add_others(theirs, b, a);
    }
    for (size_t i = 0; i < ref->sets; i++) {
        const struct scalar *r = &ref->set[i];
        const struct scalar *s = trace_file_scalar(t, r->name, strlen(r->name));

        if (s && strcmp(s->name, "N") != 0 && !scalars_agree(d, s, r)) { /* N is rows */
            add_setting(mine, s);
            add_setting(theirs, r);
        }
    }
    if (*mine || *theirs)
        printf("%sAnother run: this trace is of %s%s, the reference of %s%s.\n", before,
               *mine ? "" : "no ", SHOWN(*mine ? mine : theirs), *theirs ? "" : "no ",
               SHOWN(*theirs ? theirs : mine));
}

/* The paragraph on the first block that differs: which entry, both values, its inputs. */
static void explain(struct diff *d, size_t k, size_t i)
{
    struct trace_file *t = &d->trace[k];
    const struct block *b = &t->block[i];
    struct departure from;
    struct mistake found;
    size_t after = 0;

    departs(d, t, b, &from);

    const struct matrix *is = b->m, *should = from.r->m;
    size_t row = from.result.row, col = from.result.col, off = from.result.off;

    printf("\n%s: %s is the first block that differs", SHOWN(t->path), b->name);
    printf(from.ref->source[0] ? " (from %s).\n" : ".\n", SHOWN(from.ref->source));
    if (!from.result.shape)
        printf("It is %zux%zu; it should be %zux%zu.\n", is->rows, is->cols, should->rows,
               should->cols);
    else {
        printf("%s[%zu,%zu] is %.*g; it should be %.*g", b->name, off / is->cols + 1,
               off % is->cols + 1, t->exact ? 17 : 15, unsigned_nan(is->v[off]),
               from.ref->exact ? 17 : 10,
               unsigned_nan(should->v[(row - 1) * should->cols + col - 1]));
        print_more(&from.result, from.r, ".");
    }
    if (b->formula)
        judge_inputs(d, t, b);

    bool follows = b->formula && mistake_none(t, b);

    if (follows && from.r->formula && strcmp(b->formula, from.r->formula) != 0)
        printf("Its formula gives its numbers; in the reference the formula is\n%s = %s\n", b->name,
               SHOWN(from.r->formula));
    else if (b->formula && !follows && mistake_find(t, b, NULL, 0, &found))
        printf("It follows %s%s.\n", found.words, found.where);
    if (!b->formula)
        puts(strchr(b->name, '@') ? "It comes from the steps before, which are not in the trace."
                                  : "It is an input: nothing before it can be at fault.");
    compare_options(d, t, from.ref, "");
    for (size_t j = i + 1; j < t->blocks; j++)
        after += d->state[k][j] == AFTER;
    if (after > 0)
        printf("%zu later block%s downstream and not judged.\n", after,
               after == 1 ? " is" : "s are");
}

static void explain_first(struct diff *d)
{
    for (size_t k = 0; k < d->traces; k++)
        for (size_t i = 0; i < d->trace[k].blocks; i++)
            if (d->state[k][i] == WRONG) {
                explain(d, k, i);
                return;
            }
    compare_options(d, &d->trace[0], &d->ref[0], "\n");
}

/* Blocks of the traces that no reference has: named, and no fault. */
static void name_extra(const struct diff *d)
{
    size_t found = 0;

    for (size_t k = 0; k < d->traces; k++)
        for (size_t i = 0; i < d->trace[k].blocks; i++) {
            const char *name = d->trace[k].block[i].name;
            bool said = in_reference(d, name);

            for (size_t j = 0; j < k; j++)
                said |= trace_file_block(&d->trace[j], name, strlen(name)) != NULL;
            if (!said && found++ < 12)
                printf("%s %s", found == 1 ? "\nNot in the reference:" : "", name);
        }
    if (found > 12)
        printf(" and %zu more", found - 12);
    if (found > 0)
        printf("\n");
}

/* Says how much of the numbers was compared, if they are not printed with all digits. */
static void print_digits(const struct diff *d)
{
    struct digits_range range = DIGITS_NONE;

    for (size_t f = 0; f < d->refs; f++)
        digits_count(&d->ref[f], false, &range);
    for (size_t k = 0; k < d->traces; k++)
        digits_count(&d->trace[k], false, &range);
    if (d->tolerance < 0 && range.most > 0)
        printf("Compared as they are printed, with %d to %d digits.\n", range.least, range.most);
}

/* Slips of the ledger that no reference number stands for. */
static size_t count_places(const struct diff *d)
{
    size_t places = 0;

    for (size_t i = 0; i < d->ledger.count; i++)
        if (strcmp(d->ledger.slip[i].shown, "diff") == 0)
            for (const char *at = d->ledger.slip[i].by; (at = strchr(at, '[')); at++)
                places++;
    return places;
}

static void report_reference(struct diff *d, const struct trace_file *ref)
{
    printf("%s%s%s\n", SHOWN(ref->source[0] ? ref->source : ref->path), ref->part[0] ? ", " : "",
           SHOWN(ref->part));
    for (size_t i = 0; i < ref->sets; i++)
        report_scalar(d, &ref->set[i]);
    for (size_t i = 0; i < ref->blocks; i++)
        report_block(d, ref, &ref->block[i]);
}

static void print_total(const struct diff *d)
{
    fputc('\n', stdout);
    print_digits(d);
    printf(d->agree == 1 ? "%zu numbers: %zu agrees" : "%zu numbers: %zu agree",
           d->agree + d->follow + d->differ + d->slips + d->unslipped + d->missing + d->unjudged,
           d->agree);
    if (d->follow > 0)
        printf(", %zu %s", d->follow,
               d->follow == 1 ? "follows from the numbers printed before it"
                              : "follow from the numbers printed before them");
    if (d->slips > 0)
        printf(", %zu %s", d->slips,
               d->slips == 1 ? "is the article's own slip" : "are the article's own slips");
    printf(d->differ == 1 ? ", %zu differs" : ", %zu differ", d->differ);
    if (d->unjudged > 0)
        printf(", %zu %s not judged", d->unjudged, d->unjudged == 1 ? "is" : "are");
    if (d->missing > 0)
        printf(", %zu %s in no trace", d->missing, d->missing == 1 ? "is" : "are");
    printf(".\n");
    if (d->unslipped > 0)
        printf("%zu numbers of the slip ledger agree after all: the ledger is wrong.\n",
               d->unslipped);
}

int report(struct diff *d, bool whole_ledger)
{
    size_t named = count_places(d), met;

    if (many_chapters(d))
        printf("For each block: its shape, how many numbers agree, and the chapters that traced "
               "it.\n\n");
    for (size_t f = 0; f < d->refs; f++) {
        fputs(f > 0 ? "\n" : "", stdout);
        report_reference(d, &d->ref[f]);
    }
    if (d->refs > 1 || d->ref[0].exact) /* a page need not print all that there is */
        name_extra(d);
    explain_first(d);
    print_total(d);
    met = d->slips + d->unslipped;
    if (whole_ledger && met != named && d->missing + d->differ + d->unjudged == 0) {
        printf("The ledger names %zu numbers, and %zu of them are in the reference.\n", named, met);
        return 1;
    }
    return d->differ + d->missing + d->unslipped > 0 ? 1 : 0;
}
