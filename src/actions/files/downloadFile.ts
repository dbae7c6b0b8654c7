import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { InvoiceNinjaApi, Progress } from '../../api/api';
import type { ClientDocument } from '../../api/types';
import { cleanFileName } from '../../records/names';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** A document's name as a file name that is harmless on every system; the server's type where it has no extension. */
export function safeFileName({ name, type }: Pick<ClientDocument, 'name' | 'type'>): string {
  const clean = cleanFileName(name)
    .replace(/[<>:"|?*\u2215\u29F5]/g, '_')
    .replace(/^\.+/, '_')
    .replace(/[. ]+$/, '');
  const own = clean === '' || reserved.test(clean) ? `_${clean}` : clean;
  return /\.[A-Za-z0-9]{1,8}$/.test(own) || !/^[a-z0-9]{1,8}$/.test(type) ? own : `${own}.${type}`;
}

/** `name.pdf`, `name (2).pdf`, … */
export function numberedName(name: string, number: number): string {
  if (number < 2) return name;
  const { name: stem, ext } = path.parse(name);
  return `${stem} (${number})${ext}`;
}

export interface DownloadOptions {
  signal?: AbortSignal;
  onProgress?: Progress;
  /** Replaces a file that is there; the user was asked. */
  replace: boolean;
}

/** Writes a document to a file, whole or not at all. Fails with `EEXIST` where a file is and must not be replaced. */
export async function downloadTo(
  api: Pick<InvoiceNinjaApi, 'downloadDocument'>,
  documentId: string,
  file: string,
  options: DownloadOptions,
): Promise<void> {
  const part = path.join(path.dirname(file), `.${randomBytes(6).toString('hex')}.part`);
  const handle = await open(part, 'wx', 0o600);
  try {
    try {
      await api.downloadDocument(documentId, async (chunk) => void (await handle.write(chunk)), {
        ...(options.signal ? { signal: options.signal } : {}),
        ...(options.onProgress ? { onProgress: options.onProgress } : {}),
      });
    } finally {
      await handle.close();
    }
    if (options.replace) await rename(part, file);
    else await link(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

/** As `downloadTo` into a folder, under the first free name. Returns the file. */
export async function downloadInto(
  api: Pick<InvoiceNinjaApi, 'downloadDocument'>,
  document: ClientDocument,
  folder: string,
  options: Omit<DownloadOptions, 'replace'>,
): Promise<string> {
  const name = safeFileName(document);
  for (let number = 1; ; number++) {
    const file = path.join(folder, numberedName(name, number));
    if (await exists(file)) continue;
    try {
      await downloadTo(api, document.id, file, { ...options, replace: false });
      return file;
    } catch (error) {
      // Somebody made a file of this name meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await (await open(file, 'r')).close();
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
