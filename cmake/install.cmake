# Installs the library, the command, the heuristics, and what find_package(assay) needs.
include(CMakePackageConfigHelpers)

# Who links to the package is told where its heuristics are, wherever it was installed to.
target_compile_definitions(assay INTERFACE
  "$<INSTALL_INTERFACE:ASSAY_HEURISTICS_DIRECTORY=\"$<INSTALL_PREFIX>/${CMAKE_INSTALL_DATADIR}/assay/heuristics\">")
install(TARGETS assay EXPORT assay-targets)
install(TARGETS assay_command)
install(DIRECTORY include/assay DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY heuristics/ DESTINATION ${CMAKE_INSTALL_DATADIR}/assay/heuristics)
install(FILES src/writers/report.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/assay)
install(FILES NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/assay)
install(EXPORT assay-targets NAMESPACE assay:: DESTINATION ${package_directory})
configure_package_config_file(cmake/assay-config.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/assay-config.cmake
                              INSTALL_DESTINATION ${package_directory})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/assay-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/assay-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/assay-config-version.cmake
        DESTINATION ${package_directory})
