# SPDX-License-Identifier: GPL-3.0-or-later
# llama.cpp's libraries, for the `cpu` backend and `make-model`:
#   -DSAGEBENCH_LLAMA=AUTO  use them if they are there (default)
#   -DSAGEBENCH_LLAMA=ON    stop if they are not
#   -DSAGEBENCH_LLAMA=OFF   don't look
# They are looked for as a CMake package, by pkg-config, then where packaging/get-llama.sh puts them;
# -DSAGEBENCH_LLAMA_DIR=DIR names such a folder (with lib, include and models in it).
#
# Sets SAGEBENCH_HAVE_LLAMA and, where known, SAGEBENCH_LLAMA_SERVER (the program) and
# SAGEBENCH_VOCAB_DIR (ggml-vocab-*.gguf); defines SageBench::gguf (model files) and
# SageBench::llama (the engine, with SageBench::gguf in it).
set(SAGEBENCH_LLAMA AUTO CACHE STRING "Use llama.cpp's libraries: AUTO, ON or OFF")
set_property(CACHE SAGEBENCH_LLAMA PROPERTY STRINGS AUTO ON OFF)
set(SAGEBENCH_LLAMA_DIR "" CACHE PATH "A folder made by packaging/get-llama.sh")

set(SAGEBENCH_HAVE_LLAMA FALSE)
set(SAGEBENCH_LLAMA_SERVER "")
set(SAGEBENCH_VOCAB_DIR "")

function(sagebench_find_llama_folder result)
  set(folder "${SAGEBENCH_LLAMA_DIR}")
  if(NOT folder AND UNIX)
    execute_process(
      COMMAND ${PROJECT_SOURCE_DIR}/packaging/get-llama.sh --print-dir
      OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE missing)
    if(NOT missing EQUAL 0)
      set(folder "")
    endif()
  endif()
  set(${result} "${folder}" PARENT_SCOPE)
endfunction()

# The build tree gets copies, so that what was built keeps working when the cache is emptied.
function(sagebench_import_llama_library target folder name)
  set(suffix ${CMAKE_SHARED_LIBRARY_SUFFIX})
  file(GLOB files ${folder}/lib/lib${name}${suffix}*)
  if(NOT files)
    message(FATAL_ERROR "SAGEBENCH_LLAMA_DIR: there is no lib/lib${name}${suffix} in ${folder}")
  endif()
  file(COPY ${files} DESTINATION ${CMAKE_LIBRARY_OUTPUT_DIRECTORY})
  add_library(${target} SHARED IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES
    IMPORTED_LOCATION ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/lib${name}${suffix}
    INTERFACE_INCLUDE_DIRECTORIES ${folder}/include)
endfunction()

macro(sagebench_use_llama_folder folder)
  sagebench_import_llama_library(SageBench::gguf ${folder} ggml-base)
  sagebench_import_llama_library(SageBench::ggml ${folder} ggml)
  sagebench_import_llama_library(SageBench::ggml-cpu ${folder} ggml-cpu)
  sagebench_import_llama_library(SageBench::llama ${folder} llama)
  set_property(TARGET SageBench::ggml PROPERTY
    INTERFACE_LINK_LIBRARIES SageBench::ggml-cpu SageBench::gguf)
  set_property(TARGET SageBench::llama PROPERTY INTERFACE_LINK_LIBRARIES SageBench::ggml)
  set(SAGEBENCH_VOCAB_DIR ${folder}/models)
  set(SAGEBENCH_LLAMA_SERVER ${folder}/bin/llama-server)
  set(SAGEBENCH_HAVE_LLAMA TRUE)
endmacro()

macro(sagebench_use_llama_targets gguf llama)
  add_library(SageBench::gguf INTERFACE IMPORTED GLOBAL)
  add_library(SageBench::llama INTERFACE IMPORTED GLOBAL)
  target_link_libraries(SageBench::gguf INTERFACE ${gguf})
  target_link_libraries(SageBench::llama INTERFACE ${llama} ${gguf})
  find_program(SAGEBENCH_SYSTEM_LLAMA_SERVER llama-server)
  if(SAGEBENCH_SYSTEM_LLAMA_SERVER)
    set(SAGEBENCH_LLAMA_SERVER ${SAGEBENCH_SYSTEM_LLAMA_SERVER})
  endif()
  set(SAGEBENCH_HAVE_LLAMA TRUE)
endmacro()

macro(sagebench_find_llama)
  if(NOT SAGEBENCH_LLAMA_DIR)
    find_package(llama CONFIG QUIET)
    if(NOT llama_FOUND)
      find_package(PkgConfig QUIET)
      if(PkgConfig_FOUND)
        pkg_check_modules(SAGEBENCH_PC_LLAMA QUIET IMPORTED_TARGET llama)
      endif()
    endif()
  endif()
  if(TARGET llama)
    sagebench_use_llama_targets(ggml::ggml-base llama)
  elseif(TARGET PkgConfig::SAGEBENCH_PC_LLAMA)
    sagebench_use_llama_targets(PkgConfig::SAGEBENCH_PC_LLAMA PkgConfig::SAGEBENCH_PC_LLAMA)
  else()
    sagebench_find_llama_folder(SAGEBENCH_LLAMA_FOUND_DIR)
    if(SAGEBENCH_LLAMA_FOUND_DIR)
      sagebench_use_llama_folder(${SAGEBENCH_LLAMA_FOUND_DIR})
    endif()
  endif()
endmacro()

if(SAGEBENCH_LLAMA)
  sagebench_find_llama()
  if(SAGEBENCH_HAVE_LLAMA)
    message(STATUS "llama.cpp: ${SAGEBENCH_LLAMA_SERVER}")
  elseif(SAGEBENCH_LLAMA STREQUAL "AUTO")
    message(STATUS "llama.cpp: not found; built without the cpu backend and make-model "
                   "(./run_benchmark.sh --with-cpu brings them)")
  else()
    message(FATAL_ERROR "SAGEBENCH_LLAMA=ON, but llama.cpp was not found; packaging/get-llama.sh brings it")
  endif()
endif()
# For run_benchmark.sh.
set(SAGEBENCH_WITH_LLAMA ${SAGEBENCH_HAVE_LLAMA} CACHE INTERNAL "llama.cpp was found")
