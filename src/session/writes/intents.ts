import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A POST that was about to be sent: if it is still here later, nobody knows whether it took effect. */
export interface Intent {
  readonly id: string;
  readonly accountId: string;
  /** What asked for it, e.g. a document's URI: it finds its own intent again after a crash. */
  readonly origin: string;
  /** Unix seconds on this machine, before the POST. */
  readonly at: number;
  /** What the new record can be recognised by. */
  readonly name: string;
  readonly emails: readonly string[];
  readonly contactNames: readonly string[];
}

/** Where intents are kept. `open` must have written to disk when it resolves: the POST waits for it. */
export interface IntentStore {
  open(intent: Omit<Intent, 'id'>): Promise<Intent>;
  close(id: string): Promise<void>;
  pending(origin: string): Promise<Intent[]>;
}

/** One file per intent in a folder that only the user can read. */
export class IntentFolder implements IntentStore {
  constructor(private readonly folder: string) {}

  async open(wish: Omit<Intent, 'id'>): Promise<Intent> {
    const intent: Intent = { id: randomUUID(), ...wish };
    const file = this.file(intent.id);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, JSON.stringify(intent), { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
    return intent;
  }

  async close(id: string): Promise<void> {
    await rm(this.file(id), { force: true });
  }

  async pending(origin: string): Promise<Intent[]> {
    const files = await readdir(this.folder).catch(() => []);
    const found: Intent[] = [];
    for (const file of files.filter((name) => name.endsWith('.json'))) {
      const intent = await readIntent(path.join(this.folder, file));
      if (intent?.origin === origin) found.push(intent);
    }
    return found;
  }

  private file(id: string): string {
    return path.join(this.folder, `${id}.json`);
  }
}

async function readIntent(file: string): Promise<Intent | undefined> {
  try {
    const stored = JSON.parse(await readFile(file, 'utf8')) as Partial<Intent>;
    const { id, accountId, origin, at, name, emails, contactNames = [] } = stored;
    const texts = [id, accountId, origin, name].every((value) => typeof value === 'string');
    if (!texts || typeof at !== 'number' || !Array.isArray(emails) || !Array.isArray(contactNames))
      return undefined;
    return { id, accountId, origin, at, name, emails, contactNames } as Intent;
  } catch {
    return undefined;
  }
}
