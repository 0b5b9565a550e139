/* What came of running an exercise's programs, and where two such outcomes first differ.
 *
 * A folder written by tests/exercise/attempt is a trial: for each run a trace, the exit status and
 * what went to standard error.  A reference is a trial, so is a student's, so is a known mistake.
 */
#ifndef TRIAL_H
#define TRIAL_H

#include "trace_file.h"

enum { RUNS_MOST = 8, NOTES_MOST = 8, TEXT_MOST = 400 };

enum ending {
    WHOLE, /* the program ended well and left its trace */
    TIMED_OUT,
    SHAPES,    /* lib/mortar/check.h stopped it; stop has its line */
    MEMORY,    /* the address sanitizer did */
    UNDEFINED, /* the undefined-behaviour sanitizer did */
    KILLED,    /* by a signal, without a word */
    LEFT,      /* it ended by itself, before its trace was complete */
    FAILED     /* with a whole trace, and a status that is not 0 */
};

/* What tests/exercise/fresh/fresh.h says that a function did. */
struct note {
    char kind[12], function[40], matrix[40];
    size_t row, col; /* 0: the matrix as a whole */
};

struct run_of {
    bool there;
    struct trace_file t;
    bool traced; /* t could be read */
    enum ending ending;
    int status;
    char stop[TEXT_MOST];   /* the line of standard error that says why it ended */
    char place[TEXT_MOST];  /* "exercise.c:31", the student's line that led there, or "" */
    char what[TEXT_MOST];   /* program and options */
    char freed[TEXT_MOST];  /* the student's line that freed the memory which the stop is about */
    char access[TEXT_MOST]; /* "READ of size 8", where the address sanitizer says so */
    char own[40];           /* the name of the variable that was overrun, or "" */
    long behind, room;      /* bytes from the begin of the memory that was overrun, and its bytes */
    struct note note[NOTES_MOST];
    size_t notes;
};

struct trial {
    const char *folder;
    struct run_of run[RUNS_MOST];
    size_t runs;
};

void trial_read(struct trial *t, const char *folder);
void trial_free(struct trial *t);

/* The first line of a file, without its newline; "" if there is none. */
void first_line(const char *folder, const char *file, char text[TEXT_MOST]);

/* Where a trial leaves the reference: a run, and in it a block and an entry; block is NULL if the
 * run did not get that far as to have a trace to compare. */
struct divergence {
    bool found;
    size_t run;
    const struct block *block, *right; /* the trial's, the reference's */
    size_t entry;
    size_t judged; /* blocks compared and found right, all runs together, given ones not counted */
    size_t left;   /* blocks of that run after this one */
};

struct divergence trial_diverges(const struct trial *t, const struct trial *reference);

/* Whether two blocks hold the same numbers; if not, the first entry that differs. */
bool blocks_agree(const struct block *a, const struct block *b, size_t *entry);

/* Whether a known mistake explains a trial that diverges at `at`. */
enum match {
    MATCH_NONE,
    MATCH_ONE,   /* the block that is wrong first is the same in one run, and not in another */
    MATCH_BLOCK, /* it is the same in all runs */
    MATCH_ALL    /* all that was computed is, or it ends in the same way */
};
enum match trial_explained(const struct trial *t, const struct trial *reference,
                           const struct divergence *at, const struct trial *mistake);

/* The first note of one of these kinds, on this function if it is not NULL; or NULL. */
const struct note *trial_note(const struct run_of *r, const char *kinds, const char *function);

#endif
