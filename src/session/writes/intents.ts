import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writePrivateFile } from '../privateFile';

/** A creation that was about to be sent. If it still exists later, its outcome is unknown. */
export interface Intent {
  readonly id: string;
  readonly accountId: string;
  /** What started it, e.g. a document's URI: finds its intent again after a crash. */
  readonly origin: string;
  /** Unix seconds on this machine, before the POST. */
  readonly at: number;
  /** Name, e-mail addresses and contact names: what the new client can be recognized by. */
  readonly name: string;
  readonly emails: readonly string[];
  readonly contactNames: readonly string[];
}

/** Stores intents. When `open` resolves, the intent must be on disk, as the POST waits for it. */
export interface IntentStore {
  open(intent: Omit<Intent, 'id'>): Promise<Intent>;
  close(id: string): Promise<void>;
  pending(origin: string): Promise<Intent[]>;
}

/** Stores each intent in a file that only the user can read. */
export class IntentFolder implements IntentStore {
  constructor(private readonly folder: string) {}

  async open(content: Omit<Intent, 'id'>): Promise<Intent> {
    const intent: Intent = { id: randomUUID(), ...content };
    await writePrivateFile(this.file(intent.id), JSON.stringify(intent));
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
