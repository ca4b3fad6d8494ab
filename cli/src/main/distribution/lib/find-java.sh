# shellcheck shell=sh
# Sourced: sets $java and $major, or ends with one sentence. JAVA_HOME or the PATH says which Java.

if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java) || {
    echo "flowtruth: no Java found; install a JDK, version 17 or newer, or set JAVA_HOME" >&2
    exit 1
  }
fi

# The major version, from the file that a JDK has beside its bin folder, so that no JVM is started for it.
java_major() {
  resolved=$(readlink -f "$java" 2>/dev/null || echo "$java")
  release=${resolved%/bin/java}/release
  if [ -r "$release" ]; then
    while IFS='="' read -r key _ value _; do
      if [ "$key" = JAVA_VERSION ]; then
        echo "${value%%[.+-]*}"
        return
      fi
    done <"$release"
  fi
  "$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
}

major=$(java_major)
if [ "${major:-0}" -lt 17 ]; then
  echo "flowtruth: $java is version ${major:-unknown}; install a JDK, version 17 or newer, or set JAVA_HOME" >&2
  exit 1
fi
