// Faults of the machine that VS Code runs on.
import fs from 'node:fs/promises';

/** Puts this process's clock ahead by so many milliseconds, as `ahead` says at each look. Returns how to end that. */
export function wrongClock(ahead: () => number): () => void {
  const RealDate = Date;
  const now = () => RealDate.now() + ahead();
  globalThis.Date = class extends RealDate {
    constructor(...values: [number?]) {
      super(...((values.length === 0 ? [now()] : values) as [number]));
    }
    static override now = now;
  } as DateConstructor;
  return () => {
    globalThis.Date = RealDate;
  };
}

/** While `isFull`, files below a folder end after a part of what is written. Returns how to end that. */
export function fullDisk(folder: string, isFull: () => boolean): () => void {
  const { open } = fs;
  fs.open = async (file, flags, mode) => {
    const handle = await open(file, flags, mode);
    const written = flags !== undefined && flags !== 'r' && String(file).startsWith(folder);
    if (!written || !isFull()) return handle;
    const write = handle.writeFile.bind(handle);
    handle.writeFile = async (data) => {
      await write(String(data).slice(0, 100));
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    return handle;
  };
  return () => {
    fs.open = open;
  };
}
