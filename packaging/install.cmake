# What an installed awl is made of, and the .deb that CPack makes of it.

include(GNUInstallDirs)
install(TARGETS awl_binary RUNTIME COMPONENT awl)
if(TARGET awl_links_binary)
  install(TARGETS awl_links_binary RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/awl COMPONENT awl)
endif()
install(FILES README.md CHANGELOG.md NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT awl)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright COMPONENT awl)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT awl)

# Completions and the man page come from the command line itself.
function(awl_printed file folder)
  add_custom_command(
    OUTPUT ${CMAKE_BINARY_DIR}/printed/${file}
    COMMAND awl_binary ${ARGN} >${CMAKE_BINARY_DIR}/printed/${file}
    DEPENDS awl_binary)
  set(AWL_PRINTED ${AWL_PRINTED} ${CMAKE_BINARY_DIR}/printed/${file} PARENT_SCOPE)
  install(FILES ${CMAKE_BINARY_DIR}/printed/${file} DESTINATION ${folder} COMPONENT awl)
endfunction()
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/printed)
awl_printed(awl ${CMAKE_INSTALL_DATADIR}/bash-completion/completions completion bash)
awl_printed(_awl ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions completion zsh)
awl_printed(awl.fish ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d completion fish)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/printed/awl.1
  COMMAND ${CMAKE_SOURCE_DIR}/packaging/man $<TARGET_FILE:awl_binary> >${CMAKE_BINARY_DIR}/printed/awl.1
  DEPENDS awl_binary ${CMAKE_SOURCE_DIR}/packaging/man)
install(FILES ${CMAKE_BINARY_DIR}/printed/awl.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT awl)
list(APPEND AWL_PRINTED ${CMAKE_BINARY_DIR}/printed/awl.1)
# Not part of `all`: who only runs awl does not wait for them.
add_custom_target(awl_printed_files DEPENDS ${AWL_PRINTED})

set(CPACK_PACKAGE_NAME awl)
set(CPACK_PACKAGE_CONTACT "The awl authors <awl@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Linter and formatter for awesome lists")
set(CPACK_PACKAGE_HOMEPAGE_URL ${AWL_HOMEPAGE})
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_COMPONENTS_ALL awl)
set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "git, libcurl4")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "awl reads the Markdown of an awesome list, reports what is wrong at exact places,\n and rewrites in place what can be put right without changing what the list says.")
include(CPack)
