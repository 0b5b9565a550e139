/* The generator.  Known answers are from the C++ standard, the published mt19937ar.c, and NumPy,
 * whose numbers are written in hexadecimal so that no bit is lost:
 *     r = numpy.random.RandomState(seed); float(r.random_sample()).hex(); float(r.randn()).hex() */
#include "test.h"

#include <math.h>

static void the_ten_thousandth_word_is_that_of_the_standard(void **state)
{
    uint32_t word = 0;
    struct rng r;

    (void)state;
    rng_seed(&r, 5489);
    for (int i = 0; i < 10000; i++) {
        word = rng_word(&r);
        if (i == 0) /* mt19937ar.c, whose default seed this is */
            assert_true(word == 3499211612u);
        if (i == 1)
            assert_true(word == 581869302u);
    }
    /* C++11 [rand.predef]: the 10000th output of a default-constructed mt19937. */
    assert_true(word == 4123659995u);
}

struct draws {
    uint32_t seed;
    double uniform[4], normal[5], uniform_after, normal_after[2];
};

/* Five normal numbers leave a sixth in hand; a uniform one does not take it away. */
static const struct draws numpy[] = {
    {0,
     {0x1.18fe1565f12a8p-1, 0x1.6e2d4cf608733p-1, 0x1.349d66b6e894bp-1, 0x1.16faedb6395f5p-1},
     {0x1.de1847cb13ddap+0, -0x1.f45dc42a58c82p-1, 0x1.e671fd33295e9p-1, -0x1.35fac49d38436p-3,
      -0x1.a6c8cf8c8b459p-4},
     0x1.955cfbf3fa928p-1,
     {0x1.a473ef0672966p-2, 0x1.45c9239ca4b9bp+1}},
    {1,
     {0x1.ab07d0ffa3c06p-2, 0x1.70ce5f3baf051p-1, 0x1.dfb906661c000p-14, 0x1.3596ab7fe08f4p-2},
     {-0x1.0e6c872548fd2p-1, -0x1.12ae1255cb80cp+0, 0x1.bb16b5735117dp-1, -0x1.2698d1ecca259p+1,
      0x1.beabfbd8fc605p+0},
     0x1.a2b7dc718620cp-3,
     {-0x1.85bce931aaff6p-1, -0x1.b845adc312fdfp-1}},
    {2017,
     {0x1.57698ea8b5400p-6, 0x1.88bd6bae18e4ap-1, 0x1.caab7ced7f70cp-2, 0x1.edbd0b8ab27e0p-4},
     {0x1.97bdb0789c90ap-3, 0x1.259ea4ac3f352p-1, -0x1.940c37a804412p-2, -0x1.0e75c89897f8ep-1,
      -0x1.7cb73adb506b2p-1},
     0x1.ce5321fc86b38p-4,
     {-0x1.b1fef14e4e68ap-1, -0x1.562a4480dd41ap+0}},
    {4294967295u,
     {0x1.8fe69a3924820p-4, 0x1.d323d824032b1p-1, 0x1.93fc6f61af3f9p-1, 0x1.8f5ca1b151c07p-1},
     {-0x1.149e836f192fdp+0, 0x1.23543dec5a0fcp-2, 0x1.d27bf27c6aaafp-4, 0x1.bc38efd644bd1p-1,
      -0x1.68a93f10b89eep-5},
     0x1.4bfb333c5401cp-2,
     {0x1.fd7bf9478f663p-3, -0x1.74f5240804000p+0}},
};

static void uniform_and_normal_numbers_are_numpys_bit_for_bit(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numpy / sizeof *numpy; i++) {
        const struct draws *d = &numpy[i];
        struct rng r;

        rng_seed(&r, d->seed);
        for (int k = 0; k < 4; k++)
            assert_true(rng_uniform(&r) == d->uniform[k]);
        for (int k = 0; k < 5; k++)
            assert_true(rng_normal(&r) == d->normal[k]);
        assert_true(rng_uniform(&r) == d->uniform_after);
        for (int k = 0; k < 2; k++)
            assert_true(rng_normal(&r) == d->normal_after[k]);
    }
}

/* These are the 100000th uniform and the 100001st normal number of NumPy: many renewals, many
 * rejections. */
static void long_runs_are_numpys(void **state)
{
    const struct {
        uint32_t seed;
        double uniform, normal;
    } end[] = {{0, 0x1.ce59161981844p-3, -0x1.ef689c1760c1bp-2},
               {2017, 0x1.2c4fca151faf8p-3, 0x1.dbc269d79caa5p-3}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        double x = 0;
        struct rng r;

        rng_seed(&r, end[i].seed);
        for (int k = 0; k < 100000; k++)
            x = rng_uniform(&r);
        assert_true(x == end[i].uniform);
        rng_seed(&r, end[i].seed);
        for (int k = 0; k < 100001; k++)
            x = rng_normal(&r);
        assert_true(x == end[i].normal);
    }
}

/* Computes the polar method once more: of the point (a, b), b's number comes first, as in NumPy. */
static void of_a_pair_the_second_comes_first(void **state)
{
    struct rng r, same;

    (void)state;
    rng_seed(&r, 0);
    rng_seed(&same, 0);
    for (int pair = 0; pair < 1000; pair++) {
        double a, b, square;

        do {
            a = 2 * rng_uniform(&same) - 1;
            b = 2 * rng_uniform(&same) - 1;
            square = a * a + b * b;
        } while (square >= 1);
        double scale = sqrt(-2 * log(square) / square);

        assert_true(rng_normal(&r) == b * scale);
        assert_true(rng_normal(&r) == a * scale);
    }
}

static void a_new_seed_forgets_the_number_in_hand(void **state)
{
    struct rng r;

    (void)state;
    rng_seed(&r, 0);
    double first = rng_normal(&r);

    rng_seed(&r, 0); /* as numpy.random.seed does */
    assert_true(rng_normal(&r) == first);
}

static void two_generators_do_not_disturb_each_other(void **state)
{
    struct rng r, other;

    (void)state;
    rng_seed(&r, 2017);
    rng_seed(&other, 1);
    for (int k = 0; k < 4; k++) {
        rng_normal(&other);
        assert_true(rng_uniform(&r) == numpy[2].uniform[k]);
        rng_word(&other);
    }
}

static void uniform_numbers_stay_in_their_interval(void **state)
{
    const int n = 1000000;
    double sum = 0, square = 0, least = 1, most = 0;
    struct rng r;

    (void)state;
    rng_seed(&r, 42);
    for (int k = 0; k < n; k++) {
        double x = rng_uniform(&r);

        sum += x;
        square += x * x;
        least = fmin(least, x);
        most = fmax(most, x);
        assert_true(ldexp(x, 53) == floor(ldexp(x, 53))); /* a multiple of 2^-53 */
    }
    assert_true(least >= 0 && least < 1e-5 && most < 1 && most > 1 - 1e-5);
    assert_close(sum / n, 0.5, 1e-3); /* standard error 2.9e-4 */
    assert_close(square / n, 1.0 / 3, 1e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ten_thousandth_word_is_that_of_the_standard),
        cmocka_unit_test(uniform_and_normal_numbers_are_numpys_bit_for_bit),
        cmocka_unit_test(long_runs_are_numpys),
        cmocka_unit_test(of_a_pair_the_second_comes_first),
        cmocka_unit_test(a_new_seed_forgets_the_number_in_hand),
        cmocka_unit_test(two_generators_do_not_disturb_each_other),
        cmocka_unit_test(uniform_numbers_stay_in_their_interval),
    };

    return cmocka_run_group_tests_name("rng", tests, NULL, NULL);
}
