#!/bin/sh
# Starts Payara Micro in this process, so that it receives signals. Its files must be next to this script, or in PAYARA
# (payara-micro.jar and postgresql.jar) and WAR (telemetry.war). Payara writes its own files below PAYARA_FILES. KEY_STORE
# switches TLS on. JAVA_OPTS adds JVM options, JAVA_GC replaces the garbage collector; docs/decisions/0007-java-options.md
# explains the defaults.
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
# the server reads these passwords from the variables only; the service reports a file that cannot be used
for name in DATABASE_PASSWORD KEY_STORE_PASSWORD; do
  eval "value=\$$name file=\${${name}_FILE}"
  if [ -z "$value" ] && value=$(cat -- "$file" 2>/dev/null) && [ -n "$value" ]; then
    export "$name=$value"
    unset "${name}_FILE"
  fi
done
# not supported by Java before 17.0.12 (JDK-8325496)
trim=-XX:TrimNativeHeapInterval=60000
java "$trim" -version >/dev/null 2>&1 || trim=
# a directory for this process; old ones exist only if the machine or all processes were stopped at once
PAYARA_FILES="${PAYARA_FILES:-$PWD/payara-files}"
files="$PAYARA_FILES/payara-$$"
for old in "$PAYARA_FILES"/payara-*; do
  kill -0 "${old##*-}" 2>/dev/null || rm -rf "$old"
done
rm -rf "$files"
mkdir -p "$PAYARA_FILES" && mkdir -m 700 "$files" && mkdir "$files/tmp" || exit 1
# removes the directory after the end of this process, which becomes that of Java; a signal to the group does not end it earlier
(trap '' HUP INT TERM && tail --pid=$$ -f /dev/null && rm -rf "$files") </dev/null >/dev/null 2>&1 &
# after the deployment the port for TLS opens, or that without TLS, or with ALLOW_HTTP=true both
limits="$here/limits.asadmin"
open="$here/open.asadmin"
if [ -n "$KEY_STORE" ]; then
  # Payara gets a copy of the key with a fixed name and password, because its commands would log a password. The service
  # reports a key store that cannot be used.
  export PAYARA_KEY_STORE="$files/key.p12"
  name="${KEY_ALIAS:-$(keytool -list -keystore "$KEY_STORE" -storepass:env KEY_STORE_PASSWORD 2>/dev/null |
    sed -n 's/, .*PrivateKeyEntry.*//p')}"
  keytool -importkeystore -noprompt -srckeystore "$KEY_STORE" -srcstorepass:env KEY_STORE_PASSWORD -srcalias "$name" \
    -destkeystore "$PAYARA_KEY_STORE" -deststoretype PKCS12 -deststorepass changeit -destalias s1as >/dev/null 2>&1
  cat "$limits" "$here/tls.asadmin" >"$files/limits.asadmin"
  limits="$files/limits.asadmin"
  if [ "$ALLOW_HTTP" = true ]; then
    cat "$open" "$here/open-tls.asadmin" >"$files/open.asadmin"
    open="$files/open.asadmin"
  else
    open="$here/open-tls.asadmin"
  fi
fi
# shellcheck disable=SC2086 # several words
exec java ${JAVA_GC:--XX:+UseSerialGC -XX:NewSize=56m} -Xms96m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 \
  -XX:TLABWasteTargetPercent=10 $trim \
  -XX:ThreadPriorityPolicy=1 -XX:JavaPriority5_To_OSPriority=10 -Duser.timezone=UTC -Dhealth.polaris.telemetry.alone=true -Dhealth.polaris.telemetry.stdout=true \
  -Dorg.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110=false -XX:+ExitOnOutOfMemoryError \
  "-Djava.io.tmpdir=$files/tmp" $JAVA_OPTS -jar "${PAYARA:-$here}/payara-micro.jar" \
  --nohazelcast --disablephonehome --rootdir "$files/root" --port "${SERVER_PORT:-5000}" --contextroot / \
  --addlibs "${PAYARA:-$here}/postgresql.jar" \
  --prebootcommandfile "$here/server.asadmin" \
  --postbootcommandfile "$limits" \
  --postdeploycommandfile "$open" \
  --logproperties "$here/logging-$format.properties" \
  --deploy "${WAR:-$here/telemetry.war}"
