#include "judge.h"

#include <string.h>

static const char *entry_of(const struct note *n, char text[TEXT_MOST])
{
    if (n->row == 0)
        snprintf(text, TEXT_MOST, "%s", n->matrix);
    else
        snprintf(text, TEXT_MOST, "%s[%zu,%zu]", n->matrix, n->row, n->col);
    return text;
}

bool say_note(const struct judge *j, const struct run_of *r, const char *kinds,
              const char *function)
{
    const struct note *n = trial_note(r, kinds, function);
    char entry[TEXT_MOST];

    if (!n)
        return false;
    entry_of(n, entry);
    judge_result(j, "noted", n->kind);
    if (strcmp(n->kind, "kept") == 0)
        say(j,
            "%s leaves %s as it was. This happens when a loop leaves entries out, when the "
            "function returns early, or when what was computed goes elsewhere.",
            n->function, entry);
    else if (strcmp(n->kind, "used") == 0)
        say(j,
            "%s makes %s from numbers that are not set yet: what it is to fill may hold anything "
            "before the call. This happens with += on an entry that was not set first, and with a "
            "matrix that is read before it is filled.",
            n->function, entry);
    else if (strcmp(n->kind, "unset") == 0)
        say(j, "%s makes %s from a variable, or from memory of malloc, that was never set.",
            n->function, entry);
    else if (strcmp(n->kind, "changed") == 0)
        say(j, "%s changes %s, which it is only to read.", n->function, entry);
    else
        say(j,
            "%s puts other memory in the place of %s's. The memory is there already: write the "
            "numbers into it.",
            n->function, entry);
    return true;
}
