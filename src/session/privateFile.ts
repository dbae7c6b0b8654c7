import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file that only the user can read, and creates its folder likewise. A reader sees the old or the new content,
 * never a part of it, also after a crash: it is written to a temporary file and on disk before that file is renamed.
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
      // Some network file systems report a full disk by nothing but the length.
      if ((await handle.stat()).size !== Buffer.byteLength(text)) throw new ShortWrite();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

class ShortWrite extends Error {
  readonly code = 'ENOSPC';
}
