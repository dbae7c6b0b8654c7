import { createHmac, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Who serves a folder: its address, and the token that its API wants. */
export interface FolderOwner {
  /** Counts up with each owner, so that two cannot take over from the same one. */
  generation: number;
  url: string;
  token: string;
}

const nameOf = (generation: number) => `owner.${generation}.json`;

/** The newest owner that a folder names, alive or not; undefined where it never had one. */
export function readOwner(folder: string): FolderOwner | undefined {
  const generation = newest(folder);
  if (generation === 0) return undefined;
  const none = { generation, url: '', token: '' };
  try {
    const { url, token } = JSON.parse(
      fs.readFileSync(path.join(folder, nameOf(generation)), 'utf8'),
    ) as Partial<FolderOwner>;
    const sound = typeof url === 'string' && /^http:\/\/127\.0\.0\.1:\d+$/.test(url);
    return sound && typeof token === 'string' ? { generation, url, token } : none;
  } catch {
    return none;
  }
}

/** Makes the process with this server the owner. False when another one was faster. Readable by this user only. */
export function claim(folder: string, owner: FolderOwner): boolean {
  const final = path.join(folder, nameOf(owner.generation));
  const temporary = `${final}.${process.pid}.${owner.url.split(':').at(-1) ?? ''}.tmp`;
  const text = JSON.stringify({ url: owner.url, token: owner.token });
  fs.writeFileSync(temporary, text, { mode: 0o600 });
  try {
    // Whole or not at all, and never over another one's.
    fs.linkSync(temporary, final);
  } catch (error) {
    if (code(error) === 'EEXIST') return false;
    // A disk without hard links.
    try {
      fs.writeFileSync(final, text, { mode: 0o600, flag: 'wx' });
    } catch (second) {
      if (code(second) === 'EEXIST') return false;
      throw second;
    }
  } finally {
    fs.rmSync(temporary, { force: true });
  }
  for (const generation of generations(folder))
    if (generation < owner.generation) fs.rmSync(path.join(folder, nameOf(generation)), { force: true });
  return true;
}

/** Whether nobody has taken over from this owner. */
export function isOwner(folder: string, { generation }: FolderOwner): boolean {
  return newest(folder) === generation;
}

/** What only a process that can read the folder can answer to a challenge. */
export function proof(token: string, challenge: string): string {
  return createHmac('sha256', token).update(`owner of sample data ${challenge}`).digest('hex');
}

/** Compares a proof in constant time. */
export function proves(token: string, challenge: string, answer: string): boolean {
  const [expected, given] = [Buffer.from(proof(token, challenge)), Buffer.from(answer)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function newest(folder: string): number {
  return Math.max(0, ...generations(folder));
}

function generations(folder: string): number[] {
  let names: string[];
  try {
    names = fs.readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => /^owner\.(\d{1,12})\.json$/.exec(name)?.slice(1).map(Number) ?? []);
}

function code(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
