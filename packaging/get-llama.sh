#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds a pinned llama.cpp once into the user's cache, for the `cpu` backend, for
# `sagellm-benchmark make-model` and for the integration tests. The release comes as a git bundle
# inside an npm package.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly here
readonly npm_package=node-llama-cpp
readonly npm_version=3.22.1
readonly npm_sha256=a0d9dd80eacd2ab1cfe71aee57ac8a806487fd70b3d2a38fbec637752d9e5c5f
readonly llama_version=0.5.0
# Raise this when the options below change, so that old caches are not taken for new ones.
readonly recipe=1

readonly programs=(llama-server llama-bench llama-batched-bench)
# shellcheck disable=SC2016 # $ORIGIN is for the loader, not for this shell
readonly cmake_options=(
    -DCMAKE_BUILD_TYPE=Release
    -DBUILD_SHARED_LIBS=ON
    -DCMAKE_BUILD_WITH_INSTALL_RPATH=ON
    '-DCMAKE_INSTALL_RPATH=$ORIGIN/../lib'
    -DGGML_NATIVE=ON
    # A compiler cache does not tell one -march=native from another.
    -DGGML_CCACHE=OFF
    -DGGML_ALL_WARNINGS=OFF
    -DLLAMA_ALL_WARNINGS=OFF
    -DLLAMA_BUILD_APP=OFF
    -DLLAMA_BUILD_EXAMPLES=OFF
    -DLLAMA_BUILD_TESTS=OFF
    -DLLAMA_BUILD_UI=OFF
    -DLLAMA_USE_PREBUILT_UI=OFF
    -DLLAMA_OPENSSL=OFF
)

usage() {
    cat <<EOF
Usage: packaging/get-llama.sh [--print-dir] [--tarball FILE] [--help]

Builds llama.cpp $llama_version (${programs[*]} and the shared libllama; CPU,
Release, for this processor) into the user's cache, unless it is there already,
and prints the folder as the only line on stdout. It holds bin, lib, include
and models (vocabularies without weights).

  --print-dir     print the folder without building: exit code 0 if it is there, 1 if not
  --tarball FILE  use this $npm_package-$npm_version.tgz instead of asking npm for it
  --help          this text

XDG_CACHE_HOME moves the cache (default ~/.cache).
Needs npm (or --tarball), git, cmake, ninja and a C++ compiler:
packaging/install-deps.sh --with-engine installs them on Debian and its relatives.
EOF
}

say() { printf 'get-llama: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

cpu_hash() {
    local flags
    flags=$(grep -m1 -iE '^(flags|features)[[:space:]]*:' /proc/cpuinfo 2>/dev/null || true)
    printf '%s %s %s' "$recipe" "$(uname -m)" "${flags#*:}" | sha256sum | cut -c1-12
}

is_complete() { [[ -x $1/bin/llama-server && -f $1/complete ]]; }

need() {
    local tool missing=()
    for tool in git cmake ninja c++ "$@"; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    ((${#missing[@]} == 0)) ||
        die "not found: ${missing[*]} (packaging/install-deps.sh --with-engine installs them)"
}

# Runs a step with its output in the log; on failure shows the end of it.
step() {
    local what=$1
    shift
    say "$what"
    printf '\n== %s\n' "$what" >>"$log"
    "$@" >>"$log" 2>&1 && return
    tail -n 40 "$log" >&2
    die "failed: $what (whole log: $log)"
}

fetch() {
    if [[ -n $tarball ]]; then
        cp -- "$tarball" "$work/package.tgz" || die "cannot read $tarball"
        return
    fi
    # In a folder of its own, so that no project's configuration is taken up.
    (cd "$work" && step "fetching $npm_package $npm_version with npm" \
        npm pack --loglevel=error --ignore-scripts "$npm_package@$npm_version")
    mv "$work/$npm_package-$npm_version.tgz" "$work/package.tgz"
}

unpack() {
    printf '%s  %s\n' "$npm_sha256" "$work/package.tgz" | sha256sum --check --status ||
        die "the package $npm_package $npm_version is not the pinned one (SHA-256 differs)"
    tar -xzf "$work/package.tgz" -C "$work" package/llama/gitRelease.bundle
    step "unpacking llama.cpp $llama_version" \
        git -c advice.detachedHead=false clone --quiet "$work/package/llama/gitRelease.bundle" "$work/src"
}

build() {
    step "configuring" cmake -S "$work/src" -B "$work/build" -G Ninja "${cmake_options[@]}" \
        -DCMAKE_PROJECT_INCLUDE="$here/llama-build.cmake"
    step "building with $(nproc) jobs (5 to 10 minutes on 2 cores)" \
        cmake --build "$work/build" --parallel "$(nproc)" --target "${programs[@]}"
}

collect() {
    local to=$work/result program
    mkdir -p "$to"/{bin,lib,include,models}
    for program in "${programs[@]}"; do cp "$work/build/bin/$program" "$to/bin/"; done
    cp -a "$work"/build/bin/lib*.so* "$to/lib/"
    cp "$work"/src/include/*.h "$work"/src/ggml/include/*.h "$to/include/"
    cp "$work"/src/models/ggml-vocab-*.gguf "$to/models/"
    cp "$work/src/LICENSE" "$to/"
    "$to/bin/llama-server" --version >>"$log" 2>&1 ||
        die "the llama-server just built does not start (whole log: $log)"
    printf 'llama.cpp %s from %s %s, recipe %s\n' \
        "$llama_version" "$npm_package" "$npm_version" "$recipe" >"$to/complete"
}

tarball=
print_only=false
while (($# > 0)); do
    case $1 in
    --print-dir) print_only=true ;;
    --tarball)
        [[ $# -ge 2 ]] || die "--tarball needs a file"
        tarball=$(realpath -- "$2") || exit 1
        shift
        ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
    esac
    shift
done

readonly base=${XDG_CACHE_HOME:-$HOME/.cache}/sagebench
name=llama.cpp-$llama_version-$(cpu_hash)
readonly name
readonly dir=$base/$name

if is_complete "$dir"; then
    printf '%s\n' "$dir"
    exit 0
fi
if $print_only; then
    printf '%s\n' "$dir"
    exit 1
fi

if [[ -n $tarball ]]; then need; else need npm; fi
mkdir -p "$base"
exec {lock}>"$base/.$name.lock"
if ! flock --nonblock "$lock"; then
    say "another build of the same is running: waiting for it"
    flock "$lock"
fi
if ! is_complete "$dir"; then
    readonly log=$base/$name.log
    : >"$log"
    # We hold the lock: what an earlier, killed build left behind is nobody's.
    rm -rf "$base/.$name.build".* "$dir"
    work=$(mktemp -d "$base/.$name.build.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    started=$SECONDS
    fetch
    unpack
    build
    collect
    mv -T "$work/result" "$dir"
    say "done in $((SECONDS - started)) s: $dir"
fi
printf '%s\n' "$dir"
