/* Counts how often the library asks for memory: tests.mk compiles what these tests train with once
 * more, with this file in front. */
#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

#include <stddef.h>
#include <stdlib.h>

extern size_t allocations; /* of tests/test.c */

#define malloc(n)              (allocations++, malloc(n))
#define calloc(n, size)        (allocations++, calloc(n, size))
#define realloc(p, n)          (allocations++, realloc(p, n))
#define aligned_alloc(line, n) (allocations++, aligned_alloc(line, n))

#endif
