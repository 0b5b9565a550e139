# The figures of chapters 1 to 5, and the traces that each is drawn from.
CHAPTER_FIGURES = $(addprefix $(BUILD)/plots/,01-data 01-network 02-forward 02-sigmoid 03-loss \
                    04-dloss-dw2 05-dloss-dw1 05-differences)

$(BUILD)/traces/01-data.trace: $(BUILD)/01-matrix
	@mkdir -p $(@D)
	$< --rows=300 --trace=$@ >$(BUILD)/01-data.txt

$(BUILD)/traces/05-differences.trace: $(BUILD)/05-dloss-dw1
	@mkdir -p $(@D)
	$< --differences --trace=$@ >$(BUILD)/05-differences.txt

T = $(BUILD)/traces
from = $(BUILD)/plots/$(1).svg $(BUILD)/plots/$(1).png: $(T)/$(2).trace
$(call from,01-data,01-data)
$(call from,01-network,02-sigmoid)
$(call from,02-forward,02-sigmoid)
$(call from,02-sigmoid,02-sigmoid)
$(call from,03-loss,04-dloss-dw2)
$(call from,04-dloss-dw2,04-dloss-dw2)
$(call from,05-dloss-dw1,05-dloss-dw1)
$(call from,05-differences,05-differences)

$(CHAPTER_FIGURES:=.svg) $(CHAPTER_FIGURES:=.png): $(BUILD)/plots/%: plots/style.gp
	@command -v $(firstword $(GNUPLOT)) >/dev/null || \
	    { echo "gnuplot is missing: make setup (Debian's package is gnuplot-nox)" >&2; exit 1; }
	@mkdir -p $(@D)
	$(GNUPLOT) -e "out='$@'; traces='$(T)'" plots/$(basename $*).gp
$(foreach f,$(CHAPTER_FIGURES),$(eval $(f).svg $(f).png: plots/$(notdir $(f)).gp))
