/** The size in bytes up to which the server accepts a document (docs/invoice-ninja-api.md §9.1). */
export const maxFileBytes = 100_000 * 1024;
/** How many bytes from the beginning of a file are looked at. */
export const headBytes = 64 * 1024;

/** Why the server would reject a file. */
export type FileProblem = 'empty' | 'tooLarge' | 'type';

/**
 * Why the server would reject a file of this size (in bytes) and with this beginning; undefined where it would
 * accept it. Like the server, it goes by the content and not by the extension. The types are those that every
 * server accepts; one may be configured to accept more.
 */
export function fileProblem(head: Uint8Array, size: number): FileProblem | undefined {
  if (size === 0) return 'empty';
  if (size > maxFileBytes) return 'tooLarge';
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const start = bytes.toString('latin1', 0, 16);
  if (signatures.some((signature) => start.startsWith(signature))) return undefined;
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return undefined;
  return isPlainText(bytes, size) ? undefined : 'type';
}

/** First bytes of the accepted binary formats. */
const signatures = [
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff',
  'GIF87a',
  'GIF89a',
  'II*\x00',
  'MM\x00*',
  '8BPS',
  '%PDF-',
  '%!PS',
  // Word, Excel and PowerPoint before 2007.
  '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
  // Zip, and with it the newer office formats.
  'PK\x03\x04',
];

/** The server accepts text, CSV and XML, but not HTML, SVG, scripts, JSON and RTF. */
function isPlainText(bytes: Buffer, size: number): boolean {
  const binary = bytes.some(
    (byte) => byte === 127 || (byte < 32 && !(byte >= 7 && byte <= 13) && byte !== 27),
  );
  if (binary) return false;
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const start = text.trimStart();
  if (/^<\?xml/i.test(start)) return !/<svg[\s>]/i.test(start);
  if (/^(<\?(php|=)|#!|\{\\rtf)/i.test(start)) return false;
  if (/^<(!doctype html|html|head|body|title|script|svg|table|h1|a href|style)[\s>/]/i.test(start))
    return false;
  return !isJson(start, bytes.length === size);
}

/** Where only the beginning of a file is known (`whole` is false), it counts as JSON when it begins like JSON. */
function isJson(text: string, whole: boolean): boolean {
  if (!/^[[{]/.test(text)) return false;
  if (!whole) return /^[[{]\s*(["[{\d\]}-]|true|false|null)/.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
