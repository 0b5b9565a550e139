#include "chapter.h"

#include "dataset.h"
#include "matrix.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Every name, with its formula: a GNU Octave expression over the names before it. */
static void list(struct chapter *c, const char *name, struct matrix *const *m,
                 const char *formula)
{
    c->table[c->count++] = (struct intermediate){name, m, formula};
}

static void list_all(struct chapter *c)
{
    bool exact = c->o.gradient == GRADIENT_EXACT;

    list(c, "X", &c->X, NULL);
    list(c, "Y", &c->Y, NULL);
    list(c, "W1", &c->W1, NULL);
    list(c, "W2", &c->W2, NULL);
    list(c, "z1", &c->z1, "X * W1");
    list(c, "h1", &c->h1, "sigmoid(z1)");
    list(c, "z2", &c->z2, "h1 * W2");
    list(c, "h2", &c->h2, "sigmoid(z2)");
    list(c, "data_loss", &c->data_loss, "sum(sum((Y - h2).^2))/(2*N)");
    list(c, "ridge_loss", &c->ridge_loss,
         "lambda/(2*N) * (sum(sum(W1.^2)) + sum(sum(W2.^2)))");
    list(c, "Loss", &c->Loss, "data_loss + ridge_loss");
    list(c, "dLoss_dh2", &c->dLoss_dh2, exact ? "-(Y - h2)/N" : "-(Y - h2)");
    list(c, "dh2_dz2", &c->dh2_dz2, "h2 .* (1 - h2)");
    list(c, "dLoss_dz2", &c->dLoss_dz2, "dLoss_dh2 .* dh2_dz2");
    list(c, "dz2_dW2", &c->h1, "h1");
    list(c, "dLoss_dW2", &c->dLoss_dW2,
         exact ? "h1' * dLoss_dz2 + lambda/N * W2" : "h1' * dLoss_dz2 + lambda * sum(sum(W2.^2))");
    list(c, "W2_new", &c->W2_new, "W2 - alpha * dLoss_dW2");
    list(c, "dz2_dh1", &c->W2, "W2");
    list(c, "dLoss_dh1", &c->dLoss_dh1, "dLoss_dz2 * W2'");
    list(c, "dh1_dz1", &c->dh1_dz1, "h1 .* (1 - h1)");
    list(c, "dLoss_dz1", &c->dLoss_dz1, "dLoss_dh1 .* dh1_dz1");
    list(c, "dz1_dW1", &c->X, "X");
    list(c, "dLoss_dW1", &c->dLoss_dW1,
         exact ? "X' * dLoss_dz1 + lambda/N * W1" : "X' * dLoss_dz1 + lambda * sum(sum(W1.^2))");
    list(c, "W1_new", &c->W1_new, "W1 - alpha * dLoss_dW1");
}

static struct matrix *make(struct chapter *c, size_t rows, size_t cols)
{
    return c->owned[c->owned_count++] = matrix_new(rows, cols);
}

static void make_all(struct chapter *c)
{
    c->hidden = c->o.hidden;
    c->W1 = make(c, c->in, c->hidden);
    c->W2 = make(c, c->hidden, c->out);
    c->z1 = make(c, c->N, c->hidden);
    c->h1 = make(c, c->N, c->hidden);
    c->z2 = make(c, c->N, c->out);
    c->h2 = make(c, c->N, c->out);
    c->data_loss = make(c, 1, 1);
    c->ridge_loss = make(c, 1, 1);
    c->Loss = make(c, 1, 1);
    c->dLoss_dh2 = make(c, c->N, c->out);
    c->dh2_dz2 = make(c, c->N, c->out);
    c->dLoss_dz2 = make(c, c->N, c->out);
    c->dLoss_dW2 = make(c, c->hidden, c->out);
    c->W2_new = make(c, c->hidden, c->out);
    c->dLoss_dh1 = make(c, c->N, c->hidden);
    c->dh1_dz1 = make(c, c->N, c->hidden);
    c->dLoss_dz1 = make(c, c->N, c->hidden);
    c->dLoss_dW1 = make(c, c->in, c->hidden);
    c->W1_new = make(c, c->in, c->hidden);
}

enum { ARTICLE_ROWS = 300 };

/* X with a column of ones behind it, if a bias is wanted. */
static void fill_inputs(struct chapter *c, size_t n, const double *x)
{
    double *to = &c->all_X->v[n * c->in];

    memcpy(to, x, c->inputs * sizeof *x);
    if (c->o.bias)
        to[c->inputs] = 1;
}

static void make_rows(struct chapter *c, size_t rows)
{
    c->in = c->inputs + c->o.bias;
    c->all_X = make(c, rows, c->in);
    c->all_Y = make(c, rows, c->out);
}

static void make_xor(struct chapter *c)
{
    size_t rows = c->o.rows > ARTICLE_ROWS ? c->o.rows : ARTICLE_ROWS;
    struct matrix *X = matrix_new(rows, 2);

    static char *const names[2] = {"0", "1"};

    c->inputs = c->out = 2;
    c->label = names;
    make_rows(c, rows);
    dataset_xor(X, c->all_Y, (uint32_t)c->o.data_seed);
    for (size_t n = 0; n < rows; n++)
        fill_inputs(c, n, &X->v[2 * n]);
    matrix_free(X);
}

/* Without --rows all rows of the file. */
static void read_data(struct chapter *c)
{
    if (!csv_read(&c->csv, c->o.data)) {
        fprintf(stderr, "%s\n", c->csv.error);
        exit(2);
    }
    if (!c->o.rows_given)
        c->o.rows = c->csv.rows;
    if (c->o.rows > c->csv.rows) {
        fprintf(stderr, "%s: --rows=%zu: %s has %zu\n", c->name, c->o.rows, SHOWN(c->o.data),
                c->csv.rows);
        exit(2);
    }
    if (c->csv.rows > MOST_UNITS / c->o.hidden) {
        fprintf(stderr, "%s: --hidden=%zu: %s has %zu rows, and the product may be at most %d\n",
                c->name, c->o.hidden, SHOWN(c->o.data), c->csv.rows, MOST_UNITS);
        exit(2);
    }
    c->inputs = c->csv.in;
    c->out = c->csv.classes;
    c->label = c->csv.label;
    make_rows(c, c->csv.rows);
    for (size_t n = 0; n < c->csv.rows; n++) {
        fill_inputs(c, n, &c->csv.x[n * c->inputs]);
        c->all_Y->v[n * c->out + c->csv.class[n]] = 1;
    }
}

static void take_first_rows(struct chapter *c)
{
    c->N = c->o.rows;
    c->first[0] = (struct matrix){c->N, c->in, c->all_X->v};
    c->first[1] = (struct matrix){c->N, c->out, c->all_Y->v};
    c->X = &c->first[0];
    c->Y = &c->first[1];
}

static void open_trace(struct chapter *c)
{
    int decimals = c->o.digits_given ? (int)c->o.digits : -1;

    if (system_same_file(c->o.trace, c->o.data))
        chapter_refuse(c, "trace", c->o.trace, "this is the file of --data");
    if (!trace_open(&c->trace, c->o.trace, decimals))
        chapter_refuse(c, "trace", c->o.trace, strerror(errno));
    c->tracing = true;
    trace_head(&c->trace, "chapter %s", c->name);
    trace_head(&c->trace, "run rows=%zu hidden=%zu seed=%zu data-seed=%zu gradient=%s%s%s", c->N,
               c->hidden, c->o.seed, c->o.data_seed,
               c->o.gradient == GRADIENT_EXACT ? "exact" : "article", c->o.bias ? " bias" : "",
               c->o.data ? " own-data" : "");
    trace_head(&c->trace, "set alpha=%.17g lambda=%.17g N=%zu", c->o.lr, c->o.lambda, c->N);
}

/* With lambda 0 the ridge's share is zero: a person is spared the sight of it. */
static const char *for_a_person(const struct chapter *c, const char *formula, char text[200])
{
    if (!formula)
        return NULL;
    snprintf(text, 200, "%s", formula);
    if (c->o.lambda == 0 && strstr(text, " + lambda"))
        *strstr(text, " + lambda") = '\0';
    return text;
}

/* The table's line of a name of that length; a name that is not there is a mistake
 * in the chapter. */
static const struct intermediate *find(const struct chapter *c, const char *name, size_t length)
{
    for (size_t i = 0; i < c->count; i++)
        if (strlen(c->table[i].name) == length && strncmp(c->table[i].name, name, length) == 0)
            return &c->table[i];
    fprintf(stderr, "%s: no intermediate is called %.*s\n", c->name, (int)length, name);
    abort();
}

static void record(struct chapter *c, const char *names, bool show)
{
    char text[200];

    for (size_t length; *names; names += length + (names[length] == ' ')) {
        length = strcspn(names, " ");

        const struct intermediate *i = find(c, names, length);

        if (c->tracing)
            trace_block(&c->trace, i->name, *i->m, i->formula);
        if (c->showing && show)
            show_line(&c->show, i->name, *i->m, for_a_person(c, i->formula, text));
    }
}

void chapter_begin(struct chapter *c, int argc, char **argv, const char *name,
                   const char *question)
{
    chapter_read(c, argc, argv, name, question, &options_worked_example, NULL, 0);
    chapter_open(c);
}

void chapter_read(struct chapter *c, int argc, char **argv, const char *name,
                  const char *question, const struct options *defaults,
                  const struct option_spec *own, size_t n)
{
    *c = (struct chapter){.name = name, .question = question, .o = *defaults};
    if (!system_begin()) {
        fprintf(stderr, "%s: standard output: %s\n", name, strerror(errno));
        exit(2);
    }
    options_read(&c->o, argc, argv, name, question, own, n);
    if (c->o.data)
        read_data(c);
    else
        make_xor(c);
    take_first_rows(c);
    make_all(c);
    list_all(c);
    c->worked = !c->o.data && !c->o.bias && c->N == 1 && c->hidden == 3 && c->o.seed == 2017 &&
                c->o.data_seed == 0;
    dataset_weights(c->W1, c->W2, (uint32_t)c->o.seed);
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

void chapter_open(struct chapter *c)
{
    c->showing = !c->o.trace || strcmp(c->o.trace, "-") != 0;
    show_init(&c->show, stdout, (int)c->o.digits);
    if (c->o.trace && !c->tracing)
        open_trace(c);
    if (c->showing) {
        char title[200];

        snprintf(title, sizeof title, "Chapter %d: %s", atoi(c->name), c->question);
        show_title(&c->show, title);
        show_text(&c->show, "The network: %zu inputs%s, %zu hidden %s, %zu outputs; N = %zu %s.",
                  c->inputs, c->o.bias ? " and a bias" : "", c->hidden, c->hidden == 1 ? "unit" : "units", c->out, c->N,
                  c->N == 1 ? "observation" : "observations");
        if (!c->o.run)
            fputc('\n', stdout);
    }
    record(c, "X Y W1 W2", !c->o.run);
}

void chapter_recap(struct chapter *c, const char *names)
{
    record(c, names, true);
}

void chapter_trace(struct chapter *c, const char *names)
{
    record(c, names, false);
}

/* Adds @epoch to every name of the table but X and Y, which stay as they are. */
static void at_epoch(const struct chapter *c, const char *formula, size_t epoch, char *text,
                     size_t size)
{
    size_t used = 0;

    while (*formula && used + 1 < size) {
        size_t length =
            strspn(formula, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
        bool named = false;

        for (size_t i = 2; i < c->count; i++)
            if (strlen(c->table[i].name) == length &&
                strncmp(c->table[i].name, formula, length) == 0)
                named = true;
        length += length == 0;
        used += (size_t)snprintf(text + used, size - used, "%.*s", (int)length, formula);
        if (named && used < size)
            used += (size_t)snprintf(text + used, size - used, "@%zu", epoch);
        formula += length;
    }
}

void chapter_trace_epoch(struct chapter *c, size_t epoch)
{
    if (!c->tracing)
        return;
    for (size_t i = 2; i < c->count; i++) {
        char name[64], formula[200];

        if (strstr(c->table[i].name, "_new"))
            continue;
        snprintf(name, sizeof name, "%s@%zu", c->table[i].name, epoch);
        if (c->table[i].formula)
            at_epoch(c, c->table[i].formula, epoch, formula, sizeof formula);
        trace_block(&c->trace, name, *c->table[i].m, c->table[i].formula ? formula : NULL);
    }
}

void chapter_pause(const struct chapter *c)
{
    if (c->o.step && c->showing)
        system_wait_for_enter();
}

void chapter_step(struct chapter *c, const char *name)
{
    const struct intermediate *i = find(c, name, strlen(name));
    struct named known[CHAPTER_MOST + 3] = {{"alpha", NULL, c->o.lr},
                                            {"lambda", NULL, c->o.lambda},
                                            {"N", NULL, (double)c->N}};
    char text[200];

    for (size_t k = 0; k < c->count; k++)
        known[3 + k] = (struct named){c->table[k].name, *c->table[k].m, 0};
    if (c->tracing)
        trace_block(&c->trace, name, *i->m, i->formula);
    if (!c->showing)
        return;
    if (c->shown)
        chapter_pause(c);
    c->shown = true;
    show_equation(&c->show, name, *i->m, for_a_person(c, i->formula, text), known, 3 + c->count);
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

int chapter_end(struct chapter *c)
{
    int status = c->failed ? 1 : 0;

    if (c->tracing && !trace_close(&c->trace)) {
        fprintf(stderr, "%s: --trace=%s: %s\n", c->name, SHOWN(c->o.trace), strerror(errno));
        status = 2;
    } else if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "%s: standard output: %s\n", c->name, strerror(errno));
        status = 2;
    }
    for (size_t i = 0; i < c->owned_count; i++)
        matrix_free(c->owned[i]);
    csv_free(&c->csv);
    return status;
}
