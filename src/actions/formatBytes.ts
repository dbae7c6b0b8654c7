const units = ['B', 'KB', 'MB', 'GB'];

/** A size for people, e.g. `1.5 MB`. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  const digits = unit > 0 && value < 10 ? 1 : 0;
  const number = value.toLocaleString(undefined, { maximumFractionDigits: digits });
  return `${number} ${units[unit] ?? ''}`;
}
