import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Bytes of documents on disk, by their stored name. Sample documents are written when somebody first asks. */
export class Files {
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

  /** Takes over a file that an upload left in `folder`. */
  take(file: string, hash: string): void {
    renameSync(file, this.at(hash));
  }

  /** Keeps small content in memory until it is read or kept for good. */
  offer(hash: string, content: Buffer): void {
    if (!existsSync(this.at(hash))) this.pending.set(hash, content);
  }

  /** Path and size of a document's bytes; undefined where they are gone. */
  open(hash: string): { path: string; size: number } | undefined {
    this.settle(hash);
    const file = this.at(hash);
    return existsSync(file) ? { path: file, size: statSync(file).size } : undefined;
  }

  remove(hash: string): void {
    this.pending.delete(hash);
    rmSync(this.at(hash), { force: true });
  }

  /** Writes all that waits in memory. */
  settleAll(): void {
    for (const hash of [...this.pending.keys()]) this.settle(hash);
  }

  /** Forgets every file, as a reset does. */
  clear(): void {
    this.pending.clear();
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  close(): void {
    if (this.temporary) rmSync(this.folder, { recursive: true, force: true });
  }

  private settle(hash: string): void {
    const content = this.pending.get(hash);
    if (!content) return;
    writeFileSync(this.at(hash), content, { mode: 0o600 });
    this.pending.delete(hash);
  }

  private at(hash: string): string {
    return path.join(this.folder, path.basename(hash));
  }
}
