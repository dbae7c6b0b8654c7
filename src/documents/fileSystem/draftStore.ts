import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Given } from './openClient';

/**
 * The version that each dirty document is based on, on disk while it is dirty: VS Code restores the user's text after a
 * reload or a crash, and this tells what it has to be compared with. Readable by the user alone.
 */
export class DraftStore {
  private readonly writes = new Map<string, Promise<void>>();
  private readonly kept = new Set<string>();

  constructor(private readonly folder: string) {}

  /** True if this process keeps or has read a draft for the document. */
  has(uri: string): boolean {
    return this.kept.has(uri);
  }

  /** Never throws: without a draft the next save asks before it overwrites anything. */
  keep(uri: string, given: Given): Promise<void> {
    this.kept.add(uri);
    return this.queued(uri, async () => {
      const file = this.file(uri);
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(`${file}.new`, JSON.stringify({ uri, ...given }), { mode: 0o600 });
      await rename(`${file}.new`, file);
    });
  }

  /** Resolves when everything that was to be kept is on disk. */
  async settled(): Promise<void> {
    await Promise.all(this.writes.values());
  }

  async read(uri: string): Promise<Given | undefined> {
    await this.writes.get(uri);
    try {
      const stored = JSON.parse(await readFile(this.file(uri), 'utf8')) as Record<string, unknown>;
      const { text, mtime, size, base } = stored;
      if (
        stored.uri !== uri ||
        typeof text !== 'string' ||
        typeof mtime !== 'number' ||
        typeof size !== 'number'
      )
        return undefined;
      this.kept.add(uri);
      return { text, mtime, size, ...(typeof base === 'string' ? { base } : {}) };
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
