/* The subcommands of build/trace.  Each takes its own argc and argv (argv[0] is its name) and
 * returns the exit status: 0 fine, 1 a difference, 2 bad usage or input. */
#ifndef TRACES_TRACE_H
#define TRACES_TRACE_H

int diff_main(int argc, char **argv);

#endif
