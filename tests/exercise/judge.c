/* Says of an exercise the first thing that is wrong, and nothing after it.
 *
 *     judge CH SOURCE TRIAL REFERENCE SEED [MISTAKE ...]
 *
 * TRIAL, REFERENCE and each MISTAKE are folders as tests/exercise/attempt writes them.  SOURCE is
 * what the student's file is called.  The numbers of the question are drawn from SEED; in its place
 * may stand why there are none.  Exit status: 0 all right, 1 not yet, 2 nothing could be
 * judged.  TRIAL gets the files result, for gradings and tests, and stuck, for `make hint`.
 */
#include "judge.h"

#include "formula.h"
#include "matrix.h"
#include "question.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From here on a number may come from a variable that was never set: the compiler fills it so. */
static const double HUGE_NUMBER = 1e250;

/* Takes them from chapters/list.txt, where a chapter's functions stand below its line. */
static void read_list(struct judge *j)
{
    FILE *file = fopen("chapters/list.txt", "r");
    char line[TEXT_MOST];
    bool here = false;

    while (file && fgets(line, sizeof line, file)) {
        if (line[0] != ' ')
            here = strncmp(line, j->chapter, strlen(j->chapter)) == 0;
        const char *function = here && line[0] == ' ' ? strtok(line, " \n") : NULL;
        const char *block = function ? strtok(NULL, " \n") : NULL;

        while (block && !strstr(" in of ", block) &&
               j->makers < sizeof j->maker / sizeof *j->maker) {
            struct maker *m = &j->maker[j->makers++];

            snprintf(m->block, sizeof m->block, "%s", block);
            snprintf(m->function, sizeof m->function, "%s", function);
            block = strtok(NULL, " \n");
        }
    }
    if (file)
        fclose(file);
}

const char *judge_maker(const struct judge *j, const char *block)
{
    size_t length = strcspn(block, "@");

    for (size_t i = 0; i < j->makers; i++)
        if (strlen(j->maker[i].block) == length && strncmp(j->maker[i].block, block, length) == 0)
            return j->maker[i].function;
    return NULL;
}

const char *judge_where(const struct judge *j, size_t run, char text[TEXT_MOST])
{
    const struct run_of *r = &j->reference.run[run];
    const struct block *X = trace_file_block(&r->t, "X", 1), *Y = trace_file_block(&r->t, "Y", 1);
    const struct block *W1 = trace_file_block(&r->t, "W1", 2);
    char seed[TEXT_MOST];

    first_line(j->reference.folder, "seed", seed);
    if (!X || !Y || !W1 || !strstr(r->what, "--given="))
        snprintf(text, TEXT_MOST, "in the worked example");
    else
        snprintf(text, TEXT_MOST,
                 "with N = %zu, %zu inputs, %zu hidden units, %zu outputs and numbers drawn from "
                 "seed %.20s",
                 X->m->rows, X->m->cols, W1->m->cols, Y->m->cols, seed);
    return text;
}

void judge_result(const struct judge *j, const char *what, const char *value)
{
    char path[1000];
    FILE *file;

    snprintf(path, sizeof path, "%s/result", j->mine.folder);
    file = fopen(path, "a");
    if (!file)
        return;
    fprintf(file, "%s %s\n", what, value);
    fclose(file);
}

long judge_text(const struct judge *j, const char *kind, const char *function)
{
    char path[1000], line[TEXT_MOST], wanted[TEXT_MOST];
    size_t length = (size_t)snprintf(wanted, sizeof wanted, "%s %s", kind, function);
    FILE *file;
    long at = 0;

    snprintf(path, sizeof path, "%s/text", j->mine.folder);
    file = fopen(path, "r");
    while (file && at == 0 && fgets(line, sizeof line, file))
        if (strncmp(line, wanted, length) == 0 && strchr(" \n", line[length]))
            at = line[length] == ' ' ? atol(line + length) : 1;
    if (file)
        fclose(file);
    return at;
}

/* The names in a formula, "A, B and C", each once. */
static size_t operands(const struct trace_file *t, const struct block *block, char text[TEXT_MOST])
{
    const struct block *seen[20];
    struct formula f;
    size_t count = 0, used = 0;

    text[0] = '\0';
    if (!block->formula)
        return 0;
    if (formula_read(&f, t, block->formula, block))
        for (size_t i = 0; i < f.nodes && count < 20; i++) {
            bool again = f.node[i].op != BLOCK;

            for (size_t k = 0; k < count && !again; k++)
                again = seen[k] == f.node[i].block;
            if (!again)
                seen[count++] = f.node[i].block;
        }
    for (size_t k = 0; k < count && used < TEXT_MOST; k++)
        used += (size_t)snprintf(text + used, TEXT_MOST - used, "%s%s",
                                 k == 0          ? ""
                                 : k + 1 < count ? ", "
                                                 : " and ",
                                 seen[k]->name);
    formula_free(&f);
    return count;
}

static bool all_nan(const struct block *b)
{
    for (size_t i = 0; i < b->m->rows * b->m->cols; i++)
        if (!isnan(b->m->v[i]))
            return false;
    return true;
}

static void say_the_number(const struct judge *j, bool unset)
{
    const struct divergence *d = &j->d;
    const struct matrix *a = d->block->m, *b = d->right->m;
    double given = a->v[d->entry];
    char place[80] = "", yours[SHOW_NUMBER], expected[SHOW_NUMBER];

    if (a->rows != b->rows || a->cols != b->cols) {
        say(j, "%s is %zux%zu and should be %zux%zu.", d->right->name, a->rows, a->cols, b->rows,
            b->cols);
        return;
    }
    if (a->rows * a->cols > 1)
        snprintf(place, sizeof place, "[%zu,%zu]", d->entry / a->cols + 1, d->entry % a->cols + 1);
    show_number(&j->paper, given, yours);
    show_number(&j->paper, b->v[d->entry], expected);
    if (strcmp(yours, expected) == 0) {
        snprintf(yours, sizeof yours, "%.15g", given);
        snprintf(expected, sizeof expected, "%.15g", b->v[d->entry]);
    }
    printf("\n    %s%s%s%s\n", d->right->name, place, d->right->formula ? "   of  " : "",
           d->right->formula ? d->right->formula : "");
    printf("    expected  %s\n", expected);
    printf("    yours     %s\n", unset && isnan(given) ? "not set" : yours);
}

/* What can be known of a number that is none, or is huge. */
static void say_no_number(const struct judge *j, const struct run_of *r, const char *function)
{
    double given = j->d.block->m->v[j->d.entry];
    long left = function ? judge_text(j, "leftover", function) : 0;

    if (left && all_nan(j->d.block))
        say(j,
            "not_yet_written is still called in %s, in line %ld: it fills a matrix with NaN, "
            "whatever it held. Delete that line.",
            function, left);
    else if (isnan(given) && !say_note(j, r, "kept used unset", function))
        say(j, "NaN is what C gives for 0/0, for infinity - infinity and 0 * infinity, and for "
               "the logarithm or the root of a negative number.");
    else if (isinf(given))
        say(j, "An infinite number comes from a division by 0, or is too large for a double.");
    else if (fabs(given) > HUGE_NUMBER)
        say(j, "So large a number comes out where a variable is used that was never set: here it "
               "begins with such a number.");
}

static bool not_written(const struct judge *j)
{
    const char *function = judge_maker(j, j->d.right->name);

    if (!function || !judge_text(j, "unwritten", function) || !all_nan(j->d.block))
        return false;
    say(j, "%s is not written yet: %s is NaN, as the empty exercise leaves it.", function,
        j->d.right->name);
    return true;
}

static void say_divergence(const struct judge *j)
{
    const struct divergence *d = &j->d;
    const struct run_of *mine = &j->mine.run[d->run], *right = &j->reference.run[d->run];
    const char *function = judge_maker(j, d->right->name);
    char data[TEXT_MOST], from[TEXT_MOST];
    size_t count = operands(&right->t, d->right, from);
    bool touched = say_note(j, mine, "changed replaced", NULL); /* then nobody else is blamed */

    if (mine->ending == MEMORY) {
        say_stop(j);
        touched = true;
    }
    say(j, "The first block that is wrong is %s%s%s, %s%s.", d->right->name,
        function && !touched ? ", the work of " : "", function && !touched ? function : "",
        judge_where(j, d->run, data), d->run % 2 == 1 ? "; the worked example is right" : "");
    say_the_number(j, trial_note(mine, "kept used unset", function) != NULL);
    if (count > 0 && !touched)
        say(j, "What it is made from is right: %s.", from);
    say_no_number(j, mine, function);
    if (d->left > 0)
        say(j, "The %zu block%s after it %s not judged.", d->left, d->left == 1 ? "" : "s",
            d->left == 1 ? "is" : "are");
    if (mine->status != 0 && mine->ending != FAILED && mine->ending != MEMORY)
        say(j, "After that the program stopped.");
}

/* Says what is to be said of the question, and returns whether the answer is right. */
static bool judge_answer(const struct judge *j, const char *seed)
{
    struct question q;
    char text[TEXT_MOST];

    if (*seed < '0' || *seed > '9') {
        say(j, "The question is not judged. %s", seed);
        return false;
    }
    if (!question_draw(&q, j->chapter, (uint32_t)strtoul(seed, NULL, 10)))
        return true;
    first_line(j->mine.folder, "answer", text);

    double given = text[0] ? strtod(text, NULL) : (double)NAN;

    if (question_near(&q, given, q.right)) {
        say(j, "The answer to the question is right, with the numbers of seed %s.", seed);
        return true;
    }
    say(j, "The question, with the numbers of seed %s: %s", seed, q.text);
    if (isnan(given)) {
        say(j, "It is not answered yet: answer_%s is NAN.", j->chapter);
        return false;
    }
    while (q.wrongs > 0 && !question_near(&q, given, q.wrong[q.wrongs - 1].number))
        q.wrongs--;
    say(j, "Your answer, %.6g, is not right yet. %s", given,
        q.wrongs > 0 ? q.wrong[q.wrongs - 1].what : "");
    return false;
}

/* Leaves a note for `make hint`: the function to be looked at, or the question. */
static void note_where(const struct judge *j, bool answered)
{
    const struct divergence *d = &j->d;
    char path[1000];
    FILE *file;

    snprintf(path, sizeof path, "%s/stuck", j->mine.folder);
    file = fopen(path, "w");
    if (file && d->found && d->right && judge_maker(j, d->right->name))
        fprintf(file, "%s\n", judge_maker(j, d->right->name));
    else if (file && !d->found && !answered)
        fprintf(file, "answer_%s\n", j->chapter);
    if (file)
        fclose(file);
}

static void say_code(const struct judge *j, char **known, size_t count)
{
    if (!j->d.found) {
        say(j, "Exercise %s: your code is right. All %zu blocks agree.", j->chapter, j->d.judged);
        for (size_t n = 0; n < j->mine.runs; n++)
            if (say_note(j, &j->mine.run[n], "changed replaced", NULL))
                break;
        return;
    }
    say(j, "Exercise %s: not yet. (%s)", j->chapter, j->source);
    if (j->d.block && not_written(j))
        return;
    if (j->d.block) {
        say_divergence(j);
    } else {
        say_note(j, &j->mine.run[j->d.run], "changed replaced", NULL);
        say_stop(j);
    }
    if (!say_known(j, known, count, true) && (!j->d.block || !say_numbers(j)))
        say_known(j, known, count, false);
}

int main(int argc, char **argv)
{
    static struct judge j;
    char path[1000];

    if (argc < 6) {
        fprintf(stderr, "judge: judge CH SOURCE TRIAL REFERENCE SEED [MISTAKE ...]\n");
        return 2;
    }
    j.chapter = argv[1];
    j.source = argv[2];
    read_list(&j);
    show_init(&j.paper, stdout, 8);
    j.paper.width = 79;
    trial_read(&j.mine, argv[3]);
    trial_read(&j.reference, argv[4]);
    j.d = trial_diverges(&j.mine, &j.reference);

    snprintf(path, sizeof path, "%s/result", argv[3]);
    remove(path);

    bool judged = j.reference.runs > 0 && (j.d.found || j.d.judged > 0);
    bool answered = false;

    if (judged) {
        say_code(&j, argv + 6, (size_t)argc - 6);
        answered = judge_answer(&j, argv[5]);
        note_where(&j, answered);
        judge_result(&j, "code", j.d.found ? "wrong" : "right");
        judge_result(&j, "answer", answered ? "right" : "wrong");
    } else {
        fprintf(stderr, "judge: nothing was judged: %s has no block to compare with\n", argv[4]);
    }
    trial_free(&j.mine);
    trial_free(&j.reference);
    return !judged ? 2 : j.d.found || !answered ? 1 : 0;
}
