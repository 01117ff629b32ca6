# Two targets are all a newcomer needs: `make run` and `make test`. Both install what is missing first.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PACKAGES := $(shell sed 's/\#.*//' packages.txt)
BUILD := build
BEGIN := $(shell date +%s)
TOOK = @echo "用时 · took $$(( $$(date +%s) - $(BEGIN) )) s"
.PHONY: run test test-long setup command build format tidy clean

run: command
	@$(BUILD)/bin/zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.xlsx --on 2025-03-10 \
	  --output $(BUILD)/out
	@echo "全部结果在 $(BUILD)/out · full output in $(BUILD)/out"
	$(TOOK)

# The command alone; everything with its tests.
command: setup
	@cmake --preset release >/dev/null
	@cmake --build $(BUILD) --parallel 2 --target zhidui

build: setup
	@cmake --preset release >/dev/null
	@cmake --build $(BUILD) --parallel 2

test: build
	@ctest --test-dir $(BUILD) --parallel 2 --output-on-failure --label-exclude long
	$(TOOK)

# What does not fit into the time of `make test`: sanitizers, clang-tidy, fuzzing, the whole mutation set, the large property runs,
# LibreOffice. Only this target needs packages-long.txt besides.
test-long: PACKAGES += $(shell sed 's/\#.*//' packages-long.txt)
test-long: build
	@ctest --test-dir $(BUILD) --output-on-failure
	@cmake --preset asan >/dev/null
	@cmake --build build/asan --parallel 2
	@ctest --test-dir build/asan --output-on-failure --label-exclude 'long|tidy'
	@$(MAKE) --no-print-directory tidy fuzz

tidy: setup
	@cmake --preset tidy >/dev/null
	@find src tests bench -name '*.cpp' -not -name 'fuzz_*' | sort | xargs -P 2 -n 4 clang-tidy-19 --quiet -p build/tidy

fuzz: setup
	@cmake --preset fuzz >/dev/null
	@cmake --build build/fuzz --parallel 2 --target fuzz_parse fuzz_read_json fuzz_check fuzz_read_workbook fuzz_read_facts_workbook
	@mkdir -p build/fuzz/corpus-parse build/fuzz/corpus-json build/fuzz/corpus-check build/fuzz/corpus-workbook build/fuzz/corpus-facts
	@build/fuzz/bin/fuzz_parse -max_total_time=120 -rss_limit_mb=4096 build/fuzz/corpus-parse
	@build/fuzz/bin/fuzz_read_json -max_total_time=120 -rss_limit_mb=4096 build/fuzz/corpus-json
	@build/fuzz/bin/fuzz_check -max_total_time=120 -rss_limit_mb=4096 build/fuzz/corpus-check
	@build/fuzz/bin/fuzz_read_workbook -max_total_time=120 -rss_limit_mb=4096 build/fuzz/corpus-workbook tests/spreadsheet/files
	@build/fuzz/bin/fuzz_read_facts_workbook -max_total_time=120 -rss_limit_mb=4096 build/fuzz/corpus-facts tests/workbook/accepted tests/workbook/defects

# Installs those of the packages that are missing: as root or with sudo; otherwise says what to run.
setup:
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then as=""; elif command -v sudo >/dev/null; then as="sudo"; else \
	    echo "请先安装 · please install first: apt-get install -y$$missing" >&2; exit 2; fi; \
	  echo "安装 · installing:$$missing"; \
	  $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; fi

clean:
	@rm -rf build
