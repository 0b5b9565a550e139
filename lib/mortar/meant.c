/* The edit distance of two names: each letter that is missing, too many or another one counts 2,
 * but 1 where only a _ or a capital is wrong. */
#include "meant.h"

#include "step.h"
#include "trace_file.h"

#include <ctype.h>
#include <string.h>

static int of_letter(char a)
{
    return a == '_' ? 1 : 2;
}

static int of_change(char a, char b)
{
    return a == b ? 0 : tolower((unsigned char)a) == tolower((unsigned char)b) ? 1 : 2;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int distance(const char *a, const char *b)
{
    static const int FAR = 4 * NAME_MOST;
    int d[NAME_MOST][NAME_MOST]; /* of the first i letters of a and the first j of b */

    for (size_t i = 0; i <= strlen(a); i++)
        for (size_t j = 0; j <= strlen(b); j++) {
            d[i][j] = i + j > 0 ? FAR : 0;
            if (i > 0)
                d[i][j] = smaller(d[i][j], d[i - 1][j] + of_letter(a[i - 1]));
            if (j > 0)
                d[i][j] = smaller(d[i][j], d[i][j - 1] + of_letter(b[j - 1]));
            if (i > 0 && j > 0)
                d[i][j] = smaller(d[i][j], d[i - 1][j - 1] + of_change(a[i - 1], b[j - 1]));
        }
    return d[strlen(a)][strlen(b)];
}

/* Half of a name's letters may be wrong in this count: of two letters one capital, of four one
 * letter.  dW1 is not meant to be W1. */
const char *name_meant(const char *mistyped)
{
    const struct intermediate *i, *nearest = NULL;
    int least = (int)strlen(mistyped) / 2 + 1;

    for (size_t n = 0; (i = step_intermediate(n)); n++) {
        int far = distance(mistyped, i->name);

        if (far == least)
            nearest = NULL;
        if (far < least) {
            least = far;
            nearest = i;
        }
    }
    return nearest ? nearest->name : NULL;
}
