# Exercises: a chapter's program with a student's functions in the place of the brick's.
#
# The scripts in tests/exercise do what is asked for: make exercise-04 is tests/exercise/check 04.  What
# checks an exercise they have made with `make checker CH=04`; its rules, the second part of this file,
# speak of the one exercise $(CH).  chapters/list.txt says which functions it asks for (WRITES_04), in
# which programs it is run (PROGRAMS_04), and in the place of which brick (BRICK_04).

E          = $(BUILD)/exercise
# A student's programs and what came of them.
MINE       = $(E)/mine
# Seconds for each run of a student's program.
TIME_LIMIT = 10
SANITIZE   = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# The numbers of the second network that a student's functions are run with: SEED is a part of paths.
SEED_DIGITS := $(SEED)
$(foreach d,0 1 2 3 4 5 6 7 8 9,$(eval SEED_DIGITS := $$(subst $d,0 ,$$(SEED_DIGITS))))
$(if $(word 2,$(SEED))$(word 10,$(SEED_DIGITS))$(filter-out 0,$(SEED_DIGITS)),$(error SEED is a whole number of at most 9 digits))

# The exercise that is meant: exercise-04, exercise-4, exercise-04-dloss-dw2, CH=04 or CH=4.
ASKED   = $(firstword $(subst -, ,$(if $(filter exercise-% own-%,$@),$*,$(CH))))
NUMBER  = $(or $(filter $(EXERCISES),$(ASKED) 0$(ASKED)),$(error $(NONE)))
NONE    = $(if $(ASKED),there is no exercise $(ASKED): there are $(EXERCISES),which exercise? make $@ CH=04)
# In its place a chapter may have an investigation, which is not checked.
INSTEAD = $(wildcard $(addsuffix $(ASKED)-*/INVESTIGATION.md,chapters/ chapters/0))
ASK_FOR = @$(if $(INSTEAD),printf '\n  Chapter $(ASKED) has an investigation in the place of an exercise:\n\n    $(INSTEAD)\n\n',+$(ONE) tests/exercise/$(1) $(NUMBER) $(call written,$(NUMBER)))

# What a student writes.
written = "$${SUBMISSION:+$$SUBMISSION/}chapters/$(firstword $(PROGRAMS_$(1)))/exercise.c"

# The tasks on one's own, and those of them that are functions.
OWN_STUBS = $(wildcard tests/exercise/own/stubs/*)
OWN       = $(notdir $(basename $(OWN_STUBS)))
OWN_CALLS = $(notdir $(basename $(filter %.c,$(OWN_STUBS))))
OWN_ASKED = $(or $(filter $(OWN),$(ASKED) 0$(ASKED)),$(error there is no task $(ASKED): there are $(OWN), as in make own-02))
OWN_FILE  = "$${SUBMISSION:+$$SUBMISSION/}$(wildcard chapters/$(OWN_ASKED)-*)/own$(suffix $(wildcard tests/exercise/own/stubs/$(OWN_ASKED).*))"

# Several at a time, unless make was told how many.
SEVERAL  = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j4)
QUIETLY  = -s --no-print-directory
SETTINGS = MAKE='$(MAKE) $(QUIETLY) $(SEVERAL)' CC='$(CC)' STRICT='$(STRICT)' CFLAGS='$(CFLAGS)' \
    LDFLAGS='$(LDFLAGS)' INCLUDE='$(INCLUDE)' ON='$(ON)' BUILD='$(BUILD)' E='$(E)' MINE='$(MINE)' \
    TIME_LIMIT='$(TIME_LIMIT)' EXERCISES='$(EXERCISES)'
ONE = $(SETTINGS) PROGRAMS='$(PROGRAMS_$(NUMBER))' WRITES='$(WRITES_$(NUMBER))'

.PHONY: own parts exercise check hint solution reset progress tower fault grade grade-all gradescope.zip class checker checkers known mistakes mutants

exercise-%:
	$(call ASK_FOR,check)

check: ## exercises CH=4: check an exercise (NAME=... once)
hint: ## exercises CH=4: give one more hint
solution: ## exercises CH=4: show another way to write it, once yours passes
reset: ## exercises CH=4: begin again; what you wrote is kept beside it
exercise check hint solution reset:
	$(call ASK_FOR,$(@:exercise=check))

progress: ## exercises: show the tower of bricks as far as it stands
	@$(SETTINGS) tests/exercise/progress $(foreach n,$(EXERCISES),$(call written,$(n)))

tower: $(BUILD)/06-loop ## exercises: train XOR with your bricks that have passed
	@$(SETTINGS) PARTS='$(BUILD)/obj/chapters/06-loop/main.o $(AROUND) $(RUN)' \
	    tests/exercise/tower $(foreach n,$(EXERCISES),$(n) $(BRICK_$(n)) '$(WRITES_$(n))' $(call written,$(n)))

fault: $(BUILD)/trace ## exercises CH=4 SEED=41: find the mistake that a chapter has run with
	$(call ASK_FOR,fault)

ON_YOUR_OWN = @+$(SETTINGS) tests/exercise/own/check $(OWN_ASKED) $(OWN_FILE)
own-%:
	$(ON_YOUR_OWN)
own: ## exercises CH=4: a task on your own (NAME=... once)
	$(ON_YOUR_OWN)
# ---- for the teacher
RESULT  = $(BUILD)/grade/$(if $(filter grade,$@),results.$(if $(filter $(or $(FORMAT),tap),tap),tap,json),class)
GRADING = $(SETTINGS) MAKE='$(MAKE) $(QUIETLY)' JOBS='$(JOBS)' FORMAT="$${FORMAT:-tap}" RESULTS="$${RESULTS:-$(RESULT)}" \
    POINTS="$${POINTS:-chapters/points.txt}"

grade: ## course FORMAT=tap: grade all exercises (or gradescope, classroom50)
	@+$(GRADING) SUBMISSIONS= tests/exercise/grade

grade-all: ## course SUBMISSIONS=DIR: grade a folder of folders or zips
	@+$(GRADING) tests/exercise/grade

gradescope.zip: ## course: pack what Gradescope needs
	@tests/exercise/zip $(BUILD)/gradescope.zip

class: all checkers parts ## contributors: grade a class of fifty, some hostile
	@tests/class.sh $(BUILD)

# ---- for who adds mistakes
mutants: known $(BUILD)/tests/fault $(BUILD)/trace ## contributors: check that known mistakes are caught and named
	@$(SETTINGS) tests/exercise/catalogue
	@$(SETTINGS) tests/exercise/unseen 6
	@MAKEFLAGS= SEED= ON='$(ON)' tests/run 1 $(BUILD) fault

# One after the other, and behind what they share: two that build the same file would disturb each other.
EACH = for n in $(EXERCISES); do $(MAKE) $(QUIETLY) $(SEVERAL) $(1) CH=$$n || exit 1; done
checkers: $(E)/judge $(E)/flags $(CHAPTERS:%=$(BUILD)/%)
	@+$(call EACH,checker)
known: checkers
	@echo 'Building $(words $(wildcard tests/mutants/*.c)) known mistakes ...' >&2
	@+$(call EACH,mistakes)

$(BUILD)/tests/fault: $(BUILD)/obj/tests/student.o
$(patsubst %,$(BUILD)/tests/%,exercise exercise_course exercise_grades): $(BUILD)/obj/tests/student.o | checkers
$(BUILD)/tests/exercise_course: $(BUILD)/obj/tests/exercise/question.o

# ---- what all exercises are checked with
$(E)/flags: tests/exercise/probe tests/exercise/limit tests/exercise.mk
	@$(SETTINGS) SANITIZE='$(SANITIZE)' tests/exercise/probe $@

JUDGE = $(patsubst %,$(BUILD)/obj/tests/exercise/%.o,express indices judge known notes numbers question stops trial)
$(filter-out %express.o %indices.o,$(JUDGE)): override CFLAGS += -O0 # compiled in a moment, for it runs for a moment only
$(E)/judge: $(JUDGE) $(TOOL_PARTS) $(READER) $(L)/mortar/rng.o
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ -lm

$(E)/draw: $(BUILD)/obj/tests/exercise/draw.o $(L)/mortar/rng.o
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ -lm

# What calls the functions of own.c, and the bricks up to that chapter's.
define own_frame
$(E)/own-$(1)/frame: $(patsubst %,$(BUILD)/obj/tests/exercise/own/%.o,call $(1)) $(sort $(TO_$(1:0%=%)) $(READER))
	@mkdir -p $$(@D)
	@echo $$^ >$$@
endef
$(foreach n,$(OWN_CALLS),$(eval $(call own_frame,$(n))))

OWN_MEANT = $(or $(filter $(OWN),$(CH)),$(OWN))
parts: $(E)/own/judge $(E)/flags $(patsubst %,$(E)/own-%/frame,$(filter $(OWN_CALLS),$(OWN_MEANT))) \
    $(if $(filter-out $(OWN_CALLS),$(OWN_MEANT)),$(CHAPTERS:%=$(BUILD)/%) $(BUILD)/trace)
$(E)/own/judge: $(patsubst %,$(BUILD)/obj/tests/exercise/own/%.o,judge tasks values layers steps) $(L)/sigmoid.o \
    $(patsubst %,$(L)/mortar/%.o,finite_difference rng) $(READER)
	@mkdir -p $(@D)
	$(LINK) -o $@ $^ -lm
$(BUILD)/obj/tests/exercise/own/%.o: INCLUDE += -Itests/exercise/own

# ---- what exercise $(CH) is checked with
ifneq ($(filter $(EXERCISES),$(CH)),)
X       = $(E)/$(CH)
SEEDED  = $(X)/seed-$(or $(SEED),1)
WRITES  = $(WRITES_$(CH))
CHECKER = $(E)/judge $(E)/flags $(X)/frame $(SEEDED)/reference/done
checker: $(CHECKER)

# The frame is all that the programs need but main and the functions that the student is to write.  The
# library's own are not in it, so a function that is missing cannot be replaced by them: the link fails.
MAINS = $(PROGRAMS_$(CH):%=$(X)/obj/chapters/%/main.o)
FRESH = tests/exercise/fresh/$(CH)
BESIDE = $(filter-out $(L)/$(BRICK_$(CH)).o,$(LINKED_$(lastword $(PROGRAMS_$(CH)))))
$(X)/frame: $(X)/rest.o $(X)/obj/$(FRESH).o $(BESIDE:$(BUILD)/%=$(X)/%) \
    $(AROUND) $(MAINS)
	@echo $(filter-out $(MAINS),$^) >$@

# The brick without the functions to be written.
$(X)/rest.c: lib/$(BRICK_$(CH)).c tests/exercise/rest.awk $(BUILD)/list.mk
	@mkdir -p $(@D)
	@awk -v names='$(WRITES)' -f tests/exercise/rest.awk $< >$@

# What calls a function that fills a matrix calls FRESH first.
RENAMED = $(foreach f,$(shell sed -n 's/^FRESH[A-Z_]*.\([a-z0-9_]*\),.*/\1/p' $(FRESH).c),-D$(f)=fresh_$(f))
$(X)/obj/$(FRESH).o: RENAMED = -DANSWER=answer_$(CH)
COMPILE = $(CC) $(STRICT) $(WARNINGS) -Wno-unused-function $(CFLAGS) -O0 $(RENAMED) $(INCLUDE) -Ilib/run \
    -Itests/exercise -DBUILD='"$(BUILD)"' -MMD -MP -c -o $@ $<

$(X)/obj/%.o: %.c $(FRESH).c $(BUILD)/list.mk tests/exercise.mk
	@mkdir -p $(@D)
	$(COMPILE)
$(X)/rest.o: $(X)/rest.c
	$(COMPILE)
-include $(shell find $(X)/obj $(X)/rest.d -name '*.d' 2>/dev/null)

# What the chapter's own programs compute.
$(SEEDED)/reference/done: tests/exercise/attempt tests/exercise/fence tests/exercise/limit $(E)/draw $(PROGRAMS_$(CH):%=$(BUILD)/%)
	@$(ONE) tests/exercise/attempt $(CH) $(@D)
	@touch $@

# A function that a mistake's file does not have is the solution's, whose functions are weak.
mistakes: $(patsubst tests/mutants/%.c,$(SEEDED)/mistakes/%/done,$(wildcard tests/mutants/$(CH)-*.c))

$(X)/solution.o: tests/exercise/solutions/$(CH).c $(BUILD)/list.mk tests/exercise.mk lib/*.h
	@mkdir -p $(@D)
	@printf '#pragma weak %s\n' $(WRITES) >$(X)/weak.h
	$(CC) $(STRICT) $(WARNINGS) $(CFLAGS) $(INCLUDE) -Itests/exercise -include $(X)/weak.h -c -o $@ $<

# Its first comment is what a student is told.
$(SEEDED)/mistakes/%/done: tests/mutants/%.c $(X)/solution.o tests/exercise/attempt tests/exercise/fence tests/exercise/limit $(CHECKER)
	@$(ONE) tests/exercise/attempt $(CH) $(@D) $< $(X)/solution.o || { cat $(@D)/build; exit 1; }
	@sed '/\*\//q' $< | sed 's/^\/\* //; s/^ \* //; s/ \*\/$$//' >$(@D)/sentence
	@touch $@
endif
