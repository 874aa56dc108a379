#ifndef AWL_RULES_UNITY_H_
#define AWL_RULES_UNITY_H_

// Included before each rule of a unity batch (AWL_UNITY in CMakeLists.txt), where AWL_RULE_FILE is
// another word for every file: what every rule has under one name gets a name of its own.
#define AWL_JOIN_WORDS(a, b) a##b
#define AWL_JOIN(a, b) AWL_JOIN_WORDS(a, b)
#define kOptions AWL_JOIN(kOptions_, AWL_RULE_FILE)
#define kAliases AWL_JOIN(kAliases_, AWL_RULE_FILE)

#endif  // AWL_RULES_UNITY_H_
