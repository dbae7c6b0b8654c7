import { setTimeout as wait } from 'node:timers/promises';
import type { UploadFile } from '../../api/api';
import { isApiError, type ApiError } from '../../api/errors';
import type { ClientDocument, Id } from '../../api/types';
import type { Session } from '../../session/session';
import { fileProblem, type FileProblem } from './fileProblem';

/** A file to upload, from the disk, from VS Code, or from an editor. */
export interface UploadSource {
  readonly name: string;
  /** The file's size in bytes, and its first bytes. Rejects where the file cannot be read. */
  inspect(): Promise<{ size: number; head: Uint8Array }>;
  /** The content. Call it after `inspect`. */
  read(): AsyncIterable<Uint8Array>;
}

/** What became of one file. */
export type UploadOutcome =
  | { kind: 'stored' }
  /** This file is not accepted: `problem` says why, `server` where only the server knows. */
  | { kind: 'refused'; problem: FileProblem | 'unreadable' | 'server' }
  /** It failed for a reason of this file alone, so the next one is sent. */
  | { kind: 'skipped'; error: unknown }
  /** It failed for a reason that the next file would meet too; nothing more is sent. */
  | { kind: 'failed'; error: unknown }
  /** The answer was lost, and the client's documents do not show, or not yet, whether the file is among them. */
  | { kind: 'unknown'; error: unknown }
  /** The upload was canceled or failed before this file's turn. */
  | { kind: 'notSent' };

/** What became of all files, in their order. */
export interface UploadResult {
  readonly files: readonly { name: string; outcome: UploadOutcome }[];
  readonly canceled: boolean;
  /** The error that ended the upload early; undefined when it was complete or canceled. */
  readonly stoppedBy: unknown;
}

export interface RunUploadOptions {
  origin: string;
  isPublic: boolean;
  signal?: AbortSignal;
  /** `done` and `total` are bytes of all files; `name` is that of the file that is being sent. */
  onProgress?: (name: string, done: number, total: number) => void;
  /** Waits before a file that was sent completely and is not stored yet is looked for again; 2 s by default. */
  pause?: () => Promise<unknown>;
}

/** The server may take a while to store a file that it has received. */
const defaultPause = () => wait(2000);

/** A file with its size in bytes, or with the reason why it must not be sent. */
type CheckedFile = { readonly source: UploadSource } & (
  { readonly size: number } | { readonly refused: FileProblem | 'unreadable' }
);

/** Checks files before anything is asked or sent. Returns them in their order; does not throw. */
export async function checkFiles(sources: readonly UploadSource[]): Promise<CheckedFile[]> {
  const checked: CheckedFile[] = [];
  // One after another: some can only be read as a whole.
  for (const source of sources) checked.push(await check(source));
  return checked;
}

/**
 * Adds files to the documents of a client, one per request, because the server rejects a whole request for one bad
 * file. Does not throw.
 */
export async function runUpload(
  session: Pick<Session, 'get' | 'upload'>,
  clientId: Id,
  checked: readonly CheckedFile[],
  options: RunUploadOptions,
): Promise<UploadResult> {
  const outcomes = checked.map((file): UploadOutcome =>
    'refused' in file ? { kind: 'refused', problem: file.refused } : { kind: 'notSent' },
  );
  const total = checked.reduce((sum, file) => sum + ('size' in file ? file.size : 0), 0);
  let stoppedBy: unknown;
  let done = 0;
  for (const [at, candidate] of checked.entries()) {
    if ('refused' in candidate) continue;
    if (options.signal?.aborted || stoppedBy !== undefined) break;
    const { source, size } = candidate;
    const file: UploadFile = { name: source.name, size, open: () => source.read() };
    const before = done;
    const onProgress = (bytes: number) => options.onProgress?.(source.name, before + bytes, total);
    const outcome = await sendOne(session, clientId, file, { ...options, onProgress });
    outcomes[at] = outcome;
    done += size;
    options.onProgress?.(source.name, done, total);
    if (outcome.kind === 'unknown' || outcome.kind === 'failed') stoppedBy = outcome.error;
  }
  const files = checked.map(({ source }, at) => ({
    name: source.name,
    outcome: outcomes[at] ?? { kind: 'notSent' as const },
  }));
  const canceled = options.signal?.aborted === true;
  return { files, canceled, stoppedBy: canceled ? undefined : stoppedBy };
}

async function check(source: UploadSource): Promise<CheckedFile> {
  try {
    const { size, head } = await source.inspect();
    const problem = fileProblem(head, size);
    return problem === undefined ? { source, size } : { source, refused: problem };
  } catch {
    return { source, refused: 'unreadable' };
  }
}

async function sendOne(
  session: Pick<Session, 'get' | 'upload'>,
  clientId: Id,
  file: UploadFile,
  options: Omit<RunUploadOptions, 'onProgress'> & { onProgress: (bytes: number) => void },
): Promise<UploadOutcome> {
  const call = options.signal === undefined ? {} : { signal: options.signal };
  let before: readonly ClientDocument[] | undefined;
  let sentBytes = 0;
  const onProgress = (bytes: number) => {
    sentBytes = bytes;
    options.onProgress(bytes);
  };
  try {
    before = (await session.get(clientId, call)).documents;
    const { origin, isPublic } = options;
    await session.upload(clientId, file, { ...call, origin, isPublic, onProgress });
    return { kind: 'stored' };
  } catch (error) {
    if (!isApiError(error)) return { kind: 'failed', error };
    if (error.kind === 'validation' || error.kind === 'tooLarge')
      return { kind: 'refused', problem: 'server' };
    // The file changed or could not be read while it was sent, or the server did not store it.
    if (error.kind === 'refused') return { kind: 'skipped', error };
    if (error.kind === 'serverFault' && error.effect === 'none')
      return (await isStored(session, clientId, file, before)) === true
        ? { kind: 'stored' }
        : { kind: 'refused', problem: 'server' };
    if (error.effect === 'none')
      return error.kind === 'canceled' ? { kind: 'notSent' } : { kind: 'failed', error };
    const { pause = defaultPause } = options;
    return findAfterLostAnswer(session, clientId, file, {
      before,
      error,
      complete: sentBytes >= file.size,
      pause,
    });
  }
}

interface LostUpload {
  /** The client's documents before the upload; undefined where the server does not list them. */
  before: readonly ClientDocument[] | undefined;
  error: ApiError;
  /** All bytes were sent: the server may still be storing the file. */
  complete: boolean;
  pause: () => Promise<unknown>;
}

/** Looks among the client's documents for a new one with the file's name and size. */
async function findAfterLostAnswer(
  session: Pick<Session, 'get'>,
  clientId: Id,
  file: UploadFile,
  { before, error, complete, pause }: LostUpload,
): Promise<UploadOutcome> {
  const look = () => isStored(session, clientId, file, before);
  let stored = await look();
  if (complete && stored === false) {
    await pause();
    stored = await look();
  }
  if (stored) return { kind: 'stored' };
  if (complete || stored === undefined) return { kind: 'unknown', error };
  return error.kind === 'canceled' ? { kind: 'notSent' } : { kind: 'failed', error };
}

/** Whether a document was added that can be this file; undefined where that cannot be found out. Does not throw. */
async function isStored(
  session: Pick<Session, 'get'>,
  clientId: Id,
  file: UploadFile,
  before: readonly ClientDocument[] | undefined,
): Promise<boolean | undefined> {
  if (before === undefined) return undefined;
  const knownIds = new Set(before.map(({ id }) => id));
  const now = await session.get(clientId).catch(() => undefined);
  return now?.documents?.some(
    ({ id, name, size }) =>
      // The server shortens long names.
      !knownIds.has(id) && size === file.size && file.name.startsWith(name),
  );
}
