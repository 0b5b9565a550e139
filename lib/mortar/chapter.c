#include "chapter.h"

#include "given.h"
#include "matrix.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Reads the file of --data.  Without --rows all its rows are taken. */
static void read_file(struct chapter *c)
{
    struct options *o = &c->o;

    if (!dataset_read(&c->data, o->data, &o->how)) {
        fprintf(stderr, "%s\n", c->data.table.error);
        exit(2);
    }

    size_t rows = c->data.X->rows;

    if (o->shuffle_given)
        dataset_shuffle(&c->data, (uint32_t)o->shuffle);
    if (!o->rows_given)
        o->rows = rows;
    if (o->rows > rows) {
        fprintf(stderr, "%s: --rows=%zu: %s has %zu\n", c->name, o->rows, SHOWN(o->data), rows);
        exit(2);
    }
    if (rows > MOST_UNITS / o->hidden) {
        fprintf(stderr, "%s: --hidden=%zu: %s has %zu rows, and the product may be at most %d\n",
                c->name, o->hidden, SHOWN(o->data), rows, MOST_UNITS);
        exit(2);
    }
}

/* Reads the file of --given.  What the command line says counts more. */
static void read_given(struct chapter *c)
{
    struct options *o = &c->o;
    struct given g;

    if (!given_read(&g, o->given, o->lr_given)) {
        fprintf(stderr, "%s\n", g.error);
        exit(2);
    }
    if (!o->rows_given)
        o->rows = g.N;
    if (o->rows > g.X->rows) {
        fprintf(stderr, "%s: --rows=%zu: %s has %zu\n", c->name, o->rows, SHOWN(o->given),
                g.X->rows);
        exit(2);
    }
    o->lr = o->lr_given ? o->lr : g.alpha;
    o->lambda = o->lambda_given ? o->lambda : g.lambda;
    c->data = (struct dataset){.X = g.X, .Y = g.Y};
    c->step = step_like(g.net, o->rows);
    step_free(g.net);
}

/* Makes the observations and the starting weights. */
static void make_network(struct chapter *c)
{
    const struct options *o = &c->o;

    if (o->given)
        read_given(c);
    else if (o->data)
        read_file(c);
    else
        c->data = dataset_article(o->rows, (uint32_t)o->data_seed);
    c->X = (struct matrix){o->rows, c->data.X->cols, c->data.X->v};
    c->Y = (struct matrix){o->rows, c->data.Y->cols, c->data.Y->v};
    if (!o->given) {
        c->step =
            step_new(o->rows, c->X.cols, o->hidden, c->Y.cols, o->bias ? BIAS_TRAINED : BIAS_NONE);
        dataset_weights(c->step->W1, c->step->W2, (uint32_t)o->seed);
    }
    step_observe(c->step, &c->X, &c->Y);
    c->own = o->data || o->given;
    c->worked = !c->own && !o->bias && o->rows == 1 && o->hidden == 3 && o->seed == 2017 &&
                o->data_seed == 0;
}

void chapter_scale(struct chapter *c)
{
    struct dataset *d = &c->data;
    const struct options *o = &c->o;
    char why[200];
    size_t wrong;

    if (c->scaled)
        return;
    c->scaled = true;
    if (!d->scale.mean && (o->standardize || d->table.missing > 0) &&
        !scale_measure(&d->scale, d->X, c->X.rows, o->standardize, &wrong)) {
        snprintf(why, sizeof why, "%s has no mean and deviation in the rows trained on",
                 d->table.input[wrong]);
        chapter_refuse(c, o->standardize ? "standardize" : "missing",
                       o->standardize ? NULL : "mean", why);
    }
    scale_apply(&d->scale, d->X);
}

bool chapter_overwrites(const char *read, const char *written)
{
    return read && strcmp(read, "-") != 0 && system_same_file(written, read);
}

static void open_trace(struct chapter *c)
{
    int decimals = c->o.digits_given ? (int)c->o.digits : -1;
    const char *gradient = c->o.gradient == GRADIENT_EXACT ? "exact" : "article";

    if (system_same_file(c->o.trace, c->o.data))
        chapter_refuse(c, "trace", c->o.trace, "this is the file of --data");
    if (chapter_overwrites(c->o.given, c->o.trace))
        chapter_refuse(c, "trace", c->o.trace, "this is the file of --given");
    if (!trace_open(&c->trace, c->o.trace, decimals))
        chapter_refuse(c, "trace", c->o.trace, strerror(errno));
    c->tracing = true;
    trace_head(&c->trace, "chapter %s", c->name);
    if (c->o.given)
        trace_head(&c->trace, "run rows=%zu hidden=%zu gradient=%s given", c->step->N,
                   c->step->hidden, gradient);
    else
        trace_head(&c->trace, "run rows=%zu hidden=%zu seed=%zu data-seed=%zu gradient=%s%s%s",
                   c->step->N, c->step->hidden, c->o.seed, c->o.data_seed, gradient,
                   c->o.bias ? " bias" : "", c->o.data ? " own-data" : "");
    if (c->step->bias == BIAS_FIXED)
        trace_head(&c->trace, "bias fixed");
    trace_head(&c->trace, "set alpha=%.17g lambda=%.17g N=%zu", c->o.lr, c->o.lambda, c->step->N);
}

/* Cuts off the ridge's share for a person if lambda is 0, as it is zero then. */
static const char *for_a_person(const struct chapter *c, char *formula)
{
    char *ridge = strstr(formula, " + lambda");

    if (c->o.lambda == 0 && ridge)
        *ridge = '\0';
    return formula;
}

static const struct intermediate *find(const struct chapter *c, const char *name)
{
    const struct intermediate *i = step_find(name);

    if (i)
        return i;
    fprintf(stderr, "%s: no intermediate is called %s\n", c->name, name);
    abort(); /* a mistake in the chapter */
}

static void record(struct chapter *c, const char *from, const char *to, bool show)
{
    const struct intermediate *i = find(c, from), *last = find(c, to);

    for (; i <= last; i++) {
        const struct matrix *m = step_matrix(c->step, i);
        char text[FORMULA];
        const char *formula = step_formula(c->step, i, c->o.gradient, "", text);

        if (m && c->tracing)
            trace_block(&c->trace, i->name, m, formula);
        if (m && c->showing && show)
            show_line(&c->show, i->name, m, formula ? for_a_person(c, text) : NULL);
    }
}

struct step *chapter_begin(struct chapter *c, int argc, char **argv, const char *name,
                           const char *question)
{
    chapter_read(c, argc, argv, name, question, &options_worked_example, NULL, 0);
    chapter_open(c);
    return c->step;
}

void chapter_read(struct chapter *c, int argc, char **argv, const char *name, const char *question,
                  const struct options *defaults, const struct option_spec *own, size_t n)
{
    *c = (struct chapter){.name = name, .question = question, .o = *defaults};
    if (!system_begin()) {
        fprintf(stderr, "%s: standard output: %s\n", name, strerror(errno));
        exit(2);
    }
    options_read(&c->o, argc, argv, name, question, own, n);
    make_network(c);
    if (c->o.trace && strcmp(c->o.trace, "-") != 0)
        open_trace(c);
}

void chapter_refuse(struct chapter *c, const char *option, const char *value, const char *why)
{
    fprintf(stderr, "%s: --%s%s%s: %s\n", c->name, option, value ? "=" : "",
            SHOWN(value ? value : ""), why);
    if (c->tracing)
        trace_drop(&c->trace);
    exit(2);
}

const char *chapter_biases(const struct chapter *c)
{
    static const char *const words[] = {
        [BIAS_NONE] = "", [BIAS_TRAINED] = ", with biases", [BIAS_FIXED] = ", with fixed biases"};

    return words[c->step->bias];
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void show_network(struct chapter *c)
{
    const struct step *s = c->step;
    char title[200];

    snprintf(title, sizeof title, "Chapter %d: %s", atoi(c->name), c->question);
    show_title(&c->show, title);
    show_text(&c->show,
              "The network: %zu input%s, %zu hidden unit%s, %zu output%s%s; N = %zu observation%s.",
              s->in, plural(s->in), s->hidden, plural(s->hidden), s->out, plural(s->out),
              chapter_biases(c), s->N, plural(s->N));
    for (size_t i = 0; *c->data.table.note[i]; i++)
        show_text(&c->show, "%s", c->data.table.note[i]);
    if (!c->o.run)
        fputc('\n', stdout);
}

void chapter_open(struct chapter *c)
{
    chapter_scale(c);
    c->showing = !c->o.trace || strcmp(c->o.trace, "-") != 0;
    show_init(&c->show, stdout, (int)c->o.digits);
    if (c->o.trace && !c->tracing)
        open_trace(c);
    if (c->showing)
        show_network(c);
    record(c, "X", "b2", !c->o.run);
}

void chapter_recap(struct chapter *c, const char *from, const char *to)
{
    record(c, from, to, true);
}

void chapter_trace(struct chapter *c, const char *from, const char *to)
{
    record(c, from, to, false);
}

void chapter_trace_epoch(struct chapter *c, size_t epoch)
{
    const struct intermediate *i;
    char at[32], name[64], text[FORMULA];

    snprintf(at, sizeof at, "@%zu", epoch);
    /* X and Y, the first two, stay as they are */
    for (size_t n = 2; c->tracing && (i = step_intermediate(n)); n++) {
        const struct matrix *m = step_matrix(c->step, i);

        if (!m || strstr(i->name, "_new"))
            continue;
        snprintf(name, sizeof name, "%s%s", i->name, at);
        trace_block(&c->trace, name, m, step_formula(c->step, i, c->o.gradient, at, text));
    }
}

void chapter_pause(const struct chapter *c)
{
    if (c->o.step && c->showing)
        system_wait_for_enter();
}

/* Lists all that a formula may name, the numbers first. */
enum { KNOWN = 40 };

static size_t list_known(const struct chapter *c, struct named known[KNOWN])
{
    const struct intermediate *i;
    size_t count = 3;

    known[0] = (struct named){"alpha", NULL, c->o.lr};
    known[1] = (struct named){"lambda", NULL, c->o.lambda};
    known[2] = (struct named){"N", NULL, (double)c->step->N};
    for (size_t n = 0; (i = step_intermediate(n)); n++)
        if (step_matrix(c->step, i))
            known[count++] = (struct named){i->name, step_matrix(c->step, i), 0};
    return count;
}

void chapter_step(struct chapter *c, const char *name)
{
    const struct intermediate *i = find(c, name);
    const struct matrix *m = step_matrix(c->step, i);
    char text[FORMULA];
    struct named known[KNOWN];
    size_t count = list_known(c, known);

    if (!m)
        return;
    step_formula(c->step, i, c->o.gradient, "", text);
    if (c->tracing)
        trace_block(&c->trace, name, m, text);
    if (!c->showing)
        return;
    if (c->shown)
        chapter_pause(c);
    c->shown = true;
    show_equation(&c->show, name, m, for_a_person(c, text), known, count);
}

void chapter_say(struct chapter *c, const char *format, ...)
{
    char text[2000];
    va_list words;

    if (!c->showing)
        return;
    va_start(words, format);
    vsnprintf(text, sizeof text, format, words);
    va_end(words);
    show_text(&c->show, "%s", text);
}

void chapter_tell(struct chapter *c, const char *option, const char *file, int why)
{
    if (!c->told)
        fprintf(stderr, "%s: %s%s: %s\n", c->name, option, SHOWN(file), strerror(why));
    c->told = true;
}

int chapter_end(struct chapter *c)
{
    if (c->tracing && !trace_close(&c->trace))
        chapter_tell(c, "--trace=", c->o.trace, errno);
    else if (fflush(stdout) != 0 || ferror(stdout))
        chapter_tell(c, "standard output", "", errno);
    step_free(c->step);
    dataset_free(&c->data);
    return c->told ? 2 : c->failed ? 1 : 0;
}
