# SPDX-License-Identifier: MIT
#
# The part of the makefile that testing needs; included by ../Makefile.

.PHONY: unit programs test test-now test-clean test-deb test-page test-hosts \
        test-goldencheetah \
        check-quick fuzz fuzzers bench bench-goldencheetah lint measure

# Not under the thread sanitizer: it counts the frames that Lua's errors leave
# by longjmp() until it gives up.
UNIT    := $(patsubst tests/unit/%.c,$(O)/tests/%,\
             $(filter-out $(if $(filter tsan,$(BUILD)),%/test_sandbox.c),\
             $(sort $(wildcard tests/unit/test_*.c))))
TOOLS   := $(patsubst tests/tools/%.c,$(O)/tests/%,\
             $(sort $(wildcard tests/tools/*.c)))
# Scripts that speak TAP; tests/lint/ belongs to `make lint`, tests/programs/ to
# targets that start real programs.
SCRIPTS := $(filter-out tests/lint/% tests/programs/%,\
             $(sort $(wildcard tests/*/*.t)))

# An archive lets a unit test link only the rooms it uses.
$(O)/engine.a: $(OBJ)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

PROGRAM = $(COMPILE) -Itests/unit -o $@ $< $(O)/engine.a $(LDFLAGS) $(LDSAN) \
          -lcmocka -lsqlite3 $(LIBS)
vpath %.c tests/unit tests/tools
$(O)/tests/%: %.c $(O)/engine.a
	@mkdir -p $(@D)
	$(call says,CC,$<)
	$(Q)$(PROGRAM)

# An allocator that fails when told, as a library for hosts and in a program.
# A sanitizer brings its own allocator.
FAULT   := $(if $(LDSAN),,$(patsubst tests/fault/%.c,$(O)/tests/%,\
             $(sort $(wildcard tests/fault/test_*.c))))
FAULT_SO := $(if $(LDSAN),,$(O)/tests/failmalloc.so)
$(O)/tests/failmalloc.so: tests/fault/failmalloc.c $(O)/flags | ready
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -shared -o $@ $< $(LDFLAGS)
$(FAULT): $(O)/tests/%: tests/fault/%.c tests/fault/failmalloc.c $(O)/engine.a
	@mkdir -p $(@D)
	$(call says,CC,$<)
	$(Q)$(PROGRAM) -Itests/fault tests/fault/failmalloc.c

# What the model reaches: power, alarms, prediction, smallest changes, cost.
MEASURE := $(sort $(wildcard tests/measure/*.c))
$(O)/measure: $(MEASURE) $(wildcard tests/measure/*.h) $(O)/engine.a
	$(call says,CC,$@)
	$(Q)$(COMPILE) -MF $@.d -o $@ $(MEASURE) $(O)/engine.a $(LDFLAGS) \
	  $(LDSAN) $(LIBS)

# A German locale, whether or not the machine has one.
$(O)/locale/de_DE.UTF-8:
	@mkdir -p $(@D)
	$(call says,LOCALE,$@)
	$(Q)localedef -c -i de_DE -f UTF-8 $(CURDIR)/$@

programs: all $(UNIT) $(TOOLS) $(FAULT) $(FAULT_SO) $(O)/measure
# A make within a test is not part of this one.
PROVE := env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL HL_BUILD=$(O) \
         CMOCKA_MESSAGE_OUTPUT=TAP prove

unit: $(UNIT)     ## the unit tests
	$(Q)$(PROVE) -j$(JOBS) $(UNIT)

# First `deps`, then a make that sees what it installed.
test: deps-test   ## every test; again with sanitizers and in German
	+@$(AGAIN) test-now
test-now: programs $(O)/locale/de_DE.UTF-8
	+@$(AGAIN) BUILD=asan programs
	$(Q)$(PROVE) -j$(JOBS) $(UNIT) $(FAULT) $(SCRIPTS) \
	  $$(sh tests/again --list $(UNIT) $(SCRIPTS))

# Every tests/fuzz/fuzz_NAME.c for FUZZ_S seconds, from its corpus in
# tests/fuzz/NAME. What it finds new goes to build/fuzz/found/NAME.
FUZZ_S  ?= 60
FUZZERS := $(patsubst tests/fuzz/%.c,build/fuzz/%,\
             $(sort $(wildcard tests/fuzz/fuzz_*.c)))
build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $(O)/engine.a
	$(call says,CC,$<)
	$(Q)$(COMPILE) -o $@ $< $(O)/engine.a $(LDFLAGS) $(LDSAN) $(LIBS)
fuzzers: $(FUZZERS)
fuzz:             ## run the fuzzers, FUZZ_S=60 seconds each (clang)
	+@$(AGAIN) BUILD=fuzz fuzzers
	@set -e; for f in $(FUZZERS); do \
	  n=$${f##*/fuzz_}; mkdir -p build/fuzz/found/$$n; echo "fuzz $$n"; \
	  set -- build/fuzz/found/$$n tests/fuzz/$$n; \
	  [ $$n != read ] || set -- "$$@" samples samples/formats samples/bad; \
	  [ ! -f tests/fuzz/$$n.dict ] || set -- -dict=tests/fuzz/$$n.dict "$$@"; \
	  $$f -max_total_time=$(FUZZ_S) -timeout=5 -rss_limit_mb=512 \
	    -max_len=65536 -print_final_stats=1 -verbosity=0 \
	    -artifact_prefix=build/fuzz/ "$$@"; done

check-quick: $(UNIT)   ## unit tests and style, under a minute
	$(Q)$(PROVE) -j$(JOBS) $(UNIT) tests/check/source-*.t

test-clean:       ## what the README says, on a bare Debian 12 (root, apt)
	sh tests/clean-room.sh

test-deb: deb     ## the packages in a bare Debian 12: in, demo, out (root, apt)
	sh tests/clean-room.sh --deb

# What cannot be installed is skipped by the test that needs it, with a line.
test-hosts: all   ## real hosts: pyTrainer, DB Browser, R, PHP, Perl ... (GUI)
	-@sh .ci/packages $(PACKAGES_hosts)
	-@command -v node >/dev/null || sh .ci/packages nodejs node-sqlite3
	$(Q)$(PROVE) tests/programs/languages.t tests/programs/pytrainer.t \
	  tests/programs/dbbrowser.t

test-goldencheetah: programs   ## the real GoldenCheetah, through the door (GUI)
	-@sh .ci/packages $(PACKAGES_goldencheetah)
	$(Q)$(PROVE) -v tests/programs/goldencheetah.t
	@LUA=$(LUA) sh tests/bench/gc_start.sh $(O)

# Screenshots of pages in a browser, in build/page. Long, so not in `test`.
test-page: deps-page   ## pages in headless Chromium; screenshots in build/page
	+@$(AGAIN) all
	$(Q)$(PROVE) -v tests/page/browser.sh

lint: deps-lint   ## warnings of clang, clang-tidy, cppcheck, luacheck ...
	+@$(AGAIN) programs
	$(Q)$(PROVE) tests/lint/*.t

measure: $(O)/measure   ## figures of the model, real runs where present
	@LUA=$(LUA) sh tests/measure/run.sh $(O)

bench-goldencheetah: all $(O)/tests/bench_gc $(O)/tests/bench_read   ## its folders
	@LUA=$(LUA) sh tests/bench/goldencheetah.sh $(O)

bench: all $(O)/tests/bench_read $(O)/tests/dump   ## beside other readers
	@LUA=$(LUA) sh tests/bench/read.sh $(O)
	@LUA=$(LUA) sh tests/bench/history.sh $(O)
