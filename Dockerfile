# Polaris Telemetry on Payara Micro.
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
RUN ./mvnw --batch-mode --no-transfer-progress package -DskipTests \
      -Denv.CIRCLE_BUILD_NUM=${CIRCLE_BUILD_NUM} -Dgit.commit.id.abbrev=${GIT_HASH}

FROM ${JRE}
# a user of its own, without a home and without a shell
RUN useradd --system --no-create-home --shell /usr/sbin/nologin telemetry
WORKDIR /opt/telemetry
# the largest and least often changed first, so that a change of the code makes one small layer anew
COPY --from=build /build/target/payara/payara-micro.jar /build/target/payara/postgresql.jar ./
COPY --from=build /build/server-config/payara ./
COPY --from=build /build/target/telemetry.war ./
USER telemetry
ENV SERVER_PORT=5000 DATABASE_PORT=5432 JAVA_OPTS=""
EXPOSE 5000
# bash can speak HTTP well enough to ask whether the application runs
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT && printf 'GET /running HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '\"running\":true' <&3"]
# exec, so that Java is the process that is told to stop; the server's own files are made anew in /tmp at each start
ENTRYPOINT ["bash", "-c", "exec java -Duser.timezone=UTC -Dorg.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110=false -XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError $JAVA_OPTS -jar payara-micro.jar --nohazelcast --disablephonehome --port $SERVER_PORT --contextroot / --addlibs postgresql.jar --prebootcommandfile telemetry.asadmin --logproperties logging.properties --deploy telemetry.war"]
