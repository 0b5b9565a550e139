# The article's three training figures, and its published program's own defaults.

ARTICLE = $(BUILD)/06-loop --gradient=article --rows=50 --lr=0.003 --epochs=100000 --record=1000
RUNS    = $(BUILD)/runs

run-1.options         = --hidden=3 --lambda=0
run-2.options         = --hidden=50 --lambda=1e-4
run-3.options         = --hidden=50 --lambda=1e-6
run-published.options = --hidden=10 --lambda=1e-6 --lr=0.001 --epochs=1000000 --record=10000

run-1: ## traces: train the article's first training figure
run-2: ## traces: train the second, whose Loss turns upward
run-3: ## traces: train the third
run-published: ## traces: train with the published program's defaults

run-1 run-2 run-3 run-published: %: $(RUNS)/%.ran
	@echo '$(ARTICLE) $($*.options)'
	@cat $(RUNS)/$*.txt

# What a run leaves: its history, the boundary of each frame, what it printed, and the trace of its
# first epoch.  Files that come out as they were keep their date, so that nothing is redrawn.
KEPT = history boundary txt trace

$(RUNS)/%.ran: $(BUILD)/06-loop plots/runs.mk
	@mkdir -p $(@D)/new
	$(ARTICLE) $($*.options) --history=$(@D)/new/$*.history --boundary=$(@D)/new/$*.boundary --frames >$(@D)/new/$*.txt
	$(ARTICLE) $($*.options) --epochs=1 --trace=$(@D)/new/$*.trace >$(@D)/new/$*.first
	@for k in $(KEPT); do \
	    cmp -s $(@D)/new/$*.$$k $(@D)/$*.$$k || mv $(@D)/new/$*.$$k $(@D)/$*.$$k || exit 1; done
	@touch $@

$(foreach k,$(KEPT),$(RUNS)/%.$(k)): $(RUNS)/%.ran
	@ls $(KEPT:%=$(RUNS)/$*.%) >/dev/null 2>&1 || { rm -f $<; $(MAKE) --no-print-directory $<; }

# The boundary follows from the weights, and so does the history: the sum takes the shorter of them.
$(P)/06-run-%.sum: plots/06-run.gp plots/style.gp plots/sum.sh $(RUNS)/run-%.history $(RUNS)/run-%.trace
	@mkdir -p $(@D)
	@plots/sum.sh $(filter-out plots/sum.sh,$^) >$@

# gnuplot says how many frames an animation has: what it says is shown only when it fails.
DRAWN_FROM = plots/06-run.gp $(P)/06-run-%.sum plots/style.gp $(foreach k,$(KEPT),$(RUNS)/run-%.$(k))
define draw_run
	@mkdir -p $(@D)
	@echo 'drawing $@'
	@said=$$($(GNUPLOT) -e "out='$@'; run='$(RUNS)/run-$*'; traces='$(BUILD)/traces'" $< 2>&1) || \
	    { echo "$$said" >&2; exit 1; }
endef

$(BUILD)/plots/06-run-%.svg: $(DRAWN_FROM)
	$(draw_run)
$(BUILD)/plots/06-run-%.png: $(DRAWN_FROM)
	$(draw_run)
$(BUILD)/plots/06-run-%.gif: $(DRAWN_FROM)
	$(draw_run)

# What a title says of its run is what the program printed at its end.
.PHONY: check-runs
check-runs: $(ANIMATED:%=$(P)/%.svg) ## contributors: check that figure titles fit the runs
	@plots/titles.sh $(BUILD)

# Named here, these files are no mere steps on the way: one that was deleted is made again.
.PRECIOUS: $(RUNS)/%.ran $(foreach k,$(KEPT),$(RUNS)/%.$(k))
.PHONY: runs-kept
runs-kept: $(foreach r,1 2 3 published,$(foreach k,ran $(KEPT),$(RUNS)/run-$(r).$(k)))
