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
    MOST_OPTIONS = 48,
    MOST_DEFAULT = 64,
    FIRST_OPTION = 256,    /* what getopt returns for the first; no character */
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

    if (isspace((unsigned char)text[0]) || end == text || *end || !isfinite(x) ||
        x < spec->least || x > spec->most)
        return false;
    *(double *)spec->to = x + 0.0; /* -0 is 0 */
    return true;
}

/* Everything that says what an option wants says it here. */
static _Noreturn void refuse(const char *name, const struct option_spec *spec, const char *text)
{
    fprintf(stderr, "%s: --%s=%s: want ", name, spec->name, SHOWN(text));
    if (spec->kind == OPTION_COUNT)
        fprintf(stderr, "a whole number from %.0f to %.0f\n", spec->least, spec->most);
    else if (spec->kind == OPTION_REAL)
        fprintf(stderr, "a number from %g to %g\n", spec->least, spec->most);
    else
        fprintf(stderr, "%s\n", spec->value);
    exit(2);
}

static void set(const char *name, const struct option_spec *spec, const char *text)
{
    bool good = true;

    switch (spec->kind) {
    case OPTION_FLAG: *(bool *)spec->to = true; break;
    case OPTION_COUNT: good = read_count(text, spec); break;
    case OPTION_REAL: good = read_real(text, spec); break;
    case OPTION_OUTPUT:
        if (!text)
            text = "-";
        /* fall through */
    case OPTION_TEXT:
        good = *text != '\0';
        *(const char **)spec->to = text;
        break;
    }
    if (!good)
        refuse(name, spec, text);
    if (spec->given)
        *spec->given = true;
}

/* What the option points at before the command line is read; nothing for flags and files. */
static void default_of(char *text, size_t room, const struct option_spec *spec)
{
    *text = '\0';
    if (spec->kind == OPTION_COUNT)
        snprintf(text, room, " (%zu)", *(const size_t *)spec->to);
    else if (spec->kind == OPTION_REAL)
        snprintf(text, room, " (%g)", *(const double *)spec->to);
    else if (spec->kind == OPTION_TEXT && *(const char **)spec->to)
        snprintf(text, room, " (%s)", *(const char **)spec->to);
}

static void print_help(const struct option_spec *spec, char (*defaults)[MOST_DEFAULT], size_t n,
                       const char *name, const char *about)
{
    printf("usage: %s [options]\n%s\n\n", name, about);
    for (size_t i = 0; i < n; i++) {
        char left[64];

        if (spec[i].kind == OPTION_FLAG)
            snprintf(left, sizeof left, "--%s", spec[i].name);
        else if (spec[i].kind == OPTION_OUTPUT)
            snprintf(left, sizeof left, "--%s[=%s]", spec[i].name, spec[i].value);
        else
            snprintf(left, sizeof left, "--%s=%s", spec[i].name, spec[i].value);
        printf("  %-24s %s%s\n", left, spec[i].help, defaults[i]);
    }
    printf("\nIn brackets: what holds without the option.\n"
           "Exit status: 0 fine, 1 a check failed, 2 bad usage or input.\n");
}

void options_read(struct options *o, int argc, char **argv, const char *name, const char *about,
                  const struct option_spec *own, size_t n)
{
    const char *gradient = o->gradient == GRADIENT_EXACT ? "exact" : "article";
    bool help = false;
    const struct option_spec common[] = {
        {"trace", "FILE", "write every matrix to FILE, or in place of the text",
         OPTION_OUTPUT, &o->trace, 0, 0, NULL},
        {"digits", "D", "decimals to print; without it a trace keeps all digits",
         OPTION_COUNT, &o->digits, 1, 17, &o->digits_given},
        {"rows", "N", "observations", OPTION_COUNT, &o->rows, 1, 1000000, &o->rows_given},
        {"hidden", "H", "hidden units", OPTION_COUNT, &o->hidden, 1, 100000, NULL},
        {"seed", "S", "seed of the weights", OPTION_COUNT, &o->seed, 0, 4294967295.0, NULL},
        {"data-seed", "S", "seed of the observations", OPTION_COUNT, &o->data_seed, 0,
         4294967295.0, NULL},
        {"data", "FILE.csv", "your observations: numbers, last column the class", OPTION_TEXT,
         &o->data, 0, 0, NULL},
        {"lr", "A", "learning rate, alpha", OPTION_REAL, &o->lr, 0, 1e6, NULL},
        {"lambda", "L", "ridge", OPTION_REAL, &o->lambda, 0, 1e6, NULL},
        {"gradient", "exact|article", "the Loss's own, or the published program's", OPTION_TEXT,
         &gradient, 0, 0, NULL},
        {"bias", NULL, "biases b1 and b2, trained with the weights", OPTION_FLAG, &o->bias, 0, 0, NULL},
        {"step", NULL, "wait for Enter after each block", OPTION_FLAG, &o->step, 0, 0, NULL},
        {"help", NULL, "this list", OPTION_FLAG, &help, 0, 0, NULL},
    };
    enum { COMMON = sizeof common / sizeof *common };
    struct option_spec spec[MOST_OPTIONS];
    struct option list[MOST_OPTIONS + 1] = {{0}};
    char defaults[MOST_OPTIONS][MOST_DEFAULT];
    size_t total = 0;

    for (size_t i = 0; i < COMMON - 1; i++)
        spec[total++] = common[i];
    for (size_t i = 0; i < n && total < MOST_OPTIONS - 1; i++)
        spec[total++] = own[i];
    spec[total++] = common[COMMON - 1];
    for (size_t i = 0; i < total; i++) {
        default_of(defaults[i], MOST_DEFAULT, &spec[i]);
        list[i].name = spec[i].name;
        list[i].val = FIRST_OPTION + (int)i; /* all different: else --d is no doubt to getopt */
        list[i].has_arg = spec[i].kind == OPTION_FLAG     ? no_argument
                          : spec[i].kind == OPTION_OUTPUT ? optional_argument
                                                          : required_argument;
    }

    opterr = 0;
    for (int found; (found = getopt_long(argc, argv, ":h", list, NULL)) != -1;) {
        if (found == 'h') {
            help = true;
            continue;
        }
        if (found < FIRST_OPTION) {
            char letter[] = {'-', (char)optopt, '\0'};
            bool short_one = optopt > 0 && optopt < FIRST_OPTION;

            fprintf(stderr, "%s: %s: %s (--help lists all options)\n", name,
                    SHOWN(short_one ? letter : argv[optind - 1]),
                    found == ':'             ? "a value is missing"
                    : optopt >= FIRST_OPTION ? "takes no value"
                                             : "no such option, or the beginning of several");
            exit(2);
        }
        set(name, &spec[found - FIRST_OPTION], optarg);
    }
    if (optind < argc) {
        fprintf(stderr,
                "%s: %s: not an option; a value goes with =, as in --rows=5 (--help lists all)\n",
                name, SHOWN(argv[optind]));
        exit(2);
    }
    if (help) {
        print_help(spec, defaults, total, name, about);
        if (fflush(stdout) == 0)
            exit(0);
        fprintf(stderr, "%s: standard output: %s\n", name, strerror(errno));
        exit(2);
    }
    if (strcmp(gradient, "exact") != 0 && strcmp(gradient, "article") != 0) {
        fprintf(stderr, "%s: --gradient=%s: want exact or article\n", name,
                SHOWN(gradient));
        exit(2);
    }
    o->gradient = *gradient == 'e' ? GRADIENT_EXACT : GRADIENT_ARTICLE;
    if (o->rows > MOST_UNITS / o->hidden) {
        fprintf(stderr, "%s: --rows=%zu --hidden=%zu: want a product of at most %d\n", name,
                o->rows, o->hidden, MOST_UNITS);
        exit(2);
    }
}
