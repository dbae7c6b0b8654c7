/** E.g. `[5, 12, 55]`. */
export type Version = readonly [number, number, number];

/** Reads `X-APP-VERSION`, e.g. `5.12.55` or `v5.12.55-C1`; undefined if it is not a version. */
export function parseVersion(text: string | undefined): Version | undefined {
  const found = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/.exec(text?.trim() ?? '');
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

/** Negative when `a` is older than `b`. */
function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Whether a version of the server has a feature. `doubtful`: it lies between the versions whose source is known. */
export type Support = 'yes' | 'no' | 'doubtful';

/**
 * Whether a version has a feature.
 * @param lastWithout newest version that is known to lack it
 * @param firstWith oldest version that is known to have it
 */
export function supportIn(version: Version | undefined, lastWithout: Version, firstWith: Version): Support {
  if (!version) return 'doubtful';
  if (compareVersions(version, lastWithout) <= 0) return 'no';
  return compareVersions(version, firstWith) >= 0 ? 'yes' : 'doubtful';
}
