package health.polaris.telemetry.settings;

import java.time.Duration;

/**
 * How questions about the fleet are answered.
 *
 * @param connections how many connections to the database there are for them
 * @param timeout after which time the database ends one, by the configuration of the server
 * @param exports how many of these connections exports may use at once; other questions have the rest
 * @param exportTimeout after which time an export is broken off
 * @param smallestCount the smallest number of people that is told; smaller ones, but for 0, are left out
 */
public record Fleet(int connections, Duration timeout, int exports, Duration exportTimeout, int smallestCount) {}
