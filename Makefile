# Brick by Brick.  `make help` lists what can be made.
#
# Everything is built under build/.  The link line is the lesson of this page: chapter N is
# linked with bricks 1 to N and with no later one, so it cannot use what it has not built.

# What people give is taken as it stands, before anything is run: make 4.4 gives it to each $(shell),
# and would expand it there.  A shell finds it in its environment.  SUBMISSION is the folder that holds
# chapters/, when a submission is graded.
GIVEN = ANSWER CH COURSE F FORMAT N NAME POINTS RESULTS SEED SUBMISSION SUBMISSIONS
$(foreach g,$(GIVEN),$(eval $g =)$(eval override $g := $$(value $g)))
export $(GIVEN)

CC       = gcc
CFLAGS   = -O1
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
STRICT   = -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -D_DARWIN_C_SOURCE -ffp-contract=off
LDFLAGS  =
BUILD    = build
LINK     = $(strip $(CC) $(CFLAGS) $(LDFLAGS))
EMULATOR = # runs the programs where they are another machine's: qemu-aarch64
ON       = $(EMULATOR:%=% )

MORTAR   = check chapter classes csv dataset finite_difference given gradient_check meant options rng scale show system table trace \
           trace_block trace_file trace_names
RUNNING  = run files predict advice report confusion batches boundary progress scores weights
CLAIMING = claims trial
TOOL     = main diff judge report account compare mistake edits check why expand explain fill compute \
           export import import_matrix import_json slips formula evaluate format

# Long runs need more around the loop than one step does.
L        = $(BUILD)/obj/lib
RUN      = $(L)/fast.o $(RUNNING:%=$(L)/run/%.o)
CLAIMS   = $(CLAIMING:%=$(L)/run/%.o)
AROUND   = $(L)/step.o $(MORTAR:%=$(L)/mortar/%.o)

$(if $(word 2,$(BUILD)),$(error BUILD must not contain a space))
.DEFAULT_GOAL = all

# The tower: every chapter stands on the bricks before it.  The list of chapters and bricks is
# chapters/list.txt; what it says for make is written to $(BUILD)/list.mk, a line for each chapter:
#
#     TO_4 = $(TO_3) $(L)/dloss_dw2.o
#     $(BUILD)/04-dloss-dw2: $(TO_4)
#
# To set up, to clean and to list needs no list, and makes no file.
BUILDING = $(filter-out setup setup-% help clean,$(or $(MAKECMDGOALS),all))
ifneq ($(BUILDING),)
include $(BUILD)/list.mk
endif

$(BUILD)/list.mk: chapters/list.txt chapters/list.awk
	@mkdir -p $(@D)
	@awk -f chapters/list.awk $< >$@

PROGRAMS = $(CHAPTERS:%=$(BUILD)/%) $(BUILD)/trace $(BUILD)/errata
TRACES   = $(CHAPTERS:%=$(BUILD)/traces/%.trace)
WORKED   = $(patsubst %,$(BUILD)/traces/%.trace,$(wordlist 1,5,$(CHAPTERS)) 06-loop-step)

# A 32-bit x86 computes with 80 bits unless it is told to use the registers for 64.
X86_32  := $(findstring __i386__,$(shell $(CC) $(CFLAGS) -dM -E -x c /dev/null))
STRICT  += $(X86_32:__i386__=-msse2 -mfpmath=sse)

.PHONY: example examples help all run run-1 run-2 run-3 run-published $(CHAPTERS) traces diff errata why \
        plots figures tests test bits sanitize coverage lint bench fuzz setup setup-dev clean
.DELETE_ON_ERROR:
.PRECIOUS: $(BUILD)/obj/%.o
ifneq ($(filter setup% clean,$(MAKECMDGOALS)),)
.NOTPARALLEL: # install first, then build with what is there
endif

all: $(BUILD)/obj/lib/fast.o $(CHAPTERS:%=$(BUILD)/%) $(BUILD)/trace ## chapters: build the chapters and the trace tool

setup: ## chapters: install what is missing (Debian, Ubuntu)
	.ci/setup gcc make libc6-dev libcmocka-dev gnuplot-nox fonts-dejavu-core

help: ## chapters: print this list
	@awk -f .ci/help.awk $(filter %akefile %.mk,$(MAKEFILE_LIST))

run: $(CHAPTERS:%=$(BUILD)/%) ## chapters: build and run all chapters, in order
	@$(foreach c,$(CHAPTERS),$(ON)$(BUILD)/$(c) && echo &&) true

$(CHAPTERS): %: $(BUILD)/% ## chapters ARGS=--rows=5: build and run one chapter
	$(ON)$(BUILD)/$@ $(ARGS)

$(CHAPTERS:%=$(BUILD)/%): $(BUILD)/%: $(BUILD)/obj/chapters/%/main.o $(AROUND)
	$(LINK) -o $@ $^ -lm

# The tool knows the reader of traces, and no chapter.
READER = $(L)/matrix.o $(patsubst %,$(L)/mortar/%.o,check options show system trace trace_block trace_file trace_names)
TOOL_PARTS = $(patsubst %,$(BUILD)/obj/traces/tool/%.o,$(filter-out main,$(TOOL)))
$(BUILD)/trace: $(TOOL:%=$(BUILD)/obj/traces/tool/%.o) $(READER)
	$(LINK) -o $@ $^ -lm

# The ledger runs claims of chapters 7 and 8.
ERRATA = $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard traces/errata/*.c)) $(CLAIMS) $(OWN_07-diagnosis) $(OWN_08-bias)
$(BUILD)/errata: $(ERRATA) $(TOOL_PARTS) $(TO_7) $(RUN) $(AROUND)
	$(LINK) -o $@ $^ -lm

# Not to preserve the processor's own exception flags, which nobody reads, lets a loop with a
# condition use vectors; it changes no number.
$(L)/fast.o: STRICT += -fno-trapping-math
FAST = -O3 # of all the files it is the one whose speed counts; the rest builds quickly
$(L)/fast.o: override CFLAGS += $(FAST)

# What a file may include: nothing of a higher room than its own.
INCLUDE = -Ilib -Ilib/mortar
$(BUILD)/obj/lib/run/%.o $(BUILD)/obj/chapters/%.o: INCLUDE += -Ilib/run
$(BUILD)/obj/traces/errata/%.o: INCLUDE += -Ilib/run -Itraces/tool
$(BUILD)/obj/tests/%.o: INCLUDE += -Ilib/run -Itraces/tool -Itraces/errata

$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(STRICT) $(WARNINGS) $(CFLAGS) $(INCLUDE) -DBUILD='"$(BUILD)"' -MMD -MP -c -o $@ $<

# ---- traces: what every chapter computed, and what the article prints of it
traces: $(TRACES) $(WORKED) ## traces: write every chapter's trace to build/traces

$(BUILD)/traces/06-loop-step.trace: $(BUILD)/06-loop
	@mkdir -p $(@D)
	$(ON)$< --rows=1 --lr=0.001 --epochs=1 --trace=$@ >$(BUILD)/06-loop-step.txt

$(BUILD)/traces/07-diagnosis.trace: $(BUILD)/07-diagnosis
	@mkdir -p $(@D)
	$(ON)$< --claim=run --rows=1 --hidden=3 --lambda=0.1 --epochs=1 --trace=$@ >$(BUILD)/07-diagnosis.txt

# Two traces are made from sheets, without a program of their own.
$(BUILD)/traces/cross-entropy.trace: traces/sheets/cross-entropy.trace
$(BUILD)/traces/exam-numbers.trace: chapters/exam.trace
FILLED = $(patsubst %,$(BUILD)/traces/%.trace,cross-entropy exam-numbers)
$(FILLED): $(BUILD)/trace
	@mkdir -p $(@D)
	$(ON)$< fill --output=$@ $(filter %.trace,$^)

$(BUILD)/traces/%.trace: $(BUILD)/%
	@mkdir -p $(@D)
	$(ON)$< --trace=$@ >$(BUILD)/$*.txt

diff: $(BUILD)/trace $(WORKED) ## traces: compare every number that the article prints
	$(ON)$(BUILD)/trace diff traces/article $(WORKED)

example: all ## traces F=FILE: check another article's worked example
	$(if $(F),,$(error which example? make example F=traces/examples/mazur.trace))
	@traces/example.sh $(BUILD) "$$F" $(STEP)

examples: all ## traces: check the four in traces/examples
	@for f in traces/examples/*.trace; do traces/example.sh $(BUILD) "$$f" || exit; echo; done

errata: $(BUILD)/errata $(WORKED) ## traces: list the article's slips, and verify each again
	$(ON)$(BUILD)/errata traces/article/slips.tsv $(WORKED)

# CH is the number of a chapter; N goes to the program as it stands, brackets and all.
EXPLAINED = $(filter $(BUILD)/traces/$(CH)-% $(BUILD)/traces/0$(CH)-% $(BUILD)/traces/$(CH).trace,$(TRACES))

why: $(BUILD)/trace $(if $(CH),$(EXPLAINED)) ## traces N='z1[1,3]' CH=1: explain where a number comes from
	$(if $(N),,$(error which number? make why N='dLoss_dW1[1,2]' CH=05))
	$(if $(CH),,$(error which chapter? make why N='dLoss_dW1[1,2]' CH=05))
	$(if $(EXPLAINED),,$(error no trace of a chapter $(CH): CH is one of $(CHAPTERS)))
	@$(ON)$(BUILD)/trace why $(EXPLAINED) "$$N"

setup-dev: setup ## contributors: install what .ci/run needs
	.ci/setup clang clang-format cppcheck libclang-rt-dev python3-numpy shellcheck debootstrap musl-tools \
	    gcc-i686-linux-gnu libc6-dev-i386-cross gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user

include plots/plots.mk plots/runs.mk plots/diagnosis.mk chapters/weave.mk chapters/book/book.mk \
        tests/tests.mk tests/exercise.mk

clean: ## contributors: remove everything that was built
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
