/* SPDX-License-Identifier: MIT
**
** What a script may do, what it may not, and that it ends: the tables of
** research/engineering.md 4.3, known ways out of Lua sandboxes, and bombs.
*/
#include "hl_test.h"

#include <time.h>

#include <lauxlib.h>

#include "rules/rules.h"
#include "rules/sandbox.h"

/* What the engine promises of any script of at most 4 KiB. Sanitizers make
** everything several times slower, so they do not take the time. */
enum {
  MOST_MS = 250,
  MOST_BYTES = 16 * 1024 * 1024
};
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum {
  IS_TIMED = 0
};
#else
enum {
  IS_TIMED = 1
};
#endif

typedef struct script {
  const char *source;
  size_t length;
  char said[256]; /* what it returned, as text */
} script;

static int run_body(lua_State *L) {
  script *s = lua_touserdata(L, 1);
  hl_sandbox_compile(L, s->source, s->length, "try.lua");
  lua_call(L, 0, 1);
  const char *said = lua_tostring(L, -1);
  if (said) snprintf(s->said, sizeof s->said, "%s", said);
  return 0;
}

static hl_status run(const char *source, script *s, hl_error *err) {
  *s = (script){.source = source, .length = strlen(source)};
  hl_sandbox *box = hl_sandbox_new();
  assert_non_null(box);
  hl_status status = hl_sandbox_call(box, run_body, s, err);
  hl_sandbox_free(box);
  return status;
}

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- what is there ---- */

static const char *const allowed[][2] = {
    {"return 1 + 1", "2"},
    {"return tostring(nil)", "nil"},
    {"return tostring({})", "table"},
    {"return tostring(print == nil)", NULL},
    {"return tostring(type)", "function"},
    {"return tostring(true)", "true"},
    {"return tostring(2.5)", "2.5"},
    {"return 2.5 .. ''", "2.5"},
    {"return tonumber('2.5') * 2", "5.0"},
    {"return tostring(tonumber('2,5'))", "nil"},
    {"return tostring(tonumber('x'))", "nil"},
    {"return type(tonumber('0x10'))", "number"},
    {"local r = '' for k, v in pairs{b=1,a=2,[3]=4,[1.5]=0,[true]=9}"
     " do r = r .. tostring(k) .. v end return r",
     "1.5034a2b1true9"},
    {"local t = {a=1,b=2,c=3} local r = '' for k in pairs(t) do t[k] = nil "
     "t.c = nil r = r .. k end return r",
     "ab"},
    {"local r = '' for i, v in ipairs{5,6,nil,7} do r = r .. i .. v end "
     "return r",
     "1526"},
    {"local k, v = next({y=1,x=2}) return k .. v", "x2"},
    {"return tostring(next({}))", "nil"},
    {"return next({x=2,y=1}, 'x')", "y"},
    {"return select('#', 1, nil, 3)", "3"},
    {"return select(-1, 1, 2, 9)", "9"},
    {"local ok, e = pcall(error, 'x', 0) return tostring(ok) .. e", "falsex"},
    {"local ok, e = pcall(function() error({7}) end) return e[1]", "7"},
    {"return select(2, pcall(function(...) return ... end, 4, 5))", "4"},
    {"return select(2, pcall(assert, nil))", "assertion failed"},
    {"return select(2, pcall(assert, false, 'so'))", "so"},
    {"return math.floor(2.7) .. math.ceil(2.1) .. math.round(2.5)", "233"},
    {"return math.max(1, 7, 3) .. math.min(4, 2)", "72"},
    {"return math.abs(-3) .. math.abs(-2.5)", "32.5"},
    {"return math.tointeger(4.0)", "4"},
    {"return fmt('%.3f', math.sqrt(2) + math.exp(0) + math.log(1))", "2.414"},
    {"return math.huge > math.maxinteger and math.pi > 3", NULL},
    {"local t = {3,1,2} table.sort(t) return table.concat(t, ',')", "1,2,3"},
    {"local t = {'b','a'} table.sort(t, function(a,b) return a > b end) "
     "return table.concat(t)",
     "ba"},
    {"local t = {} for i = 1, 100 do t[i] = {k = i % 5, i = i} end "
     "table.sort(t, function(a, b) return a.k < b.k end) "
     "for i = 2, 100 do local a, b = t[i-1], t[i] "
     "assert(a.k < b.k or (a.k == b.k and a.i < b.i)) end return 'stable'",
     "stable"},
    {"local t = {1,3} table.insert(t, 2, 9) table.insert(t, 4) "
     "return table.concat(t, '-') .. table.remove(t, 1) .. table.remove(t)",
     "1-9-3-414"},
    {"return select('#', table.unpack({1,2,3}, 2))", "2"},
    {"return string.sub('hello', 2, -2) .. #'abc' .. ('x'):upper()", "ell3X"},
    {"return ('AbC'):lower() .. ('a'):byte() .. ('abc'):len()", "abc973"},
    {"return table.concat({string.find('abcabc', 'ca')}, ' ')", "3 4"},
    {"return tostring(string.find('abc', 'a.c'))", "nil"},
    {"return fmt('%+d bpm, %.1f %s %5.1f%%', 7, 2.25, 'x', 3)",
     "+7 bpm, 2.2 x   3.0%"},
    {"return fmt('%s %d', 1.5, -2.4)", "1.5 -2"},
    {"goto done ::done:: return 'goto'", "goto"},
    {"local x <const> = 3 return x", "3"},
    {"return 7 // 2 .. 7 % 4 .. (5 & 3) .. 2^2", "3314.0"},
    {"local t = {} t[1] = t return #t", "1"},
};

static void allowed_things_work(void **state) {
  (void)state;
  size_t n = sizeof allowed / sizeof allowed[0];
  for (size_t i = 0; i < n; i++) {
    if (!allowed[i][1]) continue;
    script s;
    hl_error err = {0};
    if (run(allowed[i][0], &s, &err)) print_error("%s\n", allowed[i][0]);
    assert_string_equal(err.text, "");
    assert_string_equal(s.said, allowed[i][1]);
  }
}

/* ---- what is not there: script, what the error must say ---- */

static const char *const tricks[][2] = {
    /* names outside the allow-list */
    {"os.exit(1)", "'os' is not part"},
    {"io.open('/etc/passwd')", "'io' is not part"},
    {"require 'io'", "'require' is not part"},
    {"package.loadlib('libc.so.6', '*')", "'package' is not part"},
    {"debug.getregistry()", "'debug' is not part"},
    {"dofile('/etc/passwd')", "'dofile' is not part"},
    {"loadfile('/etc/passwd')", "'loadfile' is not part"},
    {"load('return 1')()", "'load' is not part"},
    {"loadstring('return 1')", "'loadstring' is not part"},
    {"coroutine.wrap(function() end)()", "'coroutine' is not part"},
    {"collectgarbage('stop')", "'collectgarbage' is not part"},
    {"setmetatable({}, {__gc = function() end})", "'setmetatable' is not"},
    {"getmetatable('').__index.upper = 1", "'getmetatable' is not part"},
    {"rawset(string, 'upper', 1)", "'rawset' is not part"},
    {"rawget(_G, 'x')", "'rawget' is not part"},
    {"rawequal(1, 1)", "'rawequal' is not part"},
    {"rawlen({})", "'rawlen' is not part"},
    {"print('x')", "'print' is not part"},
    {"warn('@on')", "'warn' is not part"},
    {"xpcall(error, error)", "'xpcall' is not part"},
    {"return _G.os", "'_G' is not part"},
    {"return _VERSION", "'_VERSION' is not part"},
    {"return utf8.charpattern", "'utf8' is not part"},
    {"module('x')", "'module' is not part"},
    {"newproxy(true)", "'newproxy' is not part"},
    {"setfenv(1, {})", "'setfenv' is not part"},
    {"getfenv(0)", "'getfenv' is not part"},
    {"return jit.version", "'jit' is not part"},
    {"return ffi.C", "'ffi' is not part"},
    {"return arg[0]", "'arg' is not part"},
    /* functions left out of the libraries */
    {"string.rep('x', 1e9)", "nil value (field 'rep')"},
    {"('x'):rep(1e9)", "nil value (method 'rep')"},
    {"string.dump(function() end)", "nil value (field 'dump')"},
    {"string.format('%99999s', 'x')", "nil value (field 'format')"},
    {"string.pack('s', 'x')", "nil value (field 'pack')"},
    {"string.gsub('x', '.', '')", "nil value (field 'gsub')"},
    {"string.match('x', '.')", "nil value (field 'match')"},
    {"for _ in ('x'):gmatch('.') do end", "nil value (method 'gmatch')"},
    {"('x'):reverse()", "nil value (method 'reverse')"},
    {"math.random()", "nil value (field 'random')"},
    {"math.randomseed(1)", "nil value (field 'randomseed')"},
    {"table.move({}, 1, 1e9, 2)", "nil value (field 'move')"},
    {"table.pack(1)", "nil value (field 'pack')"},
    /* writing what is shared */
    {"x = 1", "'x' is not a local variable"},
    {"_ENV.x = 1", "'x' is not a local variable"},
    {"function pairs() end", "'pairs' is not a local variable"},
    {"math = {}", "'math' is not a local variable"},
    {"math.floor = error", "'floor' cannot be set"},
    {"string.upper = error", "'upper' cannot be set"},
    {"('').x = 1", "attempt to index a string value"},
    {"table.insert(math, 1)", "read-only"},
    {"table.remove(table)", "read-only"},
    {"table.sort(string)", "read-only"},
    {"local f, real = pairs(math) real.floor = 1", "nil value (local 'real')"},
    {"for _, v in pairs({math}) do v.x = 1 end", "'x' cannot be set"},
    {"local t = select(2, pcall(next, math)) t.x = 1", "attempt to index"},
    {"local _ENV = {} return math.pi", "nil value (global 'math')"},
    {"_ENV = nil return math", "attempt to index a nil value"},
    /* bytecode and odd source */
    {"\x1bLua", "attempt to load a binary chunk"},
    {"#!/bin/sh\nreturn 1", "unexpected symbol near '#'"},
    {"return '\\u{7FFFFFFFFFF}'", "UTF-8 value too large"},
    {"goto nowhere", "no visible label"},
    {"local a <close> = {}", "non-closable value"},
    {"for i = 1, 2, 0 do end", "'for' step is zero"},
    {"for i = 'a', 2 do end", "bad 'for' initial value"},
    /* metamethods and coercions that are not there */
    {"return '10' + 1", "attempt to perform arithmetic on a string"},
    {"return -'10'", "attempt to perform arithmetic on a string"},
    {"return '1' | 2", "attempt to perform bitwise operation on a string"},
    {"return {} < {}", "attempt to compare two table values"},
    {"return {} .. ''", "attempt to concatenate a table"},
    {"return ({})()", "attempt to call a table value"},
    {"local t = {__index = math} return t.floor(1)", "nil value (field"},
    {"local t = {__call = error} t()", "attempt to call a table"},
    /* bad arguments */
    {"math.floor('1')", "number expected, got string"},
    {"math.sqrt({})", "number expected, got table"},
    {"string.upper(5)", "string expected, got number"},
    {"tonumber('10', 36)", "no base"},
    {"tostring()", "value expected"},
    {"fmt('%q', 1)", "fmt knows"},
    {"fmt('%99d', 1)", "fmt knows"},
    {"fmt('%n', 1)", "fmt knows"},
    {"fmt('%d', 'x')", "number expected"},
    {"fmt('%s')", "asks for more"},
    {"fmt('%", "unfinished string"},
    {"fmt('%')", "fmt knows"},
    {"pairs({[{}] = 1})", "cannot sort by a table"},
    {"pairs({[print] = 1})", "'print' is not part"},
    {"table.sort({{}, {}})", "cannot sort by a table"},
    {"table.sort({1,'a',2}, 5)", "function expected"},
    {"table.concat({{}})", "item 1 is a table"},
    {"table.insert({}, 9, 1)", "position out of bounds"},
    {"table.remove({1}, 9)", "position out of bounds"},
    {"table.unpack({}, 1, 1e8)", "more than 250"},
    {"table.unpack({}, math.mininteger, math.maxinteger)", "more than 250"},
    {"pcall()", "value expected"},
    {"error()", "not a text"},
    {"error({})", "not a text"},
    {"error('plain')", "plain"},
    {"select(0)", "index out of range"},
    {"math.tointeger('8')", "number expected"},
};

static void tricks_are_refused(void **state) {
  (void)state;
  size_t n = sizeof tricks / sizeof tricks[0];
  assert_true(n >= 60);
  for (size_t i = 0; i < n; i++) {
    script s;
    hl_error err = {0};
    hl_status status = run(tricks[i][0], &s, &err);
    if (status != HL_E_RULE || !strstr(err.text, tricks[i][1]))
      print_error("%s\n  said: %s\n", tricks[i][0], err.text);
    assert_int_equal(status, HL_E_RULE);
    assert_non_null(strstr(err.text, tricks[i][1]));
  }
}

/* ---- what ends by a limit ---- */

/* A text as long as is allowed, in `s`. */
#define LONG "local s = 'x' for i = 1, 12 do s = s .. s end "

static const char *const bombs[] = {
    "while true do end",
    "local i = 0 repeat i = i + 1 until false",
    "::top:: goto top",
    "while true do pcall(error) end",
    "local function f() pcall(f) f() end while true do pcall(f) end",
    "while true do pcall(function() while true do end end) end",
    "local function f() return f() end f()",
    "local function f() return 1 + f() end f()",
    "local function f() pcall(f) end while true do f() end",
    "local t = {} while true do t = {t} end",
    "local t = {} while true do t[#t + 1] = {} end",
    "local t = {} for i = 1, 1e9 do t[i] = i end",
    "local t = {} for i = 1, 1e9 do t[i .. 'k'] = i end",
    "while true do local t = {1,2,3,4,5,6,7,8,9,10} end",
    "local t = {} while true do pcall(function() t[#t + 1] = {{},{},{}} end) "
    "end",
    "local s = 'x' while true do s = s .. s end",
    "local s = 'x' while true do pcall(function() s = s .. s end) end",
    LONG "while true do local a = s .. s end",
    LONG "while true do pcall(function() return s .. s end) end",
    LONG "local a, b = s .. 'a', s .. 'b' while true do local c = a < b end",
    LONG "local a, b = s .. 'a', s .. 'b' while true do local c = a <= b end",
    LONG "local a, b = s .. 'a', s .. 'a' while true do local c = a == b end",
    LONG "local a, b = s .. 'a', s .. 'a' while true do if a ~= b then "
         "return end end",
    LONG "local i = 0 while true do i = i + 1 local a = s .. i end",
    LONG "local t, i = {}, 0 while true do i = i + 1 t[s .. i] = i end",
    LONG "local t = {[s .. 'a'] = 1} while true do local a = t[s .. 'a'] end",
    LONG "while true do s:find(s:sub(2) .. 'y') end",
    LONG "while true do s:upper() end",
    LONG "while true do s:sub(2) end",
    LONG "while true do tonumber(s) end",
    "local s = '7' for i = 1, 12 do s = s .. s end "
    "while true do for i = s, s, s do break end end",
    "local s = '7' for i = 1, 12 do s = s .. s end "
    "while true do pcall(select, s) pcall(table.insert, {}, s, 1) end",
    LONG "while true do fmt(s) end",
    LONG "while true do fmt('%s', s) end",
    LONG "local t = {s, s} while true do pcall(table.concat, t) end",
    LONG "local t = {} for i = 1, 100 do t[i] = s .. i end "
         "while true do table.sort(t) table.sort(t, function(a, b) "
         "return b < a end) end",
    "local t = {} for i = 1, 3e4 do t[i] = -i end while true do "
    "table.sort(t) table.sort(t, function(a, b) return b < a end) end",
    "local t = {} for i = 1, 1e4 do t[i] = i end while true do pairs(t) end",
    "local t = {} for i = 1, 1e4 do t[i] = i end local k while true do "
    "k = next(t, k) end",
    "local t = {} for i = 1, 1e4 do t[i] = i end while true do "
    "table.insert(t, 1, 0) table.remove(t, 1) end",
    "local t = {} for i = 1, 1e4 do t[i] = 'x' end while true do "
    "pcall(table.concat, t) end",
    "local t = {} for i = 1, 250 do t[i] = i end while true do "
    "local a = {table.unpack(t)} end",
    "local function f(...) return f(1, ...) end f()",
    "local function f(...) return f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...) end "
    "f()",
    "local function f(...) local g = f return g(1, ...) end "
    "while true do pcall(f) end",
    "local function f(n, ...) if n == 0 then while true do local t = {...} "
    "end end return f(n - 1, n, ...) end f(240)",
    "local function f(...) while true do local t = select('#', ...) end end "
    "local t = {} for i = 1, 250 do t[i] = i end f(table.unpack(t))",
    "local function f(...) while true do pcall(f, 1, ...) end end f()",
    "local function f() return pcall(f) end while true do f() end",
    "local p = pcall while true do p(p, p, p, p, p, p, p, p, p, p, p, p) end",
    "while true do pcall(pairs, {[{}] = 1}) end",
    "local t = {} t.t = t while true do t = t.t end",
    "while true do local f = function() return f end end",
    "while true do tostring({}) tostring(1.5) end",
    "while true do math.max(1, 2, 3) end",
    "local n = 0 for k in pairs(math) do for i = 1, 1e9 do n = n + 1 end end",
    "local ok = true while ok do ok = pcall(ipairs, {}) end",
    "local function deep(n) local ok, e = pcall(deep, n + 1) return e end "
    "while true do deep(0) end",
    "local x = 0 while true do x = x ^ 0.5 // 1 % 7 end",
    "local t = {} for i = 1, 200 do t[i] = function() return t end end "
    "while true do for i = 1, 200 do t[i]() end end",
};

static void bombs_end_in_time_and_memory(void **state) {
  (void)state;
  size_t n = sizeof bombs / sizeof bombs[0];
  for (size_t i = 0; i < n; i++) {
    script s = {.source = bombs[i], .length = strlen(bombs[i])};
    hl_error err = {0};
    hl_sandbox *box = hl_sandbox_new();
    assert_non_null(box);
    double began = now_ms();
    hl_status status = hl_sandbox_call(box, run_body, &s, &err);
    double took = now_ms() - began;
    size_t peak = hl_sandbox_used(box).peak_bytes;
    hl_sandbox_free(box);
    if (took > MOST_MS / 2.0 || status != HL_E_LIMIT)
      print_message("# %.0f ms, %zu KiB, %s: %s\n", took, peak / 1024, err.text,
                    bombs[i]);
    assert_int_equal(status, HL_E_LIMIT);
    assert_true(peak <= MOST_BYTES);
    if (IS_TIMED) assert_true(took < MOST_MS);
  }
}

/* ---- programs that nobody wrote ---- */

/* A program that grows statement by statement; '@' in a piece is a random
** expression, '#' a random block. */
typedef struct grown {
  char text[4097];
  size_t length;
  uint32_t seed;
} grown;

static const char *const statements[] = {
    "while true do # end ",
    "for i = 1, 1e9 do # end ",
    "for i = s, s, s do # end ",
    "repeat # until not @ ",
    "if @ then # else # end ",
    "do # end ",
    "for k, v in pairs(a) do # end ",
    "f = function(...) # return f(1, ...) end ",
    "f = function() # end ",
    "f = function(...) a = {...} # end ",
    "pcall(f, @, @) ",
    "pcall(f) ",
    "pcall(function(...) # end, @) ",
    "s = s .. s ",
    "s = s .. tostring(@) ",
    "x = @ ",
    "a[@] = @ ",
    "a[#a + 1] = @ ",
    "a = {a, a, a} ",
    "a = {table.unpack(a)} ",
    "pcall(table.sort, a) ",
    "pcall(table.insert, a, 1, @) ",
    "pcall(table.concat, a, s) ",
    "f(@, table.unpack(a)) ",
    "x = select('#', @, @) ",
    "s = fmt('%s', s) ",
    "t = s ",
    "s = 'x' ",
    "x = s:find(t .. 'y') ",
    "x = #s + #t ",
    "x = next(a) ",
    "error(@) ",
    "local x = @ ",
    "a = {} ",
};
static const char *const expressions[] = {
    "s < t",
    "s == t .. 'z'",
    "s .. t",
    "s:upper()",
    "s:sub(2)",
    "#s",
    "tonumber(s)",
    "x",
    "a",
    "s",
    "f",
    "1",
    "'9'",
    "nil",
    "true",
    "{}",
    "{a}",
    "a[s]",
    "a[1]",
    "select('#', a)",
    "tostring(x)",
    "pcall(f)",
    "math.max(1, 2)",
    "function() return f() end",
    "f()",
    "1e308",
};

static void grow(grown *g, const char *piece, int depth) {
  for (; *piece && g->length < sizeof g->text - 200; piece++) {
    g->seed = 1664525u * g->seed + 1013904223u;
    size_t dice = g->seed >> 16;
    if (*piece == '@') {
      grow(g, expressions[dice % (sizeof expressions / sizeof *expressions)],
           depth);
    } else if (*piece == '#' && piece[1] == ' ') {
      for (size_t i = 0; i <= dice % 3 && depth < 6; i++) {
        g->seed = 1664525u * g->seed + 1013904223u;
        size_t pick =
            (g->seed >> 16) % (sizeof statements / sizeof *statements);
        grow(g, statements[pick], depth + 1);
      }
    } else {
      g->text[g->length++] = *piece;
    }
  }
}

static void random_programs_end_too(void **state) {
  (void)state;
  int limited = 0, ran = 0;
  double slowest = 0;
  grown g = {.seed = 20260101};
  for (int i = 0; i < 1000; i++) {
    g.length = 0;
    memset(g.text, 0, sizeof g.text);
    grow(&g, "local s, t, x, a, f = 'x', 'y', 1, {}, tostring ", 0);
    for (int k = 0; k < 6; k++)
      grow(&g, "# ", 0);
    script s = {.source = g.text, .length = g.length};
    hl_error err = {0};
    hl_sandbox *box = hl_sandbox_new();
    double began = now_ms();
    hl_status status = hl_sandbox_call(box, run_body, &s, &err);
    double took = now_ms() - began;
    size_t peak = hl_sandbox_used(box).peak_bytes;
    hl_sandbox_free(box);
    limited += status == HL_E_LIMIT;
    ran += !strstr(err.text, " near ");
    if (took > slowest) slowest = took;
    if (peak > MOST_BYTES || (IS_TIMED && took > MOST_MS))
      fail_msg("%.0f ms, %zu bytes: %s", took, peak, g.text);
    assert_true(status == HL_OK || status == HL_E_RULE || status == HL_E_LIMIT);
  }
  print_message("# %d of 1000 ran, %d to a limit, slowest %.0f ms\n", ran,
                limited, slowest);
  assert_true(ran > 900 && limited > 100);
}

static void a_limit_cannot_be_held_back(void **state) {
  (void)state;
  script s;
  hl_error err = {0};
  assert_int_equal(run("local ok = pcall(function() while true do end end) "
                       "return 'went on'",
                       &s, &err),
                   HL_E_LIMIT);
  assert_string_equal(s.said, "");
  assert_non_null(strstr(err.text, "1000000 steps"));
  memset(&err, 0, sizeof err);
  assert_int_equal(run(LONG "pcall(function() s = s .. s end) "
                            "return 'went on'",
                       &s, &err),
                   HL_E_LIMIT);
  assert_non_null(strstr(err.text, "8 KiB for one text"));
  memset(&err, 0, sizeof err);
  assert_int_equal(run("local t = {} pcall(function() while true do "
                       "t[#t + 1] = {1, 2, 3, 4} end end) return 'went on'",
                       &s, &err),
                   HL_E_LIMIT);
  assert_string_equal(s.said, "");
}

static void a_state_lives_on_after_a_limit(void **state) {
  (void)state;
  hl_sandbox *box = hl_sandbox_new();
  for (int i = 0; i < 3; i++) {
    script bomb = {.source = "local t = {} while true do t = {t} end"};
    bomb.length = strlen(bomb.source);
    hl_error err = {0};
    assert_int_equal(hl_sandbox_call(box, run_body, &bomb, &err), HL_E_LIMIT);
    script fine = {.source = "return 'fine'", .length = 13};
    hl_error none = {0};
    assert_int_equal(hl_sandbox_call(box, run_body, &fine, &none), HL_OK);
    assert_string_equal(fine.said, "fine");
  }
  hl_sandbox_free(box);
}

/* ---- errors, source, locale ---- */

static void errors_name_file_line_and_traceback(void **state) {
  (void)state;
  script s = {.source = "local function inner()\n  error('broken')\nend\n"
                        "inner()\n"};
  s.length = strlen(s.source);
  hl_error err = {0};
  hl_sandbox *box = hl_sandbox_new();
  assert_int_equal(hl_sandbox_call(box, run_body, &s, &err), HL_E_RULE);
  assert_string_equal(err.where, "try.lua");
  assert_int_equal(err.line, 2);
  assert_string_equal(err.text, "broken");
  const char *trace = hl_sandbox_traceback(box);
  assert_non_null(strstr(trace, "try.lua:2: in upvalue 'inner'")
                      ? trace
                      : strstr(trace, "try.lua:2: in local 'inner'"));
  assert_non_null(strstr(trace, "try.lua:4: in"));
  assert_null(strstr(trace, "0x"));
  hl_sandbox_free(box);
}

static void source_over_64_kib_is_refused(void **state) {
  (void)state;
  char *big = malloc(HL_SANDBOX_SOURCE + 2);
  memset(big, ' ', HL_SANDBOX_SOURCE + 1);
  big[HL_SANDBOX_SOURCE + 1] = 0;
  script s;
  hl_error err = {0};
  assert_int_equal(run(big, &s, &err), HL_E_RULE);
  assert_non_null(strstr(err.text, "longer than 65536 bytes"));
  memset(&err, 0, sizeof err);
  big[HL_SANDBOX_SOURCE] = 0;
  assert_int_equal(run(big, &s, &err), HL_OK);
  free(big);
}

static void source_with_a_zero_byte_is_refused(void **state) {
  (void)state;
  script s = {.source = "return\0os", .length = 9};
  hl_error err = {0};
  hl_sandbox *box = hl_sandbox_new();
  assert_int_equal(hl_sandbox_call(box, run_body, &s, &err), HL_E_RULE);
  hl_sandbox_free(box);
}

static void numbers_have_a_point_in_every_locale(void **state) {
  (void)state;
  const char *set = setlocale(LC_ALL, "de_DE.UTF-8");
  if (!set) set = setlocale(LC_ALL, "de_DE.utf8");
  script s;
  hl_error err = {0};
  assert_int_equal(run("return 2.5 .. tostring(0.5) .. fmt('%.1f', 1.25) .. "
                       "tonumber('0.25')",
                       &s, &err),
                   HL_OK);
  assert_string_equal(s.said, "2.50.51.20.25");
  if (set) assert_int_equal(*localeconv()->decimal_point, ',');
  setlocale(LC_ALL, "C");
}

/* The chunk is compiled once and run twice, as rules are for every run. */
static int run_twice(lua_State *L) {
  script *s = lua_touserdata(L, 1);
  hl_sandbox_compile(L, s->source, s->length, "try.lua");
  for (int i = 0; i < 2; i++) {
    lua_pushvalue(L, 2);
    hl_sandbox_refresh(L);
    lua_call(L, 0, 1);
  }
  snprintf(s->said, sizeof s->said, "%s %s", lua_tostring(L, -2),
           lua_tostring(L, -1));
  return 0;
}

static void nothing_is_remembered_between_runs(void **state) {
  (void)state;
  static const char *const memory[] = {
      "local n = 0 local function f() n = n + 1 return n end f() return f()",
      "local ok = pcall(function() math.seen = 1 end) "
      "return math.seen == nil and 2",
      "local was = pairs _ENV = {} return was ~= nil and 2",
  };
  for (size_t i = 0; i < sizeof memory / sizeof memory[0]; i++) {
    script s = {.source = memory[i], .length = strlen(memory[i])};
    hl_error err = {0};
    hl_sandbox *box = hl_sandbox_new();
    hl_sandbox_call(box, run_twice, &s, &err);
    assert_string_equal(err.text, "");
    assert_true(!strcmp(s.said, "2 2") || !strcmp(s.said, "true true") ||
                strstr(s.said, "2 2"));
    hl_sandbox_free(box);
  }
}

static void the_lua_of_this_process_is_accepted(void **state) {
  (void)state;
  hl_error err = {0};
  assert_int_equal(hl_lua_guard(&err), HL_OK);
}

HL_TEST_MAIN(cmocka_unit_test(allowed_things_work),
             cmocka_unit_test(tricks_are_refused),
             cmocka_unit_test(bombs_end_in_time_and_memory),
             cmocka_unit_test(random_programs_end_too),
             cmocka_unit_test(a_limit_cannot_be_held_back),
             cmocka_unit_test(a_state_lives_on_after_a_limit),
             cmocka_unit_test(errors_name_file_line_and_traceback),
             cmocka_unit_test(source_over_64_kib_is_refused),
             cmocka_unit_test(source_with_a_zero_byte_is_refused),
             cmocka_unit_test(numbers_have_a_point_in_every_locale),
             cmocka_unit_test(nothing_is_remembered_between_runs),
             cmocka_unit_test(the_lua_of_this_process_is_accepted))
