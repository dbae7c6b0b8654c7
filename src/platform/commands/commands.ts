import * as vscode from 'vscode';
import type { Log } from '../log';
import { inBackground, errorText, say } from '../messages';
import { isCanceled } from '../sentences';

/** What a command does. Its arguments are unchecked: see commandArguments.ts. */
export type CommandWork = (...args: unknown[]) => unknown;

/**
 * The implementations of the commands, by id. Activation registers all declared commands (src/extension.ts); they are run
 * from here once the extension has started.
 */
export class CommandTable {
  private readonly works = new Map<string, CommandWork>();

  constructor(private readonly log: Log) {}

  /** Ids of all commands that were added. */
  ids(): string[] {
    return [...this.works.keys()];
  }

  /** Adds the command `ninjaClients.<name>`. Throws when it was added before. */
  add(name: string, work: CommandWork): void {
    const id = `ninjaClients.${name}`;
    if (this.works.has(id)) throw new Error(`The command ${id} was added twice.`);
    this.works.set(id, work);
  }

  /** Runs a command. A failure is shown as one sentence with a button for the log; a canceled command shows nothing. */
  async run(id: string, args: unknown[]): Promise<unknown> {
    try {
      const work = this.works.get(id);
      if (work === undefined) throw new Error(`No feature has added the command ${id}.`);
      return await work(...args);
    } catch (error) {
      if (isCanceled(error)) return undefined;
      this.log.failure(id, error);
      const showLog = vscode.l10n.t('Show Log');
      const shown = say('error', errorText(error), [showLog]);
      inBackground(shown.then((choice) => (choice === showLog ? this.log.show() : undefined)));
      return undefined;
    }
  }
}
