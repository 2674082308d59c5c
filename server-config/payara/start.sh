#!/bin/sh
# Starts the service on Payara Micro, in this process, so that signals reach Java. What it needs lies beside this file, or
# where these variables say: PAYARA (payara-micro.jar and postgresql.jar), WAR (telemetry.war). JAVA_OPTS are for Java, and
# JAVA_GC is its garbage collector; docs/performance.md tells why the options are what they are.
here=$(dirname "$0")
format=plain
[ "${LOG_FORMAT:-json}" = json ] && format=json
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
# questions about the fleet go to the replica, and where there is none, or while it is away, to the database
export FLEET_DATABASE_HOSTS="${DATABASE_REPLICA_HOST:+$DATABASE_REPLICA_HOST,}$DATABASE_HOST"
export FLEET_DATABASE_TARGET="${DATABASE_REPLICA_HOST:+preferSecondary}"
FLEET_DATABASE_TARGET="${FLEET_DATABASE_TARGET:-primary}"
# what waits for a lock is given up before the connection is
DATABASE_LOCK_TIMEOUT_MILLIS=$(expr "${DATABASE_TIMEOUT_SECONDS:-3}" '*' 1000 - 500 2>/dev/null) || DATABASE_LOCK_TIMEOUT_MILLIS=2500
export DATABASE_LOCK_TIMEOUT_MILLIS
# Java before 17.0.12 cannot do this (JDK-8325496), and would not start with it
trim=-XX:TrimNativeHeapInterval=60000
java "$trim" -version >/dev/null 2>&1 || trim=
# Payara makes its own files anew at each start, in the temporary directory.
# shellcheck disable=SC2086 # these are several words
exec java ${JAVA_GC:--XX:+UseSerialGC -XX:NewSize=56m} -Xms96m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 \
  -XX:TLABWasteTargetPercent=10 $trim \
  -XX:ThreadPriorityPolicy=1 -XX:JavaPriority5_To_OSPriority=10 -Duser.timezone=UTC -Dhealth.polaris.telemetry.alone=true \
  -Dorg.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110=false -XX:+ExitOnOutOfMemoryError \
  $JAVA_OPTS -jar "${PAYARA:-$here}/payara-micro.jar" \
  --nohazelcast --disablephonehome --port "${SERVER_PORT:-5000}" --contextroot / \
  --addlibs "${PAYARA:-$here}/postgresql.jar" \
  --prebootcommandfile "$here/server.asadmin" \
  --postbootcommandfile "$here/limits.asadmin" \
  --postdeploycommandfile "$here/open.asadmin" \
  --logproperties "$here/logging-$format.properties" \
  --deploy "${WAR:-$here/telemetry.war}"
