#ifndef AWL_BASE_CIVIL_DAY_H_
#define AWL_BASE_CIVIL_DAY_H_

#include <cstdint>
#include <string>

namespace awl {

// "2026-01-31", the day in UTC of seconds since 1970; from the year 0 to 9999.
std::string CivilDay(std::int64_t seconds);

}  // namespace awl

#endif  // AWL_BASE_CIVIL_DAY_H_
