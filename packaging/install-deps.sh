#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what SageBench needs from the distribution's packages (Debian and its relatives).
set -euo pipefail

# Package and what it is, the second for systems that name their packages differently.
readonly build_group=(
    "cmake|CMake 3.22 or newer"
    "ninja-build|Ninja"
    "g++|a C++20 compiler (GCC 12 or newer)"
    "pkg-config|pkg-config"
    "git|Git"
    "ccache|ccache (optional: faster rebuilds)"
    "qt6-base-dev|Qt 6 base, with its development files"
    "nlohmann-json3-dev|nlohmann/json 3"
    "libboost-dev|Boost headers (Asio)"
    "libssl-dev|OpenSSL 3, with its development files"
    "libsimdjson-dev|simdjson, with its development files"
    "libcli11-dev|CLI11 2"
    "libfmt-dev|fmt 9, with its development files"
    "libexpected-dev|tl::expected"
)
readonly window_group=(
    "qt6-charts-dev|Qt 6 Charts, with its development files"
    "qt6-svg-dev|Qt 6 SVG, with its development files"
    "libqt6opengl6-dev|Qt 6 OpenGL, with its development files"
    "libxkbcommon-dev|libxkbcommon, with its development files"
)
readonly tests_group=(
    "libgtest-dev|GoogleTest"
    "libgmock-dev|GoogleMock"
    "libbenchmark-dev|Google Benchmark"
    "libvalijson-dev|Valijson"
    "openssl|the openssl command"
    "util-linux|util-linux (flock, taskset)"
    "xvfb|Xvfb (a screen in memory)"
    "fonts-dejavu-core|DejaVu, or any other fonts"
)
readonly engine_group=(
    "npm|npm (the Node.js package manager)"
)

usage() {
    cat <<EOF
Usage: packaging/install-deps.sh [--check] [--headless] [--with-tests] [--with-engine] [--help]

Installs what is missing to build SageBench, as root or through sudo. Says nothing
and changes nothing when everything is there.

  --check        only print what is missing; exit code 0 nothing, 1 something
  --headless     without what only the window needs
  --with-tests   also what the tests need
  --with-engine  also what packaging/get-llama.sh needs
  --help         this text

Exit codes: 0 done, 1 something is missing or could not be installed,
2 bad usage, or a system without apt (the packages are named then).
EOF
}

is_installed() {
    # A tool put there by hand does as well as its package.
    [[ $1 == npm ]] && command -v npm >/dev/null && return
    [[ ${installed[$1]:-} == yes ]]
}

read_installed() {
    local name status
    while read -r name status; do
        [[ $status == installed ]] && installed[$name]=yes
    done < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${names[@]}" 2>/dev/null || true)
}

find_missing() {
    local name
    for name in "${names[@]}"; do
        is_installed "$name" || missing+=("$name")
    done
}

name_packages_and_stop() {
    {
        echo "install-deps: this system has no apt. SageBench needs, by whatever means it has:"
        printf '  - %s\n' "${entries[@]#*|}"
        echo "Then: cmake --preset release && cmake --build --preset release"
    } >&2
    exit 2
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "install-deps: not root, and there is no sudo. As root, run: $*" >&2
        return 1
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >&2
}

check_only=false
headless=false
entries=("${build_group[@]}")
while (($# > 0)); do
    case $1 in
    --check) check_only=true ;;
    --headless) headless=true ;;
    --with-tests) entries+=("${tests_group[@]}") ;;
    --with-engine) entries+=("${engine_group[@]}") ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
    esac
    shift
done

$headless || entries+=("${window_group[@]}")
command -v apt-get >/dev/null || name_packages_and_stop

declare -A installed=()
readonly names=("${entries[@]%%|*}")
missing=()
read_installed
find_missing

((${#missing[@]} > 0)) || exit 0
if $check_only; then
    printf '%s\n' "${missing[@]}"
    exit 1
fi
echo "install-deps: installing ${missing[*]}" >&2
apt_get update || echo "install-deps: the package lists could not be refreshed" >&2
apt_get install --yes --no-install-recommends "${missing[@]}" || {
    echo "install-deps: could not install ${missing[*]}" >&2
    exit 1
}
