/* How often this program has asked for memory.  tests.mk has the linker send every allocation of
 * the tests that count them through tests/allocations.c. */
#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

#include <stddef.h>

extern size_t allocations;

#endif
