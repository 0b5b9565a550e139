/* Random numbers, bit for bit those of NumPy's RandomState.
 *
 * The generator is the Mersenne twister MT19937 of Matsumoto and Nishimura (1998),
 * seeded with one 32-bit number as their init_genrand does.  Its state belongs to
 * the caller: two generators never disturb each other.
 *
 *     struct rng r;
 *     rng_seed(&r, 2017);            numpy.random.seed(2017)
 *     double u = rng_uniform(&r);    numpy.random.random_sample()
 *     double g = rng_normal(&r);     numpy.random.randn()
 */
#ifndef RNG_H
#define RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rng {
    uint32_t state[624];
    unsigned next;  /* index of the next word of the state to hand out */
    bool has_spare; /* normal numbers come in pairs: */
    double spare;   /* the one of the last pair not yet handed out */
};

void rng_seed(struct rng *r, uint32_t seed);
uint32_t rng_word(struct rng *r);  /* 32 random bits */
double rng_uniform(struct rng *r); /* uniform in [0, 1), a multiple of 2^-53 */
double rng_normal(struct rng *r);  /* normal, mean 0, variance 1 */

/* Returns a whole number from 0 to n - 1: what Fisher and Yates need to shuffle. */
size_t rng_below(struct rng *r, size_t n);

#endif
