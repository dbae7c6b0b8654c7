// What is installed once per user: made in a temporary folder, then renamed, by one process at a time.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cacheFolder, removeFolder } from './paths.mjs';
import { atEnd } from './processes.mjs';

/** A short fingerprint of files, so that a changed lock file means a new folder. */
export function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(fs.readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

/**
 * The cached folder of that name; `make(folder)` fills it when it is not there yet.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} make
 */
export async function cached(name, make) {
  const target = path.join(cacheFolder(), name);
  if (fs.existsSync(target)) return target;
  return locked(`${target}.lock`, async () => {
    if (fs.existsSync(target)) return target;
    const temporary = `${target}.${process.pid}.tmp`;
    removeFolder(temporary);
    fs.mkdirSync(temporary, { recursive: true });
    const withdraw = atEnd(() => removeFolder(temporary));
    try {
      await make(temporary);
      fs.renameSync(temporary, target);
      return target;
    } finally {
      withdraw();
      removeFolder(temporary);
    }
  });
}

/** Runs alone among all processes that use the same lock file. A lock whose owner died is taken over. */
export async function locked(file, action) {
  let isReported = false;
  while (!take(file)) {
    if (!isReported) console.log('Waiting for another process that installs the same …');
    isReported = true;
    await wait(250);
  }
  const withdraw = atEnd(() => fs.rmSync(file, { force: true }));
  try {
    return await action();
  } finally {
    withdraw();
    fs.rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = Number(readOr(file, ''));
  if (owner > 0 && !alive(owner)) fs.rmSync(file, { force: true });
  return false;
}

function readOr(file, otherwise) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
