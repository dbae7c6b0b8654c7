import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Files of documents on disk, by their stored name. Sample documents are written when they are first read. */
export class FileStore {
  readonly folder: string;
  private readonly temporary: boolean;
  private readonly pending = new Map<string, Buffer>();

  constructor(dataDir?: string) {
    this.temporary = dataDir === undefined;
    this.folder =
      dataDir === undefined
        ? mkdtempSync(path.join(os.tmpdir(), 'ninja-demo-'))
        : path.join(dataDir, 'files');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Moves an uploaded file from `folder` into the store. */
  adopt(file: string, hash: string): void {
    renameSync(file, this.pathOf(hash));
  }

  /** Adds a small file that stays in memory until it is read or the state is written. */
  addLazily(hash: string, content: Buffer): void {
    if (!existsSync(this.pathOf(hash))) this.pending.set(hash, content);
  }

  /** Path and size of a file; undefined if it does not exist. */
  open(hash: string): { path: string; size: number } | undefined {
    this.writeIfPending(hash);
    const file = this.pathOf(hash);
    return existsSync(file) ? { path: file, size: statSync(file).size } : undefined;
  }

  remove(hash: string): void {
    this.pending.delete(hash);
    rmSync(this.pathOf(hash), { force: true });
  }

  /** Writes all files that are still in memory. */
  writePending(): void {
    for (const hash of [...this.pending.keys()]) this.writeIfPending(hash);
  }

  /** Removes all files. */
  clear(): void {
    this.pending.clear();
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  close(): void {
    if (this.temporary) rmSync(this.folder, { recursive: true, force: true });
  }

  private writeIfPending(hash: string): void {
    const content = this.pending.get(hash);
    if (!content) return;
    writeFileSync(this.pathOf(hash), content, { mode: 0o600 });
    this.pending.delete(hash);
  }

  private pathOf(hash: string): string {
    return path.join(this.folder, path.basename(hash));
  }
}
