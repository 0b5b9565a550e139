# What the figures of chapters 7 and 8 are drawn from: tables, a claim at a time, so that they are made
# in parallel.  A claim may write several; the figures depend on the one it is named after here.

SEVEN = $(BUILD)/traces/07-diagnosis
EIGHT = $(BUILD)/traces/08-bias

# The rates are the article's own and a smaller one.
$(SEVEN)/learning-rate.txt: TABLE_CLAIM = learning-rate --full
$(EIGHT)/random-right.txt:  TABLE_CLAIM = ceiling

REMEDIES = stronger decay l1 clip minibatch width
$(patsubst %,$(SEVEN)/%.txt,explosion learning-rate vanishing $(REMEDIES)): $(SEVEN)/%.txt: $(BUILD)/07-diagnosis
	$(write_tables)
$(patsubst %,$(EIGHT)/%.txt,random-right bias starts): $(EIGHT)/%.txt: $(BUILD)/08-bias
	$(write_tables)

define write_tables
	@mkdir -p $(@D)
	$< --claim=$(or $(TABLE_CLAIM),$*) --output=$(@D) >$(@:.txt=.log)
endef

$(P)/07-explosion.sum: $(SEVEN)/explosion.txt
$(P)/07-rates.sum: $(SEVEN)/learning-rate.txt
$(P)/07-vanishing.sum: $(SEVEN)/vanishing.txt
$(P)/07-remedies.sum: $(REMEDIES:%=$(SEVEN)/%.txt)
$(P)/08-ceiling.sum: $(EIGHT)/random-right.txt $(EIGHT)/bias.txt
$(P)/08-starts.sum: $(EIGHT)/starts.txt
