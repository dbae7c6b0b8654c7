import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { registerCommand } from '../platform/commands';
import { Disposables } from '../platform/disposables';
import type { Log } from '../platform/log';
import { say } from '../platform/messages';
import { pickerText } from '../platform/plainText';
import { sentence } from '../platform/sentences';
import type { Account } from '../session/account';
import { IntentFolder } from '../session/intents';
import { Accounts, type Connect } from './accounts';
import { AccountStore } from './accountStore';
import { Connector } from './connect';
import { devSignInVariable, readDevSignIn } from './devSignIn';
import { SampleServer } from './sampleServer';
import { signInForm } from './signInForm';
import { verifyAccount } from './verify';

const sampleId = 'sample';

/** What the composition root gets to hand on. */
export interface AccountsFeature {
  accounts: Accounts;
  /** The sign-in form. */
  signIn: () => Promise<void>;
  /** Asks a server whom a token belongs to; stores nothing. */
  verify: (address: string, token: string) => Promise<Account>;
  disposable: vscode.Disposable;
}

/** Accounts, their commands and the context keys of the welcome view. `accounts` is what other features get. */
export function registerAccounts(context: vscode.ExtensionContext, log: Log): AccountsFeature {
  const all = new Disposables();
  const connector = new Connector(
    String((context.extension.packageJSON as { version?: unknown }).version),
    log,
  );
  const sampleFolder = vscode.Uri.joinPath(context.globalStorageUri, 'sample-data').fsPath;
  const sample = new SampleServer(sampleFolder);
  const connect: Connect = async (account, token) => {
    if (account.kind !== 'sample')
      return connector.connect({ ...account, token: token ?? '', name: account.id });
    const server = await sample.start();
    return connector.connect({ address: server.url, token: server.token, name: account.id });
  };
  const intents = new IntentFolder(vscode.Uri.joinPath(context.globalStorageUri, 'intents').fsPath);
  const accounts = new Accounts(new AccountStore(context.globalState, context.secrets), connect, intents);
  all.add(accounts);
  all.add({ dispose: () => void sample.stop() });

  const showState = () => {
    void vscode.commands.executeCommand('setContext', 'ninjaClients.signedIn', accounts.all().length > 0);
    void vscode.commands.executeCommand(
      'setContext',
      'ninjaClients.sampleData',
      accounts.find(sampleId) !== undefined,
    );
  };
  showState();
  all.add(accounts.onDidChange(showState));

  const signIn = async (prefill?: string) => {
    const result = await signInForm(prefill, (address, token, signal) =>
      verifyAccount(connector, address, token, signal),
    );
    if (result === undefined) return;
    await accounts.add(result.account, result.token);
    void say('info', vscode.l10n.t('Signed in to {0}.', result.account.label));
  };

  const trySampleData = async () => {
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
    void tellWhere(await sample.start());
  };

  const stopSampleData = async () => {
    if (accounts.find(sampleId) === undefined) {
      void say('info', vscode.l10n.t('Sample data is not running.'));
      return;
    }
    await accounts.remove(sampleId);
    await sample.stop();
    await rm(sampleFolder, { recursive: true, force: true });
    void say('info', vscode.l10n.t('Sample data was stopped and its changes were discarded.'));
  };

  const signOut = async () => {
    const account = await pickAccount(accounts.all());
    if (account === undefined) return;
    if (account.kind === 'sample') return stopSampleData();
    await accounts.remove(account.id);
    void say(
      'info',
      vscode.l10n.t('Signed out of {0}. Its token was removed from this machine.', account.label),
    );
  };

  all.add(registerCommand('ninjaClients.signIn', log, () => signIn()));
  all.add(registerCommand('ninjaClients.signOut', log, signOut));
  all.add(registerCommand('ninjaClients.trySampleData', log, trySampleData));
  all.add(registerCommand('ninjaClients.stopSampleData', log, stopSampleData));
  all.add(
    vscode.workspace.onDidChangeConfiguration((change) => {
      const network = ['http', 'ninjaClients.network', 'ninjaClients.requests'];
      if (network.some((section) => change.affectsConfiguration(section))) void accounts.reconnect();
    }),
  );

  const wish = readDevSignIn(process.env[devSignInVariable]);
  if (wish !== undefined) {
    // Deferred: activate() itself does no I/O.
    setImmediate(() => void devSignIn(wish));
  }

  async function devSignIn(wanted: NonNullable<typeof wish>): Promise<void> {
    if ('prefill' in wanted) {
      if (accounts.all().length === 0) await signIn(wanted.prefill);
      return;
    }
    try {
      const account = await verifyAccount(connector, wanted.address, wanted.token);
      await accounts.add({ ...account, id: 'dev', kind: 'dev' }, wanted.token);
    } catch (error) {
      log.failure('sign-in of npm start', error);
      void say('error', sentence(error));
    }
  }

  const verify = (address: string, token: string) => verifyAccount(connector, address, token);
  return { accounts, signIn: () => signIn(), verify, disposable: all };
}

/** The demo server speaks the real API: whoever wants to try that gets what it takes. */
async function tellWhere({ url, token }: { url: string; token: string }): Promise<void> {
  const copyToken = vscode.l10n.t('Copy API Token');
  const text = vscode.l10n.t('Sample data runs on this machine only, at {0}.', url);
  if ((await say('info', text, [copyToken])) === copyToken) await vscode.env.clipboard.writeText(token);
}

async function pickAccount(accounts: readonly Account[]): Promise<Account | undefined> {
  if (accounts.length < 2) {
    if (accounts.length === 0) void say('info', vscode.l10n.t('You are not signed in to any account.'));
    return accounts[0];
  }
  const items = accounts.map((account) => ({
    label: pickerText(account.label),
    description: account.kind === 'sample' ? '' : pickerText(account.address),
    account,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Sign Out of Which Account?'),
  });
  return picked?.account;
}
