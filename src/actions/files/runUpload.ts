import { setTimeout as wait } from 'node:timers/promises';
import type { UploadFile } from '../../api/api';
import { isApiError, type ApiError } from '../../api/errors';
import type { ClientDocument, Id } from '../../api/types';
import type { Session } from '../../session/session';
import { fileProblem, type FileProblem } from './fileProblem';

/** A file to send, wherever it comes from. */
export interface UploadSource {
  readonly name: string;
  /** Looks at the file: its size now and its beginning. Throws where it cannot be read. */
  look(): Promise<{ size: number; head: Uint8Array }>;
  read(): AsyncIterable<Uint8Array>;
}

export type UploadOutcome =
  | { kind: 'stored' }
  | { kind: 'refused'; problem: FileProblem | 'unreadable' | 'server' }
  /** It failed for a reason of this one file; the next may go. */
  | { kind: 'skipped'; error: unknown }
  | { kind: 'failed'; error: unknown }
  /** The answer was lost, and the client's documents do not tell, or not yet. */
  | { kind: 'unknown'; error: unknown }
  | { kind: 'notSent' };

export interface UploadResult {
  readonly files: readonly { name: string; outcome: UploadOutcome }[];
  readonly canceled: boolean;
  readonly stoppedBy: unknown;
}

export interface UploadRunOptions {
  origin: string;
  isPublic: boolean;
  signal?: AbortSignal;
  /** Bytes of all files. */
  onProgress?: (name: string, done: number, total: number) => void;
  /** Waits before a file that went out whole, and is not there yet, is looked for once more; 2 s by default. */
  pause?: () => Promise<unknown>;
}

/** The server may take a while to store a file that it has. */
const usualPause = () => wait(2000);

/** A file that was looked at: its size in bytes, or why it must not be sent. */
export type CheckedFile = { readonly source: UploadSource } & (
  { readonly size: number } | { readonly refused: FileProblem | 'unreadable' }
);

/** Looks at files before anything is sent or asked, in their order. Does not throw. */
export function checkFiles(sources: readonly UploadSource[]): Promise<CheckedFile[]> {
  return Promise.all(sources.map(check));
}

/** One file a request, since the server refuses all of a request for one bad file. Does not throw. */
export async function runUpload(
  session: Pick<Session, 'get' | 'upload'>,
  clientId: Id,
  checked: readonly CheckedFile[],
  options: UploadRunOptions,
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
    const { size, head } = await source.look();
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
  options: Omit<UploadRunOptions, 'onProgress'> & { onProgress: (bytes: number) => void },
): Promise<UploadOutcome> {
  const call = options.signal === undefined ? {} : { signal: options.signal };
  let before: readonly ClientDocument[] | undefined;
  let handedOver = 0;
  const onProgress = (bytes: number) => {
    handedOver = bytes;
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
    // The file changed or could not be read while it was sent, or was not stored.
    if (error.kind === 'refused') return { kind: 'skipped', error };
    if (error.kind === 'serverFault' && error.effect === 'none')
      return { kind: 'refused', problem: 'server' };
    if (error.effect === 'none')
      return error.kind === 'canceled' ? { kind: 'notSent' } : { kind: 'failed', error };
    const { pause = usualPause } = options;
    return lookFor(session, clientId, file, { before, error, whole: handedOver >= file.size, pause });
  }
}

interface LostUpload {
  before: readonly ClientDocument[] | undefined;
  error: ApiError;
  /** All bytes of the file went out: the server may still be at work on it. */
  whole: boolean;
  pause: () => Promise<unknown>;
}

/** After a lost answer: a document that was not there before, with this name and size, is the one. */
async function lookFor(
  session: Pick<Session, 'get'>,
  clientId: Id,
  file: UploadFile,
  { before, error, whole, pause }: LostUpload,
): Promise<UploadOutcome> {
  const old = new Set(before?.map(({ id }) => id));
  const isIt = ({ id, name, size }: ClientDocument) =>
    !old.has(id) && size === file.size && file.name.startsWith(name);
  const look = async () => before && (await session.get(clientId)).documents?.some(isIt);
  try {
    let there = await look();
    if (whole && there === false) {
      await pause();
      there = await look();
    }
    if (there) return { kind: 'stored' };
    if (whole) return { kind: 'unknown', error };
    return error.kind === 'canceled' ? { kind: 'notSent' } : { kind: 'failed', error };
  } catch {
    return { kind: 'unknown', error };
  }
}
