import * as vscode from 'vscode';
import type { CommandTable } from '../../platform/commands/commands';
import { inBackground, say } from '../../platform/messages';
import type { Accounts } from '../accounts';
import { loadForms } from '../forms';
import type { SampleServer } from './sampleServer';

/** The account id of the sample data. */
export const sampleId = 'sample';

/** Adds the commands that start and stop the sample data. Returns the one that stops it. */
export function addSampleCommands(
  commands: CommandTable,
  accounts: Accounts,
  sample: SampleServer,
): () => Promise<void> {
  const start = async () => {
    if (accounts.find(sampleId) === undefined) {
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Starting sample data…') },
        () => sample.start(),
      );
      await accounts.add(
        {
          id: sampleId,
          kind: 'sample',
          address: 'http://127.0.0.1',
          companyName: vscode.l10n.t('Sample Data'),
          label: vscode.l10n.t('Sample Data'),
        },
        undefined,
      );
    }
    await vscode.commands.executeCommand('workbench.view.extension.ninjaClients');
    inBackground(showServer(await sample.start()));
  };

  const stop = async () => {
    await accounts.remove(sampleId);
    await sample.discard();
    say('info', vscode.l10n.t('Sample data was stopped and its changes were discarded.'));
  };

  commands.add('trySampleData', start);
  commands.add('stopSampleData', async () => {
    const account = accounts.find(sampleId);
    if (account === undefined) say('info', vscode.l10n.t('Sample data is not running.'));
    else if (await (await loadForms()).acceptSignOut(account)) await stop();
  });
  return stop;
}

/** The address and token of the sample data, for users who want to try the API itself. */
async function showServer({ url, token }: { url: string; token: string }): Promise<void> {
  const copyToken = vscode.l10n.t('Copy API Token');
  const text = vscode.l10n.t('Sample data runs on this machine only, at {0}.', url);
  if ((await say('info', text, [copyToken])) === copyToken) await vscode.env.clipboard.writeText(token);
}
