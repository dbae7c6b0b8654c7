import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isId } from '../../api/ids';
import type { Id } from '../../api/types';
import { writePrivateFile } from '../../session/privateFile';
import { removeOldFiles } from '../fileSystem/oldFiles';

/**
 * Which client was created from which new document, on disk. The text of such a document can come back after its client was
 * created: the extension host died before VS Code took note, or two windows of a browser restored it. It creates no other.
 */
export class CreatedClients {
  constructor(
    private readonly folder: string,
    private readonly onFailure: (error: unknown) => void,
  ) {
    removeOldFiles(folder).catch(onFailure);
  }

  /** Never rejects: the client is there, whatever the disk does. */
  async add(uri: string, clientId: Id): Promise<void> {
    await writePrivateFile(this.file(uri), JSON.stringify({ uri, clientId })).catch(this.onFailure);
  }

  /** The client that was created from a new document; undefined where none was. */
  async find(uri: string): Promise<Id | undefined> {
    const text = await readFile(this.file(uri), 'utf8').catch(() => 'null');
    try {
      const stored = JSON.parse(text) as { uri?: unknown; clientId?: unknown } | null;
      return stored?.uri === uri && isId(stored.clientId) ? stored.clientId : undefined;
    } catch {
      return undefined;
    }
  }

  private file(uri: string): string {
    return path.join(this.folder, `${createHash('sha256').update(uri).digest('hex').slice(0, 32)}.json`);
  }
}
