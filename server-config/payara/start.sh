#!/bin/sh
# Starts Payara Micro in this process, so that it receives signals. Its files must be next to this script, or in PAYARA
# (payara-micro.jar and postgresql.jar) and WAR (telemetry.war). JAVA_OPTS adds JVM options, JAVA_GC replaces the garbage
# collector; docs/decisions/0007-java-options.md explains the defaults.
here=$(dirname "$0")
format=plain
[ "${LOG_FORMAT:-json}" = json ] && format=json
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
# the server reads this password from the variable only; the service reports a file that cannot be used
for name in DATABASE_PASSWORD; do
  eval "value=\$$name file=\${${name}_FILE}"
  if [ -z "$value" ] && value=$(cat -- "$file" 2>/dev/null) && [ -n "$value" ]; then
    export "$name=$value"
    unset "${name}_FILE"
  fi
done
# not supported by Java before 17.0.12 (JDK-8325496)
trim=-XX:TrimNativeHeapInterval=60000
java "$trim" -version >/dev/null 2>&1 || trim=
# Payara creates its files at each start, in the temporary directory.
# shellcheck disable=SC2086 # several words
exec java ${JAVA_GC:--XX:+UseSerialGC -XX:NewSize=56m} -Xms96m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 \
  -XX:TLABWasteTargetPercent=10 $trim \
  -XX:ThreadPriorityPolicy=1 -XX:JavaPriority5_To_OSPriority=10 -Duser.timezone=UTC -Dhealth.polaris.telemetry.alone=true -Dhealth.polaris.telemetry.stdout=true \
  -Dorg.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110=false -XX:+ExitOnOutOfMemoryError \
  $JAVA_OPTS -jar "${PAYARA:-$here}/payara-micro.jar" \
  --nohazelcast --disablephonehome --port "${SERVER_PORT:-5000}" --contextroot / \
  --addlibs "${PAYARA:-$here}/postgresql.jar" \
  --prebootcommandfile "$here/server.asadmin" \
  --postbootcommandfile "$here/limits.asadmin" \
  --postdeploycommandfile "$here/open.asadmin" \
  --logproperties "$here/logging-$format.properties" \
  --deploy "${WAR:-$here/telemetry.war}"
