# Exercises: a chapter's program with a student's functions in the place of the brick's.
#
# exercise-NN is linked from the student's exercise.c and a frame: everything the chapter's program
# needs but the functions that the student is to write.  The library's own are not in it, so a
# function that is missing cannot be replaced by them: the link fails.

E         = $(BUILD)/exercise
EXERCISES = 01 02 03 04 05 06

BRICK_01  = matrix
BRICK_02  = sigmoid
BRICK_03  = loss
BRICK_04  = dloss_dw2
BRICK_05  = dloss_dw1
BRICK_06  = loop

WRITES_01 = matrix_mul
WRITES_02 = sigmoid sigmoid_derivative
WRITES_03 = data_loss ridge_loss dloss_dh2
WRITES_04 = dloss_dz2 dloss_dw2
WRITES_05 = dloss_dh1 dloss_dz1 dloss_dw1
WRITES_06 = network_forward network_backward network_update

# Those that fill matrices, and are given them unset (tests/exercise/fresh.c).
FILLS     = matrix_mul sigmoid sigmoid_derivative dloss_dh2 dloss_dz2 dloss_dw2 dloss_dh1 dloss_dz1 \
            dloss_dw1 network_forward network_backward

# A frame is called after the exercise and the chapter whose program it is.  Chapter 2's program
# has no use for the derivative, so its exercise is also run in chapter 4's.
FRAMES    = 01-01 02-02 02-04 03-03 04-04 05-05 06-06

exercise  = $(word 1,$(subst -, ,$(1)))
frame     = $(E)/rest-$(1).o $(E)/fresh-$(1).o $(BUILD)/obj/chapters/$(filter $(2)-%,$(CHAPTERS))/main.o \
            $(filter-out $(L)/$(BRICK_$(1)).o,$(TO_$(2:0%=%))) $(MORTAR:%=$(L)/%.o)

$(E)/frame-01-01.o: $(call frame,01,01)
$(E)/frame-02-02.o: $(call frame,02,02)
$(E)/frame-02-04.o: $(call frame,02,04)
$(E)/frame-03-03.o: $(call frame,03,03)
$(E)/frame-04-04.o: $(call frame,04,04)
$(E)/frame-05-05.o: $(call frame,05,05)
$(E)/frame-06-06.o: $(call frame,06,06) $(RUN)

$(FRAMES:%=$(E)/frame-%.o): $(E)/frame-%.o:
	$(CC) -r -nostdlib -o $@ $^ -Wl,--wrap=matrix_new \
	    $(patsubst %,-Wl$(COMMA)--wrap=%,$(filter $(FILLS),$(WRITES_$(call exercise,$*))))

COMMA = ,

# The brick without the functions to be written.
$(E)/rest-%.c: tests/exercise/rest.awk tests/exercise.mk lib/*.c
	@mkdir -p $(@D)
	awk -v names="$(WRITES_$*)" -f $< lib/$(BRICK_$*).c >$@

$(E)/rest-%.o: $(E)/rest-%.c
	$(CC) $(STRICT) $(WARNINGS) -Wno-unused-function $(CFLAGS) -Ilib -c -o $@ $<

$(E)/fresh-%.o: tests/exercise/fresh.c tests/exercise/exercise.h lib/*.h
	@mkdir -p $(@D)
	$(CC) $(STRICT) $(CFLAGS) -DCHAPTER=$(*:0%=%) -Ilib -Itests/exercise -c -o $@ $<

# ---- the student's side: sanitized, and local variables that were never set hold a number that shows
PATTERN    = $(shell $(CC) -ftrivial-auto-var-init=pattern -E -x c /dev/null >/dev/null 2>&1 && \
             echo -ftrivial-auto-var-init=pattern)
SANITIZE   = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
STUDENT_FLAGS = -O1 -g $(PATTERN) -fno-optimize-sibling-calls -Wall -Wextra \
             -Wno-unused-parameter -Wno-unused-function \
             -Werror=missing-prototypes -Werror=implicit-function-declaration -Werror=return-type \
             -Werror=int-conversion -Werror=incompatible-pointer-types
ATTEMPT    = CC='$(CC)' BUILD='$(BUILD)' STRICT='$(STRICT)' WRITES='$(WRITES_$(1))' \
             STUDENT_FLAGS='$(STUDENT_FLAGS) $(2)' STUDENT_LINK='$(2)' MAKE='$(MAKE)'

# Seconds for each run of a student's program.
TIME_LIMIT = 10
export TIME_LIMIT

# Where a student's programs and what came of them are kept.
MINE       = $(E)/mine

# The folder that holds chapters/: another one than this when a submission is graded.
SUBMISSION =
STUDENT    = $(SUBMISSION:%=%/)chapters/$(filter $(1)-%,$(CHAPTERS))/exercise.c

reference = $(E)/reference-$(1)/done $(patsubst %,$(E)/frame-%.o,$(filter $(1)-%,$(FRAMES)))

.PHONY: $(EXERCISES:%=exercise-%) check hint solution reset progress tower grade gradescope.zip
$(EXERCISES:%=exercise-%): exercise-%:
	@$(MAKE) -s --no-print-directory $(E)/judge $(call reference,$*)
	@$(call ATTEMPT,$*,$(SANITIZE)) tests/exercise/check $* $(call STUDENT,$*) $(MINE)/$*

check: $(if $(CH),exercise-$(CH)) ## check an exercise and say where it goes wrong: make check CH=04
	$(if $(CH),,$(error which chapter? make check CH=04))

hint: $(if $(CH),hint-$(CH)) ## one more hint for an exercise: make hint CH=04
	$(if $(CH),,$(error which chapter? make hint CH=04))

solution: $(if $(CH),solution-$(CH)) ## another way to write an exercise that has passed
	$(if $(CH),,$(error which chapter? make solution CH=04))

reset: $(if $(CH),reset-$(CH)) ## begin an exercise again; what was written is kept beside it
	$(if $(CH),,$(error which chapter? make reset CH=04))

$(EXERCISES:%=hint-%): hint-%:
	@MINE='$(MINE)' WRITES='$(WRITES_$*)' tests/exercise/hint $* $(call STUDENT,$*)

$(EXERCISES:%=solution-%): solution-%:
	@MINE='$(MINE)' tests/exercise/solution $* $(call STUDENT,$*)

$(EXERCISES:%=reset-%): reset-%:
	@tests/exercise/reset $* $(call STUDENT,$*)

progress: ## the tower of bricks, as far as it stands
	@MINE='$(MINE)' tests/exercise/progress $(foreach n,$(EXERCISES),$(call STUDENT,$(n)))

PARTS = $(BUILD)/obj/chapters/06-loop/main.o $(MORTAR:%=$(L)/%.o) $(RUN)

tower: $(PARTS) $(TO_6) $(EXERCISES:%=$(E)/rest-%.o) ## train XOR with all the bricks of yours that have passed
	@CC='$(CC)' CFLAGS='$(CFLAGS)' BUILD='$(BUILD)' MINE='$(MINE)' STRICT='$(STRICT)' PARTS='$(PARTS)' tests/exercise/tower \
	    $(foreach n,$(EXERCISES),$(n) $(call STUDENT,$(n)) $(L)/$(BRICK_$(n)).o)

# ---- for the teacher
FORMAT    = tap
RESULTS   = $(BUILD)/grade/results.$(if $(filter tap,$(FORMAT)),tap,json)
REFERENCE =
COURSE    =

grade: ## grade all exercises: FORMAT=tap, gradescope or classroom50, REFERENCE=DIR
	@BUILD='$(BUILD)' MAKE='$(MAKE)' SUBMISSION='$(SUBMISSION)' REFERENCE='$(REFERENCE)' \
	    COURSE='$(COURSE)' tests/exercise/grade '$(FORMAT)' '$(RESULTS)'

gradescope.zip:
	@tests/exercise/zip $(BUILD)/gradescope.zip

# What the chapter's own programs compute.
$(E)/reference-%/done: tests/exercise/attempt $(CHAPTERS:%=$(BUILD)/%)
	@$(call ATTEMPT,$*) tests/exercise/attempt $* $(@D)
	@touch $@

$(E)/judge: $(patsubst %,$(BUILD)/obj/tests/exercise/%.o,judge trial) $(READER:%=$(BUILD)/obj/traces/%.o) \
    $(patsubst %,$(L)/%.o,matrix check show system trace)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -o $@ $^ -lm

# ---- known mistakes
mistakes = $(patsubst tests/mutants/%.c,$(E)/mutants/%/done,$(wildcard tests/mutants/$(1)-*.c))

.PHONY: $(EXERCISES:%=mutants-%) mutants
$(EXERCISES:%=mutants-%): mutants-%:
	@$(MAKE) -s --no-print-directory $(call reference,$*) $(call mistakes,$*)

.SECONDEXPANSION:
$(E)/mutants/%/done: tests/mutants/%.c tests/exercise/attempt $$(call reference,$$(call exercise,$$*)) \
    tests/exercise/solutions/$$(call exercise,$$*).c
	@$(call ATTEMPT,$(call exercise,$*),$(filter -fsanitize%,$(CFLAGS))) tests/exercise/attempt \
	    $(call exercise,$*) $(@D) $< tests/exercise/solutions/$(call exercise,$*).c || { cat $(@D)/build; exit 1; }
	@sed '/\*\//q' $< | sed 's/^\/\* //; s/^ \* //; s/ \*\/$$//' >$(@D)/sentence
	@touch $@

# Every known mistake is caught, and called by its own name.
mutants: $(E)/judge ## check that each known mistake is caught and named
	@$(MAKE) -s --no-print-directory $(EXERCISES:%=mutants-%)
	@BUILD='$(BUILD)' tests/exercise/catalogue
