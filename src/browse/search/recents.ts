import type * as vscode from 'vscode';
import { isId } from '../../api/ids';
import type { Id } from '../../api/types';

/** A client whose editor was active, with its name at that time. */
export interface Recent {
  id: Id;
  name: string;
}

const key = (accountId: string) => `recent:${accountId}`;
const maxRecents = 10;

/** The last clients of each account whose editors were active, newest first; kept in the global state. */
export class Recents {
  constructor(private readonly state: vscode.Memento) {}

  of(accountId: string): readonly Recent[] {
    const stored: unknown = this.state.get(key(accountId));
    return Array.isArray(stored) ? stored.filter(isRecent) : [];
  }

  async add(accountId: string, recent: Recent): Promise<void> {
    const before = this.of(accountId);
    if (before[0]?.id === recent.id && before[0].name === recent.name) return;
    const others = before.filter(({ id }) => id !== recent.id);
    await this.state.update(key(accountId), [recent, ...others].slice(0, maxRecents));
  }

  /** Forgets the clients of all other accounts. */
  async keepOnly(accountIds: readonly string[]): Promise<void> {
    const kept = new Set(accountIds.map(key));
    for (const name of this.state.keys())
      if (name.startsWith('recent:') && !kept.has(name)) await this.state.update(name, undefined);
  }
}

function isRecent(value: unknown): value is Recent {
  const { id, name } = (value ?? {}) as Record<string, unknown>;
  return isId(id) && typeof name === 'string';
}
