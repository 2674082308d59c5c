# Polaris Telemetry on Open Liberty.
#
#   docker build -t polaris-telemetry --build-arg GIT_HASH=$(git rev-parse --short HEAD) .
#   docker run --read-only --tmpfs /tmp -p 5000:5000 --env-file telemetry.env polaris-telemetry

ARG JDK=docker.io/library/eclipse-temurin:17-jdk
ARG JRE=docker.io/library/eclipse-temurin:17-jre

FROM ${JDK} AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY server-config server-config
COPY src src
ARG CIRCLE_BUILD_NUM=unknown
ARG GIT_HASH=unknown
RUN ./mvnw --batch-mode --no-transfer-progress package -DskipTests -Dserver=liberty \
      -Denv.CIRCLE_BUILD_NUM=${CIRCLE_BUILD_NUM} -Dgit.commit.id.abbrev=${GIT_HASH}
# keeps only the features of server.xml and tls.xml (minify), and unpacks the application, because the file system may be read-only
WORKDIR /build/target/openliberty/wlp
RUN mkdir -p usr/servers/telemetry/lib \
    && cp /build/server-config/openliberty/server.xml /build/server-config/openliberty/tls.xml usr/servers/telemetry/ \
    && cp /build/target/payara/postgresql.jar usr/servers/telemetry/lib/ \
    && bin/server package telemetry --include=minify --archive=/build/telemetry-server.zip \
    && mkdir /build/image /build/application \
    && cd /build/image && jar --extract --file /build/telemetry-server.zip && chmod -R a+rX . \
    && rm wlp/usr/servers/telemetry/tls.xml \
    && cd /build/application && jar --extract --file /build/target/telemetry.war

FROM ${JRE}
# dedicated user without a home directory or shell; numeric, so that an orchestrator can verify that it is not root
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin telemetry
WORKDIR /opt/telemetry
# largest and least frequently changed files first, so that a code change rebuilds one small layer
COPY --from=build /build/image ./
COPY --from=build /build/server-config/openliberty/start.sh /build/server-config/openliberty/tls.xml ./
COPY --from=build /build/application wlp/usr/servers/telemetry/apps/telemetry.war
# list of the contents of the WAR (CycloneDX)
COPY --from=build /build/target/bom.json ./
USER 10001
# half of the memory for the heap, the rest for classes, threads and compiled code
ENV SERVER_PORT=5000 JAVA_OPTS="-XX:MaxRAMPercentage=50" \
    WLP=/opt/telemetry/wlp WLP_OUTPUT_DIR=/tmp/output LOG_DIR=/tmp/logs
EXPOSE 5000
# the image has no HTTP client; bash is sufficient for a health check
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '\"UP\"' <&3"]
ENTRYPOINT ["/opt/telemetry/start.sh"]
