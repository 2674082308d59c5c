import { firstUse } from "./installation.js";

/**
 * Sorts installations by first use, the latest first, and describes the change from the previous installation of the same
 * product.
 *
 * @returns {Array<{installation: Object, change: string}>}
 */
export function timeline(installations) {
  const byFirstUse = [...installations].sort((one, other) => Date.parse(firstUse(one)) - Date.parse(firstUse(other)));
  const before = new Map();
  const steps = byFirstUse.map((installation) => {
    const change = changed(before.get(installation.app_product), installation);
    before.set(installation.app_product, installation);
    return { installation, change };
  });
  return steps.reverse();
}

function changed(before, now) {
  if (!before) {
    return "first installation";
  }
  const changes = [
    before.app_version !== now.app_version && `changed from ${before.app_version}`,
    before.unique_device_code !== now.unique_device_code && "on another device",
  ].filter(Boolean);
  return changes.join(", ") || "installed again";
}
