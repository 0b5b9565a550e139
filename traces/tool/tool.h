/* The subcommands of build/trace.  Each takes its own argc and argv (argv[0] is its name) and
 * returns the exit status: 0 fine, 1 a difference, 2 bad usage or input. */
#ifndef TOOL_H
#define TOOL_H

#include <stdbool.h>
#include <stdio.h>

struct trace_file;

int diff_main(int argc, char **argv);
int check_main(int argc, char **argv);
int why_main(int argc, char **argv);
int export_main(int argc, char **argv);
int import_main(int argc, char **argv);
int fill_main(int argc, char **argv);

/* The check itself.  Prints its verdict, and with `all` every number that its formula does not
 * give; with status 2 t->error says what is wrong. */
int check_trace(struct trace_file *t, double tolerance, bool all);

/* Writes a trace as JSON. */
void write_json(FILE *out, const struct trace_file *t);

/* Explains the number that name stands for.  false: t->error says why not. */
bool explain_number(struct trace_file *t, const char *name, size_t depth, FILE *out);

#endif
