import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'node:test';
import { LoginPasswords } from '../../../../src/accounts/signIn/loginPasswords';
import type { Passwords } from '../../../../src/actions/context';
import type { Session } from '../../../../src/session/session';
import { FakeSecrets, openWindow } from '../../accounts/fakes';
import { clientIds, DemoWorld } from '../demoSession';

// What tests of purge and merge start from, made again before each of them.
export const world = DemoWorld.start({ clients: 30 });
/** Of backups. */
export let folder = '';
export let session: Session;
/** Two clients. */
export let a = '';
export let b = '';

beforeEach(async () => {
  await (await world).reset();
  folder = await mkdtemp(path.join(os.tmpdir(), 'backups-'));
  session = (await world).session();
  [a = '', b = ''] = await clientIds(session, 2);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Asks for login passwords, and gives up where none is typed. The rule is the one of the accounts feature. */
export function passwordsFrom(ask: () => Promise<string | undefined>): Passwords {
  const { store } = openWindow(new FakeSecrets());
  return new LoginPasswords(store, async () => {
    const password = await ask();
    return password === undefined ? undefined : { password, remember: false };
  });
}

export const rightPassword = async () => (await world).server.password;

/** Purges and merges that the server saw. */
export const purgesAndMerges = async () => [
  ...(await (await world).requests('/purge')),
  ...(await (await world).requests('/merge')),
];
