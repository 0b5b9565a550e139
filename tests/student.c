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
    if (!mkdtemp(copy) || setenv("D", copy, 1) != 0)
        return -1;
    must("cp -R tests/exercise/stubs \"$D\" && tests/own/answers Ada \"$D/solutions\" " BUILD);
    return 0;
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
            must("mkdir -p \"$D/chapters/%s\" && cp \"$D/%s/%.2s.c\" "
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

/* Lines are broken anywhere: a run of blanks is one. */
static char *in_one_line(const char *text)
{
    char *line = malloc(strlen(text) + 1), *to = line;

    assert_non_null(line);
    for (; *text; text++)
        if (!strchr(" \n", *text))
            *to++ = *text;
        else if (to == line || to[-1] != ' ')
            *to++ = ' ';
    *to = '\0';
    return line;
}

bool says(const struct outcome *o, const char *words)
{
    char *said = in_one_line(o->out);
    bool found = strstr(said, words) != NULL;

    free(said);
    return found;
}

void assert_says(const struct outcome *o, const char *words, const char *when)
{
    if (!says(o, words))
        fail_msg("%s: nothing is said of \"%s\":\n%s", when, words, o->out);
}
