import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { InvoiceNinjaApi, Progress } from '../../api/api';
import type { ClientDocument } from '../../api/types';
import { cleanFileName } from '../../records/fileName';

/** Names that Windows reserves for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** A document's name as a file name that is valid on every system. Without an extension it gets the server's type. */
export function safeFileName({ name, type }: Pick<ClientDocument, 'name' | 'type'>): string {
  const clean = cleanFileName(name)
    .replace(/[<>:"|?*\u2215\u29F5]/g, '_')
    .replace(/^\.+/, '_')
    .replace(/[. ]+$/, '');
  const valid = clean === '' || reserved.test(clean) ? `_${clean}` : clean;
  return /\.[A-Za-z0-9]{1,8}$/.test(valid) || !/^[a-z0-9]{1,8}$/.test(type) ? valid : `${valid}.${type}`;
}

/** `name.pdf` for 1, `name (2).pdf` for 2, … */
export function numberedName(name: string, number: number): string {
  if (number < 2) return name;
  const { name: stem, ext } = path.parse(name);
  return `${stem} (${number})${ext}`;
}

interface DownloadOptions {
  signal?: AbortSignal;
  onProgress?: Progress;
  /** Replaces an existing file. */
  replace: boolean;
}

/**
 * Streams a document to a file, which appears only when it is complete. Rejects with the code `EEXIST` where the
 * file exists and must not be replaced.
 */
export async function downloadToFile(
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
    // Unlike `rename`, `link` fails where the file exists.
    if (options.replace) await rename(part, file);
    else await link(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

/** As `downloadToFile`, under the first free name in a folder. Returns the file's path. */
export async function downloadIntoFolder(
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
      await downloadToFile(api, document.id, file, { ...options, replace: false });
      return file;
    } catch (error) {
      // Another program has made a file of this name during the download.
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
