#!/bin/sh
# Starts Open Liberty in this process, so that, unlike with "server run", it receives signals. WLP is the installation of
# Open Liberty, WLP_USER_DIR contains servers/telemetry, WLP_OUTPUT_DIR is for output. KEY_STORE switches TLS on. JAVA_OPTS
# adds JVM options, JAVA_GC replaces the garbage collector; docs/decisions/0007-java-options.md explains the defaults.
[ "${LOG_FORMAT:-json}" = json ] || export LIBERTY_LOG_FORMAT="${LIBERTY_LOG_FORMAT:-simple}"
# the JVM reads environment variables as UTF-8, and uses the letters, digits and dates of no country
export LC_ALL=C.UTF-8
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
# fleet queries go to the replica, or to the primary database if there is no replica or it is unavailable
export FLEET_DATABASE_HOSTS="${DATABASE_REPLICA_HOST:+$DATABASE_REPLICA_HOST,}$DATABASE_HOST"
export FLEET_DATABASE_TARGET="${DATABASE_REPLICA_HOST:+preferSecondary}"
FLEET_DATABASE_TARGET="${FLEET_DATABASE_TARGET:-primary}"
# the lock time-out must end before the socket time-out
DATABASE_LOCK_TIMEOUT_MILLIS=$(expr "${DATABASE_TIMEOUT_SECONDS:-3}" '*' 1000 - 500 2>/dev/null) || DATABASE_LOCK_TIMEOUT_MILLIS=2500
export DATABASE_LOCK_TIMEOUT_MILLIS
# the server reads these passwords from the variables only; the service reports a file that cannot be used
for name in DATABASE_PASSWORD KEY_STORE_PASSWORD; do
  eval "value=\$$name file=\${${name}_FILE}"
  if [ -z "$value" ] && value=$(cat -- "$file" 2>/dev/null) && [ -n "$value" ]; then
    export "$name=$value"
    unset "${name}_FILE"
  fi
done
# server.xml includes tls.xml from the directory of the output, which is always writable
output="${WLP_OUTPUT_DIR:-${WLP_USER_DIR:-$WLP/usr}/servers}/telemetry"
rm -f "$output/tls.xml"
if [ -n "$KEY_STORE" ]; then
  mkdir -p "$output" && cp "$(dirname "$0")/tls.xml" "$output/tls.xml" || exit 1
  [ "$ALLOW_HTTP" != true ] || export PORT_WITHOUT_TLS="${SERVER_PORT:-5000}"
fi
# not supported by Java before 17.0.12 (JDK-8325496)
trim=-XX:TrimNativeHeapInterval=60000
java "$trim" -version >/dev/null 2>&1 || trim=
# no incident files (logs/ffdc): they would contain paths with ids
ffdc=-Dcom.ibm.ws.logging.ffdc.delegate=com.ibm.ws.logging.internal.DisabledFFDCService
# shellcheck disable=SC2086 # several words
exec java ${JAVA_GC:--XX:+UseSerialGC -XX:NewSize=56m} -Xms96m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 \
  -XX:TLABWasteTargetPercent=10 $trim \
  -XX:ThreadPriorityPolicy=1 -XX:JavaPriority5_To_OSPriority=10 "@$WLP/lib/platform/java/java9.options" \
  -Duser.timezone=UTC -XX:+ExitOnOutOfMemoryError \
  -Dhealth.polaris.telemetry.alone=true -Dhealth.polaris.telemetry.stdout=true "$ffdc" $JAVA_OPTS \
  -javaagent:"$WLP/bin/tools/ws-javaagent.jar" -jar "$WLP/bin/tools/ws-server.jar" telemetry
