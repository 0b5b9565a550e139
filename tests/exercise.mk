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

# Those that fill matrices, and are given them unset: who calls such a function is compiled so that the
# call goes to tests/exercise/fresh.c first.
FILLS     = matrix_mul sigmoid sigmoid_derivative dloss_dh2 dloss_dz2 dloss_dw2 dloss_dh1 dloss_dz1 \
            dloss_dw1 network_forward network_backward
fresh     = $(foreach f,$(filter $(FILLS),$(WRITES_$(1))),-D$(f)=fresh_$(f))

# A frame is called after the exercise and the chapter whose program it is.  Chapter 2's program
# has no use for the derivative, so its exercise is also run in chapter 4's.
FRAMES    = 01-01 02-02 02-04 03-03 04-04 05-05 06-06

exercise  = $(word 1,$(subst -, ,$(1)))
calls     = $(patsubst %,$(E)/calls-$(1)/%.o,$(2))
frame     = $(call calls,$(1),rest fresh chapters/$(filter $(2)-%,$(CHAPTERS))/main $(3)) \
            $(filter-out $(L)/$(BRICK_$(1)).o $(3:%=$(BUILD)/obj/%.o),$(TO_$(2:0%=%)) $(4)) $(MORTAR:%=$(L)/mortar/%.o)

$(E)/frame-01-01: $(call frame,01,01)
$(E)/frame-02-02: $(call frame,02,02)
$(E)/frame-02-04: $(call frame,02,04,lib/dloss_dw2)
$(E)/frame-03-03: $(call frame,03,03)
$(E)/frame-04-04: $(call frame,04,04)
$(E)/frame-05-05: $(call frame,05,05)
$(E)/frame-06-06: $(call frame,06,06,lib/run/run,$(RUN))

$(FRAMES:%=$(E)/frame-%): # the list of its objects
	@echo $^ >$@

# The brick without the functions to be written.
$(E)/rest-%.c: tests/exercise/rest.awk tests/exercise.mk lib/*.c
	@mkdir -p $(@D)
	awk -v names="$(WRITES_$*)" -f $< lib/$(BRICK_$*).c >$@

# Compiled in a moment: these run for a moment only.
define compile_call
	@mkdir -p $(@D)
	$(CC) $(STRICT) $(WARNINGS) -Wno-unused-function $(CFLAGS) -O0 $(2) $(INCLUDE) -Ilib/run -Itests/exercise \
	    -DBUILD='"$(BUILD)"' -MMD -MP -c -o $@ $(1)
endef

$(EXERCISES:%=$(E)/calls-%/rest.o): $(E)/calls-%/rest.o: $(E)/rest-%.c
	$(call compile_call,$<,$(call fresh,$*))

$(EXERCISES:%=$(E)/calls-%/fresh.o): $(E)/calls-%/fresh.o: tests/exercise/fresh.c tests/exercise.mk
	$(call compile_call,$<,-DCHAPTER=$(*:0%=%))

define calls_of
$(E)/calls-$(1)/%.o: %.c tests/exercise.mk
	$$(call compile_call,$$<,$$(call fresh,$(1)))
endef
$(foreach n,$(EXERCISES),$(eval $(call calls_of,$(n))))

-include $(wildcard $(E)/calls-*/*.d $(E)/calls-*/*/*.d $(E)/calls-*/*/*/*.d)

# ---- the student's side: sanitized, and local variables that were never set hold a number that shows,
# where the compiler can do that
PATTERN    = -ftrivial-auto-var-init=pattern
SANITIZE   = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
STUDENT_FLAGS = -O1 -g -fno-optimize-sibling-calls -Wall -Wextra \
             -Wno-unused-parameter -Wno-unused-function \
             -Werror=missing-prototypes -Werror=implicit-function-declaration -Werror=return-type \
             -Werror=int-conversion -Werror=incompatible-pointer-types
COMPILER   = CC='$(CC)' STRICT='$(STRICT)' CFLAGS='$(CFLAGS)' LDFLAGS='$(LDFLAGS)' ON='$(ON)' \
             BUILD='$(BUILD)' E='$(E)'
ATTEMPT    = $(COMPILER) STUDENT_FLAGS='$(STUDENT_FLAGS)' WRITES='$(WRITES_$(1))' MAKE='$(MAKE) $(SEVERAL)'

$(E)/flags: tests/exercise/probe tests/exercise/limit tests/exercise.mk
	@$(COMPILER) PATTERN='$(PATTERN)' SANITIZE='$(SANITIZE)' tests/exercise/probe $@

# Seconds for each run of a student's program.
TIME_LIMIT = 10
export TIME_LIMIT

# Where a student's programs and what came of them are kept.
MINE       = $(E)/mine

# The folder that holds chapters/: another one than this when a submission is graded.
SUBMISSION =
STUDENT    = $(if $(SUBMISSION),$(SUBMISSION)/)chapters/$(filter $(1)-%,$(CHAPTERS))/exercise.c

# What checks the exercises, and which of the catalogue's mistakes are known in one.
checker    = $(E)/judge $(E)/flags $(1:%=$(E)/reference-%/done) \
             $(foreach n,$(1),$(patsubst %,$(E)/frame-%,$(filter $(n)-%,$(FRAMES))))
mistakes   = $(patsubst tests/mutants/%.c,$(E)/mutants/%/done,$(wildcard tests/mutants/$(1)-*.c))

# Several at a time, unless make was told how many.
SEVERAL    = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j4)
QUIETLY    = -s --no-print-directory
SAY_ONCE   = echo 'Building the checker (once) ...' >&2

.PHONY: $(EXERCISES:%=exercise-%) $(EXERCISES:0%=exercise-%) check hint solution reset progress tower grade \
        checkers gradescope.zip
$(EXERCISES:%=exercise-%): exercise-%:
	@$(MAKE) $(QUIETLY) -q $(call checker,$*) 2>/dev/null || \
	    { $(SAY_ONCE); $(MAKE) $(QUIETLY) $(SEVERAL) $(call checker,$*); }
	@$(call ATTEMPT,$*) tests/exercise/check $* '$(call STUDENT,$*)' '$(MINE)/$*'

$(EXERCISES:0%=exercise-%): exercise-%: exercise-0%

there_is = there is no exercise $(1): there are $(EXERCISES)$(if $(filter 7 07,$(1)),; chapter 7 has chapters/07-diagnosis/INVESTIGATION.md)
exercise-%:
	$(error $(call there_is,$*))

# CH is the number of an exercise, 5 or 05.
CHOSEN    = $(filter $(EXERCISES),$(CH) 0$(CH))
one_chosen = $(if $(CH),$(if $(CHOSEN),,$(error $(call there_is,$(CH)))),$(error which exercise? make $@ CH=04))

check: $(CHOSEN:%=exercise-%) ## check an exercise and say where it goes wrong: make check CH=04
	$(one_chosen)

hint: ## one more hint for an exercise: make hint CH=04
	$(one_chosen)
	@MINE='$(MINE)' WRITES='$(WRITES_$(CHOSEN))' tests/exercise/hint $(CHOSEN) '$(call STUDENT,$(CHOSEN))'

solution: ## another way to write an exercise that has passed
	$(one_chosen)
	@MINE='$(MINE)' tests/exercise/solution $(CHOSEN) '$(call STUDENT,$(CHOSEN))'

reset: ## begin an exercise again; what was written is kept beside it
	$(one_chosen)
	@tests/exercise/reset $(CHOSEN) '$(call STUDENT,$(CHOSEN))'

progress: ## the tower of bricks, as far as it stands
	@MINE='$(MINE)' tests/exercise/progress $(foreach n,$(EXERCISES),'$(call STUDENT,$(n))')

PARTS = $(BUILD)/obj/chapters/06-loop/main.o $(MORTAR:%=$(L)/mortar/%.o) $(RUN)

tower: $(PARTS) $(TO_6) $(EXERCISES:%=$(E)/rest-%.c) ## train XOR with all the bricks of yours that have passed
	@$(COMPILER) MINE='$(MINE)' PARTS='$(PARTS)' tests/exercise/tower \
	    $(foreach n,$(EXERCISES),$(n) '$(call STUDENT,$(n))' $(L)/$(BRICK_$(n)).o)

# ---- for the teacher
FORMAT    = tap
RESULTS   = $(BUILD)/grade/results.$(if $(filter tap,$(FORMAT)),tap,json)
REFERENCE =
COURSE    =

grade: ## grade all exercises: FORMAT=tap, gradescope or classroom50, REFERENCE=DIR
	@E='$(E)' MAKE='$(MAKE)' SUBMISSION='$(SUBMISSION)' REFERENCE='$(REFERENCE)' \
	    COURSE='$(COURSE)' tests/exercise/grade '$(FORMAT)' '$(RESULTS)'

checkers:
	@$(MAKE) $(QUIETLY) -q $(call checker,$(EXERCISES)) 2>/dev/null || \
	    { $(SAY_ONCE); $(MAKE) $(QUIETLY) $(SEVERAL) $(call checker,$(EXERCISES)); }

gradescope.zip:
	@tests/exercise/zip $(BUILD)/gradescope.zip

.SECONDEXPANSION:
# What the chapter's own programs compute.
$(EXERCISES:%=$(E)/reference-%/done): $(E)/reference-%/done: tests/exercise/attempt tests/exercise/limit \
    $(BUILD)/$$(filter $$*-%,$$(CHAPTERS))
	@$(call ATTEMPT,$*) tests/exercise/attempt $* $(@D)
	@touch $@
$(E)/reference-02/done: $(BUILD)/04-dloss-dw2

$(patsubst %,$(BUILD)/obj/tests/exercise/%.o,judge trial): override CFLAGS += -O0 # as above
$(E)/judge: $(patsubst %,$(BUILD)/obj/tests/exercise/%.o,judge trial) $(TOOL_PARTS) $(READER)
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ -lm

# ---- known mistakes: a function that a mistake's file does not have is the solution's, whose are weak
.PHONY: $(EXERCISES:%=mutants-%) mutants
$(EXERCISES:%=mutants-%): mutants-%: $$(call checker,$$*) $$(call mistakes,$$*)

$(EXERCISES:%=$(E)/solution-%.o): $(E)/solution-%.o: tests/exercise/solutions/%.c tests/exercise.mk lib/*.h
	@mkdir -p $(@D)
	@printf '#pragma weak %s\n' $(WRITES_$*) >$(@:.o=.h)
	$(CC) $(STRICT) $(WARNINGS) $(CFLAGS) $(INCLUDE) -Itests/exercise -include $(@:.o=.h) -c -o $@ $<

$(E)/mutants/%/done: tests/mutants/%.c tests/exercise/attempt tests/exercise/limit \
    $$(E)/solution-$$(call exercise,$$*).o $$(call checker,$$(call exercise,$$*))
	@$(call ATTEMPT,$(call exercise,$*)) tests/exercise/attempt \
	    $(call exercise,$*) $(@D) $< $(E)/solution-$(call exercise,$*).o || { cat $(@D)/build; exit 1; }
	@sed '/\*\//q' $< | sed 's/^\/\* //; s/^ \* //; s/ \*\/$$//' >$(@D)/sentence
	@touch $@

# Every known mistake is caught, and called by its own name.
mutants: ## check that each known mistake is caught and named
	@echo 'Building $(words $(wildcard tests/mutants/*.c)) known mistakes ...' >&2
	@$(MAKE) $(QUIETLY) $(SEVERAL) $(EXERCISES:%=mutants-%)
	@E='$(E)' tests/exercise/catalogue

# ---- their tests find the checkers built: two programs that build them at once would disturb each other
$(BUILD)/tests/exercise $(BUILD)/tests/exercise_course: $(BUILD)/obj/tests/student.o \
    | $(call checker,$(EXERCISES)) $(CHAPTERS:%=$(BUILD)/%)
