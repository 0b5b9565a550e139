# The pages: what they show of sources, programs, traces and figures is woven in (see weave.awk).

.PHONY: weave weave-check

WOVEN_FROM = $(PROGRAMS) $(TRACES) $(WORKED) $(FILLED)

weave: $(WOVEN_FROM) ## contributors: refresh what the pages show of code and output
	chapters/weave.sh $(BUILD)

weave-check: $(WOVEN_FROM) ## contributors: check that the pages are up to date
	chapters/weave.sh --check $(BUILD)
