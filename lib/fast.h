/* One source, several processors.
 *
 * FAST before a function compiles it for the oldest x86-64 processor and again for those with
 * AVX2 and with AVX-512; the right one is picked when the program starts.  SIMD before a loop
 * promises that its rounds do not depend on each other, sums named in a reduction excepted, so
 * that several can be done at once; exp in such a loop becomes glibc's vector exp.  Neither
 * changes what nan and inf do.  Sums are added in another order, which moves the last digits.
 * INLINE on a helper makes it part of each of the compiled copies: left to itself, gcc may keep
 * one copy for all of them, and that is the oldest processor's.
 *
 * Other compilers, other systems, the sanitizers, and -DPLAIN get the plain loops.
 */
#ifndef FAST_H
#define FAST_H

#include <math.h>

#if defined __x86_64__ && defined __GLIBC__ && defined __GNUC__ && !defined __clang__ &&          \
    __GNUC__ >= 12 && defined __OPTIMIZE__ && !defined __SANITIZE_ADDRESS__ && !defined PLAIN
#define INLINE inline __attribute__((always_inline))
#define FAST __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#define SIMD _Pragma("omp simd")
#define SIMD_SUMS(...) _Pragma(FAST_WORDS(omp simd reduction(+ : __VA_ARGS__)))
#define FAST_WORDS(...) #__VA_ARGS__
__attribute__((simd("notinbranch"))) double exp(double);
#else
#define INLINE inline
#define FAST
#define SIMD
#define SIMD_SUMS(...)
#endif

#endif
