#!/usr/bin/env bash
# Builds the compiled functions into build/<language>, where the template looks for them.
# Usage: ./build.sh [java] [go] [rust]      all three without arguments; a language whose tools are missing is left out and named.
set -euo pipefail
cd "$(dirname "$0")"

build_java() {
  mvn --batch-mode --quiet --file java/pom.xml package
  rm -rf build/java
  mkdir -p build/java/lib
  cp -R java/target/classes/. build/java/
  cp java/target/dependency/*.jar build/java/lib/
}

build_go() {
  mkdir -p build/go
  (cd go && CGO_ENABLED=0 GOOS=linux go build -trimpath -tags lambda.norpc -ldflags='-s -w' -o ../build/go/bootstrap .)
}

build_rust() {
  cargo build --release --locked --quiet --manifest-path rust/Cargo.toml
  mkdir -p build/rust
  cp rust/target/release/bootstrap build/rust/bootstrap
}

declare -A tool=([java]=mvn [go]=go [rust]=cargo)
left_out=()

for language in "${@:-java go rust}"; do
  for name in $language; do
    case "$name" in
      java | go | rust) ;;
      *)
        echo "Unknown language: \"$name\". Choose from java, go, rust." >&2
        exit 2
        ;;
    esac
    if ! command -v "${tool[$name]}" >/dev/null; then
      left_out+=("$name (needs ${tool[$name]})")
      continue
    fi
    echo "Building $name …"
    "build_$name"
  done
done

if ((${#left_out[@]})); then
  printf 'Left out: %s\n' "${left_out[@]}" >&2
  exit 1
fi
