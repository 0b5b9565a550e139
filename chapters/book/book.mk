# The book: the pages as an offline site, with a player for the traces (see book.sh).

.PHONY: book book.zip setup-book test-book

book: $(BUILD)/trace $(WORKED) $(BUILD)/traces/06-loop.trace $(BUILD)/traces/07-diagnosis.trace ## the pages as an offline site in build/book (needs pandoc: make setup-book)
	@chapters/book/book.sh $(BUILD)

book.zip: book ## the same as one file, build/book.zip, for a course site
	cd $(BUILD) && rm -f book.zip && zip -qrX book.zip book

setup-book: ## install what the book and its tests need
	.ci/setup pandoc zip chromium nodejs npm
	npm install --silent --no-audit --no-fund --prefix $(BUILD)/node playwright-core@1.65.1

# Unit tests of the player, links and anchors, then a real browser.
test-book: book ## test the book in a browser (needs make setup-book)
	BUILD=$(BUILD) node --test tests/book/*.js
