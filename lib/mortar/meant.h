/* Guesses which name was meant. */
#ifndef MEANT_H
#define MEANT_H

/* Returns the name of an intermediate of the network (step.h) of which a mistyped one, shorter than
 * NAME_MOST, is nearest: W2_new for W2new or w2_new.  NULL: none is near, or two are as near. */
const char *name_meant(const char *mistyped);

#endif
