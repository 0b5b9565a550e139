/* build/trace: reads traces. */
#include "show.h"
#include "system.h"
#include "tool.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*main)(int argc, char **argv);
    const char *what;
} commands[] = {
    {"diff", diff_main, "compare a trace with a reference"},
    {"check", check_main, "recompute every number from the formulas of the trace"},
    {"why", why_main, "explain one number, down to what was given"},
    {"fill", fill_main, "compute a trace from what was given and its formulas, like a spreadsheet"},
    {"export", export_main, "write a trace as JSON"},
    {"import", import_main, "make a trace from what other tools print"},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static void usage(FILE *out)
{
    fputs("usage: trace COMMAND [options] FILE...\n\n", out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "  trace %-8s %s\n", commands[i].name, commands[i].what);
    fputs("\nA FILE of - is standard input.  trace COMMAND --help says more.\n"
          "Exit status: 0 fine, 1 a difference, 2 bad usage or input.\n",
          out);
}

/* What could not be written makes every status a failure. */
static int finish(const char *command, int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fprintf(stderr, "trace %s: standard output: %s\n", command, strerror(errno));
    return 2;
}

int main(int argc, char **argv)
{
    if (!system_begin()) {
        fprintf(stderr, "trace: standard output: %s\n", strerror(errno));
        return 2;
    }
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
        usage(stdout);
        return finish("--help", 0);
    }
    for (size_t i = 0; argc > 1 && i < COMMANDS; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return finish(argv[1], commands[i].main(argc - 1, argv + 1));
    if (argc < 2)
        fputs("trace: which command? (trace --help lists them)\n", stderr);
    else
        fprintf(stderr, "trace: %s: no such command (trace --help lists them)\n", SHOWN(argv[1]));
    return 2;
}
