/* What differs between systems, in one place: system.c has a half for Unix, and one for WebAssembly
 * with WASI, where there are no signals, no terminal and no links.  Everything else in the project
 * is C11 with the functions of POSIX that both have.
 */
#ifndef SYSTEM_H
#define SYSTEM_H

#include <stdbool.h>
#include <stdio.h>

/* ---- at the start */
/* Makes sure that no file that is opened later becomes standard output or standard error.  Returns
 * false, with errno set, if there is no standard output. */
bool system_begin(void);

/* ---- terminal */
/* Returns the columns of the terminal that `out` writes to; 0 if it writes to none. */
size_t system_width(FILE *out);

/* Waits until Enter is pressed, if a person sits at both ends; a signal ends the wait. */
void system_wait_for_enter(void);

/* ---- signals */
/* From system_catch on, SIGINT, SIGTERM and SIGHUP only leave a mark, which system_caught returns:
 * the signal's number, or 0.  system_release lets them do what they did before. */
void system_catch(void);
int system_caught(void);
void system_release(void);

/* From system_hold on, signals wait until system_let_go has been called as often. */
void system_hold(void);
void system_let_go(void);

/* ---- files */
/* Returns whether two names are those of one file, there already or not.  NULL is the name of none,
 * and a device such as /dev/null may stand for many. */
bool system_same_file(const char *a, const char *b);

/* Returns whether a file must be written where it is and cannot be replaced: a device, a pipe, or
 * what a shell has opened for this program (/dev/stdout, /dev/fd/3), whatever its name. */
bool system_in_place(const char *path);

/* A file that appears whole or not at all: it is written beside `path` under another name, and gets
 * its own at the end.  A program that ends before, by a signal too, leaves nothing behind. */
struct part {
    char *path, *name; /* what it is to become, what it is called until then */
};

/* Returns the new file, with the rights that fopen would have given or those of the file that it is
 * to replace; a symbolic link stays, and its target is replaced or made.  NULL, with errno set and
 * nothing left behind or to be freed, if that can't be. */
FILE *system_open_part(struct part *p, const char *path);

/* Both take a part whose file is closed, and free it; so that one that was never opened is fine. */
bool system_keep_part(struct part *p); /* false, with errno set and nothing left behind */
void system_drop_part(struct part *p);

#endif
