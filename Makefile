# heavylegs: one non-recursive makefile. `make help` lists the targets.
#
# Everything built goes to build/ (other flavours: build/asan/ ...). Honoured:
# CC CFLAGS CPPFLAGS LDFLAGS prefix libdir bindir datadir mandir DESTDIR BUILD.

BUILD   ?= release
prefix  ?= /usr/local
libdir  ?= $(prefix)/lib
bindir  ?= $(prefix)/bin
datadir ?= $(prefix)/share
mandir  ?= $(datadir)/man
INSTALL ?= install
LUA     ?= lua5.4
O       := $(if $(filter release,$(BUILD)),build,build/$(BUILD))

VERSION := $(shell sed -n 's/.*<plugin .* version="\([0-9.]*\)".*/\1/p' manifest.xml)

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
ifeq ($(BUILD),tsan)
CFLAGS  := -O1 -g -fsanitize=thread
LDSAN   := -fsanitize=thread
endif
ifeq ($(BUILD),cov)
CFLAGS  := -O0 -g --coverage
LDSAN   := --coverage
endif

XML_CFLAGS := $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
XML_LIBS   := $(shell pkg-config --libs libxml-2.0 2>/dev/null)
LUA_CFLAGS := $(shell pkg-config --cflags lua5.4 2>/dev/null)
LUA_LIBS   := $(shell pkg-config --libs lua5.4 2>/dev/null)
LIBS       := $(XML_LIBS) $(LUA_LIBS) -lxxhash -lz -lm -lpthread

OWN := -std=c11 -D_XOPEN_SOURCE=700 -fPIC -fvisibility=hidden \
       -ffp-contract=off -Iplugin -I$(O) $(XML_CFLAGS) $(LUA_CFLAGS) \
       -DHL_VERSION='"$(VERSION)"' $(WARN) $(HARDEN)
COMPILE = $(CC) $(OWN) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c

# ---- sources -------------------------------------------------------------
ROOMS   := base activity read signal model rules store hosts annotate
SRC     := $(foreach r,$(ROOMS),$(wildcard plugin/$(r)/*.c))
OBJ     := $(SRC:plugin/%.c=$(O)/obj/%.o)
EXT_SRC := $(filter-out plugin/doors/cli%.c,$(wildcard plugin/doors/*.c))
EXT_OBJ := $(EXT_SRC:plugin/%.c=$(O)/obj/%.o)
CLI_SRC := $(wildcard plugin/doors/cli*.c)
CLI_OBJ := $(CLI_SRC:plugin/%.c=$(O)/obj/%.o)
EMBED   := $(sort $(wildcard lua/rules/*.lua lua/texts/*.lua lua/lib/*.lua)) \
           $(wildcard plugin/store/schema.sql) manifest.xml
UNIT    := $(patsubst tests/unit/%.c,$(O)/tests/%,$(wildcard tests/unit/test_*.c))

.PHONY: all
all: $(O)/heavylegs.so $(O)/heavylegs

$(O)/obj/%.o: plugin/%.c Makefile
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $<

# Files of ours that travel inside the plugin, as one table of C arrays.
$(O)/embedded.c: plugin/base/embed.lua $(EMBED)
	@mkdir -p $(@D)
	$(LUA) plugin/base/embed.lua $(EMBED) >$@.new && mv $@.new $@
$(O)/obj/embedded.o: $(O)/embedded.c
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $<

# An archive lets a unit test link only the rooms it uses.
$(O)/engine.a: $(OBJ) $(O)/obj/embedded.o
	@rm -f $@
	$(AR) rcs $@ $^

$(O)/heavylegs.so: $(EXT_OBJ) $(OBJ) $(O)/obj/embedded.o plugin/doors/heavylegs.map
	$(CC) -shared $(LDFLAGS) $(LDSAN) -Wl,-z,relro,-z,now,-z,nodelete \
	  -Wl,--version-script=plugin/doors/heavylegs.map \
	  $(if $(LDSAN),,-Wl,--no-undefined) -o $@ $(filter %.o,$^) $(LIBS)

# The program is a host: it loads heavylegs.so and holds none of the engine but
# small tools of base/.
$(O)/base.a: $(filter $(O)/obj/base/%,$(OBJ))
	@rm -f $@
	$(AR) rcs $@ $^

$(CLI_OBJ): OWN += -DHL_LIBDIR='"$(libdir)"'
$(O)/heavylegs: $(CLI_OBJ) $(O)/base.a
	$(CC) $(LDFLAGS) $(LDSAN) -o $@ $^ -lsqlite3 -Wl,--as-needed -lxxhash -lm

$(O)/tests/%: tests/unit/%.c $(O)/engine.a
	@mkdir -p $(@D)
	$(CC) $(OWN) $(CPPFLAGS) $(CFLAGS) -Itests/unit -MMD -MP -o $@ $< \
	  $(O)/engine.a $(LDFLAGS) $(LDSAN) -lcmocka -lsqlite3 $(LIBS)

.PHONY: unit
unit: $(UNIT)
	CMOCKA_MESSAGE_OUTPUT=TAP prove $(UNIT)

.PHONY: clean
clean:
	rm -rf build

-include $(wildcard $(O)/obj/*/*.d $(O)/obj/*.d $(O)/tests/*.d)
