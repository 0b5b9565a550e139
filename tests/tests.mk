# Tests: one program for each brick, and for everything around the bricks.  The exercises are tested, and
# the pages compared, in the usual build only: both call the compiler or the programs many times.

TESTS = $(BRICKS) remedies \
        check rng dataset csv finite_difference options trace blocks fast \
        block formula evaluate traces why diff export octave slips \
        chapters training diagnosis $(if $(filter build,$(BUILD)),exercise)

LINKED = $(sort $(L)/remedies.o $(BRICKS:%=$(L)/%.o) $(MORTAR:%=$(L)/%.o) $(RUN) $(READER:%=$(BUILD)/obj/traces/%.o))

tests: $(TESTS:%=$(BUILD)/tests/%)

test: tests $(PROGRAMS) $(if $(filter build,$(BUILD)),weave-check) ## run all tests (needs cmocka: make setup)
	@$(foreach t,$(TESTS),$(BUILD)/tests/$(t) &&) \
	    tests/weave.sh && echo "all tests passed"

$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(BUILD)/obj/tests/test.o $(LINKED)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka -lm

$(BUILD)/tests/slips: $(SHOWN:%=$(BUILD)/obj/traces/%.o)

# These tests count allocations.
COUNTING = $(patsubst %,$(BUILD)/tests/%,loop remedies blocks)
$(COUNTING): LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=aligned_alloc
$(COUNTING): $(BUILD)/obj/tests/allocations.o

sanitize: ## build and test once more with the address and undefined-behaviour sanitizers
	$(MAKE) BUILD=$(BUILD)/sanitize CFLAGS="-O1 -g -fsanitize=address,undefined \
	    -fno-sanitize-recover=all" test

# ---- speed: the bricks and fast.h beside NumPy and FANN.  NumPy and FANN are compared
# with when they are there (Debian's python3-numpy and libfann-dev), pinned when taskset is.
PYTHON     = /usr/bin/python3
HAVE_NUMPY = $(shell $(PYTHON) -c 'import numpy; print("yes")' 2>/dev/null)
HAVE_FANN  = $(wildcard /usr/include/doublefann.h)
PINNED     = $(shell taskset -c 1 echo taskset -c 1 2>/dev/null)
BENCH      = $(BUILD)/bench/bench.tsv "$(if $(HAVE_NUMPY),$(PYTHON) tests/bench/numpy_loop.py)" \
             "$(if $(HAVE_FANN),$(BUILD)/bench/fann)"

bench: $(BUILD)/bench/bench $(if $(HAVE_FANN),$(BUILD)/bench/fann) ## measure the loop beside NumPy's and others, in two minutes
	@$(if $(HAVE_NUMPY),,echo "bench: no NumPy (Debian's package is python3-numpy): its column is empty" >&2)
	$(PINNED) $(BUILD)/bench/bench $(BENCH)
	@mkdir -p $(BUILD)/plots
	-$(GNUPLOT) -e "out='$(BUILD)/plots/bench.svg'; table='$(BUILD)/bench/bench.tsv'" plots/bench.gp
	-$(GNUPLOT) -e "out='$(BUILD)/plots/bench.png'; table='$(BUILD)/bench/bench.tsv'" plots/bench.gp

$(BUILD)/bench/bench: $(BUILD)/obj/tests/bench/bench.o $(TO_6) \
    $(patsubst %,$(L)/%.o,fast check dataset rng)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -o $@ $^ -lm

$(BUILD)/bench/fann: $(BUILD)/obj/tests/bench/fann.o $(patsubst %,$(L)/%.o,matrix check dataset rng)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -o $@ $^ -ldoublefann -lm

# ---- fuzzing, with clang's libFuzzer; what it finds is kept under $(BUILD)/corpus
FUZZ_SECONDS = 60
FUZZED = $(READER:%=traces/%.c) traces/check.c traces/why.c lib/matrix.c lib/check.c lib/show.c lib/system.c

fuzz: $(BUILD)/fuzz_trace $(BUILD)/fuzz_formula $(BUILD)/fuzz_csv ## fuzz all readers, FUZZ_SECONDS=60 for each (needs clang)
	@mkdir -p $(BUILD)/corpus/trace $(BUILD)/corpus/formula $(BUILD)/corpus/csv
	$(BUILD)/fuzz_trace -max_total_time=$(FUZZ_SECONDS) -max_len=2000 -timeout=20 \
	    $(BUILD)/corpus/trace tests/corpus/trace
	$(BUILD)/fuzz_formula -max_total_time=$(FUZZ_SECONDS) -max_len=300 -timeout=20 \
	    $(BUILD)/corpus/formula tests/corpus/formula
	$(BUILD)/fuzz_csv -max_total_time=$(FUZZ_SECONDS) -max_len=2000 -timeout=20 \
	    $(BUILD)/corpus/csv tests/corpus/csv

$(BUILD)/fuzz_csv: lib/csv.c
$(BUILD)/fuzz_%: tests/fuzz_%.c $(FUZZED)
	@mkdir -p $(@D)
	clang $(STRICT) $(WARNINGS) -O1 -g -fsanitize=fuzzer,address,undefined \
	    -fno-sanitize-recover=all -Ilib -Itraces -o $@ $^ -lm
