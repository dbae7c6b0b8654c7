import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account, FakeSecrets, FakeState, openWindow, refuseAll } from './fakes';

const client = 'aaaaaaaaaa';

/** Windows one after another on the same machine; each knows what it may do from its own session. */
async function machine() {
  const secrets = new FakeSecrets();
  const state = new FakeState();
  const open = () => openWindow(secrets, refuseAll, state);
  const first = open();
  await first.accounts.add(account('a'), 'token');
  await first.accounts.add(account('b'), 'token');
  return { secrets, open, first };
}

type Window = ReturnType<typeof openWindow>;

function rightsOf({ accounts }: Window, id: string) {
  const { permissions: rights } = accounts.session(id) ?? {};
  assert.ok(rights);
  return rights;
}

function refuse(window: Window, id: string): void {
  rightsOf(window, id).learnChanges([client], []);
  rightsOf(window, id).learnPurgeAndMerge(false);
}

function known(window: Window, id: string): boolean[] {
  const rights = rightsOf(window, id);
  return [rights.mayPurgeAndMerge, rights.mayChange(client)];
}

const nothing = [true, true];
const both = [false, false];

test('what was refused to an account survives the window, and a new name, mark or network', async () => {
  const { open, first } = await machine();
  refuse(first, 'a');
  const second = open();
  assert.deepEqual([known(second, 'a'), known(second, 'b')], [both, nothing]);
  await second.accounts.update('a', { label: 'Other', mark: 'red', unverifiedTls: true });
  await second.accounts.reconnect();
  assert.deepEqual(known(second, 'a'), both);
  rightsOf(second, 'a').learnChanges([], [client]);
  assert.deepEqual(known(open(), 'a'), [false, true], 'what the server allows is corrected there too');
});

test('it is forgotten when the account signs in again or out, and with everything', async () => {
  const { open, first } = await machine();
  for (const end of [
    () => first.accounts.add(account('a'), 'another token'),
    () => first.accounts.remove('a').then(() => first.accounts.add(account('a'), 'token')),
  ]) {
    refuse(first, 'a');
    refuse(first, 'b');
    await end();
    assert.deepEqual([known(first, 'a'), known(open(), 'a'), known(open(), 'b')], [nothing, nothing, both]);
  }
  refuse(first, 'a');
  await first.accounts.remove('a');
  assert.deepEqual(first.state.keys(), ['accounts', 'refusals:b']);
  await first.accounts.removeAll();
  assert.deepEqual(first.state.keys(), ['accounts']);
});

test('it is forgotten when another window signs in again', async () => {
  const secrets = new FakeSecrets();
  const [here, there] = [openWindow(secrets), openWindow(secrets)];
  await here.accounts.add(account('a'), 'token');
  await there.settled();
  refuse(there, 'a');
  await here.accounts.add(account('a'), 'another token');
  await there.settled();
  assert.deepEqual(known(there, 'a'), nothing);
});

test('an answer to a sign-in that is over is not kept for the next', async () => {
  const { open, first } = await machine();
  const old = rightsOf(first, 'a');
  await first.accounts.add(account('a'), 'another token');
  old.learnPurgeAndMerge(false);
  assert.deepEqual([known(first, 'a'), known(open(), 'a')], [nothing, nothing]);
});
