#!/bin/sh
# Starts the service on Open Liberty, in this process, so that signals reach Java (the command "server run" stays between).
# WLP is where Open Liberty is, WLP_USER_DIR where servers/telemetry is; what the server writes goes to WLP_OUTPUT_DIR.
# JAVA_OPTS are for Java.
[ "${LOG_FORMAT:-json}" = json ] || export LIBERTY_LOG_FORMAT="${LIBERTY_LOG_FORMAT:-simple}"
# shellcheck disable=SC2086 # JAVA_OPTS are several words
exec java "@$WLP/lib/platform/java/java9.options" -Duser.timezone=UTC -XX:+ExitOnOutOfMemoryError $JAVA_OPTS \
  -javaagent:"$WLP/bin/tools/ws-javaagent.jar" -jar "$WLP/bin/tools/ws-server.jar" telemetry
