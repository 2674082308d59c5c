/** Erasure and anonymisation of people, and receipts of both. */
package health.polaris.telemetry.subject.erasure;
