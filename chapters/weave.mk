# The pages: what they show of sources, programs, traces and figures is woven in (see weave.awk).

.PHONY: weave weave-check

WOVEN_FROM = $(PROGRAMS) $(TRACES) $(WORKED)

weave: $(WOVEN_FROM) ## refresh what the pages show of code, output, traces and figures
	chapters/weave.sh $(BUILD)

weave-check: $(WOVEN_FROM)
	chapters/weave.sh --check $(BUILD)
