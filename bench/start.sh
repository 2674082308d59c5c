#!/usr/bin/env bash
# bench/start.sh PORT: starts the packaged service as in production, in the foreground; builds it if necessary.
# DATABASE_*, HS_KEY, PROXY_URL, DB_POOL_SIZE and JAVA_OPTS are settings of the service; SERVER=liberty selects Open Liberty.
set -euo pipefail
cd "$(dirname "$0")/.."
export SERVER_PORT="${1:-${SERVER_PORT:-5000}}"
target="$PWD/target"

# Creates missing tables: a benchmark may have created only the one it needs, but the service requires all original tables, or none.
export PGHOST="$DATABASE_HOST" PGPORT="${DATABASE_PORT:-5432}" PGDATABASE="$DATABASE_NAME"
export PGUSER="$DATABASE_USER" PGPASSWORD="$DATABASE_PASSWORD" PGOPTIONS='-c client_min_messages=warning'
if [ -n "$(psql -Atqc "select to_regclass('alembic_version')")" ]; then
  sed 's/^create table/& if not exists/' src/main/resources/db/migration/V1__the_original_schema.sql | psql -q
fi

if [ "${SERVER:-payara}" != liberty ]; then
  [ -f target/telemetry.war ] || ./mvnw -q -B package -DskipTests
  PAYARA="$target/payara" WAR="$target/telemetry.war" exec server-config/payara/start.sh
fi

[ -f target/telemetry.war ] && [ -d target/openliberty/wlp ] || ./mvnw -q -B package -DskipTests -Dserver=liberty
export WLP="$target/openliberty/wlp" WLP_USER_DIR="$target/bench/at-$SERVER_PORT"
server="$WLP_USER_DIR/servers/telemetry"
mkdir -p "$server/apps" "$server/lib"
cp server-config/openliberty/server.xml "$server/"
cp target/telemetry.war "$server/apps/"
cp target/payara/postgresql.jar "$server/lib/"
exec server-config/openliberty/start.sh
