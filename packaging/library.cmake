# The library for programs in C and C++: libawl.so and libawl.a, their headers, and what find_package(awl) and pkg-config
# read. All objects must be position-independent, and hidden unless they are marked AWL_API: see the preset `library`.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

file(GLOB AWL_API_SOURCES CONFIGURE_DEPENDS src/api/*.cpp)
add_library(awl_shared SHARED ${AWL_API_SOURCES})
target_link_libraries(awl_shared PRIVATE awl)
# The templates of the standard library would be visible without the script.
target_link_options(awl_shared PRIVATE -Wl,--version-script=${CMAKE_SOURCE_DIR}/packaging/library.symbols -Wl,--no-undefined)
# Before 1.0 each minor version may change the interface.
set_target_properties(awl_shared PROPERTIES OUTPUT_NAME awl VERSION ${PROJECT_VERSION}
                      SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
                      LINK_DEPENDS ${CMAKE_SOURCE_DIR}/packaging/library.symbols)

install(TARGETS awl_shared awl LIBRARY COMPONENT library ARCHIVE COMPONENT library)
install(FILES include/awl/awl.h include/awl/awl_c.h include/awl/export.h
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/awl COMPONENT library)
set(AWL_CMAKE_FOLDER ${CMAKE_INSTALL_LIBDIR}/cmake/awl)
configure_package_config_file(packaging/awl-config.cmake.in ${CMAKE_BINARY_DIR}/awl-config.cmake
                              INSTALL_DESTINATION ${AWL_CMAKE_FOLDER}
                              PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/awl-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/awl-config.cmake ${CMAKE_BINARY_DIR}/awl-config-version.cmake
        DESTINATION ${AWL_CMAKE_FOLDER} COMPONENT library)
# Wherever it is installed to.
file(RELATIVE_PATH AWL_PC_TO_INCLUDE /${CMAKE_INSTALL_LIBDIR}/pkgconfig /${CMAKE_INSTALL_INCLUDEDIR})
configure_file(packaging/awl.pc.in ${CMAKE_BINARY_DIR}/awl.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/awl.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT library)
