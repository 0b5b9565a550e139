/* What every exercise.c includes: the answers to the questions, NAN for what is not yet known. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include <math.h>

extern const double answer_01, answer_02, answer_03, answer_04, answer_05, answer_06;

#endif
