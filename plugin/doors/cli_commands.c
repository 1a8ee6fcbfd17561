/* SPDX-License-Identifier: MIT
**
** The commands of the command line, what they take, and their help.
*/
#include "doors/cli.h"

const hl_cli_command hl_cli_commands[] = {
    {"check", "PATH...", "Can these files be read, and what is in them",
     "Needs no database. Ends with exit code 1 when a file was refused.\n"
     "\n"
     "  --all    name every file of a folder, not only those with something\n"
     "           to say\n"
     "\n"
     "  heavylegs check run.tcx\n"
     "  heavylegs check ~/runs --all\n",
     HL_CLI_MEMORY, 1, -1, hl_cli_check},
    {NULL, NULL, NULL, NULL, HL_CLI_MEMORY, 0, 0, NULL},
};
