/* Fuzzes the options with any words as a command line.  They are read, or end in exit status 2 (0
 * for --help); each value that is read lies within its bounds. */
#include <setjmp.h>
#include <stdlib.h>

static jmp_buf ended;
static int ended_with;

static _Noreturn void fuzz_exit(int status)
{
    ended_with = status;
    longjmp(ended, 1);
}

#define exit fuzz_exit
#include "../lib/mortar/options.c"
#undef exit

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[400], *argv[42] = {"fuzz"};
    size_t epochs = 10, length = size < sizeof text ? size : sizeof text - 1;
    struct options o = options_worked_example;
    const struct option_spec own[] = {
        {"epochs", "E", "steps", OPTION_COUNT, &epochs, 1, 1e9, NULL}};
    int argc = 1;

    memcpy(text, data, length);
    text[length] = '\0';
    for (char *word = strtok(text, "\n"); word && argc < 41; word = strtok(NULL, "\n"))
        argv[argc++] = word;
    optind = 0; /* getopt begins anew */
    ended_with = -1;
    if (setjmp(ended) == 0) {
        options_read(&o, argc, argv, "fuzz", "about", own, 1);
        if (o.rows < 1 || o.hidden < 1 || o.rows > MOST_UNITS / o.hidden || epochs < 1 ||
            epochs > 1000000000 || o.digits < 1 || o.digits > 17 || !(o.lr >= 0 && o.lr <= 1e6))
            abort();
    } else if (ended_with != 0 && ended_with != 2) {
        abort();
    }
    return 0;
}
