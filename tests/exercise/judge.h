/* What is to be judged, and how it is said. */
#ifndef JUDGE_H
#define JUDGE_H

#include "show.h"
#include "trial.h"

struct maker {
    char block[40], function[40];
};

struct judge {
    const char *chapter, *source; /* what the student's file is called */
    struct trial mine, reference;
    struct divergence d;
    struct maker maker[60]; /* which of the exercise's functions fills which block */
    size_t makers;
    struct show paper;
};

#define say(j, ...) show_text(&(j)->paper, __VA_ARGS__)

/* Returns the function that fills a block, or NULL. */
const char *judge_maker(const struct judge *j, const char *block);

/* "in the worked example", or what is special about the other network. */
const char *judge_where(const struct judge *j, size_t run, char text[TEXT_MOST]);

/* Returns the line of the file `text` of the trial that is of this kind and function, or 0: "kind
 * function", or "kind function line". */
long judge_text(const struct judge *j, const char *kind, const char *function);

/* Adds a line to the trial's file `result`, which gradings and tests read: "code right", "named
 * 04-sign". */
void judge_result(const struct judge *j, const char *what, const char *value);

/* stops.c: says how the program ended where it left no trace that differs. */
void say_stop(const struct judge *j);

/* notes.c: says what fresh.h noted, of such kinds; of this function, if it is not NULL.  Returns
 * whether there was such a note. */
bool say_note(const struct judge *j, const struct run_of *r, const char *kinds,
              const char *function);

/* known.c: says which known mistakes give the wrong numbers, in all networks if it is to be sure,
 * or in one only.  Returns whether any does. */
bool say_known(const struct judge *j, char **folder, size_t count, bool sure);

/* numbers.c: says what the wrong numbers are made of.  Returns whether that can be found. */
bool say_numbers(const struct judge *j);

#endif
