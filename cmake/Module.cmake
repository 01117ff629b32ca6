# zhidui_module(name SOURCES … DEPENDS … PRIVATE … TESTS …): one folder of src/ as one static library `zhidui_<name>`,
# its unit tests (files beside the code) as one executable `<name>_test` registered with ctest.
function(zhidui_module name)
  cmake_parse_arguments(M "" "" "SOURCES;DEPENDS;PRIVATE;TESTS" ${ARGN})
  add_library(zhidui_${name} STATIC ${M_SOURCES})
  target_include_directories(zhidui_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  zhidui_warnings(zhidui_${name})
  list(TRANSFORM M_DEPENDS PREPEND zhidui_)
  target_link_libraries(zhidui_${name} PUBLIC ${M_DEPENDS} PRIVATE ${M_PRIVATE})
  if(M_TESTS)
    zhidui_test(${name}_test SOURCES ${M_TESTS} DEPENDS zhidui_${name})
    # The time of a unit test is spent in the library; its own code is not worth the optimiser's.
    target_compile_options(${name}_test PRIVATE $<$<CONFIG:Release>:-O0>)
  endif()
endfunction()

function(zhidui_test name)
  cmake_parse_arguments(T "" "" "SOURCES;DEPENDS" ${ARGN})
  if(NOT TARGET zhidui_doctest)  # its main is the heaviest file of a small test: compiled once for all
    add_library(zhidui_doctest STATIC ${PROJECT_SOURCE_DIR}/tests/doctest_main.cpp)
  endif()
  add_executable(${name} ${T_SOURCES})
  zhidui_warnings(${name})
  target_link_libraries(${name} PRIVATE ${T_DEPENDS} zhidui_doctest)
  target_compile_definitions(${name} PRIVATE ZHIDUI_ROOT="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
endfunction()

function(zhidui_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast
                                           -Wnon-virtual-dtor -Werror=switch -Werror=return-type)
  if(ZHIDUI_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
