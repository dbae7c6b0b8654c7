import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { InvoiceNinjaApi, Progress, Sink } from '../../api/api';
import { ApiError } from '../../api/errors';
import type { ClientDocument } from '../../api/types';
import { localSize } from '../../platform/localText';
import { UserError } from '../../platform/sentences';
import { numberedName, safeFileName } from './fileNames';

/** What a download needs of the API. */
export type Downloads = Pick<InvoiceNinjaApi, 'downloadDocument'>;

export interface DownloadOptions {
  signal?: AbortSignal;
  onProgress?: Progress;
}

/** What was received. */
interface Received {
  readonly size: number;
  /** SHA-256 in hex. */
  readonly sha256: string;
  /** Up to 16 bytes from the beginning. */
  readonly head: Uint8Array;
}

/** A document on disk. */
export interface SavedFile extends Received {
  readonly file: string;
}

/** The server sent another number of bytes than the document has: a part of it, or something else. */
export class IncompleteDownload extends UserError {
  constructor(document: ClientDocument, size: number) {
    super(
      vscode.l10n.t(
        '“{0}” did not arrive as it is on the server ({1} of {2}), so it was not kept. Try again.',
        document.name,
        localSize(size),
        localSize(document.size),
      ),
    );
  }
}

/** Passes a document on as it arrives. Rejects with `IncompleteDownload` at its end where the length is wrong. */
export async function download(
  api: Downloads,
  document: ClientDocument,
  sink: Sink,
  options: DownloadOptions & { maxBytes?: number },
): Promise<Received> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  const size = await api.downloadDocument(
    document.id,
    async (chunk) => {
      if (head.length < 16) head = Buffer.concat([head, chunk.subarray(0, 16 - head.length)]);
      hash.update(chunk);
      await sink(chunk);
    },
    options,
  );
  // A connection that is closed to end the answer, or a page in place of the file, has no other sign.
  if (document.size > 0 && size !== document.size) throw new IncompleteDownload(document, size);
  return { size, sha256: hash.digest('hex'), head };
}

/** Streams a document to a file, which appears, or is replaced, only when it is complete. */
export function downloadToFile(
  api: Downloads,
  document: ClientDocument,
  file: string,
  options: DownloadOptions,
): Promise<SavedFile> {
  return throughPart(api, document, path.dirname(file), options, async (part) => {
    await rename(part, file);
    return file;
  });
}

/** Streams documents into one folder, each under the first free name, never over a file that is there. */
export class FolderDownloads {
  /** The number that the next document of a name gets: a thousand of one name are not a million tries. */
  private readonly next = new Map<string, number>();

  constructor(private readonly folder: string) {}

  /** `nameOf` chooses the file's name by its first bytes. */
  add(
    api: Downloads,
    document: ClientDocument,
    options: DownloadOptions,
    nameOf: (head: Uint8Array) => string = () => safeFileName(document),
  ): Promise<SavedFile> {
    return throughPart(api, document, this.folder, options, async (part, { head, size }) => {
      const name = nameOf(head);
      for (let number = this.next.get(name) ?? 1; ; number++) {
        if (options.signal?.aborted) throw new ApiError('canceled', vscode.l10n.t('Canceled.'));
        const file = path.join(this.folder, numberedName(name, number));
        if (!(await putInPlace(part, file, size))) continue;
        this.next.set(name, number + 1);
        return file;
      }
    });
  }
}

async function throughPart(
  api: Downloads,
  document: ClientDocument,
  folder: string,
  options: DownloadOptions,
  place: (part: string, received: Received) => Promise<string>,
): Promise<SavedFile> {
  const part = path.join(folder, `.${randomBytes(6).toString('hex')}.part`);
  const handle = await open(part, 'wx', 0o600);
  try {
    let received: Received;
    try {
      received = await download(api, document, (chunk) => writeAll(handle, chunk), options);
      // A disk that is nearly full may say so only now. Some shares cannot be asked.
      await handle.sync().catch(throwUnlessUnsupported);
    } finally {
      await handle.close();
    }
    await requireSize(part, received.size);
    return { ...received, file: await place(part, received) };
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

/** Near a full disk a write takes a part of the bytes and reports success. */
async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) {
    const { bytesWritten } = await handle.write(chunk, at, chunk.length - at);
    if (bytesWritten === 0) throw diskFull();
    at += bytesWritten;
  }
}

/** False where the name is taken. */
async function putInPlace(part: string, file: string, size: number): Promise<boolean> {
  try {
    // Unlike `rename`, this fails where the file exists.
    await link(part, file);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
  }
  // exFAT, many shares and some containers have no links.
  try {
    await copyFile(part, file, constants.COPYFILE_EXCL);
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
  try {
    await requireSize(file, size);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return true;
}

async function requireSize(file: string, size: number): Promise<void> {
  if ((await stat(file)).size !== size) throw diskFull();
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}

function throwUnlessUnsupported(error: NodeJS.ErrnoException): void {
  if (!/^(EINVAL|ENOSYS|ENOTSUP|EOPNOTSUPP)$/.test(error.code ?? '')) throw error;
}

function diskFull(): NodeJS.ErrnoException {
  return Object.assign(new Error('short write'), { code: 'ENOSPC' });
}
