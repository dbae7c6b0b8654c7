import * as vscode from 'vscode';
import type { Log } from '../log';
import { errorText, say } from '../messages';
import { isCanceled } from '../sentences';

/** What a command does. Its arguments come from anywhere: hostile until checked. */
export type CommandWork = (...args: unknown[]) => unknown;

/**
 * What the commands do, by id. VS Code knows every declared command from activation on (src/extension.ts); what is behind
 * it is entered here once the product runs.
 */
export class CommandTable {
  private readonly works = new Map<string, CommandWork>();

  constructor(private readonly log: Log) {}

  /** Ids entered so far. */
  ids(): string[] {
    return [...this.works.keys()];
  }

  /** Enters a command as `ninjaClients.<name>`. Throws when it is there already. */
  add(name: string, work: CommandWork): void {
    const id = `ninjaClients.${name}`;
    if (this.works.has(id)) throw new Error(`The command ${id} is entered twice.`);
    this.works.set(id, work);
  }

  /** Runs a command; its failure ends in one sentence and the offer to see the log. */
  async run(id: string, args: unknown[]): Promise<unknown> {
    try {
      const work = this.works.get(id);
      if (work === undefined) throw new Error(`Nothing is behind the command ${id}.`);
      return await work(...args);
    } catch (error) {
      if (isCanceled(error)) return undefined;
      this.log.failure(id, error);
      const showLog = vscode.l10n.t('Show Log');
      void say('error', errorText(error), [showLog]).then((choice) => {
        if (choice === showLog) this.log.show();
      });
      return undefined;
    }
  }
}
