import * as vscode from 'vscode';
import type { Account } from '../../../src/session/account';
import { clearFaults, reset } from './demo';
import { Dialogs } from './dialogs';
import { closeAll, signIn, signOutAll } from './support';

/** What tests with an account start from. */
export interface Desk {
  readonly account: Account;
  readonly dialogs: Dialogs;
  /** A client as the tree passes it to a command. */
  readonly node: (clientId: string) => { accountId: string; clientId: string };
  readonly run: (command: string, ...args: unknown[]) => Thenable<unknown>;
}

/**
 * Signs in before the first test of a `describe`, resets the server before each test, and lets tests answer dialogs. Call
 * it before the suite's own hooks.
 */
export function signedIn(): Desk {
  let account: Account | undefined;
  const dialogs = new Dialogs();

  before(async () => {
    await reset();
    account = await signIn();
  });

  beforeEach(async () => {
    await reset();
    dialogs.install();
  });

  afterEach(async () => {
    dialogs.restore();
    await clearFaults();
    await closeAll();
  });

  after(signOutAll);

  const desk = {
    dialogs,
    get account(): Account {
      if (account === undefined) throw new Error('There is no account before the first test.');
      return account;
    },
    node: (clientId: string) => ({ accountId: desk.account.id, clientId }),
    run: (command: string, ...args: unknown[]) =>
      vscode.commands.executeCommand(`ninjaClients.${command}`, ...args),
  };
  return desk;
}
