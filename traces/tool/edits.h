/* The slips that one can make in a formula, as formulas: mistake.h lists them. */
#ifndef EDITS_H
#define EDITS_H

#include "trace_file.h"

enum edit_kind {
    EDIT_PLACE, /* another block in the place of a name */
    EDIT_TRANSPOSE,
    EDIT_SIGN,
    EDIT_TWICE, /* a factor 2 */
    EDIT_ROWS,  /* a factor N */
    EDIT_TEN,   /* a decimal point in another place */
    EDIT_SLOPE,
    EDIT_TERM,
    EDIT_SHARED, /* one bias for all units of a layer */
};

struct edit {
    enum edit_kind kind;
    char *formula;
    char words[200]; /* behind "it follows " */
};

struct edits {
    struct edit *edit;
    size_t count, room;
    bool cut; /* there are more */
};

/* Makes the list for a block that has a formula.  Free with edits_free. */
void edits_make(struct edits *list, const struct trace_file *t, const struct block *b);
void edits_free(struct edits *list);

#endif
