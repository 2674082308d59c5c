/** Cursors, page requests and Link headers. */
package health.polaris.telemetry.paging;
