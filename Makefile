# SPDX-License-Identifier: MIT
#
# heavylegs: one non-recursive makefile; `make help` lists the targets.
#
# Everything built goes to build/ (other flavours: build/asan/ ...). Honoured:
# CC CFLAGS CPPFLAGS LDFLAGS BUILD prefix libdir bindir datadir mandir DESTDIR
# INSTALL LUA JOBS, and V=1 to see the commands.

BUILD   ?= release
prefix  ?= /usr/local
libdir  ?= $(prefix)/lib
bindir  ?= $(prefix)/bin
datadir ?= $(prefix)/share
mandir  ?= $(datadir)/man
INSTALL ?= install
LUA     ?= lua5.4
JOBS    ?= $(shell nproc 2>/dev/null || echo 1)

ifeq ($(filter $(BUILD),release debug asan tsan cov fuzz),)
$(error BUILD=$(BUILD) is none of release, debug, asan, tsan, cov, fuzz)
endif
O       := $(if $(filter release,$(BUILD)),build,build/$(BUILD))
VERSION := $(shell sed -n 's/.*<plugin .* version="\([0-9.]*\)".*/\1/p' \
             manifest.xml)
Q       := $(if $(V),,@)
# One line for each thing made, unless V=1 or -s: $(call says,CC,file)
says     = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),,\
             @printf '  %-6s %s\n' $(1) $(2))
# A make of our own again, on all cores unless the caller said how many.
AGAIN    = $(MAKE) --no-print-directory \
             $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all deps deps-build deps-test deps-lint demo test test-now test-clean \
        unit programs fuzz fuzzers check-quick measure lint install uninstall \
        clean help ready FORCE

# ---- Debian packages -----------------------------------------------------
# To build and to see the demo; to test; to lint. tzdata: local times.
# libcmocka: unit tests; perl: prove; locales: the de_DE run; binutils: what
# the library exports; python3: a host that loads it; lxml: a second reader, to
# compare with; luajit: a host that is refused.
PACKAGES_build := gcc libc6-dev pkg-config libxml2-dev libsqlite3-dev sqlite3 \
                  liblua5.4-dev lua5.4 libxxhash-dev libminizip-dev \
                  zlib1g-dev tzdata
PACKAGES_test  := $(PACKAGES_build) libcmocka-dev perl locales binutils python3 \
                  python3-lxml libluajit-5.1-2
PACKAGES_lint  := $(PACKAGES_test) clang clang-format clang-tidy cppcheck \
                  lua-check shellcheck

deps: deps-test   ## install what is missing to build and test (Debian, apt)
deps-lint:        ## the same for `make lint`
deps-build deps-test deps-lint: deps-%:
	@sh .ci/packages $(PACKAGES_$*)

# ---- flags ---------------------------------------------------------------
CC      ?= cc
CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow \
           -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
           -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 -Wundef -Werror
HARDEN  := -fstack-protector-strong
ifeq ($(BUILD),release)
HARDEN  += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif
ifeq ($(BUILD),debug)
CFLAGS  := -O0 -g3
endif
ifeq ($(BUILD),asan)
CFLAGS  := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
           -fno-sanitize-recover=undefined
LDSAN   := -fsanitize=address,undefined
endif
ifeq ($(BUILD),fuzz)
CC      := clang
CFLAGS  := -O1 -g -fno-omit-frame-pointer \
           -fsanitize=fuzzer-no-link,address,undefined,float-cast-overflow \
           -fno-sanitize-recover=undefined,float-cast-overflow
LDSAN   := -fsanitize=fuzzer,address,undefined
endif
ifeq ($(BUILD),tsan)
CFLAGS  := -O1 -g -fsanitize=thread
LDSAN   := -fsanitize=thread
endif
ifeq ($(BUILD),cov)
CFLAGS  := -O0 -g --coverage
LDSAN   := --coverage
endif

pkg      = $(shell pkg-config $(1) 2>/dev/null)
LIBS    := $(call pkg,--libs libxml-2.0 lua5.4) -lxxhash -lminizip -lz -lm \
           -lpthread
# The prefix map makes two builds in different places the same bytes.
OWN     := -std=c11 -D_XOPEN_SOURCE=700 -fPIC -fvisibility=hidden \
           -ffp-contract=off -ffile-prefix-map=$(CURDIR)=. -Iplugin -I$(O) \
           $(call pkg,--cflags libxml-2.0 lua5.4) \
           -DHL_VERSION='"$(VERSION)"' $(WARN) $(HARDEN)
COMPILE  = $(CC) $(OWN) $(CPPFLAGS) $(CFLAGS) -MMD -MP

# ---- sources -------------------------------------------------------------
ROOMS   := base activity read signal model rules store hosts annotate
SRC     := $(sort $(foreach r,$(ROOMS),$(wildcard plugin/$(r)/*.c)))
CLI_SRC := $(sort $(wildcard plugin/doors/cli*.c))
EXT_SRC := $(filter-out $(CLI_SRC),$(sort $(wildcard plugin/doors/*.c)))
OBJ     := $(SRC:plugin/%.c=$(O)/obj/%.o) $(O)/obj/embedded.o
EXT_OBJ := $(EXT_SRC:plugin/%.c=$(O)/obj/%.o)
CLI_OBJ := $(CLI_SRC:plugin/%.c=$(O)/obj/%.o)
MAP     := plugin/doors/heavylegs.map
EMBED   := $(sort $(wildcard lua/rules/*.lua lua/texts/*.lua lua/lib/*.lua)) \
           $(wildcard plugin/store/schema.sql) manifest.xml
UNIT    := $(patsubst tests/unit/%.c,$(O)/tests/%,\
             $(sort $(wildcard tests/unit/test_*.c)))
TOOLS   := $(patsubst tests/tools/%.c,$(O)/tests/%,\
             $(sort $(wildcard tests/tools/*.c)))
# Scripts that speak TAP; tests/lint/ belongs to `make lint`.
SCRIPTS := $(filter-out tests/lint/%,$(sort $(wildcard tests/*/*.t)))

# ---- build ---------------------------------------------------------------
all: $(O)/heavylegs.so $(O)/heavylegs   ## the plugin and the command line

# One sentence instead of a wall of errors where packages are missing.
ready:
	@command -v $(firstword $(CC)) $(LUA) pkg-config >/dev/null 2>&1 && \
	  pkg-config libxml-2.0 lua5.4 sqlite3 libxxhash minizip zlib || { echo \
	  "heavylegs: something needed to build is missing: run 'make deps'" >&2; \
	  exit 1; }

# Changes when a flag does, so that the objects are built anew; the first line
# is also what tests/lint gives to other compilers.
$(O)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(OWN))' \
	  '$(subst ','\'',$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $(libdir))' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(O)/obj/%.o: plugin/%.c $(O)/flags | ready
	@mkdir -p $(@D)
	$(call says,CC,$<)
	$(Q)$(COMPILE) -c -o $@ $<

# Files of ours that travel inside the plugin, as one table of C arrays.
$(O)/embedded.c: plugin/base/embed.lua $(EMBED) $(O)/flags | ready
	$(call says,EMBED,$@)
	$(Q)$(LUA) plugin/base/embed.lua $(EMBED) >$@
$(O)/obj/embedded.o: $(O)/embedded.c
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

$(O)/heavylegs.so: $(EXT_OBJ) $(OBJ) $(MAP)
	$(call says,LINK,$@)
	$(Q)$(CC) -shared $(LDFLAGS) $(LDSAN) -Wl,-z,relro,-z,now,-z,nodelete \
	  -Wl,--version-script=$(MAP) $(if $(LDSAN),,-Wl,--no-undefined) \
	  -o $@ $(filter %.o,$^) $(LIBS)

# The program is a host: it loads heavylegs.so and holds none of the engine but
# small tools of base/.
$(O)/base.a: $(filter $(O)/obj/base/%,$(OBJ)) $(O)/obj/embedded.o
	@rm -f $@
	$(Q)$(AR) rcs $@ $^
$(CLI_OBJ): OWN += -DHL_LIBDIR='"$(libdir)"'
$(O)/heavylegs: $(CLI_OBJ) $(O)/base.a
	$(call says,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) $(LDSAN) -o $@ $^ -lsqlite3 -Wl,--as-needed -lxxhash -lm

# ---- test ----------------------------------------------------------------
# An archive lets a unit test link only the rooms it uses.
$(O)/engine.a: $(OBJ)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

PROGRAM = $(COMPILE) -Itests/unit -o $@ $< $(O)/engine.a $(LDFLAGS) $(LDSAN) \
          -lcmocka -lsqlite3 $(LIBS)
$(O)/tests/%: tests/unit/%.c $(O)/engine.a
	@mkdir -p $(@D)
	$(call says,CC,$<)
	$(Q)$(PROGRAM)
$(O)/tests/%: tests/tools/%.c $(O)/engine.a
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

# A German locale, whether or not the machine has one.
$(O)/locale/de_DE.UTF-8:
	@mkdir -p $(@D)
	$(call says,LOCALE,$@)
	$(Q)localedef -c -i de_DE -f UTF-8 $(CURDIR)/$@

programs: all $(UNIT) $(TOOLS) $(FAULT) $(FAULT_SO)
PROVE := HL_BUILD=$(O) CMOCKA_MESSAGE_OUTPUT=TAP prove -j$(JOBS)

unit: $(UNIT)     ## the unit tests
	$(PROVE) $(UNIT)

# First `deps`, then a make that sees what it installed.
test: deps-test   ## every test; again with sanitizers and in German
	@$(AGAIN) test-now
test-now: programs $(O)/locale/de_DE.UTF-8
	@$(AGAIN) BUILD=asan programs
	$(PROVE) $(UNIT) $(FAULT) $(SCRIPTS) $$(sh tests/again --list $(UNIT) $(SCRIPTS))

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
	@$(AGAIN) BUILD=fuzz fuzzers
	@set -e; for f in $(FUZZERS); do \
	  n=$${f##*/fuzz_}; mkdir -p build/fuzz/found/$$n; echo "fuzz $$n"; \
	  set -- build/fuzz/found/$$n tests/fuzz/$$n; \
	  [ $$n != read ] || set -- "$$@" samples samples/formats samples/bad; \
	  [ ! -f tests/fuzz/$$n.dict ] || set -- -dict=tests/fuzz/$$n.dict "$$@"; \
	  $$f -max_total_time=$(FUZZ_S) -timeout=5 -rss_limit_mb=512 \
	    -max_len=65536 -print_final_stats=1 -verbosity=0 \
	    -artifact_prefix=build/fuzz/ "$$@"; done

check-quick: $(UNIT)   ## unit tests and style, under a minute
	$(PROVE) $(UNIT) tests/check/source-*.t

test-clean:       ## what the README says, on a bare Debian 12 (root, apt)
	sh tests/clean-room.sh

lint: deps-lint   ## compilers' warnings, clang-tidy, cppcheck, luacheck ...
	@$(AGAIN) all
	$(PROVE) -j1 tests/lint/*.t

# What the model reaches: power, alarms, prediction, smallest changes, cost.
MEASURE := $(sort $(wildcard tests/measure/*.c))
$(O)/measure: $(MEASURE) $(wildcard tests/measure/*.h) $(O)/engine.a
	$(call says,CC,$@)
	$(Q)$(COMPILE) -MF $@.d -o $@ $(MEASURE) $(O)/engine.a $(LDFLAGS) \
	  $(LDSAN) $(LIBS)
measure: $(O)/measure   ## figures of the model, real runs where present
	@LUA=$(LUA) sh tests/measure/run.sh $(O)

demo: deps-build  ## build, simulate a season, annotate it in the sqlite3 shell
	@$(AGAIN) all
	@sh samples/demo.sh $(O)

# ---- install -------------------------------------------------------------
DOC := $(datadir)/doc/heavylegs
install: all      ## to $(DESTDIR)$(prefix), /usr/local by default
	$(INSTALL) -D -m 644 $(O)/heavylegs.so $(DESTDIR)$(libdir)/heavylegs.so
	$(INSTALL) -D -m 755 $(O)/heavylegs $(DESTDIR)$(bindir)/heavylegs
	$(INSTALL) -D -m 644 manifest.xml $(DESTDIR)$(datadir)/heavylegs/manifest.xml
	for f in lua/examples/*.lua; do [ ! -f $$f ] || \
	  $(INSTALL) -D -m 644 $$f $(DESTDIR)$(DOC)/examples/$${f##*/} || exit; done
	for f in doc/*.[1-9]; do [ ! -f $$f ] || $(INSTALL) -D -m 644 $$f \
	  $(DESTDIR)$(mandir)/man$${f##*.}/$${f##*/} || exit; done

uninstall:        ## take away what install put there
	rm -f $(DESTDIR)$(libdir)/heavylegs.so $(DESTDIR)$(bindir)/heavylegs
	rm -rf $(DESTDIR)$(datadir)/heavylegs $(DESTDIR)$(DOC)
	for f in doc/*.[1-9]; do \
	  rm -f $(DESTDIR)$(mandir)/man$${f##*.}/$${f##*/}; done

clean:            ## remove build/
	rm -rf build

help:             ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | \
	  expand -t 16
	@echo "  BUILD=release|debug|asan|tsan|cov  V=1  prefix=DIR  DESTDIR=DIR"

-include $(wildcard $(O)/obj/*/*.d $(O)/obj/*.d $(O)/tests/*.d)
