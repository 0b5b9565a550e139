# Tests: one program for each brick, and for everything around the bricks.  The exercises are tested, and
# the pages compared, in the usual build only: both call the compiler or the programs many times.

COUNTING = loop remedies fast # these count allocations
TESTS    = $(COUNTING) $(filter-out $(COUNTING),$(BRICKS)) check rng dataset table finite_difference options trace \
           bounds trace_file formula evaluate traces why diff mistake fill examples export import octave slips chapters training diagnosis \
           batches boundary chapter given given_runs gradient_check own_data progress runs scores show step weights $(USUAL)
USUAL    = $(if $(filter build,$(BUILD)),exercise exercise_course exercise_grades)

# The longest first.
SCRIPTS  = bits $(if $(filter build,$(BUILD)),own pages weave glossary lengths next)
ALL      = $(USUAL) $(SCRIPTS) diagnosis training $(filter-out $(USUAL) diagnosis training,$(TESTS))

LINKED   = $(sort $(BRICKS:%=$(L)/%.o) $(AROUND) $(RUN) $(TOOL_PARTS))

tests: $(TESTS:%=$(BUILD)/tests/%) $(BUILD)/tests/bits

test: ## contributors: run the tests (needs cmocka: make setup)
	@echo 'building the tests'
	@$(MAKE) -s --no-print-directory $(PARALLEL) tests $(PROGRAMS) $(if $(USUAL),$(WOVEN_FROM) parts)
	@ON='$(ON)' tests/run $(JOBS) $(BUILD) $(ALL)

bits: $(BUILD)/tests/bits ## contributors: check the weights against other machines
	@ON='$(ON)' tests/bits.sh $(BUILD)

define link_test
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ -lcmocka -lm
endef

$(patsubst %,$(BUILD)/tests/%,$(filter-out $(COUNTING),$(TESTS)) fault): $(BUILD)/tests/%: \
    $(BUILD)/obj/tests/%.o $(BUILD)/obj/tests/test.o $(LINKED)
	$(link_test)

$(BUILD)/tests/slips: $(filter-out %/errata.o,$(ERRATA))

$(BUILD)/tests/bits: $(BUILD)/obj/tests/bits.o $(L)/step.o $(BRICKS:%=$(L)/%.o) $(L)/fast.o $(L)/run/batches.o $(patsubst %,$(L)/mortar/%.o,check classes csv dataset rng scale show system table)
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ -lm

# What trains, compiled so that every allocation counts.
COUNTED = matrix step loop remedies fast
$(COUNTING:%=$(BUILD)/tests/%): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(BUILD)/obj/tests/test.o \
    $(COUNTED:%=$(BUILD)/obj/counted/%.o) $(filter-out $(COUNTED:%=$(L)/%.o),$(LINKED))
	$(link_test)

$(BUILD)/obj/counted/%.o: lib/%.c tests/allocations.h Makefile
	@mkdir -p $(@D)
	$(CC) $(STRICT) $(WARNINGS) $(CFLAGS) -include tests/allocations.h $(INCLUDE) -MMD -MP -c -o $@ $<

sanitize: ## contributors: run all tests under sanitizers
	$(MAKE) BUILD=$(BUILD)/sanitize CFLAGS="-O1 -g -fsanitize=address,undefined \
	    -fno-sanitize-recover=all" test

# ---- coverage: gcov comes with gcc.  Nothing is inlined, and fast.c is compiled for one processor, so
# that a branch counts once; a program that is to abort writes its counts before.
GCOV      = $(CC:gcc%=gcov%)
COUNTABLE = -O0 --coverage -DPLAIN -Dalways_inline=unused

coverage: ## contributors: list what the tests do not reach (needs gcc)
	@rm -f $$(find $(BUILD)/coverage -name '*.gcda' 2>/dev/null)
	$(MAKE) BUILD=$(BUILD)/coverage CFLAGS="$(COUNTABLE)" FAST="-O1 -fno-inline" LDFLAGS="-Wl,-u,__gcov_dump" SCRIPTS=bits test
	@tests/coverage.sh $(BUILD)/coverage $(GCOV)

# ---- habits.  What is aligned by hand is fenced off with clang-format off; numbers from NumPy are as they are.
C_FILES = $(shell git ls-files '*.[ch]' | grep -v -e '^tests/numpy_loop.h$$' -e '^tests/mutants/')
SCRIPTS_OF_SH = $(shell git grep -lI '^\#!.*sh' -- ':!*.md')

lint: ## contributors: check the format of the C; cppcheck, shellcheck
	clang-format --dry-run -Werror $(C_FILES)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 $(INCLUDE) \
	    -Ilib/run -Itraces/tool lib traces chapters
	shellcheck $(SCRIPTS_OF_SH)

# ---- speed: the bricks and fast.h beside NumPy and FANN.  NumPy and FANN are compared
# with when they are there (Debian's python3-numpy and libfann-dev), pinned when taskset is.
PYTHON     = /usr/bin/python3
HAVE_NUMPY = $(shell $(PYTHON) -c 'import numpy; print("yes")' 2>/dev/null)
PINNED     = $(shell taskset -c 1 echo taskset -c 1 2>/dev/null)

bench: $(BUILD)/bench/bench ## contributors: measure speed beside NumPy and FANN (2 minutes)
	@$(if $(HAVE_NUMPY),,echo "bench: no NumPy (Debian's package is python3-numpy): its column is empty" >&2)
	@rm -f $(BUILD)/bench/fann; $(MAKE) -s --no-print-directory $(BUILD)/bench/fann 2>/dev/null || \
	    echo "bench: no FANN (Debian's package is libfann-dev): its column is empty" >&2
	$(PINNED) $(BUILD)/bench/bench $(BUILD)/bench/bench.tsv \
	    "$(if $(HAVE_NUMPY),$(PYTHON) tests/bench/numpy_loop.py)" "$$(ls $(BUILD)/bench/fann 2>/dev/null)"
	@mkdir -p $(BUILD)/plots
	-$(GNUPLOT) -e "out='$(BUILD)/plots/bench.svg'; table='$(BUILD)/bench/bench.tsv'" plots/bench.gp
	-$(GNUPLOT) -e "out='$(BUILD)/plots/bench.png'; table='$(BUILD)/bench/bench.tsv'" plots/bench.gp

$(BUILD)/bench/bench: $(BUILD)/obj/tests/bench/bench.o $(TO_6) $(L)/step.o $(L)/fast.o \
    $(patsubst %,$(L)/mortar/%.o,check classes csv dataset rng scale show system table)
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ -lm

$(BUILD)/bench/fann: $(BUILD)/obj/tests/bench/fann.o $(L)/matrix.o $(patsubst %,$(L)/mortar/%.o,check classes csv dataset rng scale show system table)
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ -ldoublefann -lm

# ---- fuzzing, with clang's libFuzzer; what it finds is kept under $(BUILD)/corpus
FUZZ_SECONDS = 60
FUZZED = $(patsubst $(BUILD)/obj/%.o,%.c,$(filter-out %/options.o,$(READER) $(TOOL_PARTS)))

FUZZERS = trace formula csv weights given options diff import
FUZZ_LENGTH = 2000

fuzz: $(FUZZERS:%=$(BUILD)/fuzz_%) $(FUZZERS:%=fuzz-%) ## contributors FUZZ_SECONDS=60: fuzz each reader for this long (needs clang)

.PHONY: $(FUZZERS:%=fuzz-%)
$(FUZZERS:%=fuzz-%): fuzz-%: $(BUILD)/fuzz_%
	@mkdir -p $(BUILD)/corpus/$*
	$< -max_total_time=$(FUZZ_SECONDS) -max_len=$(FUZZ_LENGTH) -timeout=20 -close_fd_mask=3 -print_final_stats=1 \
	    $(BUILD)/corpus/$* tests/corpus/$*
fuzz-formula: FUZZ_LENGTH = 300
fuzz-options: FUZZ_LENGTH = 300

$(BUILD)/fuzz_weights: lib/step.c lib/mortar/scale.c lib/run/weights.c
$(BUILD)/fuzz_given: lib/step.c lib/loop.c lib/sigmoid.c lib/loss.c lib/dloss_dw2.c lib/dloss_dw1.c lib/mortar/given.c lib/mortar/meant.c
$(filter-out %_options,$(FUZZERS:%=$(BUILD)/fuzz_%)): lib/mortar/options.c
$(BUILD)/fuzz_csv: $(patsubst %,lib/mortar/%.c,classes csv table)
$(BUILD)/fuzz_%: tests/fuzz_%.c $(FUZZED)
	@mkdir -p $(@D)
	clang $(STRICT) $(WARNINGS) -O1 -g -fsanitize=fuzzer,address,undefined \
	    -fno-sanitize-recover=all $(INCLUDE) -Ilib/run -Itraces/tool -o $@ $^ -lm

# ---- faults, for Linux with glibc: each call of each program fails once, signals come at any moment
.PHONY: faults
FAULTS_SECONDS = 60

faults: $(BUILD)/faults/faults $(BUILD)/faults/fail.so $(PROGRAMS) $(WORKED) ## contributors FAULTS_SECONDS=60: let every system call fail once (Linux)
	@$(BUILD)/06-loop --quiet --rows=10 --epochs=30 --save=$(BUILD)/faults/in >$(BUILD)/faults/in.txt
	$(BUILD)/faults/faults $(BUILD) $(FAULTS_SECONDS)

$(BUILD)/faults/faults: $(BUILD)/obj/tests/faults/faults.o
	@mkdir -p $(@D)
	$(LINK) -o $@ $^

$(BUILD)/faults/fail.so: tests/faults/fail.c Makefile
	@mkdir -p $(@D)
	$(CC) -std=gnu11 $(WARNINGS) -O1 -fPIC -shared -o $@ $< -ldl
