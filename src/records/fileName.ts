// In a file of its own, without translations: the bundle that activates the extension contains it.

/** A zero width joiner between two emoji, the first of them maybe with a skin tone or variation: makes one sign of both. */
const joiner =
  /(?<=\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F)?)\u200D(?=\p{Extended_Pictographic})/gu;
const joinerPlaceholder = '\uE000';

/**
 * A name as the last segment of a document's URI, which is the title of its tab: without separators and control,
 * bidirectional or invisible characters, at most 80 code points, never empty and never `.` or `..`.
 */
export function cleanFileName(name: string): string {
  const clean = name
    .replaceAll(joinerPlaceholder, '')
    .replace(joiner, joinerPlaceholder)
    .replace(/[\s\u2028\u2029\u0085]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replaceAll(joinerPlaceholder, '\u200D')
    .replaceAll('/', '\u2215')
    .replaceAll('\\', '\u29F5')
    // VS Code puts the title of a tab into messages of its own, where `[x](command:…)` would be a link.
    .replaceAll('](', '] (')
    .replace(/ +/g, ' ')
    .trim();
  const short = Array.from(clean)
    .slice(0, 80)
    .join('')
    .replace(/(?:\u200D|\s)+$/u, '');
  return short === '' || short === '.' || short === '..' ? 'client' : short;
}
