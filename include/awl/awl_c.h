#ifndef AWL_AWL_C_H_
#define AWL_AWL_C_H_

/* awl for programs in C and in every language that can call C: one function, JSON in and out. */

#include <stddef.h>

#include "awl/export.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Runs a command of awl over files in memory. It sees no other files, starts no program, and keeps
 * nothing between calls, which may come from any thread.
 *
 * `request` is an object in UTF-8, of which all but `arguments` may be missing:
 *
 *   {"arguments": ["check", "--fix", "--format", "json", "readme.md"],
 *    "files": {"readme.md": "# List\n", ".awl.yaml": "extends: strict\n"},
 *    "input": "what standard input has"}
 *
 * The answer is one, too: the exit status, what the command wrote to standard output and standard
 * error, and the files that it changed:
 *
 *   {"status": 1, "output": "[]\n", "errors": "", "files": {"readme.md": "# List\n"}}
 *
 * It ends with a NUL that `answer_size`, which may be null, does not count. awl_free gives it back.
 * Null if there is no memory. */
AWL_API char* awl_call(const char* request, size_t size, size_t* answer_size);
AWL_API void awl_free(char* answer);

/* "0.1.0" */
AWL_API const char* awl_version(void);

#ifdef __cplusplus
}
#endif

#endif /* AWL_AWL_C_H_ */
