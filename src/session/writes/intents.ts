import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { isId } from '../../api/ids';
import { ApiError } from '../../api/errors';
import { writePrivateFile } from '../privateFile';

/** A creation that was about to be sent. If it still exists later, its outcome is unknown. */
export interface Intent {
  /** A UUID, and the name of its file. */
  readonly id: string;
  readonly accountId: string;
  /** What started it, e.g. a document's URI: finds its intent again after a crash. */
  readonly origin: string;
  /**
   * The newest client on the server before the POST: what the POST made is newer. Null where there was none, undefined where
   * nobody knows. It says more than a time would, as the clocks of two machines differ.
   */
  readonly newest?: NewestClient | null;
  /** Name, e-mail addresses and contact names: what the new client can be recognized by. */
  readonly name: string;
  readonly emails: readonly string[];
  readonly contactNames: readonly string[];
}

/** A client on the server, by its id and, should that be purged, by the time of its creation. */
export interface NewestClient {
  readonly id: string;
  /** Unix seconds by the server's clock. */
  readonly createdAt: number;
}

/** Stores intents. When `open` resolves, the intent must be on disk, as the POST waits for it. */
export interface IntentStore {
  /** Rejects with an `ApiError` where the intent cannot be stored. */
  open(intent: Omit<Intent, 'id'>): Promise<Intent>;
  /** Never rejects: what the intent is about is known, and the worst that a left one does is to ask again. */
  close(id: string): Promise<void>;
  /** Rejects with an `ApiError` where it cannot be told whether there are any. */
  pending(origin: string): Promise<Intent[]>;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Milliseconds. A file that is being written is younger. */
const oldPart = 3_600_000;

/** Stores each intent in a file that only the user can read. */
export class IntentFolder implements IntentStore {
  /** @param report hears of every failure of the disk */
  constructor(
    private readonly folder: string,
    private readonly report: (error: unknown) => void,
  ) {}

  async open(content: Omit<Intent, 'id'>): Promise<Intent> {
    const intent: Intent = { id: randomUUID(), ...content };
    try {
      await writePrivateFile(this.file(intent.id), JSON.stringify(intent));
      return intent;
    } catch (error) {
      throw this.refused(
        error,
        l10n.t(
          'A new client is noted on this computer before it is created, and that failed ({0}). Nothing was sent.',
          diskProblem(error),
        ),
      );
    }
  }

  async close(id: string): Promise<void> {
    if (!uuid.test(id)) return;
    await rm(this.file(id), { force: true }).catch(this.report);
  }

  async pending(origin: string): Promise<Intent[]> {
    try {
      const found: Intent[] = [];
      for (const file of await this.files()) {
        const intent = await this.read(file);
        if (intent?.origin === origin) found.push(intent);
      }
      return found;
    } catch (error) {
      throw this.refused(
        error,
        l10n.t(
          'Whether this client was created before is noted on this computer, and that could not be read ({0}). Nothing was sent.',
          diskProblem(error),
        ),
      );
    }
  }

  private refused(error: unknown, sentence: string): ApiError {
    this.report(error);
    return new ApiError('refused', sentence);
  }

  private async files(): Promise<string[]> {
    const files = await readdir(this.folder).catch(ifMissing([]));
    await Promise.all(files.filter((name) => name.endsWith('.tmp')).map((name) => this.removeOldPart(name)));
    return files.filter((name) => name.endsWith('.json'));
  }

  /** What a crash left half written: nothing was sent for it. */
  private async removeOldPart(name: string): Promise<void> {
    const file = path.join(this.folder, name);
    const changed = await stat(file).catch(() => undefined);
    if (changed !== undefined && Date.now() - changed.mtimeMs > oldPart)
      await rm(file, { force: true }).catch(this.report);
  }

  /** Undefined for a file that is no intent, or that another window has just removed. */
  private async read(name: string): Promise<Intent | undefined> {
    const text = await readFile(path.join(this.folder, name), 'utf8').catch(ifMissing(undefined));
    return text === undefined ? undefined : parseIntent(name.slice(0, -'.json'.length), text);
  }

  private file(id: string): string {
    return path.join(this.folder, `${id}.json`);
  }
}

/** The name of the file is the id, whatever its content says: that is untrusted. */
function parseIntent(id: string, text: string): Intent | undefined {
  if (!uuid.test(id)) return undefined;
  let stored: Partial<Record<keyof Intent, unknown>>;
  try {
    stored = (JSON.parse(text) ?? {}) as typeof stored;
  } catch {
    return undefined;
  }
  const { accountId, origin, name, emails, contactNames = [], newest } = stored;
  if (typeof accountId !== 'string' || typeof origin !== 'string' || typeof name !== 'string')
    return undefined;
  if (!isTexts(emails) || !isTexts(contactNames)) return undefined;
  const known = newest === null || isNewest(newest) ? { newest } : {};
  return { id, accountId, origin, name, emails, contactNames, ...known };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isNewest(value: unknown): value is NewestClient {
  if (typeof value !== 'object' || value === null) return false;
  const { id, createdAt } = value as Record<string, unknown>;
  return isId(id) && typeof createdAt === 'number' && Number.isFinite(createdAt);
}

/** Also for a folder in the place of a file: it is no intent. */
function ifMissing<T>(fallback: T): (error: unknown) => T {
  return (error) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR') return fallback;
    throw error;
  };
}

/** Why the disk refused, for people. */
function diskProblem(error: unknown): string {
  const code = String((error as NodeJS.ErrnoException | undefined)?.code ?? '');
  if (code === 'ENOSPC' || code === 'EDQUOT') return l10n.t('the disk is full');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return l10n.t('the folder is not writable');
  return code || l10n.t('unknown reason');
}
