# Figures, drawn by gnuplot from the traces.  Each has a script of its name (06-run-1 to 3 share one);
# what it reads is kept as a sum, to know when a figure is stale.

ANIMATED = 06-run-1 06-run-2 06-run-3
ALONE    = $(filter-out 06-run bench style,$(patsubst plots/%.gp,%,$(wildcard plots/*.gp)))
FIGURES  = $(sort $(ALONE) $(ANIMATED))
STEP     = 01-network 02-forward 02-sigmoid 03-loss 04-dloss-dw2 04-downhill 05-dloss-dw1 # for any worked example
IN_TEXT  = 01-data 02-sigmoid 03-loss 05-differences
P        = $(BUILD)/plots
DRAWN    = $(ANIMATED:%=$(P)/%.gif) $(FIGURES:%=$(P)/%.svg) $(FIGURES:%=$(P)/%.png) # what takes longest first
GNUPLOT  = LC_ALL=C.UTF-8 gnuplot -d # in a locale without a degree sign every script would get a warning
HAVE_GNUPLOT = command -v gnuplot >/dev/null || \
    { echo "gnuplot is missing: make setup (Debian's package is gnuplot-nox)" >&2; exit 1; }
JOBS    ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
PARALLEL = $(if $(findstring j,$(filter-out --%,$(MAKEFLAGS))),,-j$(JOBS))
unexport GNUTERM

.PHONY: drawn show figures-check $(IN_TEXT:%=text-%)

# make plots GNUTERM=dumb draws the simple ones as text, for a terminal without a screen.
plots: ## traces: draw every figure and a gallery, then make diff
	@$(HAVE_GNUPLOT)
ifeq ($(GNUTERM),dumb)
	@$(MAKE) -s --no-print-directory $(IN_TEXT:%=text-%)
else
	@$(MAKE) --no-print-directory $(PARALLEL) drawn
	@$(MAKE) --no-print-directory diff
	@echo "drawn: $(FIGURES)"
	@echo "in $(P): each as .svg and .png, $(ANIMATED) as .gif too; make show opens them"
endif

drawn: $(DRAWN) $(P)/index.html

show: ## traces: open the gallery, or list the figures
	@plots/show.sh $(P)

$(P)/index.html: plots/gallery.awk plots/README.md $(DRAWN)
	awk -f plots/gallery.awk plots/README.md >$@

# ---- what each figure reads besides its script: the traces that the script names.  The numbers of
# 05-differences are rounding errors, and another machine's are others: its sum is of a trace that is not.
T = $(BUILD)/traces
ifneq ($(BUILDING),)
include $(P)/reads.mk
endif
$(P)/05-differences.sum: $(T)/05-dloss-dw1.trace
$(P)/05-differences.svg $(P)/05-differences.png: $(T)/05-differences.trace

$(P)/reads.mk: plots/reads.awk $(wildcard plots/*.gp)
	@mkdir -p $(@D)
	@awk -f $< $(filter-out %/05-differences.gp,$(filter %.gp,$^)) >$@

$(T)/01-data.trace: $(BUILD)/01-matrix
	@mkdir -p $(@D)
	$< --rows=300 --trace=$@ >$(BUILD)/01-data.txt

$(T)/05-differences.trace: $(BUILD)/05-dloss-dw1
	@mkdir -p $(@D)
	$< --differences --trace=$@ >$(BUILD)/05-differences.txt

# ---- drawing.  A .sum is of the script and of the numbers, rounded, since the last digits are the machine's.
$(P)/%.sum: plots/%.gp plots/style.gp plots/sum.sh
	@mkdir -p $(@D)
	@plots/sum.sh $(filter-out plots/sum.sh,$^) >$@

$(ALONE:%=$(P)/%.svg): $(P)/%.svg: $(P)/%.sum
	@$(DRAW) plots/$*.gp
$(ALONE:%=$(P)/%.png): $(P)/%.png: $(P)/%.sum
	@$(DRAW) plots/$*.gp

DRAW = echo "drawing $@"; $(GNUPLOT) -e "out='$@'; traces='$(BUILD)/traces'"

text-05-differences: $(T)/05-differences.trace
$(IN_TEXT:%=text-%): text-%: $(P)/%.sum
	@$(GNUPLOT) -e "GNUTERM='dumb'; traces='$(BUILD)/traces'" plots/$*.gp

# ---- the figures that the pages show are kept in plots/figures; only make figures changes them.
figures: ## contributors: refresh the figures of the pages, plots/figures
	@$(HAVE_GNUPLOT)
	@$(MAKE) --no-print-directory $(PARALLEL) drawn
	@rm -f plots/figures/*
	@cp $(FIGURES:%=$(P)/%.svg) $(ANIMATED:%=$(P)/%.gif) plots/figures
	@plots/kept.sh $(P) $(FIGURES) >plots/figures/SUMS

figures-check: $(FIGURES:%=$(P)/%.sum) ## contributors: check that the kept figures are current
	@plots/kept.sh --check $(P) $(FIGURES)
