/* SPDX-License-Identifier: MIT
**
** What every unit test begins with: cmocka, and a main() that takes the
** locale of its environment as a graphical host does, so that running the
** same tests under LC_ALL=de_DE.UTF-8 means something.
**
**     #include "hl_test.h"
**     ... static void behaves(void **state) ...
**     HL_TEST_MAIN(cmocka_unit_test(behaves), ...)
**
** HL_TEST_LOCALE=NAME insists: the program fails where that locale is not to
** be had, instead of passing under C without a word.
*/
#ifndef HL_TEST_H
#define HL_TEST_H

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline bool hl_test_take_locale(void) {
  const char *wanted = getenv("HL_TEST_LOCALE");
  const char *got = setlocale(LC_ALL, wanted ? wanted : "");
  if (wanted && !got) fprintf(stderr, "# no locale %s\n", wanted);
  return got || !wanted;
}

#define HL_TEST_MAIN(...)                                                      \
  int main(void) {                                                             \
    const struct CMUnitTest tests[] = {__VA_ARGS__};                           \
    if (!hl_test_take_locale()) return 99;                                     \
    return cmocka_run_group_tests(tests, NULL, NULL);                          \
  }

#endif
