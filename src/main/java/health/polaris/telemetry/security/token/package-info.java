/** Verification of bearer tokens: issuers, keys, signatures and claims. */
package health.polaris.telemetry.security.token;
