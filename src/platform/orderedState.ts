import type * as vscode from 'vscode';

/** So often a value is written again that another window's write has taken away. */
const maxAttempts = 5;

/**
 * A memento that loses no update. VS Code writes all values of a memento together, and takes the whole memento back from the
 * echo of each write: an update made while an earlier one is under way is gone with that echo, in memory and on disk. So
 * each update waits for the one before it, and is looked at afterwards. A value can be read as soon as its update is asked
 * for (docs/vscode-editing.md §12a).
 */
export class OrderedState implements vscode.Memento {
  private readonly pending = new Map<string, { value: unknown }>();
  private tail: Promise<unknown> = Promise.resolve();

  constructor(private readonly state: vscode.Memento) {}

  keys(): readonly string[] {
    const keys = new Set(this.state.keys());
    for (const [key, { value }] of this.pending) {
      if (value === undefined) keys.delete(key);
      else keys.add(key);
    }
    return [...keys];
  }

  get<T>(key: string): T | undefined;
  get<T>(key: string, otherwise: T): T;
  get<T>(key: string, otherwise?: T): T | undefined {
    const pending = this.pending.get(key);
    const value = pending === undefined ? this.state.get<T>(key) : (pending.value as T | undefined);
    return value ?? otherwise;
  }

  /** Rejects where VS Code cannot store the value. */
  update(key: string, value: unknown): Promise<void> {
    const update = {
      value: value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown),
    };
    this.pending.set(key, update);
    const done = this.tail.then(() => this.write(key, update));
    this.tail = done.catch(() => undefined);
    return done;
  }

  /** Resolves when every update was made or has failed. */
  async flushed(): Promise<void> {
    await this.tail;
  }

  private async write(key: string, update: { value: unknown }): Promise<void> {
    // A later update of the same key writes for both.
    if (this.pending.get(key) !== update) return;
    const expected = JSON.stringify(update.value);
    try {
      for (let attempt = 0; attempt < maxAttempts; attempt++) {
        await this.state.update(key, update.value);
        if (JSON.stringify(this.state.get(key)) === expected) return;
      }
      throw new Error('VS Code did not keep a value of the global state.');
    } finally {
      if (this.pending.get(key) === update) this.pending.delete(key);
    }
  }
}
