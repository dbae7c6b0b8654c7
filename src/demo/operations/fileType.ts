/** Extension for a file's content, as PHP's `finfo` and Symfony guess it; undefined for types that are not allowed. */
export function fileTypeOf(head: Buffer, size: number): string | undefined {
  if (size === 0) return undefined;
  const ascii = head.toString('latin1');
  for (const [magic, type] of signatures) if (ascii.startsWith(magic)) return type;
  if (ascii.startsWith('RIFF') && ascii.slice(8, 12) === 'WEBP') return 'webp';
  if (ascii.startsWith('PK\x03\x04')) return zipType(head, ascii);
  if (ascii.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return oldOfficeType(head);
  return isText(head) ? textType(head.toString('utf8')) : undefined;
}

const signatures: [string, string][] = [
  ['\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR', 'png'],
  ['\xff\xd8\xff', 'jpg'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['II*\x00', 'tif'],
  ['MM\x00*', 'tif'],
  ['8BPS', 'psd'],
  ['%PDF-', 'pdf'],
  ['%!PS', 'ai'],
];

/** Old office files are recognized by the names of their streams; the signature alone is not enough. */
function oldOfficeType(head: Buffer): string | undefined {
  const names = head.toString('utf16le');
  if (names.includes('WordDocument')) return 'doc';
  if (names.includes('Workbook')) return 'xls';
  return names.includes('PowerPoint Document') ? 'ppt' : undefined;
}

/** A zip file needs a complete first entry; office formats are zip files whose first entries have known names. */
function zipType(head: Buffer, ascii: string): string | undefined {
  if (head.length < 30 || head.length < 32 + head.readUInt16LE(26)) return undefined;
  const mime = /mimetypeapplication\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)/.exec(
    ascii,
  )?.[1];
  if (mime) return { text: 'odt', spreadsheet: 'ods', presentation: 'odp' }[mime];
  if (/\[Content_Types\]\.xml|_rels\/|docProps\//.test(ascii)) {
    if (ascii.includes('word/')) return 'docx';
    if (ascii.includes('xl/')) return 'xlsx';
    if (ascii.includes('ppt/')) return 'pptx';
  }
  return 'zip';
}

function isText(head: Buffer): boolean {
  return head.every((byte) => (byte >= 32 ? byte !== 127 : (byte >= 7 && byte <= 13) || byte === 27));
}

/** Text in a format of its own (HTML, SVG, scripts, JSON, RTF) is not allowed; XML and CSV are. */
function textType(text: string): string | undefined {
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (/^<\?xml/i.test(start)) return /<svg[\s>]/i.test(start) ? undefined : 'xml';
  if (/^<\?(php|=)|^#!/i.test(start)) return undefined;
  if (/<(!doctype html|html>|head>|title>|body[\s>]|script[\s>])/i.test(start.slice(0, 4096)))
    return undefined;
  if (/^<(svg|html|table|h1|a href=|style)[\s>"]/i.test(start)) return undefined;
  if (start.startsWith('{\\rtf') || isJson(text)) return undefined;
  return isCsv(text) ? 'csv' : 'txt';
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** At least two lines with the same number of commas. */
function isCsv(text: string): boolean {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .slice(0, 10);
  const counts = lines.map((line) => line.split(',').length);
  return lines.length > 1 && (counts[0] ?? 0) > 1 && counts.every((count) => count === counts[0]);
}

/** Width and height of a PNG, GIF or JPEG. */
export function imageSize(head: Buffer, type: string): { width: number; height: number } {
  if (type === 'png' && head.length >= 24)
    return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
  if (type === 'gif' && head.length >= 10)
    return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  if (type === 'jpg') return jpegSize(head);
  return { width: 0, height: 0 };
}

function jpegSize(head: Buffer): { width: number; height: number } {
  for (let at = 2; at + 9 < head.length;) {
    const marker = head[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { width: head.readUInt16BE(at + 7), height: head.readUInt16BE(at + 5) };
    at += 2 + head.readUInt16BE(at + 2);
  }
  return { width: 0, height: 0 };
}
