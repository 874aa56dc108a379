#ifndef AWL_CONFIG_READ_LINKS_H_
#define AWL_CONFIG_READ_LINKS_H_

#include "awl/config.h"
#include "config/read_rules.h"
#include "config/yaml.h"

namespace awl {

// `links:` of a config, on top of what the files before it have set. A config may come from a
// stranger: the limits on what is asked of the web's hosts are none of its settings.
void ReadLinks(const ConfigFile& file, const YamlNode& node, LinkSettings* links);

}  // namespace awl

#endif  // AWL_CONFIG_READ_LINKS_H_
