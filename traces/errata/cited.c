#include "cited.h"

#include "../../chapters/07-diagnosis/diagnosis.h"
#include "../../chapters/08-bias/bias.h"

#include <string.h>

/* Returns the claim of that name, in this list or NULL. */
static const struct claim *find(const struct claim *list, const char *name)
{
    for (; list->name; list++)
        if (list->run && strcmp(list->name, name) == 0)
            return list;
    return NULL;
}

bool claims_hold(const char *names, char *words, size_t size)
{
    struct chapter c = {.o = options_worked_example, .data = dataset_article(300, 0)};
    struct claims d = {.c = &c, .said = words, .room = size};
    char name[32];

    c.X = (struct matrix){50, 2, c.data.X->v};
    c.Y = (struct matrix){50, 2, c.data.Y->v};
    *words = '\0';
    for (int n; sscanf(names, "%31s%n", name, &n) == 1; names += n) {
        const struct claim *seven = find(claims_of_7, name);
        const struct claim *claim = seven ? seven : find(claims_of_8, name);
        size_t used = strlen(words);

        if (claim)
            snprintf(words + used, size - used, "%s(chapter %d, claim %s)", used ? " " : "",
                     seven ? 7 : 8, name);
        else
            snprintf(words + used, size - used, "There is no claim %s.", name);
        if (claim)
            claim->run(&d);
        d.failed |= !claim;
    }
    dataset_free(&c.data);
    return !d.failed;
}
