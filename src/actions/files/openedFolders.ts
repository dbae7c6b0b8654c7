import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

// In a file of its own, without downloads: the start of the extension needs it.

/** The name of a window's folder. It tells the process that owns it, and its machine: a home folder may be shared. */
export function folderOfWindow(random: string, pid = process.pid): string {
  return `${machine()}-${pid}-${random}`;
}

/** Removes the folders of windows of this machine that have ended without removing them. Does not throw. */
export async function removeLeftFolders(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const [, owner, pid] = /^([0-9a-f]{8})-(\d+)-[0-9a-f]+$/.exec(name) ?? [];
    if (owner !== machine() || pid === undefined || isAlive(Number(pid))) continue;
    await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function machine(): string {
  return createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
