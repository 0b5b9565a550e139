/* The same network in FANN, in doubles, trained on all rows at once.
 *
 *     fann ROWS HIDDEN
 *
 * prints the processor's microseconds per epoch, and FANN's own error after the third epoch.
 * FANN gives each layer a bias and divides the gradient by the number of rows: its numbers are
 * not ours, its work is nearly the same.
 */
#include <doublefann.h>

#include "dataset.h"
#include "matrix.h"

#include <stdlib.h>
#include <time.h>

static double seconds_so_far(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: fann ROWS HIDDEN\n");
        return 2;
    }

    unsigned rows = (unsigned)strtoul(argv[1], NULL, 10);
    unsigned hidden = (unsigned)strtoul(argv[2], NULL, 10);
    struct fann *net = fann_create_standard(3, 2, hidden, 2);
    struct fann_train_data *data = fann_create_train(rows, 2, 2);
    struct matrix *X = matrix_new(rows, 2), *Y = matrix_new(rows, 2);
    double took, error = 0;
    size_t epochs = 1;

    dataset_xor(X, Y, 0);
    for (size_t i = 0; i < 2 * (size_t)rows; i++) {
        data->input[i / 2][i % 2] = X->v[i];
        data->output[i / 2][i % 2] = Y->v[i];
    }
    fann_set_training_algorithm(net, FANN_TRAIN_BATCH);
    fann_set_activation_function_hidden(net, FANN_SIGMOID);
    fann_set_activation_function_output(net, FANN_SIGMOID);
    fann_set_learning_rate(net, 0.003F);
    for (int i = 0; i < 3; i++)
        error = fann_train_epoch(net, data);
    for (;; epochs *= 2) { /* as bench.c measures */
        double begin = seconds_so_far();

        for (size_t i = 0; i < epochs; i++)
            fann_train_epoch(net, data);
        took = seconds_so_far() - begin;
        if (took > 0.1)
            break;
    }
    printf("%.17g %.17g\n", 1e6 * took / (double)epochs, error);
    matrix_free(X);
    matrix_free(Y);
    fann_destroy_train(data);
    fann_destroy(net);
    return 0;
}
