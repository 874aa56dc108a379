#ifndef AWL_EXPORT_H_
#define AWL_EXPORT_H_

/* What libawl.so shows; all else in it is hidden. */
#ifndef AWL_API
#if defined(__GNUC__) && !defined(_WIN32)
#define AWL_API __attribute__((visibility("default")))
#else
#define AWL_API
#endif
#endif

#endif /* AWL_EXPORT_H_ */
