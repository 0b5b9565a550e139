#include "options.h"

#include "show.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct options options_worked_example = {
    .digits = 8,
    .rows = 1,
    .hidden = 3,
    .seed = 2017,
    .data_seed = 0,
    .lr = 0.001,
    .lambda = 0,
    .gradient = GRADIENT_EXACT,
};

enum {
    MOST_DEFAULT = 64,
    FIRST = 256, /* what getopt returns for the first option; no character */
    HELP_COLUMN = 27,
    WIDTH = 80,
};

static bool read_count(const char *text, const struct option_spec *spec)
{
    char *end;
    unsigned long long n = strtoull(text, &end, 10);

    if (!isdigit((unsigned char)text[0]) || *end || (double)n < spec->least ||
        (double)n > spec->most)
        return false;
    *(size_t *)spec->to = (size_t)n;
    return true;
}

static bool read_real(const char *text, const struct option_spec *spec)
{
    char *end;
    double x = strtod(text, &end);

    if (isspace((unsigned char)text[0]) || end == text || *end || !isfinite(x) || x < spec->least ||
        x > spec->most)
        return false;
    *(double *)spec->to = x + 0.0; /* -0 is 0 */
    return true;
}

static bool read_choice(const char *text, struct choice *c)
{
    for (const struct word *of = c->of; of->name; of++)
        if (strcmp(of->name, text) == 0) {
            c->name = of->name;
            return true;
        }
    return false;
}

static bool set(const struct option_spec *spec, const char *text)
{
    bool good = true;

    switch (spec->kind) {
    case OPTION_FLAG: *(bool *)spec->to = true; break;
    case OPTION_COUNT: good = read_count(text, spec); break;
    case OPTION_REAL: good = read_real(text, spec); break;
    case OPTION_CHOICE: good = read_choice(text, spec->to); break;
    case OPTION_OUTPUT:
        if (!text)
            text = "-";
        /* fall through */
    case OPTION_TEXT:
        good = *text != '\0';
        *(const char **)spec->to = text;
        break;
    }
    if (good && spec->given)
        *spec->given = true;
    return good;
}

/* Everything that says what an option wants says it here. */
static int refuse_value(const char *name, const struct option_spec *spec, const char *text)
{
    fprintf(stderr, "%s: --%s=%s: want ", name, spec->name, SHOWN(text));
    if (spec->kind == OPTION_COUNT)
        fprintf(stderr, "a whole number from %.0f to %.0f", spec->least, spec->most);
    else if (spec->kind == OPTION_REAL && isinf(spec->most))
        fprintf(stderr, "a number from %g on", spec->least);
    else if (spec->kind == OPTION_REAL)
        fprintf(stderr, "a number from %g to %g", spec->least, spec->most);
    else if (spec->kind == OPTION_CHOICE)
        for (const struct word *of = ((struct choice *)spec->to)->of; of->name; of++)
            fprintf(stderr, "%s%s", of->name, !of[1].name ? "" : of[2].name ? ", " : " or ");
    else
        fputs(spec->value, stderr);
    fputc('\n', stderr);
    return 2;
}

static int refuse_option(const char *name, int found, char **argv)
{
    char letter[] = {'-', (char)optopt, '\0'};
    bool short_one = optopt > 0 && optopt < FIRST;
    const char *typed = short_one ? letter : argv[optind - 1];

    fprintf(stderr, "%s: %s: %s (--help says more)\n", name, SHOWN(typed),
            found == ':'      ? "a value is missing"
            : optopt >= FIRST ? "takes no value"
            : strcspn(typed, "=") == 10 && strncmp(typed, "--gradient", 10) == 0
                ? "an option of chapters 6 and 7"
                : "no such option, or the beginning of several");
    return 2;
}

static int refuse_files(const struct program *p, size_t n, char **files)
{
    if (p->most == 0)
        fprintf(stderr, "%s: %s: not an option; a value goes with =, as in --rows=5", p->name,
                SHOWN(files[0]));
    else if (n < p->least)
        fprintf(stderr, "%s: want %s", p->name, p->files);
    else
        fprintf(stderr, "%s: %s: want %s, %zu at most", p->name, SHOWN(files[p->most]), p->files,
                p->most);
    fputs(" (--help says more)\n", stderr);
    return 2;
}

/* What the option points at before the command line is read; nothing for flags and files. */
static void default_of(char text[MOST_DEFAULT], const struct option_spec *spec)
{
    const char *word = spec->kind == OPTION_TEXT     ? *(const char **)spec->to
                       : spec->kind == OPTION_CHOICE ? ((struct choice *)spec->to)->name
                                                     : NULL;

    *text = '\0';
    if (spec->kind == OPTION_COUNT && (double)*(size_t *)spec->to >= spec->least)
        snprintf(text, MOST_DEFAULT, " (%zu)", *(size_t *)spec->to);
    else if (spec->kind == OPTION_REAL && *(double *)spec->to >= spec->least)
        snprintf(text, MOST_DEFAULT, " (%g)", *(double *)spec->to);
    else if (word)
        snprintf(text, MOST_DEFAULT, " (%s)", word);
}

static void print_option(const struct option_spec *spec, const char *usual)
{
    bool bare = spec->kind == OPTION_FLAG, open = spec->kind == OPTION_OUTPUT;
    char text[400];

    snprintf(text, sizeof text, "--%s%s%s%s", spec->name,
             bare   ? ""
             : open ? "[="
                    : "=",
             bare ? "" : spec->value, open ? "]" : "");
    printf("  %-24s ", text);
    snprintf(text, sizeof text, "%s%s", spec->help, usual);
    show_words(stdout, text, HELP_COLUMN, HELP_COLUMN, WIDTH);
    fputc('\n', stdout);
    if (spec->kind == OPTION_CHOICE)
        for (const struct word *of = ((struct choice *)spec->to)->of; of->name; of++)
            if (of->help)
                printf("    %-14s %s\n", of->name, of->help);
}

static void print_help(const struct program *p, const struct option_spec *spec,
                       char (*usual)[MOST_DEFAULT], size_t n)
{
    char text[200];

    printf("usage: %s [options]%s%s\n", p->name, *p->files ? " " : "", p->files);
    show_words(stdout, p->about, 0, 0, WIDTH);
    fputs("\n\n", stdout);
    for (size_t i = 0; i < n; i++)
        print_option(&spec[i], usual[i]);
    puts(
        "  --help                   print this list\n\nIn brackets: the value used without the option.");
    snprintf(text, sizeof text, "Exit status: 0 fine%s%s, 2 bad usage or input.",
             p->fault ? ", 1 " : "", p->fault ? p->fault : "");
    show_words(stdout, text, 0, 0, WIDTH);
    fputc('\n', stdout);
}

/* What getopt is to look for. */
static void list_options(struct option *list, const struct option_spec *spec, size_t n)
{
    for (size_t i = 0; i < n; i++)
        list[i] = (struct option){
            .name = spec[i].name,
            .has_arg = spec[i].kind == OPTION_FLAG     ? no_argument
                       : spec[i].kind == OPTION_OUTPUT ? optional_argument
                                                       : required_argument,
            .val = FIRST + (int)i, /* all different: else --d is no doubt to getopt */
        };
    list[n] = (struct option){.name = "help", .val = FIRST + (int)n};
    list[n + 1] = (struct option){0};
}

int options_parse(const struct program *p, const struct option_spec *spec, size_t n, int argc,
                  char ***argv)
{
    char usual[n + 1][MOST_DEFAULT];
    struct option list[n + 2];
    bool help = false;

    list_options(list, spec, n);
    for (size_t i = 0; i < n; i++)
        default_of(usual[i], &spec[i]);
    opterr = 0; /* getopt would print an option as it stands */
    for (int found; (found = getopt_long(argc, *argv, ":h", list, NULL)) != -1;) {
        if (found == 'h' || found == FIRST + (int)n)
            help = true;
        else if (found < FIRST)
            return refuse_option(p->name, found, *argv);
        else if (!set(&spec[found - FIRST], optarg))
            return refuse_value(p->name, &spec[found - FIRST], optarg);
    }

    size_t files = (size_t)(argc - optind);

    *argv += optind;
    if (files > p->most || (files < p->least && !help))
        return refuse_files(p, files, *argv);
    if (help)
        print_help(p, spec, usual, n);
    return help ? 0 : -1;
}

/* ---- what all chapters share */

enum { COMMON = 19, OF_RUNS = 2 };

/* The options whose value is a word. */
struct words {
    struct choice gradient, header, missing;
};

/* The last two are for training runs. */
static void list_common(struct option_spec list[COMMON], struct options *o, struct words *words)
{
    const struct option_spec common[COMMON] = {
        {"trace", "FILE", "write every matrix to FILE, or print them in place of the text",
         OPTION_OUTPUT, &o->trace, 0, 0, NULL},
        {"digits", "D", "decimals to print; without it a trace keeps all digits", OPTION_COUNT,
         &o->digits, 1, 17, &o->digits_given},
        {"rows", "N", "observations", OPTION_COUNT, &o->rows, 1, 1000000, &o->rows_given},
        {"hidden", "H", "hidden units", OPTION_COUNT, &o->hidden, 1, 100000, &o->hidden_given},
        {"seed", "S", "seed of the weights", OPTION_COUNT, &o->seed, 0, 4294967295.0,
         &o->seed_given},
        {"data-seed", "S", "seed of the observations", OPTION_COUNT, &o->data_seed, 0, 4294967295.0,
         &o->data_seed_given},
        {"data", "FILE.csv", "your observations: numbers, then the class", OPTION_TEXT, &o->data, 0,
         0, NULL},
        {"class", "COLUMN", "of --data: first, last, a number from 1 on, or a name in the header",
         OPTION_TEXT, &o->how.class, 0, 0, NULL},
        {"header", "yes|no", "whether the first line of --data is one; else it is found out",
         OPTION_CHOICE, &words->header, 0, 0, NULL},
        {"missing", "drop|mean", "leave out rows of --data without a value, or fill in the mean",
         OPTION_CHOICE, &words->missing, 0, 0, NULL},
        {"standardize", NULL, "bring the inputs of --data to mean 0 and deviation 1", OPTION_FLAG,
         &o->standardize, 0, 0, NULL},
        {"shuffle", "SEED", "put the rows of --data into another order", OPTION_COUNT, &o->shuffle,
         0, 4294967295.0, &o->shuffle_given},
        {"given", "FILE", "a worked example: a trace with X, Y, W1, W2 and, if you like, b1, b2",
         OPTION_TEXT, &o->given, 0, 0, NULL},
        {"lr", "A", "learning rate, alpha", OPTION_REAL, &o->lr, 0, MOST_RATE, &o->lr_given},
        {"lambda", "L", "ridge", OPTION_REAL, &o->lambda, 0, MOST_RATE, &o->lambda_given},
        {"bias", NULL, "give each hidden unit and each output a bias", OPTION_FLAG, &o->bias, 0, 0,
         &o->bias_given},
        {"step", NULL, "wait for Enter after each block", OPTION_FLAG, &o->step, 0, 0, NULL},
        {"gradient", "exact|article", "the exact one, or the published program's", OPTION_CHOICE,
         &words->gradient, 0, 0, &o->gradient_given},
        {"predict", "FILE.csv", "print what the network of --load answers for new rows",
         OPTION_TEXT, &o->predict, 0, 0, NULL},
    };

    memcpy(list, common, sizeof common);
}

/* Refuses what the file of --given says itself. */
static int check_given(const struct options *o, const char *name)
{
    const struct {
        bool there;
        const char *option, *why;
    } other[] = {
        {o->data, "data", "the observations are the file's"},
        {o->data_seed_given, "data-seed", "the observations are the file's"},
        {o->seed_given, "seed", "the weights are the file's"},
        {o->hidden_given, "hidden", "the file's shapes decide"},
        {o->bias_given, "bias", "b1 and b2 in the file decide"},
    };

    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (other[i].there) {
            fprintf(stderr, "%s: --given=%s: goes without --%s: %s\n", name, SHOWN(o->given),
                    other[i].option, other[i].why);
            return 2;
        }
    return -1;
}

/* Refuses what is said of a file of --data, or of --predict, where there is none. */
static int check_own(const struct options *o, const char *name)
{
    const struct {
        bool there;
        const char *option, *file;
    } own[] = {
        {o->how.class, "class", o->predict},
        {o->how.header != HEADER_FOUND, "header", o->predict},
        {o->how.missing != MISSING_REFUSED, "missing", o->predict},
        {o->standardize, "standardize", NULL},
        {o->shuffle_given, "shuffle", NULL},
    };

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i].there && !o->data && !own[i].file) {
            fprintf(stderr, "%s: --%s: goes with --data=FILE.csv\n", name, own[i].option);
            return 2;
        }
    return -1;
}

static bool is(const struct choice *c, const char *word)
{
    return c->name && strcmp(c->name, word) == 0;
}

/* What the options say together.  The article's gradient is for the article's examples. */
static int finish(struct options *o, const char *name, const struct words *words)
{
    o->gradient = is(&words->gradient, "exact") || (o->given && !o->gradient_given)
                      ? GRADIENT_EXACT
                      : GRADIENT_ARTICLE;
    o->how.header = is(&words->header, "yes")  ? HEADER_YES
                    : is(&words->header, "no") ? HEADER_NO
                                               : HEADER_FOUND;
    o->how.missing = is(&words->missing, "drop")   ? MISSING_DROP
                     : is(&words->missing, "mean") ? MISSING_MEAN
                                                   : MISSING_REFUSED;
    if (check_own(o, name) == 2)
        return 2;
    if (o->given)
        return check_given(o, name);
    if (o->rows <= MOST_UNITS / o->hidden)
        return -1;
    fprintf(stderr, "%s: --rows=%zu --hidden=%zu: want a product of at most %d\n", name, o->rows,
            o->hidden, MOST_UNITS);
    return 2;
}

void options_read(struct options *o, int argc, char **argv, const char *name, const char *about,
                  const struct option_spec *own, size_t n)
{
    static const struct word gradients[] = {{"exact", NULL}, {"article", NULL}, {0}};
    static const struct word yes_no[] = {{"yes", NULL}, {"no", NULL}, {0}};
    static const struct word missing[] = {{"drop", NULL}, {"mean", NULL}, {0}};
    struct words words = {{gradients[o->gradient == GRADIENT_EXACT ? 0 : 1].name, gradients},
                          {NULL, yes_no},
                          {NULL, missing}};
    const struct program chapter = {name, "", 0, 0, about, "a check failed"};
    struct option_spec spec[COMMON + n];
    size_t common = o->run ? COMMON : COMMON - OF_RUNS;

    list_common(spec, o, &words);
    for (size_t i = 0; i < n; i++)
        spec[common + i] = own[i];

    int status = options_parse(&chapter, spec, common + n, argc, &argv);

    if (status < 0)
        status = finish(o, name, &words);
    if (status == 0 && fflush(stdout) != 0) {
        fprintf(stderr, "%s: standard output: %s\n", name, strerror(errno));
        status = 2;
    }
    if (status >= 0)
        exit(status);
}
