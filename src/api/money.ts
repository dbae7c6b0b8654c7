/** Balances have six decimals in the database (`decimal(20, 6)`): neighbours are a millionth apart. */
const decimals = 6;
const scale = 10n ** BigInt(decimals);

/** Largest amount the column holds. */
export const maxAmount = 99_999_999_999_999n * scale;

/** An amount in millionths; undefined for what is no amount. */
export function toMicro(amount: number): bigint | undefined {
  if (!Number.isFinite(amount) || Math.abs(amount) > 1e14) return undefined;
  return BigInt(amount.toFixed(decimals).replace('.', ''));
}

/** Plain decimal text without needless zeros: `1000`, `-0.5`, `1000.000001`. */
export function microText(micro: bigint): string {
  const sign = micro < 0n ? '-' : '';
  const absolute = micro < 0n ? -micro : micro;
  const fraction = String(absolute % scale)
    .padStart(decimals, '0')
    .replace(/0+$/, '');
  return `${sign}${absolute / scale}${fraction === '' ? '' : `.${fraction}`}`;
}
