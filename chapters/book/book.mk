# The book: the pages as an offline site, with a player for the traces (see book.sh).

.PHONY: book book.zip book.epub book.pdf setup-book setup-browsers test-book

# The pages run the programs themselves, where Debian's clang and libc for WebAssembly are.
WASI := $(and $(shell command -v clang),$(wildcard /usr/include/wasm32-wasi/stdio.h))

# The training that chapter 6's page shows first: the article's second, whose Loss turns.
$(BUILD)/second.trace: $(BUILD)/06-loop plots/runs.mk
	$(ARTICLE) $(run-2.options) --record=2000 --digits=8 --quiet --trace=$@

book: $(BUILD)/trace $(BUILD)/second.trace $(TRACES) $(WORKED) $(if $(WASI),$(BUILD)/programs.js $(BUILD)/trained.js) ## course: make the book in build/book (needs pandoc)
	@chapters/book/book.sh $(BUILD)

SOURCES = $(wildcard lib/*.[ch] lib/*/*.[ch] chapters/[0-9]*/*.[ch] traces/tool/*.[ch])
$(BUILD)/programs.js: chapters/book/programs.sh $(SOURCES) $(TRACES) $(WORKED)
	STRICT='$(STRICT)' chapters/book/programs.sh $(BUILD)

TRAINED = $(addprefix chapters/book/,live.sh live.c runs.txt) $(wildcard lib/*.[ch] lib/*/*.[ch]) $(BUILD)/07-diagnosis
$(BUILD)/trained.js: $(TRAINED)
	STRICT='$(STRICT)' chapters/book/live.sh $(BUILD)

book.zip: book ## course: pack the book into one file
	cd $(BUILD) && rm -f book.zip && zip -qrX book.zip book

book.epub book.pdf: book.%: ## course: make the chapters one EPUB, or a PDF to print
	@chapters/book/whole.sh $(BUILD) $*

setup-book: ## course: install what the book is made with
	.ci/setup pandoc zip clang lld wasi-libc libclang-rt-dev-wasm32

# A node that came another way brings its own npm, which Debian's would not stand beside.
NODE = $(if $(shell command -v node),,nodejs) $(if $(shell command -v npm),,npm)

setup-browsers: setup-book ## contributors: install what the book's tests need
	.ci/setup unzip chromium firefox-esr epubcheck $(NODE)
	npm install --silent --no-audit --no-fund --prefix $(BUILD)/node \
	    playwright-core@1.65.1 axe-core@4.14.1 puppeteer-core@24.43.1 vnu-jar@26.9.27

# Unit tests of the player, links and anchors, then a real browser.
test-book: book ## contributors: test the book (make setup-browsers)
	@[ -d $(BUILD)/node/node_modules/playwright-core ] && command -v node >/dev/null || \
	    { echo "test-book: node or playwright-core is missing: make setup-browsers" >&2; exit 1; }
	BUILD=$(BUILD) node --test --test-concurrency=2 tests/book/*.js
