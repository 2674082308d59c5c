#!/usr/bin/env bash
# Reports in Markdown which dependencies, plugins and servers have newer stable versions, and which libraries of the WAR have
# known vulnerabilities. It informs only: the exit status is 0 whatever it finds. Needs curl, jq and the network.
#
# Not reported are APIs of Jakarta EE 10 and MicroProfile 6.1, to which the servers are bound.
set -u
cd "$(dirname "$0")/.." || exit 0

central=${CENTRAL_URL:-https://repo.maven.apache.org/maven2}
npm=${NPM_URL:-https://registry.npmjs.org}
vulnerabilities=${OSV_URL:-https://api.osv.dev/v1/querybatch}
unstable='(?i).*[.-](alpha|beta|rc|cr|m|b|ea)[-.0-9]*.*'
bound='jakarta.platform:*,org.eclipse.microprofile*:*,org.eclipse.persistence:*,org.hibernate.validator:*,org.glassfish.expressly:*'
versions=org.codehaus.mojo:versions-maven-plugin:2.25.1

maven_updates() {
  local report
  report=$(./mvnw --batch-mode "$versions:display-plugin-updates" "$versions:display-dependency-updates" \
    "-Dmaven.version.ignore=$unstable" "-DdependencyExcludes=$bound" 2>&1) || echo "- The check failed: $(grep -m 1 ERROR <<<"$report")"
  # a long name and its versions are on two lines
  awk '/ -> / {print "- " name $0; name = ""; next}
       / \.\.\.+$/ {name = $0}' <<<"$report" | sed -E 's/\[INFO\]//g; s/ *\.* +/ /g' | sort -u
}

# compares the newest version in a property with the newest release, in whose version only digits and dots occur
server_update() {
  local used newest
  used=$(sed -n "s:.*<$1>\([^<]*\)<.*:\1:p" pom.xml | sort -V | tail -1)
  newest=$(curl --fail --silent --show-error --max-time 30 "$central/$2/maven-metadata.xml" \
    | sed -n 's:.*<version>\([0-9.]*\)</version>.*:\1:p' | sort -V | tail -1)
  [ -z "$newest" ] || [ "$newest" = "$used" ] || echo "- $1 $used -> $newest"
}

# the same for the newest stable version of a library of the console
console_update() {
  local used newest
  used=$(sed -n "s:.*<$1.version>\([^<]*\)<.*:\1:p" pom.xml)
  newest=$(curl --fail --silent --show-error --max-time 30 "$npm/$1/latest" | jq --raw-output .version)
  [ -z "$newest" ] || [ "$newest" = "$used" ] || echo "- $1 $used -> $newest"
}

echo "## Newer versions"
echo
updates=$(
  maven_updates
  server_update payara.version fish/payara/extras/payara-micro
  server_update openliberty.version io/openliberty/openliberty-runtime
  console_update oidc-client-ts
  console_update htm
)
echo "${updates:-None.}"

echo
echo "## Known vulnerabilities"
echo
./mvnw --batch-mode --quiet package -DskipTests -Dservers=payara >&2 || exit 0
libraries=$(jq '[.components[].purl | sub("\\?.*"; "")]' target/bom.json)
answer=$(jq '{queries: map({package: {purl: .}})}' <<<"$libraries" \
  | curl --fail --silent --show-error --max-time 60 --json @- "$vulnerabilities") || { echo "The check failed."; exit 0; }
jq --raw-output --argjson libraries "$libraries" '
  [.results | to_entries[] | select(.value.vulns) | "- \($libraries[.key]): \([.value.vulns[].id] | join(", "))"]
  | if . == [] then "None in \($libraries | length) libraries." else .[] end' <<<"$answer"
exit 0
