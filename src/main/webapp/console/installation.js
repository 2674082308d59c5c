/** Installations of patients and of clinicians have different keys for the same matters. */

/** When it was first used, as it was recorded. */
export function firstUse(installation) {
  return installation.date_first_launched ?? installation.date_first_used;
}

/** The operating system and its version. */
export function system(installation) {
  const { phone_os: phone, phone_os_version: phoneVersion } = installation;
  const { desktop_os: desktop, desktop_os_version: desktopVersion } = installation;
  return `${phone ?? desktop} ${phoneVersion ?? desktopVersion}`;
}

/** Who made the device and its model; empty for computers, which do not tell. */
export function model({ manufacturer, model: name }) {
  return manufacturer ? `${manufacturer} ${name}` : "";
}
