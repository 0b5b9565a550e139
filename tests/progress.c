/* The line that tells how far a run has come: to a file, and to terminals of all widths. */
#include "test.h"

#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Returns what f writes to standard error, to be freed: a terminal with so many columns, or (0) a
 * file. */
static char *written(unsigned columns, void (*f)(void *context), void *context)
{
    int kept = dup(STDERR_FILENO), keyboard = -1, end[2];
    char *text;

    fflush(stderr);
    if (columns > 0) {
        end[1] = open_terminal(columns, &keyboard);
    } else {
        assert_int_equal(pipe(end), 0);
        keyboard = end[0];
    }
    dup2(end[1], STDERR_FILENO);
    close(end[1]);
    f(context);
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    text = read_terminal(keyboard, 1000);
    close(keyboard);
    return text;
}

/* A run that has come from epoch `first` to `epoch` in `took` seconds. */
struct at {
    size_t first, epoch, end;
    double took;
};

static void draw(void *context)
{
    const struct at *at = context;
    struct progress p;

    progress_begin(&p, false, at->first, at->end);
    p.last = p.begun + at->took;
    progress_draw(&p, at->epoch, 0.25, 0.5);
}

static void assert_line(unsigned columns, struct at at, const char *line)
{
    char *text = written(columns, draw, &at), whole[300];

    snprintf(whole, sizeof whole, columns > 0 ? "\r\033[K%s" : "%s\n", line);
    assert_string_equal(text, whole);
    free(text);
}

static void a_file_gets_a_whole_line(void **state)
{
    (void)state;
    assert_line(0, (struct at){0, 999, 11000, 10},
                "epoch 999 of 11000, 1 min 40 s left, loss 0.25, accuracy 0.500, 100 epochs/s");
}

/* Epochs before --load do not count. */
static void the_rate_is_that_of_this_run(void **state)
{
    (void)state;
    assert_line(0, (struct at){500, 599, 1000, 1},
                "epoch 599 of 1000, 4 s left, loss 0.25, accuracy 0.500, 100 epochs/s");
    assert_line(0, (struct at){0, 0, 2, 0},
                "epoch 0 of 2, 0 s left, loss 0.25, accuracy 0.500, 0 epochs/s");
    assert_line(0, (struct at){0, 9998, 10000, 1},
                "epoch 9998 of 10000, 0 s left, loss 0.25, accuracy 0.500, 9999 epochs/s");
    assert_line(0, (struct at){0, 9999, 20000, 1},
                "epoch 9999 of 20000, 1 s left, loss 0.25, accuracy 0.500, 10k epochs/s");
    assert_line(0, (struct at){0, 1499999, 1500000, 1},
                "epoch 1499999 of 1500000, 0 s left, loss 0.25, accuracy 0.500, 1.5M epochs/s");
}

static void the_time_left_is_in_the_units_of_a_person(void **state)
{
    static const struct {
        size_t end;
        const char *left;
    } cases[] = {
        {60, "59 s"},         {61, "1 min 00 s"},   {3600, "59 min 59 s"},
        {3601, "1 h 00 min"}, {7261, "2 h 01 min"}, {360001, "100 h 00 min"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char line[200];

        snprintf(line, sizeof line,
                 "epoch 0 of %zu, %s left, loss 0.25, accuracy 0.500, 1 epochs/s", cases[i].end,
                 cases[i].left);
        assert_line(0, (struct at){0, 0, cases[i].end, 1}, line);
    }
}

/* A line as wide as the terminal would be broken. */
static void a_narrow_terminal_gets_what_matters_most(void **state)
{
    static const char *const lines[] = {
        "epoch 999 of 11000, 1 min 40 s left, loss 0.25, accuracy 0.500, 100 epochs/s",
        "epoch 999 of 11000, 1 min 40 s left, loss 0.25, accuracy 0.500",
        "epoch 999 of 11000, 1 min 40 s left, loss 0.25",
        "epoch 999 of 11000, 1 min 40 s left",
        "epoch 999 of 11000",
    };
    struct at at = {0, 999, 11000, 10};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        assert_line((unsigned)strlen(lines[i]) + 1, at, lines[i]);
        if (i < 4)
            assert_line((unsigned)strlen(lines[i]), at, lines[i + 1]);
    }
    assert_line(10, at, lines[4]);      /* too narrow for a line */
    assert_line(1 << 16, at, lines[0]); /* one that does not say: 79 columns */
    at.end = 11000000;
    at.took = 4000;
    assert_line(1 << 16, at,
                "epoch 999 of 11000000, 12221 h 06 min left, loss 0.25, accuracy 0.500");
}

static void draw_and_clear(void *context)
{
    struct progress p;

    (void)context;
    progress_begin(&p, false, 0, 10);
    progress_clear(&p); /* nothing to remove yet */
    p.last = p.begun + 1;
    progress_draw(&p, 0, 0.25, 0.5);
    progress_clear(&p);
    progress_clear(&p);
}

static void the_line_is_removed_from_a_terminal(void **state)
{
    char *text = written(80, draw_and_clear, NULL);

    (void)state;
    assert_string_equal(text, "\r\033[Kepoch 0 of 10, 9 s left, loss 0.25, accuracy 0.500, "
                              "1 epochs/s\r\033[K");
    free(text);
    text = written(0, draw_and_clear, NULL);
    assert_string_equal(text, "epoch 0 of 10, 9 s left, loss 0.25, accuracy 0.500, 1 epochs/s\n");
    free(text);
}

static void begin(void *context)
{
    progress_begin(context, false, 0, 10);
}

static void a_terminal_must_say_that_it_can(void **state)
{
    static const struct {
        unsigned columns;
        const char *term;
        bool able;
    } cases[] = {{80, "xterm", true}, {80, "dumb", false}, {80, NULL, false}, {0, "xterm", false}};
    const char *term = getenv("TERM");
    char *kept = term ? strdup(term) : NULL;
    struct progress p;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        if (cases[i].term)
            setenv("TERM", cases[i].term, 1);
        else
            unsetenv("TERM");
        free(written(cases[i].columns, begin, &p));
        assert_int_equal(p.terminal, cases[i].able);
    }
    if (kept)
        setenv("TERM", kept, 1);
    free(kept);
}

/* A line is due every ten seconds, on a terminal five times a second; in between the clock is read
 * about every ten milliseconds. */
static void it_is_due_now_and_then(void **state)
{
    struct progress p;

    (void)state;
    for (int terminal = 0; terminal < 2; terminal++) {
        double every = terminal ? 0.2 : 10;

        progress_begin(&p, false, 0, 10);
        p.terminal = terminal;
        p.begun = p.last -= every - 0.1;
        assert_false(progress_due(&p, 9));
        p.wait = 0;
        p.begun = p.last -= 0.2;
        assert_true(progress_due(&p, 9));
        p.wait = 0;
        assert_false(progress_due(&p, 9)); /* so soon */
    }
    progress_begin(&p, false, 0, 10);
    p.begun -= 1; /* 999 epochs a second: ten of them in ten milliseconds */
    assert_false(progress_due(&p, 998));
    assert_true(p.wait >= 8 && p.wait <= 10);
    p.last -= 20;
    for (size_t wait = p.wait; wait > 0; wait--)
        assert_false(progress_due(&p, 999));
    assert_true(progress_due(&p, 999));
    p.begun -= 100;
    p.wait = 0;
    p.last -= 20;
    assert_true(progress_due(&p, 999)); /* a tenth of a second each: the clock every time */
    assert_int_equal(p.wait, 0);
    progress_begin(&p, true, 0, 10);
    p.begun = p.last -= 100;
    assert_false(progress_due(&p, 9));
}

static int set_term(void **state)
{
    (void)state;
    return setenv("TERM", "xterm", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_gets_a_whole_line),
        cmocka_unit_test(the_rate_is_that_of_this_run),
        cmocka_unit_test(the_time_left_is_in_the_units_of_a_person),
        cmocka_unit_test(a_narrow_terminal_gets_what_matters_most),
        cmocka_unit_test(the_line_is_removed_from_a_terminal),
        cmocka_unit_test(a_terminal_must_say_that_it_can),
        cmocka_unit_test(it_is_due_now_and_then),
    };

    return cmocka_run_group_tests_name("progress", tests, set_term, NULL);
}
