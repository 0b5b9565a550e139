/* Says of an exercise the first thing that is wrong, and nothing after it.
 *
 *     judge CH SOURCE TRIAL REFERENCE ANSWERS [MISTAKE ...]
 *
 * TRIAL, REFERENCE and each MISTAKE are folders as tests/exercise/attempt writes them.  SOURCE is
 * what the student's file is called.  Exit status: 0 all right, 1 not yet, 2 nothing could be
 * judged. A sentence that names a mistake is printed behind its folder's name if JUDGE_NAMES is
 * set: the tests read that.
 */
#include "formula.h"
#include "matrix.h"
#include "show.h"
#include "trial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Which of the exercise's functions fills which block. */
static struct {
    char block[40], function[40];
} made[60];
static size_t makes;

/* Beyond this a number comes from memory that was never set: fresh.h fills it with 1e100. */
static const double UNSET = 1e99;

static struct show paper;

#define say(...) show_text(&paper, __VA_ARGS__)

/* Takes them from chapters/list.txt, where a chapter's functions stand below its line. */
static void read_list(const char *chapter)
{
    FILE *file = fopen("chapters/list.txt", "r");
    char line[TEXT_MOST];
    bool here = false;

    while (file && fgets(line, sizeof line, file)) {
        if (line[0] != ' ')
            here = strncmp(line, chapter, strlen(chapter)) == 0;
        const char *function = here && line[0] == ' ' ? strtok(line, " \n") : NULL;
        const char *block = function ? strtok(NULL, " \n") : NULL;

        for (; block && !strstr(" in of ", block) && makes < sizeof made / sizeof *made; makes++) {
            snprintf(made[makes].block, sizeof made->block, "%s", block);
            snprintf(made[makes].function, sizeof made->function, "%s", function);
            block = strtok(NULL, " \n");
        }
    }
    if (file)
        fclose(file);
}

static const char *maker(const char *block)
{
    size_t length = strcspn(block, "@");

    for (size_t i = 0; i < makes; i++)
        if (strlen(made[i].block) == length && strncmp(made[i].block, block, length) == 0)
            return made[i].function;
    return NULL;
}

/* "in the worked example", or what is special about the other network. */
static void where(const struct trace_file *t, const char *what, char text[TEXT_MOST])
{
    const struct block *X = trace_file_block(t, "X", 1), *Y = trace_file_block(t, "Y", 1);
    const struct block *W1 = trace_file_block(t, "W1", 2);

    if (!X || !Y || !W1 || !strstr(what, "--data"))
        snprintf(text, TEXT_MOST, "in the worked example");
    else
        snprintf(text, TEXT_MOST, "with N = %zu, %zu inputs, %zu hidden units and %zu outputs",
                 X->m->rows, X->m->cols, W1->m->cols, Y->m->cols);
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

static bool all(const struct block *b, bool (*is)(double x))
{
    for (size_t i = 0; i < b->m->rows * b->m->cols; i++)
        if (!is(b->m->v[i]))
            return false;
    return true;
}

static bool is_nan(double x)
{
    return isnan(x);
}

static void say_the_number(const struct divergence *d, const char *function)
{
    const struct matrix *a = d->block->m, *b = d->right->m;
    double given = a->v[d->entry];
    char place[80] = "", yours[SHOW_NUMBER], expected[SHOW_NUMBER];

    if (a->rows != b->rows || a->cols != b->cols) {
        say("%s is %zux%zu and should be %zux%zu.", d->right->name, a->rows, a->cols, b->rows,
            b->cols);
        return;
    }
    if (a->rows * a->cols > 1)
        snprintf(place, sizeof place, "[%zu,%zu]", d->entry / a->cols + 1, d->entry % a->cols + 1);
    show_number(&paper, given, yours);
    show_number(&paper, b->v[d->entry], expected);
    if (strcmp(yours, expected) == 0) {
        snprintf(yours, sizeof yours, "%.15g", given);
        snprintf(expected, sizeof expected, "%.15g", b->v[d->entry]);
    }
    if (fabs(given) > UNSET && isfinite(given))
        snprintf(yours, sizeof yours, "not set");
    printf("\n    %s%s%s%s\n", d->right->name, place, d->right->formula ? "   of  " : "",
           d->right->formula ? d->right->formula : "");
    printf("    expected  %s\n", expected);
    printf("    yours     %s\n", yours);
    if (fabs(given) > UNSET && isfinite(given))
        say("This number is made from memory that nothing was written to. Either %s leaves the "
            "entry out, or it adds to a variable or a matrix that was never set.",
            function ? function : "a function");
}

static void say_divergence(const struct divergence *d, const struct run_of *run,
                           const struct run_of *right)
{
    const char *function = maker(d->right->name);
    char data[TEXT_MOST], from[TEXT_MOST];
    size_t count = operands(&right->t, d->right, from);

    where(&right->t, right->what, data);
    if (all(d->block, is_nan)) {
        say("%s is not written yet: %s is NaN, as the empty exercise leaves it.",
            function ? function : d->right->name, d->right->name);
        return;
    }
    say("The first block that is wrong is %s%s%s, %s%s.", d->right->name,
        function ? ", the work of " : "", function ? function : "", data,
        d->run % 2 == 1 ? "; the worked example is right" : "");
    say_the_number(d, function);
    if (count > 0)
        say("What it is made from is right: %s.", from);
    if (d->left > 0)
        say("The %zu block%s after it %s not judged.", d->left, d->left == 1 ? "" : "s",
            d->left == 1 ? "is" : "are");
    if (run->status != 0 && run->ending != FAILED)
        say("After that the program stopped.");
}

/* The student's line itself. */
static void show_line_of(const char *source, const char *place)
{
    FILE *file = fopen(source, "r");
    char line[TEXT_MOST];
    long wanted = place[0] ? atol(strchr(place, ':') + 1) : 0;

    for (long n = 1; file && n <= wanted && fgets(line, sizeof line, file); n++) {
        line[strcspn(line, "\n")] = '\0';
        if (n == wanted)
            printf("\n    %ld |  %.65s\n", n, line + strspn(line, " \t"));
    }
    if (file)
        fclose(file);
}

static const char *in_place(const struct run_of *r, char text[TEXT_MOST + 20])
{
    snprintf(text, TEXT_MOST + 20, "%s%s", r->place[0] ? " at " : "", r->place);
    return text;
}

/* The training ended early: a Loss that is not finite ends it. */
static void say_no_more_epochs(const struct divergence *d, const char *data)
{
    const char *function = maker(d->right->name);

    say("The training stopped, %s, before %s was there: the Loss is not a finite number. Every "
        "block "
        "until then is right, so look at %s. NaN is what an empty exercise leaves.",
        data, d->right->name, function ? function : "what comes next");
}

static void say_the_end(const char *chapter, const char *source, const struct trial *t,
                        const struct divergence *d, const struct trial *reference)
{
    const struct run_of *r = &t->run[d->run], *right = &reference->run[d->run];
    char data[TEXT_MOST], at[TEXT_MOST + 20];

    where(&right->t, right->what, data);
    in_place(r, at);
    if (r->ending == WHOLE && r->traced && strcmp(chapter, "06") == 0) {
        say_no_more_epochs(d, data);
        return;
    }
    switch (r->there ? r->ending : LEFT) {
    case TIMED_OUT:
        say("The program did not come to an end, %s, and was stopped. Does a loop of yours never "
            "finish?",
            data);
        break;
    case SHAPES:
        say("The program stopped%s, %s: two shapes do not fit.", at, data);
        show_line_of(source, r->place);
        printf("\n    %s\n", r->stop);
        say("Write the shape beside each matrix of that call. Is one to be transposed?");
        break;
    case MEMORY:
        say("The program stopped%s, %s: it reads or writes outside of a matrix or an array.", at,
            data);
        show_line_of(source, r->place);
        say("(The sanitizer calls it %.*s.)", (int)strcspn(r->stop, " "), r->stop);
        say("Entries are counted from 0: the last row is rows - 1, the last column cols - 1.");
        break;
    case UNDEFINED:
        say("The program stopped%s, %s, at something that C leaves undefined:", at, data);
        show_line_of(source, r->place);
        printf("\n    %.75s\n", r->stop);
        break;
    case KILLED: say("The program was stopped by signal %d, %s.", r->status - 128, data); break;
    case FAILED:
    case WHOLE:
    case LEFT:
        say("The program ended with status %d before its trace was complete, %s. Does your code "
            "call exit?",
            r->status, data);
        break;
    }
}

/* Prints the sentence of the known mistake that fits best.  Of two that fit equally neither is
 * named. */
static void name_the_mistake(const struct trial *t, const struct trial *reference,
                             const struct divergence *d, char **folder, int count)
{
    int best = 0, times = 0;
    const char *fits = NULL;

    for (int i = 0; i < count; i++) {
        struct trial mistake;

        trial_read(&mistake, folder[i]);

        int how = trial_explained(t, reference, d, &mistake);

        if (how > 0 && how == best)
            times++;
        if (how > best) {
            best = how;
            times = 1;
            fits = folder[i];
        }
        trial_free(&mistake);
    }
    if (!fits || times != 1)
        return;

    char path[1000], line[TEXT_MOST], sentence[2000] = "";
    FILE *file;

    snprintf(path, sizeof path, "%s/sentence", fits);
    file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (strlen(sentence) + strlen(line) + 2 < sizeof sentence) {
            strcat(sentence, sentence[0] && line[0] ? " " : "");
            strcat(sentence, line);
        }
    }
    if (file)
        fclose(file);
    if (sentence[0])
        say("A known mistake: %s", sentence);
    if (getenv("JUDGE_NAMES"))
        printf("named %s\n", strrchr(fits, '/') ? strrchr(fits, '/') + 1 : fits);
}

/* -1: not answered, 0: wrong, 1: right, 2: there is no question. */
static int judge_answer(const char *chapter, const char *folder, const char *table,
                        char why[TEXT_MOST])
{
    char line[TEXT_MOST], text[TEXT_MOST];
    FILE *file = fopen(table, "r");
    int verdict = 2;

    why[0] = '\0';
    first_line(folder, "answer", text);

    double given = text[0] ? strtod(text, NULL) : (double)NAN;

    while (file && fgets(line, sizeof line, file)) {
        char name[20];
        double right, tolerance;
        int used = 0;

        if (sscanf(line, "%19s %lf %lf %n", name, &right, &tolerance, &used) != 3 ||
            strcmp(name, chapter) != 0)
            continue;
        if (verdict == 2) /* the first line of a chapter is the answer */
            verdict = isnan(given) ? -1 : fabs(given - right) <= tolerance;
        else if (verdict == 0 && fabs(given - right) <= tolerance)
            snprintf(why, TEXT_MOST, "%.*s", (int)strcspn(line + used, "\n"), line + used);
    }
    if (file)
        fclose(file);
    return verdict;
}

/* Leaves a note for `make hint`: the function to be looked at, or the question. */
static void note_where(const char *chapter, const char *folder, const struct divergence *d,
                       int answer)
{
    char path[1000];
    FILE *file;

    snprintf(path, sizeof path, "%s/stuck", folder);
    file = fopen(path, "w");
    if (file && d->found && d->right && maker(d->right->name))
        fprintf(file, "%s\n", maker(d->right->name));
    else if (file && !d->found && answer < 1)
        fprintf(file, "answer_%s\n", chapter);
    if (file)
        fclose(file);
}

int main(int argc, char **argv)
{
    struct trial mine, reference;
    struct divergence d;
    char why[TEXT_MOST];

    if (argc < 6) {
        fprintf(stderr, "judge: judge CH SOURCE TRIAL REFERENCE ANSWERS [MISTAKE ...]\n");
        return 2;
    }
    read_list(argv[1]);
    show_init(&paper, stdout, 8);
    paper.width = 79;
    trial_read(&mine, argv[3]);
    trial_read(&reference, argv[4]);
    d = trial_diverges(&mine, &reference);
    if (reference.runs == 0 || (!d.found && d.judged == 0)) {
        fprintf(stderr, "judge: nothing was judged: %s has no block to compare with\n", argv[4]);
        trial_free(&mine);
        trial_free(&reference);
        return 2;
    }

    int answer = judge_answer(argv[1], argv[3], argv[5], why);

    if (!d.found) {
        say("Exercise %s: your code is right. All %zu blocks agree.", argv[1], d.judged);
    } else {
        say("Exercise %s: not yet. (%s)", argv[1], argv[2]);
        if (d.block)
            say_divergence(&d, &mine.run[d.run], &reference.run[d.run]);
        else
            say_the_end(argv[1], argv[2], &mine, &d, &reference);
        name_the_mistake(&mine, &reference, &d, argv + 6, argc - 6);
    }
    if (answer == -1)
        say("The question is not answered yet: answer_%s is NAN.", argv[1]);
    else if (answer != 2)
        say("The answer to the question is %s.%s%s", answer == 1 ? "right" : "not right yet",
            why[0] ? " " : "", why);
    note_where(argv[1], argv[3], &d, answer);
    trial_free(&mine);
    trial_free(&reference);
    return d.found || answer < 1 ? 1 : 0;
}
