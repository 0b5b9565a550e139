/* How a program ended before its trace was whole. */
#include "judge.h"

#include <stdlib.h>
#include <string.h>

/* What the sanitizers call it, and what it is.  The first that fits counts. */
static const struct {
    const char *called, *says, *more;
} stop[] = {
    {"stack-overflow", "it has used up its stack.",
     "This happens when a function calls itself without end, or has a very large array."},
    {"double-free", "memory is freed that was freed before.", ""},
    {"use-after-free", "it uses memory that was freed before.", ""},
    {"not malloc()-ed", "free is called with an address that malloc did not give.", ""},
    {"stack-use-after", "it uses a variable that is no longer there.",
     "A variable ends with the function, or the block in { }, that it is in."},
    {"heap-buffer-overflow", "it goes outside of a matrix, or of an array of malloc.",
     "Entries are counted from 0: the last row is rows - 1, the last column cols - 1."},
    {"buffer-overflow", "it goes outside of an array.", "Its entries are counted from 0."},
    {"out of bounds", "it goes outside of an array.", "Its entries are counted from 0."},
    {"insufficient space", "it goes outside of a matrix or an array.",
     "Entries are counted from 0: the last row is rows - 1, the last column cols - 1."},
    {"null pointer", "a pointer is used that is NULL.", ""},
    {"unknown address 0x000000000000", "a pointer is used that is NULL.", ""},
    {"SEGV", "it uses an address at which there is no memory.",
     "This happens with an index far outside of a matrix, and with a pointer that was never set."},
    {"misaligned", "it uses an address at which no number can be.",
     "This happens with a pointer that was never set."},
    {"allocation size", "it asks for more memory than there is.",
     "This happens when a size_t goes below zero: it is a huge number then."},
    {"calloc", "it asks for more memory than there is.",
     "This happens when a size_t goes below zero: it is a huge number then."},
    {"division by zero", "a whole number is divided by 0.", ""},
    {"integer overflow", "a whole number is larger than its type can hold.", ""},
};

/* The student's line itself. */
static void show_line_of(const char *source, const char *place)
{
    FILE *file = fopen(source, "r");
    char line[TEXT_MOST];
    long wanted = place[0] ? atol(strchr(place, ':') + 1) : 0;

    for (long n = 1; file && n <= wanted && fgets(line, sizeof line, file); n++) {
        line[strcspn(line, "\n")] = '\0';
        if (n == wanted)
            printf("\n    %ld |  %.65s\n", n, line + strspn(line, " \t"));
    }
    if (file)
        fclose(file);
}

/* Which number of how many, where the sanitizer says so. */
static void say_particulars(const struct judge *j, const struct run_of *r)
{
    const char *does = strstr(r->access, "WRITE") ? "writes" : "reads";

    if (r->own[0])
        say(j, "It is in the array %s.", r->own);
    if (r->room > 0 && r->room % 8 == 0 && r->behind % 8 == 0 && r->behind >= r->room)
        say(j, "It %s number %ld, counted from 0, of memory with room for %ld numbers.", does,
            r->behind / 8, r->room / 8);
    else if (r->room > 0 && r->behind < 0)
        say(j, "It %s in front of the first number.", does);
    if (r->freed[0]) {
        say(j, "It was freed at %s:", r->freed);
        show_line_of(j->source, r->freed);
    }
}

static void say_sanitizer(const struct judge *j, const struct run_of *r, const char *at,
                          const char *data)
{
    size_t i = 0;

    while (i < sizeof stop / sizeof *stop && !strstr(r->stop, stop[i].called))
        i++;

    bool known = i < sizeof stop / sizeof *stop;

    say(j, "The program stopped%s, %s: %s", at, data,
        known ? stop[i].says : "the sanitizer of the compiler stopped it.");
    show_line_of(j->source, r->place);
    if (!known || r->ending == UNDEFINED)
        printf("\n    %.75s\n", r->stop);
    say_particulars(j, r);
    if (known && stop[i].more[0])
        say(j, "%s", stop[i].more);
}

/* The training ended early: a Loss that is not finite ends it. */
static void say_no_more_epochs(const struct judge *j, const struct run_of *r, const char *data)
{
    const char *function = judge_maker(j, j->d.right->name);

    for (size_t i = 0; i < j->makers; i++)
        if (judge_text(j, "unwritten", j->maker[i].function)) {
            say(j, "%s is not written yet. The training stopped, %s, for the Loss is NaN.",
                j->maker[i].function, data);
            return;
        }
    say(j,
        "The training stopped, %s, before %s was there: the Loss is not a finite number. Every "
        "block before it is right.",
        data, j->d.right->name);
    if (!say_note(j, r, "kept used unset", NULL) && function)
        say(j, "Look at %s first.", function);
}

void say_stop(const struct judge *j)
{
    const struct run_of *r = &j->mine.run[j->d.run];
    char data[TEXT_MOST], at[TEXT_MOST + 20];
    bool shapes;

    judge_where(j, j->d.run, data);
    judge_result(j, "stopped", r->place);
    snprintf(at, sizeof at, "%s%s", r->place[0] ? " at " : "", r->place);
    if (r->ending == WHOLE && r->traced && strcmp(j->chapter, "06") == 0) {
        say_no_more_epochs(j, r, data);
        return;
    }
    switch (r->there ? r->ending : LEFT) {
    case TIMED_OUT:
        say(j,
            "The program did not come to an end, %s, and was stopped. This happens when a loop "
            "never finishes: a size_t, for one, is never below 0.",
            data);
        break;
    case SHAPES:
        shapes = strstr(r->stop, "rows") || strstr(r->stop, "cols");
        say(j, "The program stopped%s, %s: %s.", at, data,
            shapes ? "two shapes do not fit" : "a function was called as it must not be");
        show_line_of(j->source, r->place);
        printf("\n    %s\n", r->stop);
        if (shapes)
            say(j, "Write the shape beside each matrix of that call. Is one to be transposed?");
        break;
    case MEMORY:
    case UNDEFINED: say_sanitizer(j, r, at, data); break;
    case KILLED: say(j, "The program was stopped by signal %d, %s.", r->status - 128, data); break;
    case FAILED:
    case WHOLE:
    case LEFT:
        say(j,
            "The program ended with status %d before its trace was complete, %s. Does your code "
            "call exit?",
            r->status, data);
        break;
    }
}
