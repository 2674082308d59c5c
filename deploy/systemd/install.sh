#!/bin/sh
# Installs the built service on this machine: install.sh liberty|payara. Run it as root after
#
#   ./mvnw package -Dserver=liberty        (without -Dserver=liberty for Payara Micro)
#
# Each installation is a directory of its own below /opt/telemetry, and /opt/telemetry/current is a link to the newest. It neither
# starts the service nor changes existing settings.
set -eu
server=${1:?"usage: install.sh liberty|payara"}
project=$(cd "$(dirname "$0")/../.." && pwd)
release=/opt/telemetry/$server-$(date -u +%Y%m%dT%H%M%SZ)
umask 022

getent passwd telemetry >/dev/null ||
  useradd --system --user-group --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin telemetry
mkdir -p "$release"
case $server in
  liberty)
    cp -R "$project/target/openliberty/wlp" "$release/"
    telemetry=$release/wlp/usr/servers/telemetry
    rm -rf "$telemetry"
    mkdir -p "$telemetry/apps" "$telemetry/lib"
    cp "$project/server-config/openliberty/server.xml" "$telemetry/"
    cp "$project/target/telemetry.war" "$telemetry/apps/"
    cp "$project/target/payara/postgresql.jar" "$telemetry/lib/"
    cp "$project/server-config/openliberty/start.sh" "$project/server-config/openliberty/tls.xml" "$release/"
    ;;
  payara)
    cp "$project/target/payara/payara-micro.jar" "$project/target/payara/postgresql.jar" "$project/target/telemetry.war" "$release/"
    cp "$project"/server-config/payara/*.sh "$project"/server-config/payara/*.asadmin \
      "$project"/server-config/payara/*.properties "$release/"
    ;;
  *)
    echo "unknown server: $server" >&2
    exit 2
    ;;
esac
chmod -R u+rwX,go+rX,go-w "$release"
chown -R root:root "$release"
ln -sfn "$release" /opt/telemetry/current

install -d -m 700 /etc/telemetry
[ -e /etc/telemetry/telemetry.env ] || install -m 600 "$project/deploy/systemd/telemetry.env" /etc/telemetry/telemetry.env
install -m 644 "$project/deploy/systemd/journald@telemetry.conf" /etc/systemd/
install -m 644 "$project/deploy/systemd/telemetry.service" /etc/systemd/system/
[ ! -d /run/systemd/system ] || systemctl daemon-reload
echo "Installed $release. Fill in /etc/telemetry/telemetry.env, then run: systemctl enable --now telemetry"
