/* What every exercise.c includes: NAN, for an answer that is not yet known. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include <math.h>

#endif
