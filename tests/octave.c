/* GNU Octave, where octave-cli is installed, computes the formulas of whole traces: a student reads
 * Octave, and Octave gets the numbers of the trace. */
#include "test.h"

#include "trace_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OCTAVE "octave-cli --no-gui --norc --eval 'disp(1)'"

/* Writes the text with W1_at_100 for W1@100, which is no name in Octave. */
static void write_names(FILE *script, const char *text)
{
    for (; *text; text++)
        if (*text == '@')
            fputs("_at_", script);
        else
            fputc(*text, script);
}

static void write_matrix(FILE *script, const struct matrix *m)
{
    fputc('[', script);
    for (size_t i = 0; i < m->rows * m->cols; i++)
        fprintf(script, "%.17g%c", m->v[i], (i + 1) % m->cols ? ' ' : ';');
    fputc(']', script);
}

/* Writes a script that computes every block from those before it, compares it, and goes on with the
 * trace's own numbers. */
static void write_script(FILE *script, const struct trace_file *t)
{
    fputs("sigmoid = @(z) 1 ./ (1 + exp(-z)); recomputed = 0;\n", script);
    for (size_t i = 0; i < t->sets; i++)
        fprintf(script, "%s = %.17g;\n", t->set[i].name, t->set[i].value);
    for (size_t i = 0; i < t->blocks; i++) {
        const struct block *b = &t->block[i];

        fputs("printed = ", script);
        write_matrix(script, b->m);
        if (b->formula) {
            fputs("; computed = ", script);
            write_names(script, b->formula);
            fprintf(script, ";\nassert(size(computed), size(printed));\n"
                            "assert(computed, printed, 1e-12 * max(1, max(max(abs(printed)))));\n"
                            "recomputed = recomputed + 1");
        }
        fputs(";\n", script);
        write_names(script, b->name);
        fputs(" = printed;\n", script);
    }
    fputs("printf('%d recomputed\\n', recomputed);\n", script);
}

/* Asserts that Octave agrees in as many blocks as trace check does.  The command prints a trace. */
static void octave_computes(const char *command)
{
    char path[] = "/tmp/brick-octave-XXXXXX";
    struct outcome check = run("%s | " BUILD "/trace check", command);
    struct outcome o = run("%s", command);
    FILE *file = fmemopen(o.out, strlen(o.out), "r"), *script = fdopen(mkstemp(path), "w");
    struct trace_file t;

    assert_true(script && trace_file_read_stream(&t, file, command));
    fclose(file);
    write_script(script, &t);
    fclose(script);
    trace_file_free(&t);
    outcome_free(&o);
    o = run("octave-cli --no-gui --norc %s", path);
    unlink(path);
    if (check.status != 0 || atoi(o.out) == 0 || atoi(o.out) != atoi(check.out))
        fail_msg("%s: %s%s%s", command, o.out, o.err, check.out);
    outcome_free(&check);
    outcome_free(&o);
}

static void the_formulas_of_the_chapters_are_octave(void **state)
{
    (void)state;
    if (!works(OCTAVE, "the formulas of the chapters are not run through Octave"))
        skip();
    octave_computes(BUILD "/05-dloss-dw1 --trace");
    octave_computes(BUILD "/05-dloss-dw1 --rows=20 --hidden=5 --lambda=0.3 --trace");
    octave_computes(BUILD "/06-loop --rows=20 --lambda=0.3 --epochs=1 --trace");
    octave_computes(BUILD "/05-dloss-dw1 --bias --trace");
    octave_computes(BUILD "/05-dloss-dw1 --rows=20 --hidden=5 --lambda=0.3 --bias --trace");
    octave_computes(BUILD "/03-loss --rows=3 --lambda=1 --trace");
    octave_computes(BUILD "/06-loop --rows=10 --epochs=30 --record=10 --lambda=0.01 --trace");
}

static void softmax_and_cross_entropy_are_octave(void **state)
{
    (void)state;
    if (!works(OCTAVE, "softmax is not run through Octave"))
        skip();
    octave_computes("cat tests/corpus/trace/softmax");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_formulas_of_the_chapters_are_octave),
        cmocka_unit_test(softmax_and_cross_entropy_are_octave),
    };

    return cmocka_run_group_tests_name("octave", tests, NULL, NULL);
}
