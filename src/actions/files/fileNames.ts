import path from 'node:path';
import type { ClientDocument } from '../../api/types';
import { cleanFileName } from '../../records/fileName';

/** Names that Windows reserves for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
/** What file systems take: ext4, APFS and others count bytes of UTF-8, Windows counts less. */
const maxNameBytes = 255;
/** What is longer than this is no extension but a part of the name. */
const maxExtensionBytes = 20;

/** A document's name as a file name that is valid on every system. Without an extension it gets the server's type. */
export function safeFileName({ name, type }: Pick<ClientDocument, 'name' | 'type'>): string {
  const clean = cleanFileName(name)
    .replace(/[<>:"|?*\u2215\u29F5]/g, '_')
    .replace(/^\.+/, '_')
    .replace(/[. ]+$/, '');
  const valid = clean === '' || reserved.test(clean) ? `_${clean}` : clean;
  const named = /\.[A-Za-z0-9]{1,8}$/.test(valid) || !/^[a-z0-9]{1,8}$/.test(type);
  return numberedName(named ? valid : `${valid}.${type}`, 1);
}

/** `name.pdf` for 1, `name (2).pdf` for 2, … A name that would be too long is cut before the number. */
export function numberedName(name: string, number: number): string {
  const parsed = path.parse(name);
  const isExtension = Buffer.byteLength(parsed.ext) <= maxExtensionBytes;
  const [stem, ext] = isExtension ? [parsed.name, parsed.ext] : [name, ''];
  const end = number < 2 ? ext : ` (${number})${ext}`;
  return cut(stem, maxNameBytes - Buffer.byteLength(end)) + end;
}

/** Cuts to so many bytes of UTF-8, between two code points. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = '';
  let size = 0;
  for (const sign of text) {
    size += Buffer.byteLength(sign);
    if (size > bytes) break;
    kept += sign;
  }
  return kept.replace(/[\u200D\s]+$/u, '');
}
