/** `[5, 12, 55]`; comparable part by part. */
export type Version = readonly [number, number, number];

/** Reads `X-APP-VERSION`, e.g. `5.12.55` or `v5.12.55-C1`; undefined when it is no version. */
export function parseVersion(text: string | undefined): Version | undefined {
  const found = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/.exec(text?.trim() ?? '');
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

/** Negative when `a` is older than `b`. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Whether a version has something: for sure, for sure not, or the sources do not say. */
export type Support = 'yes' | 'no' | 'doubtful';

/** @param lastWithout newest version known to lack it; @param firstWith oldest version known to have it */
export function supportIn(version: Version | undefined, lastWithout: Version, firstWith: Version): Support {
  if (!version) return 'doubtful';
  if (compareVersions(version, lastWithout) <= 0) return 'no';
  return compareVersions(version, firstWith) >= 0 ? 'yes' : 'doubtful';
}
