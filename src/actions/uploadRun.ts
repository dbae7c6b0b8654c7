import type { UploadFile } from '../api/api';
import { isApiError } from '../api/errors';
import type { ClientDocument, Id } from '../api/types';
import type { Session } from '../session/session';
import { fileProblem, type FileProblem } from './fileChecks';

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
  /** The answer was lost, and the client's documents do not tell. */
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
}

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
  let before: ReadonlySet<Id> | undefined;
  try {
    before = new Set((await session.get(clientId, call)).documents?.map(({ id }) => id));
    const { origin, isPublic, onProgress } = options;
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
    return lookFor(session, clientId, file, before, error);
  }
}

/** After a lost answer: a document that was not there before, with this name and size, is the one. */
async function lookFor(
  session: Pick<Session, 'get'>,
  clientId: Id,
  file: UploadFile,
  before: ReadonlySet<Id> | undefined,
  error: unknown,
): Promise<UploadOutcome> {
  const isIt = ({ id, name, size }: ClientDocument) =>
    before?.has(id) === false && size === file.size && file.name.startsWith(name);
  try {
    const { documents } = await session.get(clientId);
    if (documents?.some(isIt)) return { kind: 'stored' };
    return isApiError(error, 'canceled') ? { kind: 'notSent' } : { kind: 'failed', error };
  } catch {
    return { kind: 'unknown', error };
  }
}
