/** Balances have six decimals in the database (`decimal(20, 6)`), so they are compared in millionths. */
const decimals = 6;
const scale = 10n ** BigInt(decimals);

/** Largest amount of the column, in millionths. */
export const maxAmount = 99_999_999_999_999n * scale;

/** An amount in millionths; undefined for a number that the column cannot hold. */
export function toMicro(amount: number): bigint | undefined {
  if (!Number.isFinite(amount) || Math.abs(amount) > 1e14) return undefined;
  return BigInt(amount.toFixed(decimals).replace('.', ''));
}

/** Plain decimal text without trailing zeros: `1000`, `-0.5`, `1000.000001`. */
export function microText(micro: bigint): string {
  const sign = micro < 0n ? '-' : '';
  const absolute = micro < 0n ? -micro : micro;
  const fraction = String(absolute % scale)
    .padStart(decimals, '0')
    .replace(/0+$/, '');
  return `${sign}${absolute / scale}${fraction === '' ? '' : `.${fraction}`}`;
}
