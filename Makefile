# SPDX-License-Identifier: MIT
#
# heavylegs: one non-recursive make; `make help` lists the targets. What only
# testing needs is in tests/tests.mk.
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
P       := $(O)
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
.PHONY: all deps deps-build deps-test deps-lint deps-page demo install \
        uninstall deb clean help ready FORCE

# ---- Debian packages -----------------------------------------------------
# To build and to see the demo; to test; to lint. tzdata: local times.
# libcmocka: unit tests; perl: prove; locales: the de_DE run; binutils: what
# the library exports; python3: a host that loads it; lxml: a second reader, to
# compare with; luajit: a host that is refused; valgrind: counts instructions;
# parallel: runs the manual's line.
# libxml2-utils: xmllint, for the manifest's grammar; mandoc: looks at manuals.
PACKAGES_build := gcc libc6-dev pkg-config libxml2-dev libsqlite3-dev sqlite3 \
                  liblua5.4-dev lua5.4 libxxhash-dev libminizip-dev \
                  zlib1g-dev tzdata
PACKAGES_test  := $(PACKAGES_build) libcmocka-dev perl locales binutils python3 \
                  python3-lxml libluajit-5.1-2 valgrind parallel \
                  libxml2-utils mandoc
PACKAGES_lint  := $(PACKAGES_test) clang clang-format clang-tidy cppcheck \
                  lua-check shellcheck
# Programs that load the plugin, on a screen of their own.
PACKAGES_hosts := sqlite3 lua5.4 pytrainer python3-gi-cairo gir1.2-webkit2-4.0 \
                  dbus-x11 sqlitebrowser xvfb openbox xdotool wmctrl \
                  imagemagick r-cran-rsqlite php-cli php-sqlite3 \
                  libdbd-sqlite3-perl ruby-sqlite3 libsqlite3-tcl

# GoldenCheetah the same way; qt6ct: a small program on Qt 6.
PACKAGES_goldencheetah := lua5.4 sqlite3 python3 valgrind goldencheetah xvfb \
                  openbox wmctrl xdotool imagemagick qt6ct

PACKAGES_page  := $(PACKAGES_build) perl python3 chromium imagemagick \
                  fonts-liberation

deps: deps-test   ## install what is missing to build and test (Debian, apt)
deps-lint:        ## the same for `make lint`
deps-build deps-test deps-lint deps-page: deps-%:
	@sh .ci/packages $(PACKAGES_$*)

# ---- flags ---------------------------------------------------------------
CC      ?= cc
CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow \
           -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
           -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 -Wundef -Werror
HARDEN  := -fstack-protector-strong
CFLAGS_debug := -O0 -g3
CFLAGS_asan  := -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=undefined
CFLAGS_fuzz  := -O1 -g -fno-omit-frame-pointer \
                -fsanitize=fuzzer-no-link,address,undefined,float-cast-overflow \
                -fno-sanitize-recover=undefined,float-cast-overflow
CFLAGS_tsan  := -O1 -g -fsanitize=thread
CFLAGS_cov   := -O0 -g --coverage
LDSAN_asan   := -fsanitize=address,undefined
LDSAN_fuzz   := -fsanitize=fuzzer,address,undefined
LDSAN_tsan   := -fsanitize=thread
LDSAN_cov    := --coverage
CFLAGS_asan  += $(LDSAN_asan)
ifeq ($(BUILD),release)
HARDEN  += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
else
LDSAN   := $(LDSAN_$(BUILD))
CFLAGS  := $(CFLAGS_$(BUILD))
endif
ifeq ($(BUILD),fuzz)
CC      := clang
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
CLI_OBJ := $(CLI_SRC:plugin/doors/%.c=$(P)/doors/%.o)
MAP     := plugin/doors/heavylegs.map
EMBED   := $(sort $(wildcard lua/rules/*.lua lua/texts/*.lua lua/lib/*.lua \
             lua/page/* plugin/doors/pytrainer/* \
             plugin/doors/goldencheetah/*.desktop \
             plugin/doors/goldencheetah/*.py)) \
           plugin/store/schema.sql plugin/doors/list.sql manifest.xml
# The door into GoldenCheetah stands on its own: libc and nothing of ours.
GC      := plugin/doors/goldencheetah
GC_OBJ  := $(patsubst plugin/doors/%.c,$(P)/doors/%.o,\
             $(sort $(wildcard $(GC)/*.c)))

# ---- build ---------------------------------------------------------------
PROGRAMS := $(P)/heavylegs $(P)/generic/libheavylegs.so \
            $(P)/heavylegs-goldencheetah
all: $(O)/heavylegs.so $(PROGRAMS)   ## the plugin, the command line, doors
all: $(O)/manifest.xml

# One sentence instead of a wall of errors where packages are missing.
LIBRARIES := libxml-2.0 lua5.4 sqlite3 libxxhash minizip zlib
ready:
	@good=yes; for p in $(firstword $(CC)) $(LUA); do \
	  command -v $$p >/dev/null || good=; done; \
	pkg-config $(LIBRARIES) 2>/dev/null && [ $$good ] || { echo \
	  "heavylegs: something needed to build is missing: run 'make deps'" >&2; \
	  exit 1; }

# Changes when a flag does, so that the objects are built anew; the first line
# is also what tests/lint gives to other compilers.
$(O)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(OWN))' \
	  '$(subst ','\'',$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS))' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(O)/obj/%.o: plugin/%.c $(O)/flags | ready
	@mkdir -p $(@D)
	$(call says,CC,$<)
	$(Q)$(COMPILE) -c -o $@ $<

# What knows where it is installed. P is its own folder, so that the Debian
# package is made beside the build and not over it.
$(P)/paths: FORCE
	@mkdir -p $(@D)
	@echo '$(libdir) $(bindir)' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(P)/doors/%.o: plugin/doors/%.c $(O)/flags $(P)/paths | ready
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
$(P)/heavylegs: $(CLI_OBJ) $(O)/base.a
	$(call says,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) $(LDSAN) -o $@ $^ -lsqlite3 -Wl,--as-needed -lxxhash -lm

$(GC_OBJ): OWN += -DHL_BINDIR='"$(bindir)"'
$(P)/generic/libheavylegs.so: $(GC_OBJ) $(GC)/door.map
	@mkdir -p $(@D)
	$(call says,LINK,$@)
	$(Q)$(CC) -shared $(LDFLAGS) $(LDSAN) -Wl,-z,relro,-z,now \
	  -Wl,--version-script=$(GC)/door.map \
	  $(if $(LDSAN),,-Wl,--no-undefined) -o $@ $(filter %.o,$^)
$(P)/heavylegs-goldencheetah: $(GC)/heavylegs-goldencheetah.sh $(P)/paths
	$(Q)sed 's|@libdir@|$(libdir)|' $< >$@ && chmod 755 $@

include tests/tests.mk   # test, lint, measure, fuzz

demo: deps-build  ## build, simulate a season, annotate it in the sqlite3 shell
	+@$(AGAIN) all
	@sh samples/demo.sh $(O)

# What describes the plugin to who has not loaded it, with the rules in it.
$(O)/manifest.xml: manifest.xml plugin/hosts/manifest.lua $(O)/heavylegs \
                   $(O)/heavylegs.so
	$(Q)XDG_CONFIG_HOME=/nonexistent $(O)/heavylegs rules list --json | \
	  $(LUA) plugin/hosts/manifest.lua manifest.xml >$@

# ---- install -------------------------------------------------------------
DOC := $(datadir)/doc/heavylegs
COMPLETION := $(datadir)/bash-completion/completions/heavylegs
install: all      ## to $(DESTDIR)$(prefix), /usr/local by default
	$(INSTALL) -D -m 644 $(O)/heavylegs.so $(DESTDIR)$(libdir)/heavylegs.so
	$(INSTALL) -D -m 755 $(P)/heavylegs $(DESTDIR)$(bindir)/heavylegs
	$(INSTALL) -D -m 644 $(P)/generic/libheavylegs.so \
	  $(DESTDIR)$(libdir)/heavylegs/generic/libheavylegs.so
	$(INSTALL) -D -m 755 $(P)/heavylegs-goldencheetah \
	  $(DESTDIR)$(bindir)/heavylegs-goldencheetah
	for f in $(O)/manifest.xml $(wildcard plugin/hosts/*.rng); do \
	  $(INSTALL) -D -m 644 $$f $(DESTDIR)$(datadir)/heavylegs/$${f##*/} || exit; \
	done
	$(INSTALL) -D -m 644 plugin/doc/completion.bash $(DESTDIR)$(COMPLETION)
	for f in $$(cd lua/examples && find . -type f); do \
	  $(INSTALL) -D -m 644 lua/examples/$$f $(DESTDIR)$(DOC)/examples/$$f || \
	  exit; done
	for f in samples/*.lua samples/demo.sh samples/demo.sql README.md; do \
	  $(INSTALL) -D -m 644 $$f $(DESTDIR)$(DOC)/$$f || exit; done
	for f in plugin/doc/*.[1-9]; do [ ! -f $$f ] || $(INSTALL) -D -m 644 $$f \
	  $(DESTDIR)$(mandir)/man$${f##*.}/$${f##*/} || exit; done

uninstall:        ## take away what install put there
	rm -f $(DESTDIR)$(libdir)/heavylegs.so $(DESTDIR)$(bindir)/heavylegs
	rm -f $(DESTDIR)$(bindir)/heavylegs-goldencheetah
	rm -rf $(DESTDIR)$(libdir)/heavylegs $(DESTDIR)$(COMPLETION)
	rm -rf $(DESTDIR)$(datadir)/heavylegs $(DESTDIR)$(DOC)
	for f in plugin/doc/*.[1-9]; do \
	  rm -f $(DESTDIR)$(mandir)/man$${f##*.}/$${f##*/}; done

# The programs know the folders of the package, so they are built anew for it,
# in build/deb; the engine is the same.
DEB := build/deb
deb: all          ## Debian packages of it, in build/deb
	@rm -rf $(DEB)/root
	+@$(AGAIN) install P=$(DEB) prefix=/usr DESTDIR=$(CURDIR)/$(DEB)/root \
	  libdir=/usr/lib/$$($(CC) -print-multiarch)
	@sh .ci/deb $(DEB) $(VERSION)

clean:            ## remove build/
	rm -rf build

help:             ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | \
	  expand -t 16
	@echo "  BUILD=release|debug|asan|tsan|cov|fuzz  V=1  prefix=DIR  DESTDIR=DIR"

-include $(wildcard $(O)/obj/*/*.d $(O)/obj/*.d $(P)/doors/*.d \
            $(P)/doors/*/*.d $(O)/tests/*.d)
