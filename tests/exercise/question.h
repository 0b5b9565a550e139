/* The question at the end of an exercise: its numbers are drawn from a seed, and what is right is
 * computed from them. */
#ifndef QUESTION_H
#define QUESTION_H

#include "trial.h"

#include <stdint.h>

enum { WRONG_MOST = 4 };

struct answer {
    double number;
    char what[TEXT_MOST]; /* what it is made of */
};

struct question {
    char text[TEXT_MOST];
    double right;
    double tolerance, relative; /* how far from an answer another one is taken for it */
    struct answer wrong[WRONG_MOST];
    size_t wrongs;
};

/* Draws the question of a chapter, "04"; returns whether there is one.  No two of its answers,
 * right or wrong, are taken for each other. */
bool question_draw(struct question *q, const char *chapter, uint32_t seed);

/* Returns whether one number is taken for an answer. */
bool question_near(const struct question *q, double given, double answer);

#endif
