/** Legal holds, which protect the data of people from erasure. */
package health.polaris.telemetry.subject.hold;
