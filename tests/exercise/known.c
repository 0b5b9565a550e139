/* The catalogue of known mistakes: which of them gives what the student's functions give? */
#include "judge.h"

#include "matrix.h"

#include <stdlib.h>
#include <string.h>

enum { KNOWN_MOST = 3 };

struct known {
    const char *folder[KNOWN_MOST];
    size_t count;
    enum match match;
};

static void compare_all(const struct judge *j, char **folder, size_t count, struct known *k)
{
    for (size_t i = 0; i < count; i++) {
        struct trial mistake;
        enum match match;

        trial_read(&mistake, folder[i]);
        match = trial_explained(&j->mine, &j->reference, &j->d, &mistake);
        if (match > k->match) {
            k->match = match;
            k->count = 0;
        }
        if (match == k->match && match > MATCH_NONE && k->count < KNOWN_MOST)
            k->folder[k->count++] = folder[i];
        trial_free(&mistake);
    }
}

static void read_sentence(const char *folder, char sentence[2000])
{
    char path[1000], line[TEXT_MOST];
    FILE *file;

    sentence[0] = '\0';
    snprintf(path, sizeof path, "%s/sentence", folder);
    file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (strlen(sentence) + strlen(line) + 2 < 2000) {
            strcat(sentence, sentence[0] && line[0] ? " " : "");
            strcat(sentence, line);
        }
    }
    if (file)
        fclose(file);
}

/* It is named where it is the only one that gives all numbers; else it is offered.  A single
 * number, or a stop, has other causes as well. */
static const char *lead(const struct judge *j, const struct known *k, size_t i)
{
    if (i > 0)
        return "Or: ";
    if (!j->d.block)
        return "This happens with a known mistake: ";
    if (k->count > 1)
        return "More than one known mistake gives these numbers. ";
    if (k->match == MATCH_ALL)
        return "This is a known mistake: ";
    return k->match == MATCH_BLOCK
               ? "A known mistake gives the same numbers here, and others later: "
               : "This can happen with a known mistake: ";
}

bool say_known(const struct judge *j, char **folder, size_t count, bool sure)
{
    struct known k = {.match = MATCH_NONE};
    char sentence[2000];

    compare_all(j, folder, count, &k);
    if ((k.match > MATCH_ONE) != sure)
        return false;
    for (size_t i = 0; i < k.count; i++) {
        read_sentence(k.folder[i], sentence);
        say(j, "%s%s", lead(j, &k, i), sentence);
        judge_result(j, k.match == MATCH_ALL ? "named" : "offered",
                     strrchr(k.folder[i], '/') ? strrchr(k.folder[i], '/') + 1 : k.folder[i]);
    }
    return k.count > 0;
}
