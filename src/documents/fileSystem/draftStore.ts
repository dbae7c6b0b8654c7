import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writePrivateFile } from '../../session/privateFile';
import type { BaseText } from './openClient';

/**
 * The base of each dirty document, on disk while it is dirty: VS Code restores the user's text after a reload or a crash,
 * but not what it has to be compared with. Only the user can read the files.
 */
export class DraftStore {
  private readonly writes = new Map<string, Promise<void>>();
  private readonly kept = new Set<string>();

  constructor(private readonly folder: string) {}

  /** True if this process has written or read a draft of the document. */
  has(uri: string): boolean {
    return this.kept.has(uri);
  }

  /** Never rejects: without a draft the next save asks before it overwrites anything. */
  keep(uri: string, base: BaseText): Promise<void> {
    this.kept.add(uri);
    return this.queued(uri, () => writePrivateFile(this.file(uri), JSON.stringify({ uri, ...stored(base) })));
  }

  /** Resolves when all drafts are on disk. */
  async flushed(): Promise<void> {
    await Promise.all(this.writes.values());
  }

  async read(uri: string): Promise<BaseText | undefined> {
    await this.writes.get(uri);
    try {
      const draft = JSON.parse(await readFile(this.file(uri), 'utf8')) as Record<string, unknown>;
      const { text, mtime, size, base: comparedText } = draft;
      if (
        draft.uri !== uri ||
        typeof text !== 'string' ||
        typeof mtime !== 'number' ||
        typeof size !== 'number'
      )
        return undefined;
      this.kept.add(uri);
      return { text, mtime, size, ...(typeof comparedText === 'string' ? { comparedText } : {}) };
    } catch {
      return undefined;
    }
  }

  forget(uri: string): Promise<void> {
    if (!this.kept.delete(uri)) return Promise.resolve();
    return this.queued(uri, () => rm(this.file(uri), { force: true }));
  }

  private queued(uri: string, work: () => Promise<void>): Promise<void> {
    const write = (this.writes.get(uri) ?? Promise.resolve()).then(work).catch(() => undefined);
    this.writes.set(uri, write);
    return write;
  }

  private file(uri: string): string {
    return path.join(this.folder, `${createHash('sha256').update(uri).digest('hex').slice(0, 32)}.json`);
  }
}

/** The stored form calls `comparedText` `base`, as released versions do. */
function stored({ comparedText, ...base }: BaseText): Record<string, unknown> {
  return comparedText === undefined ? base : { ...base, base: comparedText };
}
