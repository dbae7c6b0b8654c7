/** Anything but ASCII, Han, Hebrew and Arabic letters, which have neither accents nor decompositions. */
const needsFolding = /[^\0-\x7f\u4e00-\u9fff\u05d0-\u05ea\u0620-\u064a]/;

/**
 * `utf8mb4_unicode_ci` as the recorded server's MariaDB compares: no case, no accents (`muller` = `Müller`), but letters
 * without a decomposition stay (`son` ≠ `Søn`), and every character beyond U+FFFF has the same weight.
 */
export function fold(text: string): string {
  if (!needsFolding.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

/** Key under which equal texts meet (`=` also ignores trailing blanks). */
export function equalityKey(text: string): string {
  return fold(text).replace(/ +$/, '');
}

export const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** `LIKE '%needle%'` on folded text: `%` and `_` are wildcards, `\` escapes. */
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
