# SPDX-License-Identifier: GPL-3.0-or-later
# The one place for language and warning flags: every target links SageBench::flags.
add_library(sagebench-flags INTERFACE)
add_library(SageBench::flags ALIAS sagebench-flags)
target_compile_features(sagebench-flags INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)

if(MSVC)
  target_compile_options(sagebench-flags INTERFACE /W4 /permissive- /utf-8)
else()
  target_compile_options(sagebench-flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)
endif()
if(SAGEBENCH_WERROR)
  target_compile_options(sagebench-flags INTERFACE $<IF:$<CXX_COMPILER_ID:MSVC>,/WX,-Werror>)
endif()
if(SAGEBENCH_SANITIZE)
  target_compile_options(sagebench-flags INTERFACE
    -fsanitize=${SAGEBENCH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    # GCC 12 sees uninitialised values in instrumented code that has none.
    -Wno-maybe-uninitialized)
  target_link_options(sagebench-flags INTERFACE -fsanitize=${SAGEBENCH_SANITIZE})
  if(SAGEBENCH_SANITIZE MATCHES thread AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Asio has fences, which GCC's TSan does not follow and warns of.
    target_compile_options(sagebench-flags INTERFACE -Wno-tsan)
  endif()
endif()
