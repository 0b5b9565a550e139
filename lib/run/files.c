/* The files of a run: all are opened before the training and appear, whole, after it. */
#include "run.h"

#include "matrix.h"
#include "weights.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static _Noreturn void refuse(struct run *run, const char *option, const char *file, const char *why)
{
    if (run->history_file.file)
        trace_drop(&run->history_file);
    chapter_refuse(run->c, option, file, why);
}

/* Refuses weights that were trained on other classes, or on inputs of another scale. */
static void check_kept(struct run *run, const struct weights *w)
{
    struct chapter *c = run->c;
    char why[300];

    for (size_t k = 0; c->data.label && k < w->labels; k++)
        if (strcmp(c->data.label[k], w->label[k]) != 0) {
            snprintf(why, sizeof why, "its class %zu is '%s'; that of the data is '%s'", k + 1,
                     SHOWN_SOME(w->label[k]), SHOWN_SOME(c->data.label[k]));
            refuse(run, "load", run->load, why);
        }
    if (c->o.standardize && !w->scale.deviation)
        refuse(run, "standardize", NULL, "the weights of --load know the inputs as they are");
}

void run_load(struct run *run)
{
    struct weights w;
    char error[400];

    if (!weights_load(&w, run->load, error) || !weights_take(&w, run->s, error))
        refuse(run, "load", run->load, error);
    check_kept(run, &w);
    run->first = w.epoch;
    run->c->data.scale = w.scale;
    w.scale = (struct scale){NULL, NULL};
    weights_free(&w);
}

/* Refuses a file to write that another option names too; only --save may name that of --load. */
static void refuse_one_file_for_two(struct run *run)
{
    const struct options *o = &run->c->o;
    const char *name[] = {"data", "given", "load", "trace", "history", "boundary", "save"};
    const char *path[] = {o->data,      o->given,      run->load, o->trace,
                          run->history, run->boundary, run->save};
    enum { FILES = 7, LOAD = 2, WRITTEN = 3, SAVE = 6 };
    char why[40];

    for (size_t i = WRITTEN; i < FILES; i++)
        for (size_t j = 0; j < i; j++)
            if ((j < WRITTEN ? chapter_overwrites(path[j], path[i])
                             : system_same_file(path[i], path[j])) &&
                !(i == SAVE && j == LOAD)) {
                snprintf(why, sizeof why, "this is the file of --%s", name[j]);
                refuse(run, name[i], path[i], why);
            }
}

void run_open_files(struct run *run)
{
    refuse_one_file_for_two(run);
    if (run->boundary && run->s->in != 2)
        refuse(run, "boundary", run->boundary, "there are not two inputs to draw");
    if (run->frames && !run->boundary)
        chapter_refuse(run->c, "frames", NULL, "goes with --boundary=FILE, which gets the frames");
    /* Finds out now, not after an hour of training, if the file can be written.  A pipe is not
     * tried: its reader would see the file end. */
    if (run->save && !system_in_place(run->save)) {
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

/* A file of the run on the way to its name. */
struct ending {
    const char *option, *path; /* path is NULL: it is not wanted */
    struct trace *t;
    bool (*end)(struct trace *t);
    int why; /* errno of what lost it, or 0 */
};

enum { SAVE, HISTORY, BOUNDARY, TRACE, ENDINGS };

static bool write_weights(const struct run *run, struct trace *t)
{
    const struct chapter *c = run->c;
    struct weights w = {.net = run->s, .epoch = run->epoch, .scale = c->data.scale};

    if (c->o.data) {
        w.label = c->data.label;
        w.labels = c->data.table.classes;
    }
    return weights_save(t, run->save, &w);
}

/* The weights cost most to compute: if the disk is full, the other files are given up for them. */
static void save_weights(const struct run *run, struct ending *files)
{
    if (write_weights(run, files[SAVE].t))
        return;
    files[SAVE].why = errno;
    if (errno != ENOSPC && errno != EDQUOT)
        return;
    for (int i = SAVE + 1; i < ENDINGS; i++)
        if (files[i].path && files[i].t->part.name) {
            files[i].why = ENOSPC;
            trace_drop(files[i].t);
        }
    files[SAVE].why = write_weights(run, files[SAVE].t) ? 0 : errno;
}

/* Writes every file to the disk before the first gets its name, so that they change together.  What
 * could not be written is removed first, to leave its room to the others. */
bool run_close_files(struct run *run)
{
    struct chapter *c = run->c;
    struct trace weights = {0};
    bool traced = c->tracing && c->trace.file != stdout; /* else chapter_end closes it */
    struct ending files[ENDINGS] = {
        [SAVE] = {"--save=", run->save, &weights, NULL, 0},
        [HISTORY] = {"--history=", run->history, &run->history_file, trace_end_file, 0},
        [BOUNDARY] = {"--boundary=", run->boundary, &run->boundary_file, trace_end, 0},
        [TRACE] = {"--trace=", traced ? c->o.trace : NULL, &c->trace, trace_end, 0},
    };

    for (int i = SAVE + 1; i < ENDINGS; i++)
        if (files[i].path && !files[i].end(files[i].t))
            files[i].why = errno;
    if (run->save)
        save_weights(run, files);
    if (traced)
        c->tracing = false;

    system_hold();
    for (int i = SAVE; i < ENDINGS; i++)
        if (files[i].path && files[i].why == 0 && !trace_keep(files[i].t))
            files[i].why = errno;
    system_let_go();

    for (int i = SAVE; i < ENDINGS; i++)
        if (files[i].why != 0) {
            chapter_tell(c, files[i].option, files[i].path, files[i].why);
            return false;
        }
    return true;
}
