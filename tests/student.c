#include "student.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *exercise[LISTED_MOST];
size_t exercises;

void must(const char *command, ...)
{
    char text[2000];
    va_list words;

    va_start(words, command);
    vsnprintf(text, sizeof text, command, words);
    va_end(words);

    struct outcome o = run("%s", text);

    if (o.status != 0)
        fail_msg("%s: status %d\n%s%s", text, o.status, o.out, o.err);
    outcome_free(&o);
}

int student_begin(void **state)
{
    static struct listed list[LISTED_MOST];
    char folder[] = BUILD "/student of-XXXXXX";

    (void)state;
    for (size_t i = 0, n = list_read(list); i < n; i++)
        if (list[i].exercise)
            exercise[exercises++] = list[i].chapter;
    return mkdtemp(folder) ? setenv("D", folder, 1) : -1;
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

size_t times(const char *text, const char *words)
{
    size_t n = 0;

    for (const char *at = strstr(text, words); at; at = strstr(at + 1, words))
        n++;
    return n;
}
