/* Counts the rows that the network has right.
 *
 * It says the class whose answer in h2 is the largest, and is right if that is the one of Y.
 * A single output says class 1 above one half, and class 0 up to it.  A row with a nan is wrong: it
 * says nothing.
 *
 * Article: the accuracy of "Let's run this code", which it measures on all 300 rows, those
 * trained on among them (slip 40).
 */
#ifndef SCORES_H
#define SCORES_H

#include <stddef.h>

struct matrix;

/* Returns how many classes a row of m can say: one for each output, but two with one output. */
size_t count_classes(const struct matrix *m);

/* Returns the class that row n of m says, counted from 0; the number of classes if the row has a
 * nan. */
size_t class_of(const struct matrix *m, size_t n);

/* Returns how many of the rows first, first + 1, ..., last - 1 are right. */
size_t count_right(const struct matrix *Y, const struct matrix *h2, size_t first, size_t last);

/* Returns how many of them are of class k. */
size_t count_class(const struct matrix *Y, size_t first, size_t last, size_t k);

/* Returns the most frequent class among them, the first of several. */
size_t most_frequent(const struct matrix *Y, size_t first, size_t last);

/* Counts for each class of Y how often each class is said: counts[k * (classes + 1) + l] rows of
 * class k are said to be of class l, with l = classes where nothing is said. */
void count_confusion(const struct matrix *Y, const struct matrix *h2, size_t first, size_t last,
                     size_t *counts);

/* Returns how many would be right if the most frequent class among them were always the answer. */
size_t count_most_frequent(const struct matrix *Y, size_t first, size_t last);

#endif
