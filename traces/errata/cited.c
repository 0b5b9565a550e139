#include "cited.h"

#include "claims.h"

#include <string.h>

static const struct claim *claim_find(const char *name)
{
    for (size_t i = 0; i < CLAIMS; i++)
        if (strcmp(claims[i].name, name) == 0)
            return &claims[i];
    return NULL;
}

bool claims_hold(const char *names, char *words, size_t size)
{
    struct chapter c = {.o = options_worked_example, .data = dataset_article(300, 0)};
    struct diagnosis d = {.c = &c, .said = words, .room = size};
    char name[32];

    c.X = (struct matrix){50, 2, c.data.X->v};
    c.Y = (struct matrix){50, 2, c.data.Y->v};
    *words = '\0';
    for (int n; sscanf(names, "%31s%n", name, &n) == 1; names += n) {
        const struct claim *claim = claim_find(name);
        size_t used = strlen(words);

        snprintf(words + used, size - used, "%s(chapter 7, claim %s)%s", used ? " " : "", name,
                 claim ? "" : " There is no such claim.");
        if (claim)
            claim->run(&d);
        d.failed |= !claim;
    }
    dataset_free(&c.data);
    return !d.failed;
}
