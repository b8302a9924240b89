# SPDX-License-Identifier: GPL-3.0-or-later
# Paths are hashed relative to the source tree, so that build trees share their objects.
find_program(SAGEBENCH_CCACHE ccache)
if(SAGEBENCH_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros
      ${SAGEBENCH_CCACHE})
endif()
