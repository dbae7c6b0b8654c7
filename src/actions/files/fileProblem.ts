/** Bytes that the server takes per document (invoice-ninja-api.md §9.1). */
export const largestFile = 100_000 * 1024;
/** Bytes of a file's beginning that tell its type. */
export const headBytes = 64 * 1024;

export type FileProblem = 'empty' | 'tooLarge' | 'type';

/**
 * Whether the server would take a file, by its size and its content: the name's extension does not count there either.
 * The list is that of the server's own check; a server may allow more, never less.
 */
export function fileProblem(head: Uint8Array, size: number): FileProblem | undefined {
  if (size === 0) return 'empty';
  if (size > largestFile) return 'tooLarge';
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const start = bytes.toString('latin1', 0, 16);
  if (magics.some((magic) => start.startsWith(magic))) return undefined;
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return undefined;
  return isPlainText(bytes, size) ? undefined : 'type';
}

const magics = [
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

/** Text, CSV and XML are taken; text in a language of its own (HTML, SVG, scripts, JSON, RTF) is not. */
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

/** Of a longer file only the beginning is here: what begins like JSON then counts as JSON. */
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
