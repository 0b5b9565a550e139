/* The files of a run: all are opened before the training and appear, whole, after it. */
#include "run.h"

#include "matrix.h"
#include "weights.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static _Noreturn void refuse(struct run *run, const char *option, const char *file, const char *why)
{
    if (run->history_file.file)
        trace_drop(&run->history_file);
    chapter_refuse(run->c, option, file, why);
}

void run_load(struct run *run)
{
    struct chapter *c = run->c;
    struct matrix *W1, *W2;
    char error[400];

    if (!weights_load(run->load, &W1, &W2, &run->first, error))
        refuse(run, "load", run->load, error);
    if (W1->rows != c->in || W1->cols != c->hidden || W2->cols != c->out) {
        snprintf(error, sizeof error,
                 "weights of %zu inputs, %zu hidden units, %zu outputs; "
                 "this network has %zu, %zu, %zu",
                 W1->rows, W1->cols, W2->cols, c->in, c->hidden, c->out);
        refuse(run, "load", run->load, error);
    }
    memcpy(c->W1->v, W1->v, W1->rows * W1->cols * sizeof *W1->v);
    memcpy(c->W2->v, W2->v, W2->rows * W2->cols * sizeof *W2->v);
    matrix_free(W1);
    matrix_free(W2);
}

/* A file can hold one thing. */
static void refuse_one_file_for_two(struct run *run)
{
    const struct options *o = &run->c->o;
    const char *name[] = {"data", "load", "trace", "history", "boundary", "save"};
    const char *path[] = {o->data, run->load, o->trace, run->history, run->boundary, run->save};
    enum { FILES = 6, LOAD = 1, WRITTEN = 2, SAVE = 5 };
    char why[40];

    for (size_t i = WRITTEN; i < FILES; i++)
        for (size_t j = 0; j < i; j++)
            if (system_same_file(path[i], path[j]) && !(i == SAVE && j == LOAD)) {
                snprintf(why, sizeof why, "this is the file of --%s", name[j]);
                refuse(run, name[i], path[i], why);
            }
}

/* A pipe, for one: its reader would take the end of a try for the end of all. */
static bool is_special(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && !S_ISREG(s.st_mode) && !S_ISDIR(s.st_mode);
}

void run_open_files(struct run *run)
{
    refuse_one_file_for_two(run);
    if (run->boundary && run->c->inputs != 2)
        refuse(run, "boundary", run->boundary, "there are not two inputs to draw");
    if (run->frames && !run->boundary)
        chapter_refuse(run->c, "frames", NULL, "goes with --boundary=FILE, which gets the frames");
    if (run->save && !is_special(run->save)) { /* now, not after an hour of training */
        struct trace probe;

        if (!trace_open_file(&probe, run->save))
            refuse(run, "save", run->save, strerror(errno));
        trace_drop(&probe);
    }
    if (run->history && !trace_open_file(&run->history_file, run->history))
        refuse(run, "history", run->history, strerror(errno));
    if (run->boundary && !trace_open(&run->boundary_file, run->boundary, 12))
        refuse(run, "boundary", run->boundary, strerror(errno));
    if (run->history)
        trace_head(&run->history_file,
                   "epoch Loss data_loss ridge_loss right_trained right_held "
                   "norm_W1 norm_W2 norm_dLoss_dW1 norm_dLoss_dW2 norm_ridge_W1 mean_W1");
}

static bool closed(const struct run *run, bool good, const char *option, const char *path)
{
    if (!good)
        fprintf(stderr, "%s: --%s=%s: %s\n", run->c->name, option, path, strerror(errno));
    return good;
}

bool run_close_files(struct run *run)
{
    bool good = true;

    if (run->history)
        good &= closed(run, trace_close_file(&run->history_file), "history", run->history);
    if (run->boundary)
        good &= closed(run, trace_close(&run->boundary_file), "boundary", run->boundary);
    if (run->save)
        good &= closed(run, weights_save(run->save, run->net->W1, run->net->W2, run->epoch), "save",
                       run->save);
    return good;
}
