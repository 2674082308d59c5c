#!/bin/sh
# Starts the service on Open Liberty, in this process, so that signals reach Java (the command "server run" stays between).
# WLP is where Open Liberty is, WLP_USER_DIR where servers/telemetry is; what the server writes goes to WLP_OUTPUT_DIR.
# JAVA_OPTS are for Java, and JAVA_GC is its garbage collector; docs/performance.md tells why the options are what they are.
[ "${LOG_FORMAT:-json}" = json ] || export LIBERTY_LOG_FORMAT="${LIBERTY_LOG_FORMAT:-simple}"
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
# shellcheck disable=SC2086 # these are several words
exec java ${JAVA_GC:--XX:+UseSerialGC -XX:NewSize=56m} -Xms96m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 \
  -XX:TLABWasteTargetPercent=10 $trim \
  -XX:ThreadPriorityPolicy=1 -XX:JavaPriority5_To_OSPriority=10 "@$WLP/lib/platform/java/java9.options" \
  -Duser.timezone=UTC -XX:+ExitOnOutOfMemoryError \
  -Dhealth.polaris.telemetry.alone=true $JAVA_OPTS \
  -javaagent:"$WLP/bin/tools/ws-javaagent.jar" -jar "$WLP/bin/tools/ws-server.jar" telemetry
