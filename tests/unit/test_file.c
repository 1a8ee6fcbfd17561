/* SPDX-License-Identifier: MIT
**
** Files and folders with their traps, in a folder made for each test.
*/
#include "hl_test.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

static char folder[] = "/tmp/heavylegs-test-XXXXXX";
static const size_t XS = sizeof "XXXXXX" - 1;

static int make_folder(void **state) {
  (void)state;
  memcpy(folder + sizeof folder - 1 - XS, "XXXXXX", XS);
  return mkdtemp(folder) && chdir(folder) == 0 && chmod(folder, 0755) == 0 ? 0
                                                                           : -1;
}

static int remove_folder(void **state) {
  (void)state;
  char command[64];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static void write_file(const char *path, const char *bytes) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(bytes, file);
  fclose(file);
}

static void expect_refused(const char *path, const char *reason) {
  hl_file *file;
  hl_error err = {0};
  alarm(5); /* a FIFO must not be waited for */
  assert_int_equal(hl_file_open(&file, path, &err), HL_E_INPUT);
  alarm(0);
  assert_null(file);
  if (!strstr(err.text, reason)) fail_msg("%s: %s", path, err.text);
  assert_string_equal(err.where, hl_base_name(path));
}

static void only_regular_files_are_opened(void **state) {
  (void)state;
  assert_int_equal(mkfifo("fifo", 0600), 0);
  assert_int_equal(mkdir("folder", 0700), 0);
  assert_int_equal(symlink("loop", "loop"), 0);
  assert_int_equal(symlink("fifo", "to-fifo"), 0);
  expect_refused("fifo", "not a regular file");
  expect_refused("to-fifo", "not a regular file");
  expect_refused("folder", "it is a folder");
  expect_refused("/dev/null", "not a regular file");
  expect_refused("loop", "symbolic links go in a circle");
  expect_refused("missing.tcx", "no such file");
  expect_refused("", "no such file");
  hl_file_stamp stamp;
  hl_error err = {0};
  assert_int_equal(hl_path_stamp("fifo", &stamp, &err), HL_E_INPUT);
}

/* Root may read everything, so it steps down for the moment. */
static void unreadable_files_are_refused(void **state) {
  (void)state;
  write_file("secret", "x");
  assert_int_equal(chmod("secret", 0), 0);
  bool root = geteuid() == 0;
  if (root) assert_int_equal(seteuid(65534), 0);
  expect_refused("secret", "permission denied");
  if (root) assert_int_equal(seteuid(0), 0);
}

static void a_file_is_read_by_pieces_to_its_end(void **state) {
  (void)state;
  hl_file *file;
  char buffer[4];
  size_t got;
  write_file("six", "abcdef");
  assert_int_equal(hl_file_open(&file, "six", NULL), HL_OK);
  assert_int_equal(hl_file_stamp_of(file).size, 6);
  assert_true(hl_file_stamp_of(file).mtime_ns > 1000000000000000000);
  assert_int_equal(hl_file_read(file, buffer, 4, &got, NULL), HL_OK);
  assert_int_equal(got, 4);
  assert_int_equal(hl_file_read(file, buffer, 4, &got, NULL), HL_OK);
  assert_int_equal(got, 2);
  assert_int_equal(hl_file_read(file, buffer, 4, &got, NULL), HL_OK);
  assert_int_equal(got, 0);
  hl_file_close(file);
  hl_file_close(NULL);
}

static void a_whole_file_is_loaded_up_to_a_limit(void **state) {
  (void)state;
  char *bytes = NULL;
  size_t length = 99;
  write_file("six", "abcdef");
  write_file("empty", "");
  assert_int_equal(hl_file_load("six", 6, &bytes, &length, NULL), HL_OK);
  assert_int_equal(length, 6);
  assert_string_equal(bytes, "abcdef");
  free(bytes);
  assert_int_equal(hl_file_load("empty", 0, &bytes, &length, NULL), HL_OK);
  assert_int_equal(length, 0);
  assert_string_equal(bytes, "");
  free(bytes);
  hl_error err = {0};
  assert_int_equal(hl_file_load("six", 5, &bytes, &length, &err), HL_E_LIMIT);
  assert_string_equal(err.text, "the file is larger than 5 bytes");
  assert_string_equal(err.where, "six");
}

/* Files of /proc say size 0 and hold more. */
static void a_file_longer_than_its_size_is_loaded_whole(void **state) {
  (void)state;
  char *bytes;
  size_t length;
  if (!hl_path_exists("/proc/self/status")) return; /* not on Linux */
  assert_int_equal(
      hl_file_load("/proc/self/status", 100000, &bytes, &length, NULL), HL_OK);
  assert_true(length > 100);
  assert_int_equal(strlen(bytes), length);
  free(bytes);
  assert_int_equal(hl_file_load("/proc/self/status", 9, &bytes, &length, NULL),
                   HL_E_LIMIT);
}

static void paths_are_told_apart(void **state) {
  (void)state;
  write_file("file", "abc");
  assert_true(hl_path_is_folder("."));
  assert_false(hl_path_is_folder("file"));
  assert_false(hl_path_is_folder("missing"));
  assert_true(hl_path_exists("file"));
  assert_false(hl_path_exists("missing"));
  hl_file_stamp stamp;
  assert_int_equal(hl_path_stamp("file", &stamp, NULL), HL_OK);
  assert_int_equal(stamp.size, 3);
}

typedef struct walked {
  hl_text seen, skipped;
  const char *stop_at;
} walked;

static hl_status visit(void *ctx, const char *path, hl_error *err) {
  walked *w = ctx;
  hl_text_format(&w->seen, "%s ", path);
  if (w->stop_at && hl_ends_with(path, w->stop_at))
    return hl_fail(err, HL_E_CANCEL, "enough");
  return HL_OK;
}

static void skipped(void *ctx, const char *path, const char *why) {
  walked *w = ctx;
  hl_text_format(&w->skipped, "%s: %s; ", path, why);
}

static void a_folder_is_walked_in_byte_order_of_paths(void **state) {
  (void)state;
  walked w = {0};
  assert_int_equal(mkdir("d", 0700), 0);
  assert_int_equal(mkdir("d/a", 0700), 0);
  assert_int_equal(mkdir("d/.hidden", 0700), 0);
  write_file("d/a.tcx", ""); /* '.' comes before '/' */
  write_file("d/a/2", "");
  write_file("d/a/10", "");
  write_file("d/a0", ""); /* and '0' after it */
  write_file("d/B", "");
  write_file("d/.hidden/x", "");
  assert_int_equal(mkfifo("d/fifo", 0600), 0);
  assert_int_equal(hl_walk("d", visit, skipped, &w, NULL), HL_OK);
  assert_string_equal(hl_text_cstr(&w.seen), "d/B d/a.tcx d/a/10 d/a/2 d/a0 ");
  assert_string_equal(hl_text_cstr(&w.skipped), "");
  hl_text_free(&w.seen);
}

static void links_do_not_make_a_walk_endless(void **state) {
  (void)state;
  walked w = {0};
  assert_int_equal(mkdir("d", 0700), 0);
  assert_int_equal(mkdir("d/sub", 0700), 0);
  write_file("d/sub/run", "");
  assert_int_equal(symlink("..", "d/sub/up"), 0);
  assert_int_equal(symlink("sub", "d/twice"), 0);
  assert_int_equal(symlink("self", "d/self"), 0);
  assert_int_equal(symlink("nowhere", "d/dangling"), 0);
  assert_int_equal(symlink("sub/run", "d/zlink"), 0);
  assert_int_equal(hl_walk("d/", visit, skipped, &w, NULL), HL_OK);
  assert_string_equal(hl_text_cstr(&w.seen), "d/sub/run d/zlink ");
  assert_non_null(strstr(w.skipped.bytes, "d/dangling: a symbolic link that "
                                          "leads nowhere; "));
  assert_non_null(strstr(w.skipped.bytes, "d/self: symbolic links go in a "
                                          "circle; "));
  hl_text_free(&w.seen);
  hl_text_free(&w.skipped);
}

static void a_visit_can_end_the_walk(void **state) {
  (void)state;
  walked w = {.stop_at = "b"};
  hl_error err = {0};
  write_file("a", "");
  write_file("b", "");
  write_file("c", "");
  assert_int_equal(hl_walk(".", visit, NULL, &w, &err), HL_E_CANCEL);
  assert_string_equal(hl_text_cstr(&w.seen), "./a ./b ");
  assert_string_equal(err.text, "enough");
  hl_text_free(&w.seen);
}

static void a_walk_goes_no_deeper_than_32(void **state) {
  (void)state;
  walked w = {0};
  hl_text path = {0};
  hl_text_add(&path, "d");
  for (int i = 0; i < 40; i++) {
    assert_int_equal(mkdir(path.bytes, 0700), 0);
    hl_text_add(&path, "/d");
  }
  assert_int_equal(hl_walk("d", visit, skipped, &w, NULL), HL_OK);
  assert_non_null(strstr(w.skipped.bytes, "nested too deeply"));
  hl_text_free(&path);
  hl_text_free(&w.skipped);
}

static void unreadable_folders_are_passed_over_and_told(void **state) {
  (void)state;
  walked w = {0};
  assert_int_equal(mkdir("shut", 0), 0);
  write_file("open", "");
  bool root = geteuid() == 0;
  if (root) assert_int_equal(seteuid(65534), 0);
  hl_status status = hl_walk(".", visit, skipped, &w, NULL);
  if (root) assert_int_equal(seteuid(0), 0);
  assert_int_equal(status, HL_OK);
  assert_string_equal(hl_text_cstr(&w.seen), "./open ");
  assert_string_equal(hl_text_cstr(&w.skipped),
                      "./shut/: the folder cannot be read; ");
  hl_text_free(&w.seen);
  hl_text_free(&w.skipped);
}

static mode_t mode_of(const char *path) {
  struct stat st;
  assert_int_equal(lstat(path, &st), 0);
  return st.st_mode;
}

static void expect_content(const char *path, const char *wanted) {
  char *bytes;
  size_t length;
  assert_int_equal(hl_file_load(path, 1000, &bytes, &length, NULL), HL_OK);
  assert_string_equal(bytes, wanted);
  free(bytes);
}

static void replacing_keeps_mode_and_links(void **state) {
  (void)state;
  umask(0);
  assert_int_equal(hl_file_replace("new", "one", 3, NULL), HL_OK);
  expect_content("new", "one");
  assert_int_equal(mode_of("new") & 07777, 0600);
  assert_int_equal(chmod("new", 0640), 0);
  assert_int_equal(symlink("new", "link"), 0);
  assert_int_equal(hl_file_replace("link", "two", 3, NULL), HL_OK);
  expect_content("new", "two");
  assert_int_equal(mode_of("new") & 07777, 0640);
  assert_true(S_ISLNK(mode_of("link")));
  assert_int_equal(hl_file_replace("./new", "", 0, NULL), HL_OK);
  expect_content("new", "");
}

static void a_failed_replacement_leaves_nothing_behind(void **state) {
  (void)state;
  hl_error err = {0};
  assert_int_equal(mkdir("in", 0755), 0);
  assert_int_equal(mkdir("in/target", 0755), 0);
  assert_int_equal(hl_file_replace("in/target", "x", 1, &err), HL_E_HOST);
  assert_non_null(strstr(err.text, "it is a folder"));
  assert_int_equal(rmdir("in/target"), 0);
  assert_int_equal(rmdir("in"), 0); /* fails were a file left in it */
  err = (hl_error){0};
  assert_int_equal(hl_file_replace("no/file", "x", 1, &err), HL_E_HOST);
  assert_non_null(strstr(err.text, "no such file"));
}

static void what_a_killed_replacement_left_is_swept_up(void **state) {
  (void)state;
  static const char *const names[] = {".heavylegs-aB3xYz", ".heavylegs-mine",
                                      "heavylegs-aB3xYz"};
  assert_int_equal(mkdir("in", 0755), 0);
  assert_int_equal(chdir("in"), 0);
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(hl_file_replace(names[i], "x", 1, NULL), HL_OK);
  assert_int_equal(hl_file_replace(".heavylegs-atwork", "x", 1, NULL), HL_OK);
  int fd = open(".heavylegs-atwork", O_RDONLY | O_CLOEXEC);
  assert_int_equal(flock(fd, LOCK_EX), 0);
  hl_file_sweep(".");
  assert_false(hl_path_exists(names[0]));
  assert_true(hl_path_exists(names[1])); /* none of our names */
  assert_true(hl_path_exists(names[2]));
  assert_true(hl_path_exists(".heavylegs-atwork")); /* another is at work */
  close(fd);
  hl_file_sweep(".");
  assert_false(hl_path_exists(".heavylegs-atwork"));
  hl_file_sweep("nowhere");
  assert_int_equal(
      unlink(names[1]) || unlink(names[2]) || chdir("..") || rmdir("in"), 0);
}

#define IN_FOLDER(test)                                                        \
  cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

HL_TEST_MAIN(IN_FOLDER(only_regular_files_are_opened),
             IN_FOLDER(unreadable_files_are_refused),
             IN_FOLDER(a_file_is_read_by_pieces_to_its_end),
             IN_FOLDER(a_whole_file_is_loaded_up_to_a_limit),
             IN_FOLDER(a_file_longer_than_its_size_is_loaded_whole),
             IN_FOLDER(paths_are_told_apart),
             IN_FOLDER(a_folder_is_walked_in_byte_order_of_paths),
             IN_FOLDER(links_do_not_make_a_walk_endless),
             IN_FOLDER(a_visit_can_end_the_walk),
             IN_FOLDER(a_walk_goes_no_deeper_than_32),
             IN_FOLDER(unreadable_folders_are_passed_over_and_told),
             IN_FOLDER(replacing_keeps_mode_and_links),
             IN_FOLDER(a_failed_replacement_leaves_nothing_behind),
             IN_FOLDER(what_a_killed_replacement_left_is_swept_up))
