/** Who calls, and what they may do: a bearer token becomes a verified {@link health.polaris.telemetry.security.Caller}, which each operation's {@link health.polaris.telemetry.security.Allow} rule is held against. */
package health.polaris.telemetry.security;
