/* The constants and the order of operations are those of the published
 * mt19937ar.c, and of NumPy's legacy generator for uniform and normal numbers:
 * change any and the article's digits are gone.
 */
#include "rng.h"

#include <math.h>

enum { WORDS = 624, MIDDLE = 397 };

void rng_seed(struct rng *r, uint32_t seed)
{
    for (uint32_t i = 0; i < WORDS; i++) {
        r->state[i] = seed;
        seed = 1812433253u * (seed ^ (seed >> 30)) + i + 1;
    }
    r->next = WORDS;
    r->has_spare = false;
    r->spare = 0;
}

static void renew(uint32_t *s)
{
    for (unsigned i = 0; i < WORDS; i++) {
        uint32_t y = (s[i] & 0x80000000u) | (s[(i + 1) % WORDS] & 0x7fffffffu);

        s[i] = s[(i + MIDDLE) % WORDS] ^ (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0);
    }
}

uint32_t rng_word(struct rng *r)
{
    if (r->next == WORDS) {
        renew(r->state);
        r->next = 0;
    }
    uint32_t y = r->state[r->next++];

    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    y ^= y >> 18;
    return y;
}

double rng_uniform(struct rng *r)
{
    uint32_t high = rng_word(r) >> 5; /* 27 bits */
    uint32_t low = rng_word(r) >> 6;  /* 26 bits */

    return (high * 67108864.0 + low) / 9007199254740992.0;
}

/* Marsaglia's polar method: a random point of the unit disc gives two normal
 * numbers.  NumPy hands out the second first and keeps the other. */
double rng_normal(struct rng *r)
{
    double a, b, square;

    if (r->has_spare) {
        r->has_spare = false;
        return r->spare;
    }
    do {
        a = 2 * rng_uniform(r) - 1;
        b = 2 * rng_uniform(r) - 1;
        square = a * a + b * b;
    } while (square >= 1 || square == 0);

    double scale = sqrt(-2 * log(square) / square);

    r->spare = a * scale;
    r->has_spare = true;
    return b * scale;
}

size_t rng_below(struct rng *r, size_t n)
{
    return (size_t)(rng_uniform(r) * (double)n);
}
