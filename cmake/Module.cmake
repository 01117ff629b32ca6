# zhidui_module(name SOURCES … DEPENDS … PRIVATE … TESTS …): one folder of src/ as one static library `zhidui_<name>`,
# its unit tests (files beside the code) as one executable `<name>_test` registered with ctest.
function(zhidui_module name)
  cmake_parse_arguments(M "" "" "SOURCES;DEPENDS;PRIVATE;TESTS" ${ARGN})
  add_library(zhidui_${name} STATIC ${M_SOURCES})
  target_include_directories(zhidui_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  zhidui_warnings(zhidui_${name})
  list(TRANSFORM M_DEPENDS PREPEND zhidui_)
  target_link_libraries(zhidui_${name} PUBLIC ${M_DEPENDS} PRIVATE ${M_PRIVATE})
  zhidui_precompiled(zhidui_${name} zhidui_base)
  if(M_TESTS)
    zhidui_test(${name}_test SOURCES ${M_TESTS} DEPENDS zhidui_${name})
    # The time of a unit test is spent in the library; its own code is not worth the optimiser's.
    target_compile_options(${name}_test PRIVATE $<$<CONFIG:Release>:-O0>)
  endif()
endfunction()

# zhidui_test(name [UNREGISTERED] SOURCES … DEPENDS …): a test of its own. UNREGISTERED: its folder says how ctest runs it.
function(zhidui_test name)
  cmake_parse_arguments(T "UNREGISTERED" "" "SOURCES;DEPENDS" ${ARGN})
  if(NOT TARGET zhidui_doctest)  # its main is the heaviest file of a small test: compiled once for all
    add_library(zhidui_doctest STATIC ${PROJECT_SOURCE_DIR}/tests/doctest_main.cpp)
  endif()
  add_executable(${name} ${T_SOURCES})
  zhidui_warnings(${name})
  target_link_libraries(${name} PRIVATE ${T_DEPENDS} zhidui_doctest)
  target_compile_definitions(${name} PRIVATE ZHIDUI_ROOT="${PROJECT_SOURCE_DIR}")
  if(T_UNREGISTERED)
    return()
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_property(TEST ${name} PROPERTY ENVIRONMENT "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/leaks.txt:print_suppressions=0")
endfunction()

function(zhidui_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast
                                           -Wnon-virtual-dtor -Werror=switch -Werror=return-type)
  if(ZHIDUI_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

# The standard headers take a good part of the time of a file. Of the targets with the flags of the first one its precompiled headers
# serve; those with flags of their own have their own.
function(zhidui_precompiled target first)
  if(ZHIDUI_FUZZ OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    return()
  endif()
  get_target_property(libraries ${target} LINK_LIBRARIES)
  if(target STREQUAL first OR "${libraries}" MATCHES "PANGO")  # Pango brings -pthread, a flag of its own
    target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/standard.h)
  else()
    target_precompile_headers(${target} REUSE_FROM ${first})
  endif()
  # From precompiled standard headers GCC 12 warns of what it keeps to itself when it reads them as system headers.
  target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow)
endfunction()
