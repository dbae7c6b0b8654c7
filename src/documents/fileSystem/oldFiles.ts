import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Milliseconds. A text that was not opened for so long is asked about as one of which nothing is kept. */
const oldAge = 30 * 24 * 3_600_000;
/** Milliseconds. A file that is being written is younger. */
const oldPart = 3_600_000;

/**
 * Whether the extension host that wrote a file is gone. Its process is in the name of a draft:
 * `<document>.<process>.<random>.json`. Other files belong to no window.
 */
export function writerIsGone(file: string): boolean {
  const pid = Number(/\.(\d+)\.[0-9a-f]+\.json$/.exec(file)?.[1]);
  // An earlier process of this number.
  if (!(pid > 0) || pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // It is there, and belongs to another user.
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}

/** Removes what nobody has come back for, and what a crash left half written. Never fails. */
export async function removeOldFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const file = path.join(folder, name);
    const age = name.endsWith('.tmp') ? oldPart : oldAge;
    const changed = await stat(file).catch(() => undefined);
    if (changed !== undefined && Date.now() - changed.mtimeMs > age && writerIsGone(name))
      await rm(file, { force: true }).catch(() => undefined);
  }
}
