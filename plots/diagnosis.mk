# What chapter 7's figures are drawn from: tables, a claim at a time, so that they are made in
# parallel.  A claim may write several; the figures depend on the one it is named after here.

TABLES = $(BUILD)/traces/07-diagnosis

# The rates are the article's own and a smaller one.
$(TABLES)/learning-rate.txt: TABLE_CLAIM = learning-rate --full
$(TABLES)/bias.txt:          TABLE_CLAIM = ceiling

$(patsubst %,$(TABLES)/%.txt,explosion learning-rate bias vanishing stronger decay l1 clip minibatch width): \
$(TABLES)/%.txt: $(BUILD)/07-diagnosis
	@mkdir -p $(@D)
	$< --claim=$(or $(TABLE_CLAIM),$*) --output=$(@D) >$(@:.txt=.log)

REMEDIES = stronger decay l1 clip minibatch width
$(BUILD)/plots/07-explosion.sum: $(TABLES)/explosion.txt
$(BUILD)/plots/07-rates.sum: $(TABLES)/learning-rate.txt
$(BUILD)/plots/07-ceiling.sum: $(TABLES)/bias.txt
$(BUILD)/plots/07-vanishing.sum: $(TABLES)/vanishing.txt
$(BUILD)/plots/07-remedies.sum: $(REMEDIES:%=$(TABLES)/%.txt)
