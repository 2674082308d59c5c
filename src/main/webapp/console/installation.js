/** Installations of patients and clinicians have different keys. */

/** The recorded time of first use. */
export function firstUse(installation) {
  return installation.date_first_launched ?? installation.date_first_used;
}

/** The installation on the phone with which a meter was checked. Apps send the id of the installation or the device code. */
export function phoneOf({ mobile_id: id }, installations) {
  return installations.find((one) => one.uuid === id || one.unique_device_code === id);
}

/** The operating system and its version. */
export function system(installation) {
  const { phone_os: phone, phone_os_version: phoneVersion } = installation;
  const { desktop_os: desktop, desktop_os_version: desktopVersion } = installation;
  return `${phone ?? desktop} ${phoneVersion ?? desktopVersion}`;
}

/** Manufacturer and model; empty for computers. */
export function model({ manufacturer, model: name }) {
  return manufacturer ? `${manufacturer} ${name}` : "";
}

/** Manufacturer, model and system, as far as they are known. */
export function device(installation) {
  return [model(installation), system(installation)].filter(Boolean).join(", ");
}
