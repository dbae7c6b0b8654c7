import * as vscode from 'vscode';
import { setContextKey } from '../platform/commands/contextKeys';
import type { CommandTable } from '../platform/commands/commands';
import { Disposables } from '../platform/disposables';
import type { Log } from '../platform/log';
import { inBackground, say } from '../platform/messages';
import { sentence } from '../platform/sentences';
import type { Account } from '../session/account';
import { IntentFolder } from '../session/writes/intents';
import { addAccountCommands, askToSignInAgain } from './accountCommands';
import { Accounts, type Connect } from './accounts';
import { AccountStatus } from './accountStatus';
import { AccountStore } from './store/accountStore';
import { NinjaAuthenticationProvider, providerId } from './authenticationProvider';
import { Connector } from './signIn/connect';
import { SignInFlow } from './signIn/signInFlow';
import { DeniedPermissionStore } from './store/deniedPermissionStore';
import { leftoverNames, type Leftover } from './store/leftovers';
import { loadForms } from './forms';
import { LoginPasswords } from './signIn/loginPasswords';
import { addSampleCommands, sampleId } from './sample/sampleCommands';
import { SampleServer } from './sample/sampleServer';

/** Set by `npm start` on the host process, and by nothing else. */
const devSignInVariable = 'NINJA_CLIENTS_DEV_SIGN_IN';

/** What the composition root passes on to other features, and to tests. */
export interface AccountsFeature {
  accounts: Accounts;
  /** Asks for the login password where a request needs it. */
  passwords: LoginPasswords;
  /** The account that a command without an argument is about. */
  currentAccount: () => Account | undefined;
  /** The sign-in form. */
  signIn: () => Promise<void>;
  /** Asks a server whose a token is; stores nothing. */
  verify: (address: string, token: string) => Promise<Account>;
  disposable: vscode.Disposable;
}

/** Accounts, their commands and context keys. `accounts` is what other features get. */
export function registerAccounts(
  context: vscode.ExtensionContext,
  state: vscode.Memento,
  commands: CommandTable,
  log: Log,
): AccountsFeature {
  const all = new Disposables();
  const version = String((context.extension.packageJSON as { version?: unknown }).version);
  const connector = new Connector(version, log);
  const storage = (name: string) => vscode.Uri.joinPath(context.globalStorageUri, name).fsPath;
  const sample = new SampleServer(storage('sample-data'), () => inBackground(accounts.reconnect([sampleId])));
  const connect: Connect = async (account, token) => {
    if (account.kind !== 'sample')
      return connector.connect({ ...account, token: token ?? '', name: account.id });
    const server = await sample.start();
    return connector.connect({ address: server.url, token: server.token, name: account.id });
  };
  const store = new AccountStore(state, context.secrets);
  const intents = new IntentFolder(storage('intents'), (error) => log.failure('intents', error));
  const deniedPermissions = new DeniedPermissionStore(state);
  const accounts = all.add(new Accounts(store, connect, intents, deniedPermissions));
  all.add({ dispose: () => inBackground(sample.stop()) });
  const passwords = new LoginPasswords(store, async (account, problem) =>
    (await loadForms()).askPassword(account, problem),
  );
  // Another window may have stopped the sample data.
  all.add(
    accounts.onDidChange(() => {
      if (accounts.find(sampleId) === undefined) inBackground(sample.stop());
    }),
  );
  const status = all.add(new AccountStatus(accounts));

  setContextKeys(accounts);
  all.add(accounts.onDidChange(() => setContextKeys(accounts)));
  all.add(context.secrets.onDidChange(({ key }) => inBackground(accounts.follow(key))));

  const flow = new SignInFlow(accounts, connector);
  const stopSample = addSampleCommands(commands, accounts, sample);
  const signOut = async (account: Account) => {
    if (account.kind === 'sample') return stopSample();
    const left = await accounts.remove(account.id);
    say(left.length === 0 ? 'info' : 'warning', signedOut(account, left));
  };
  const forget = async () => {
    const { workspaceState, globalStorageUri, storageUri } = context;
    const folders = [globalStorageUri, storageUri].flatMap((uri) => uri?.fsPath ?? []);
    const { forgetEverything } = await loadForms();
    await forgetEverything(accounts, { states: [state, workspaceState], folders }, () => sample.discard());
  };
  const actions = {
    choose: (account: Account) => status.choose(account),
    signIn: () => flow.signIn(),
    signInAgain: (account: Account) => flow.signInAgain(account),
    signOut,
    forgetEverything: forget,
  };
  addAccountCommands(commands, accounts, actions);
  all.add(askToSignInAgain(accounts, (account, reason) => flow.signInAgain(account, reason)));
  const provider = all.add(new NinjaAuthenticationProvider(accounts, () => flow.signIn(), signOut));
  all.add(
    vscode.authentication.registerAuthenticationProvider(providerId, 'Invoice Ninja', provider, {
      supportsMultipleAccounts: true,
    }),
  );
  all.add(
    vscode.workspace.onDidChangeConfiguration((change) => {
      const network = ['http', 'ninjaClients.network', 'ninjaClients.requests'];
      if (network.some((section) => change.affectsConfiguration(section))) inBackground(accounts.reconnect());
    }),
  );

  const devSignInSpec = process.env[devSignInVariable];
  if (devSignInSpec !== undefined)
    flow.devSignIn(devSignInSpec).catch((error: unknown) => {
      log.failure('sign-in of npm start', error);
      say('error', sentence(error));
    });

  return {
    accounts,
    passwords,
    currentAccount: () => status.current(),
    signIn: async () => void (await flow.signIn()),
    verify: (address, token) => flow.verify(address, token),
    disposable: all,
  };
}

function signedOut({ label }: Account, left: readonly Leftover[]): string {
  return left.length === 0
    ? vscode.l10n.t('Signed out of {0}. Its token was removed from this machine.', label)
    : vscode.l10n.t(
        'Signed out of {0}, but this could not be removed from this machine: {1}. Unlock its secret storage or make room on its disk, then choose “Forget Everything”.',
        label,
        leftoverNames(left),
      );
}

/** Keys that menus and the welcome view depend on. */
function setContextKeys(accounts: Accounts): void {
  const known = accounts.all();
  setContextKey('signedIn', known.length > 0);
  setContextKey('sampleData', accounts.find(sampleId) !== undefined);
  // No command that changes something makes sense while every account is read-only.
  setContextKey('readOnly', known.length > 0 && known.every(({ readOnly }) => readOnly));
}
