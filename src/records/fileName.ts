// In a file of its own, without translations: the bundle that activates the extension contains it.
import { withoutInvisible } from './invisible';

/**
 * A name as the last segment of a document's URI, which is the title of its tab: without separators and control,
 * bidirectional or invisible characters, at most 80 code points, never empty and never `.` or `..`.
 */
export function cleanFileName(name: string): string {
  const clean = withoutInvisible(name.replace(/[\s\u2028\u2029\u0085]+/gu, ' ').replace(/\p{Cc}/gu, ''))
    .replaceAll('\ufffd', '')
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
