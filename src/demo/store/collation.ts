/** Matches letters that may have an accent or a decomposition: all but ASCII, Han, Hebrew and Arabic ones. */
const needsFolding = /[^\0-\x7f\u4e00-\u9fff\u05d0-\u05ea\u0620-\u064a]/;

/**
 * Text in the form in which the server's MariaDB compares it (`utf8mb4_unicode_ci`): without case and accents (`muller`
 * equals `Müller`). Letters without a decomposition stay (`son` differs from `Søn`), and all characters beyond U+FFFF
 * are equal.
 */
export function fold(text: string): string {
  if (!needsFolding.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

/** Two texts that are equal for the database have the same key; trailing spaces do not count. */
export function equalityKey(text: string): string {
  return fold(text).replace(/ +$/, '');
}

/** Approximates the order in which the database sorts text. */
export const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** Test for `LIKE '%needle%'` on text that was folded: `%` and `_` are wildcards, `\` escapes. */
export function containsPattern(needle: string): (folded: string) => boolean {
  const pattern = fold(needle);
  if (!/[%_\\]/.test(pattern)) return (folded) => folded.includes(pattern);
  let source = '';
  const like = `%${pattern}%`;
  for (let at = 0; at < like.length; at++) {
    const char = like.charAt(at);
    if (char === '%') source += '.*';
    else if (char === '_') source += '.';
    else {
      const next = char === '\\' ? like.charAt(at + 1) : '';
      if (next !== '') at++;
      const literal = next === '' ? char : /[%_\\]/.test(next) ? next : '\\' + next;
      source += literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    }
  }
  const expression = new RegExp(`^${source}$`, 'su');
  return (folded) => expression.test(folded);
}
