#include "fresh.h"

#include "loop.h"

/* Whether a list of names has this one. */
static bool has(const char *names, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = names; (at = strstr(at, name)); at += length)
        if ((at == names || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

/* Every matrix of a step, once. */
static size_t watch_step(struct watch *w, struct step *s, const char *fills)
{
    const struct intermediate *i;
    size_t n = 0;

    for (size_t k = 0; (i = step_intermediate(k)) && n < WATCHED_MOST; k++) {
        struct matrix **slot = (struct matrix **)((char *)s + i->at);

        w[n] = (struct watch){i->name, *slot, has(fills, i->name), slot, {0}, NULL};
        n += *slot && !twice(w, n, n);
    }
    return n;
}

#define FRESH_STEP(name, parameters, arguments, fills)                                             \
    void fresh_##name parameters;                                                                  \
    void fresh_##name parameters                                                                   \
    {                                                                                              \
        struct watch w[WATCHED_MOST];                                                              \
        size_t n = watch_step(w, s, fills);                                                        \
                                                                                                   \
        WATCH(#name, w, n, name arguments)                                                         \
    }

FRESH_STEP(step_forward, (struct step * s), (s), "z1 h1 z2 h2")
FRESH_STEP(step_backward, (struct step * s, const struct training *how), (s, how),
           "dLoss_dh2 dh2_dz2 dLoss_dz2 dLoss_dW2 dLoss_db2 dLoss_dh1 dh1_dz1 dLoss_dz1 dLoss_dW1 "
           "dLoss_db1")
FRESH_STEP(step_update, (struct step * s, double lr), (s, lr), "W2_new b2_new W1_new b1_new")
