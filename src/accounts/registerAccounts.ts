import * as vscode from 'vscode';
import { setContextKey } from '../platform/commands/contextKeys';
import type { CommandTable } from '../platform/commands/commands';
import { Disposables } from '../platform/disposables';
import type { Log } from '../platform/log';
import { say } from '../platform/messages';
import { sentence } from '../platform/sentences';
import type { Account } from '../session/account';
import { IntentFolder } from '../session/writes/intents';
import { addAccountCommands, askToSignInAgain } from './accountCommands';
import { Accounts, type Connect } from './accounts';
import { AccountStatus } from './accountStatus';
import { AccountStore } from './accountStore';
import { NinjaAuthenticationProvider, providerId } from './authenticationProvider';
import { Connector } from './signIn/connect';
import type { SignInResult } from './signIn/tokenBox';
import { DeniedPermissionStore } from './deniedPermissionStore';
import { LoginPasswords } from './signIn/loginPasswords';
import { addSampleCommands, sampleId } from './sample/sampleCommands';
import { SampleServer } from './sample/sampleServer';

/** Set by `npm start` on the host process, and by nothing else. */
const devSignInVariable = 'NINJA_CLIENTS_DEV_SIGN_IN';

/** Forms and menus are loaded by their first use. */
const forms = () => import('./entry').then((entry) => entry.forms);

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
  commands: CommandTable,
  log: Log,
): AccountsFeature {
  const all = new Disposables();
  const version = String((context.extension.packageJSON as { version?: unknown }).version);
  const connector = new Connector(version, log);
  const storage = (name: string) => vscode.Uri.joinPath(context.globalStorageUri, name).fsPath;
  const sample = new SampleServer(storage('sample-data'));
  const connect: Connect = async (account, token) => {
    if (account.kind !== 'sample')
      return connector.connect({ ...account, token: token ?? '', name: account.id });
    const server = await sample.start();
    return connector.connect({ address: server.url, token: server.token, name: account.id });
  };
  const store = new AccountStore(context.globalState, context.secrets);
  const intents = new IntentFolder(storage('intents'));
  const deniedPermissions = new DeniedPermissionStore(context.globalState);
  const accounts = all.add(new Accounts(store, connect, intents, deniedPermissions));
  all.add({ dispose: () => void sample.stop() });
  const passwords = new LoginPasswords(store, async (account, problem) =>
    (await forms()).askPassword(account, problem),
  );
  const status = all.add(new AccountStatus(accounts));

  setContextKeys(accounts);
  all.add(accounts.onDidChange(() => setContextKeys(accounts)));
  all.add(context.secrets.onDidChange(({ key }) => void accounts.follow(key)));

  const check = async (
    address: string,
    token: string,
    options?: { signal?: AbortSignal; unverifiedTls?: boolean },
  ) => (await forms()).verifyAccount(connector, address, token, options);
  const finish = async (result: SignInResult | undefined): Promise<Account | undefined> => {
    if (result === undefined) return undefined;
    const kept = await accounts.add(result.account, result.token);
    const { label } = accounts.find(result.account.id) ?? result.account;
    if (kept) void say('info', vscode.l10n.t('Signed in to {0}.', label));
    else void say('warning', notKept(label));
    return result.account;
  };
  const signIn = async (prefill?: string) => finish(await (await forms()).signInForm(prefill, check));
  const signInAgain = async (account: Account, reason?: string) => {
    if (account.kind === 'sample') return;
    const result = await (await forms()).signInAgainForm(account, reason, check);
    await finish(result && { ...result, account: { ...result.account, id: account.id, kind: account.kind } });
  };
  const stopSample = addSampleCommands(commands, accounts, sample, storage('sample-data'));
  const signOut = async (account: Account) => {
    if (account.kind === 'sample') return stopSample();
    await accounts.remove(account.id);
    void say(
      'info',
      vscode.l10n.t('Signed out of {0}. Its token was removed from this machine.', account.label),
    );
  };
  const forget = async () => {
    const { fsPath } = context.globalStorageUri;
    const { forgetEverything } = await forms();
    if (await forgetEverything(accounts, context.globalState, fsPath, () => sample.stop()))
      void say('info', vscode.l10n.t('Everything was forgotten. Nothing changed on any server.'));
  };
  const actions = {
    choose: (account: Account) => status.choose(account),
    signIn: () => signIn(),
    signInAgain: (account: Account) => signInAgain(account),
    signOut,
    forgetEverything: forget,
  };
  addAccountCommands(commands, accounts, actions);
  all.add(askToSignInAgain(accounts, signInAgain));
  const provider = all.add(new NinjaAuthenticationProvider(accounts, () => signIn()));
  all.add(
    vscode.authentication.registerAuthenticationProvider(providerId, 'Invoice Ninja', provider, {
      supportsMultipleAccounts: true,
    }),
  );
  all.add(
    vscode.workspace.onDidChangeConfiguration((change) => {
      const network = ['http', 'ninjaClients.network', 'ninjaClients.requests'];
      if (network.some((section) => change.affectsConfiguration(section))) void accounts.reconnect();
    }),
  );

  const devSignInSpec = process.env[devSignInVariable];
  if (devSignInSpec !== undefined) void devSignIn(devSignInSpec);

  async function devSignIn(spec: string): Promise<void> {
    const request = (await forms()).readDevSignIn(spec);
    if (request === undefined) return;
    if ('prefill' in request) {
      if (accounts.all().length === 0) await signIn(request.prefill);
      return;
    }
    try {
      // A later extension host of the same run is signed in already; signing in again would end its session.
      const token = await store.token('dev').catch(() => undefined);
      if (accounts.find('dev')?.address === request.address && token === request.token) return;
      const account = await check(request.address, request.token);
      await accounts.add({ ...account, id: 'dev', kind: 'dev' }, request.token);
    } catch (error) {
      log.failure('sign-in of npm start', error);
      void say('error', sentence(error));
    }
  }

  return {
    accounts,
    passwords,
    currentAccount: () => status.current(),
    signIn: async () => void (await signIn()),
    verify: (address, token) => check(address, token),
    disposable: all,
  };
}

/** Keys that menus and the welcome view depend on. */
function setContextKeys(accounts: Accounts): void {
  const known = accounts.all();
  setContextKey('signedIn', known.length > 0);
  setContextKey('sampleData', accounts.find(sampleId) !== undefined);
  // No command that changes something makes sense while every account is read-only.
  setContextKey('readOnly', known.length > 0 && known.every(({ readOnly }) => readOnly));
}

function notKept(label: string): string {
  return vscode.l10n.t(
    'Signed in to {0} until this window closes: VS Code could not store the token in the secret storage of this machine. Set up a keyring to stay signed in.',
    label,
  );
}
