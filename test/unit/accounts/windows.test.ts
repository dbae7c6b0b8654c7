import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NinjaAuthenticationProvider } from '../../../src/accounts/authenticationProvider';
import type { Accounts } from '../../../src/accounts/accounts';
import type { InvoiceNinjaApi } from '../../../src/api/api';
import { isApiError } from '../../../src/api/errors';
import { account, FakeSecrets, FakeState, openWindow } from './fakes';

const ids = (accounts: Accounts) => accounts.all().map(({ id }) => id);

function twoWindows() {
  const secrets = new FakeSecrets();
  const [one, two] = [openWindow(secrets), openWindow(secrets)];
  const provider = (accounts: Accounts) =>
    new NinjaAuthenticationProvider(
      accounts,
      () => Promise.resolve(undefined),
      async ({ id }) => void (await accounts.remove(id)),
    );
  return { secrets, one, two, first: provider(one.accounts), second: provider(two.accounts) };
}

test('two providers on one secret storage follow each other’s sign-in and sign-out', async () => {
  const { one, two, first, second } = twoWindows();
  const changes: string[] = [];
  second.onDidChangeSessions(({ added, removed }) => {
    changes.push(...(added ?? []).map(({ id }) => `+${id}`), ...(removed ?? []).map(({ id }) => `-${id}`));
  });
  await one.accounts.add(account('a'), 'token-a');
  await two.settled();
  assert.deepEqual(
    (await second.getSessions(undefined, {})).map(({ id, accessToken }) => [id, accessToken]),
    [['a', '']],
    'a session is listed, its token is given to nobody',
  );
  await two.accounts.add(account('b'), 'token-b');
  await one.settled();
  assert.deepEqual(ids(one.accounts), ['a', 'b']);
  await first.removeSession('a');
  await two.settled();
  assert.deepEqual(ids(two.accounts), ['b']);
  assert.deepEqual(await second.getSessions(undefined, { account: { id: 'a', label: 'a' } }), []);
  assert.deepEqual(changes, ['+a', '+b', '-a']);
});

test('signing in again after signing out is followed too', async () => {
  const { one, two } = twoWindows();
  await one.accounts.add(account('a'), 'first');
  await two.settled();
  await two.accounts.remove('a');
  await one.settled();
  assert.deepEqual(ids(one.accounts), []);
  await one.accounts.add(account('a'), 'second');
  await two.settled();
  assert.equal(await two.store.token('a'), 'second');
});

test('a new token, a name, a color and read-only reach the other window without ending its session needlessly', async () => {
  const { one, two } = twoWindows();
  await one.accounts.add(account('a'), 'first');
  await two.settled();
  const session = two.accounts.session('a');
  await one.accounts.update('a', { label: 'Test books', renamed: true, mark: 'red', readOnly: true });
  await two.settled();
  assert.equal(two.accounts.session('a'), session);
  assert.deepEqual(
    [session?.account.label, session?.account.mark, session?.account.readOnly],
    ['Test books', 'red', true],
  );
  await one.accounts.add(account('a'), 'second');
  await two.settled();
  assert.notEqual(two.accounts.session('a'), session, 'another token needs another connection');
  assert.deepEqual(
    one.accounts.all().map(({ label, mark, readOnly }) => [label, mark, readOnly]),
    [['Test books', 'red', true]],
    'signing in again keeps what was set',
  );
});

test('a vanished token leads to “sign in again”, never to a lost account', async () => {
  const { secrets, one, two } = twoWindows();
  await one.accounts.add(account('a'), 'token');
  await two.settled();
  const refused: string[] = [];
  two.accounts.onDidRefuseToken(({ reason }) => refused.push(reason));
  await secrets.delete('token:a');
  await Promise.all([one.settled(), two.settled()]);
  assert.deepEqual([ids(one.accounts), ids(two.accounts)], [['a'], ['a']]);
  const failed = two.accounts.session('a')?.api();
  await assert.rejects(failed ?? Promise.resolve(), (error: unknown) => isApiError(error, 'wrongToken'));
  assert.equal(refused.length, 1);
  assert.match(refused[0] ?? '', /sign in again/);
});

test('a page that never heard of an account does not make another page lose it', async () => {
  const secrets = new FakeSecrets();
  const one = openWindow(secrets);
  await one.accounts.add(account('a'), 'token-a');
  await one.settled();
  secrets.values.clear();
  const two = openWindow(secrets);
  await two.accounts.add(account('b'), 'token-b');
  await one.settled();
  assert.deepEqual(ids(one.accounts), ['a', 'b']);
  assert.equal(await one.store.token('a'), 'token-a', 'this page still has it');
});

test('without a keyring the token lasts for this window, and a later one says what is the matter', async () => {
  const secrets = new FakeSecrets();
  secrets.broken = true;
  const state = new FakeState();
  const one = openWindow(secrets, undefined, state);
  assert.equal(await one.accounts.add(account('a'), 'token-a'), false);
  assert.equal(await one.store.token('a'), 'token-a');
  const later = openWindow(secrets, undefined, state);
  const failed = later.accounts.session('a')?.api();
  await assert.rejects(failed ?? Promise.resolve(), /could not read the API token/);
  assert.deepEqual(ids(later.accounts), ['a']);
});

test('forgetting everything leaves no secret of any account', async () => {
  const { secrets, one, two } = twoWindows();
  await one.accounts.add(account('a'), 'token-a');
  await one.store.setPassword('a', 'geheim');
  await secrets.store('token:left-over', 'x');
  await two.settled();
  await one.accounts.removeAll();
  await two.settled();
  assert.deepEqual([...secrets.values.keys()], ['accounts']);
  assert.doesNotMatch([...secrets.values.values()].join(), /token|geheim|example/);
  assert.deepEqual([ids(one.accounts), ids(two.accounts)], [[], []]);
});

test('signing out and in again at once ends signed in, in every window', async () => {
  const { one, two } = twoWindows();
  for (let round = 0; round < 5; round++) {
    await one.accounts.add(account('a'), `token-${round}`);
    await one.accounts.remove('a');
  }
  await one.accounts.add(account('a'), 'last');
  await Promise.all([one.settled(), two.settled()]);
  assert.deepEqual([ids(one.accounts), ids(two.accounts)], [['a'], ['a']]);
  assert.equal(await two.store.token('a'), 'last');
});

test('labels in the Accounts menu are harmless and never the same', async () => {
  const { one, first } = twoWindows();
  await one.accounts.add(account('a', { label: 'Books \u202e$(trash)' }), 'token-a');
  await one.accounts.add(account('b', { label: 'Books $(trash)' }), 'token-b');
  const labels = (await first.getSessions(undefined, {})).map((session) => session.account.label);
  assert.equal(new Set(labels).size, 2);
  for (const label of labels) assert.doesNotMatch(label, /\u202e|\$\(/);
});

test('a connection that another window made safe again ends, and so does one to another address', async () => {
  const connected: (boolean | undefined)[] = [];
  const secrets = new FakeSecrets();
  const one = openWindow(secrets);
  const two = openWindow(secrets, ({ unverifiedTls }) => {
    connected.push(unverifiedTls);
    return Promise.resolve({ close: () => Promise.resolve() } as InvoiceNinjaApi);
  });
  await one.accounts.add(account('a', { unverifiedTls: true }), 'token');
  await two.settled();
  const unsafe = two.accounts.session('a');
  await unsafe?.api();
  await one.accounts.update('a', { unverifiedTls: false });
  await two.settled();
  await assert.rejects(unsafe?.api() ?? Promise.resolve(), (error: unknown) => isApiError(error, 'refused'));
  const safe = two.accounts.session('a');
  await safe?.api();
  assert.deepEqual(connected, [true, false]);
  await one.store.put(account('a', { address: 'https://other.example', unverifiedTls: false }), undefined);
  await two.settled();
  await assert.rejects(safe?.api() ?? Promise.resolve(), (error: unknown) => isApiError(error, 'refused'));
  await two.accounts.session('a')?.api();
  assert.equal(connected.length, 3);
});
