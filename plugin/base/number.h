/* SPDX-License-Identifier: MIT
**
** Numbers in and out, the same under every locale.
**
** No strtod, sscanf or printf("%f") is used in the engine: a host that called
** setlocale(LC_ALL, "de_DE.UTF-8") would turn 48.137 into 48.
*/
#ifndef HL_BASE_NUMBER_H
#define HL_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decimal text (XML white space around it, optional sign, digits, '.', digits,
** optional exponent) to the nearest double. Correctly rounded: a fast exact
** path up to 2^53 and 10^22, otherwise a slow exact one. False, *value
** untouched, for anything else: "", "1,5", "nan", "inf", "0x1", trailing
** text, overflow. [any thread] */
bool hl_parse_double(const char *text, size_t length, double *value);

/* Decimal integer with optional sign and surrounding white space; false on
** anything else or overflow. [any thread] */
bool hl_parse_int(const char *text, size_t length, int64_t *value);

/* The printers below return the length of the text. Where it does not fit into
** `size` bytes with its NUL they write "" and return 0: a number cut short
** would be another number. 32 bytes are always enough. */

/* Print with exactly `decimals` (0..9) digits after the point, rounded half to
** even on the exact binary value; "-0.0" is printed as "0.0". NaN and
** infinities give "null". |value| >= 1e15 is printed by hl_print_double.
** [any thread] */
size_t hl_print_fixed(char *buffer, size_t size, double value, int decimals);

/* Shortest text that reads back as the same double ("null" for non-finite). */
size_t hl_print_double(char *buffer, size_t size, double value);

/* `value` rounded to 7 significant decimal digits (at most 5e-7 relative) but
** never coarser than whole numbers; below 1e-12 it is 0, because what is so
** small in our units is the residue of a cancellation. Every statistic passes
** through this before it is compared with a threshold or stored, so that
** compilers and machines agree. NaN and infinities are kept. [any thread] */
double hl_round(double value);

#endif
