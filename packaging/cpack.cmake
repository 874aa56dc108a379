# Read by CPack for each generator: the .deb leaves the library to the package manager.
if(CPACK_GENERATOR STREQUAL "DEB")
  set(CPACK_COMPONENTS_ALL awl)
else()
  set(CPACK_COMPONENTS_ALL awl md4c)
endif()
