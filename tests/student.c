#include "student.h"

#include <stdlib.h>
#include <string.h>

const char *exercise[LISTED_MOST];
size_t exercises;

int student_begin(void **state)
{
    static struct listed list[LISTED_MOST];
    char copy[] = BUILD "/student of-XXXXXX";

    (void)state;
    for (size_t i = 0, n = list_read(list); i < n; i++)
        if (list[i].exercise)
            exercise[exercises++] = list[i].chapter;
    return mkdtemp(copy) ? setenv("D", copy, 1) : -1;
}

int student_end(void **state)
{
    (void)state;
    must("rm -rf \"$D\"");
    return 0;
}

void student_copy(const char *kind, const char *ch)
{
    for (size_t i = 0; i < exercises; i++)
        if (strncmp(exercise[i], ch, strlen(ch)) == 0)
            must("mkdir -p \"$D/chapters/%s\" && cp tests/exercise/%s/%.2s.c "
                 "\"$D/chapters/%s/exercise.c\"",
                 exercise[i], kind, exercise[i], exercise[i]);
}

void student_fill(const char *kind)
{
    student_copy(kind, "");
}

struct outcome student_check(const char *ch)
{
    return run(MAKE "check CH=%s 2>&1", ch);
}

void assert_says(const struct outcome *o, const char *words, const char *when)
{
    if (!strstr(o->out, words))
        fail_msg("%s: nothing is said of \"%s\":\n%s", when, words, o->out);
}
