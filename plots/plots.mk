# Figures, drawn by gnuplot from the traces.

FIGURES = $(patsubst %,$(BUILD)/plots/%,$(filter-out 06-loop,$(CHAPTERS)))
GNUPLOT = gnuplot -d
unexport GNUTERM

plots: diff $(FIGURES:=.svg) $(FIGURES:=.png) ## traces, the comparison with the article, and every figure
	@echo "drawn: $(FIGURES:$(BUILD)/plots/%=%) (as .svg and .png in $(BUILD)/plots)"

figures: $(FIGURES:=.svg) ## refresh the figures that the text shows (plots/figures)
	cp $^ plots/figures

$(BUILD)/plots/%.svg $(BUILD)/plots/%.png: plots/%.gp plots/style.gp $(BUILD)/traces/%.trace
	@command -v $(firstword $(GNUPLOT)) >/dev/null || \
	    { echo "gnuplot is missing: make setup (Debian's package is gnuplot-nox)" >&2; exit 1; }
	@mkdir -p $(@D)
	$(GNUPLOT) -e "out='$(BUILD)/plots/$*.svg'; trace='$(BUILD)/traces/$*.trace'" $<
	$(GNUPLOT) -e "out='$(BUILD)/plots/$*.png'; trace='$(BUILD)/traces/$*.trace'" $<
