// Signing in, signing out and forgetting everything while the secret storage or the disk fails.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { forgetEverything } from '../../../src/accounts/forgetEverything';
import type { InvoiceNinjaApi } from '../../../src/api/api';
import { isApiError } from '../../../src/api/errors';
import { dialogs } from '../documents/vscodeModel';
import { account, FakeSecrets, openWindow } from './fakes';

const connected = { close: () => Promise.resolve() } as InvoiceNinjaApi;

function scene() {
  const secrets = new FakeSecrets();
  const window = openWindow(secrets, () => Promise.resolve(connected));
  /** The secrets but for the list of accounts that windows share. */
  const kept = () => [...secrets.values].filter(([key]) => key !== 'accounts');
  return { secrets, kept, ...window };
}

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
  dialogs.answer = () => Promise.resolve(undefined);
});

/** A folder of the extension with a draft and a backup. */
function storage(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'forget-'));
  folders.push(folder);
  for (const name of ['drafts', 'backups']) {
    fs.mkdirSync(path.join(folder, name));
    fs.writeFileSync(path.join(folder, name, 'one.json'), '{}');
  }
  return folder;
}

/** Presses this button and returns the texts of all messages. */
function press(button: string): string[] {
  const texts: string[] = [];
  dialogs.answer = (text, buttons) => {
    texts.push(text);
    return Promise.resolve(buttons.find((each) => each === button));
  };
  return texts;
}

test('forgetting everything goes on after each failing step, and names what is left', async () => {
  const { secrets, accounts, state, store, kept } = scene();
  await accounts.add(account('a'), 'token-a');
  await store.setPassword('a', 'geheim');
  await store.setSalt('a', 'salt');
  const session = accounts.session('a');
  await session?.api();
  const folder = storage();
  const texts = press('Forget Everything and Backups');
  secrets.failing.add('keys');
  const stopSample = () => Promise.reject(new Error('it does not end'));
  await forgetEverything(accounts, { states: [state], folders: [folder] }, stopSample);
  assert.deepEqual(kept(), []);
  assert.deepEqual(fs.readdirSync(folder), []);
  assert.deepEqual(accounts.all(), []);
  await assert.rejects(session?.api() ?? Promise.resolve(), (error: unknown) => isApiError(error, 'refused'));
  assert.match(
    texts.at(-1) ?? '',
    /secrets that VS Code could not list, files in the folder of this extension/,
  );
});

test('forgetting everything ends sessions and removes drafts even if nothing else can be removed', async () => {
  const { secrets, accounts, state } = scene();
  await accounts.add(account('a'), 'token-a');
  const session = accounts.session('a');
  await session?.api();
  await state.update('recent:a', ['Somebody']);
  const folder = storage();
  const texts = press('Forget Everything, Keep Backups');
  secrets.broken = true;
  state.full = true;
  await forgetEverything(accounts, { states: [state], folders: [folder] }, () => Promise.resolve());
  assert.deepEqual(fs.readdirSync(folder), ['backups']);
  await assert.rejects(session?.api() ?? Promise.resolve(), (error: unknown) => isApiError(error, 'refused'));
  const said = texts.at(-1) ?? '';
  for (const name of ['API tokens', 'login passwords', 'salts', 'list of accounts', 'filters'])
    assert.ok(said.includes(name), said);
  assert.doesNotMatch(said, /files/);
});

test('forgetting everything says that nothing is left only where nothing is', async () => {
  const { accounts, state, secrets } = scene();
  await accounts.add(account('a'), 'token-a');
  // A secret of an account that this window does not know any more.
  await secrets.store('password:old', 'geheim');
  const texts = press('Forget Everything');
  await forgetEverything(accounts, { states: [state], folders: [] }, () => Promise.resolve());
  assert.match(texts.at(-1) ?? '', /^Everything was forgotten/);
  assert.deepEqual([...secrets.values.keys()], ['accounts']);
});

test('signing out removes what it can and names the secret that stays', async () => {
  const { secrets, accounts, kept } = scene();
  await accounts.add(account('a'), 'token-a');
  secrets.failing.add('delete');
  assert.deepEqual(await accounts.remove('a'), ['token', 'password', 'salt']);
  assert.deepEqual(accounts.all(), []);
  assert.deepEqual(kept(), [['token:a', 'token-a']]);
  secrets.failing.clear();
  assert.deepEqual(await accounts.removeAll(), []);
  assert.deepEqual(kept(), [], 'it is known by name although nobody is signed in');
});

test('a sign-in that cannot be stored leaves no token behind', async () => {
  const { accounts, state, kept, secrets } = scene();
  state.full = true;
  await assert.rejects(accounts.add(account('a'), 'token-a'), /could not store the account a \(a\.example\)/);
  assert.deepEqual([kept(), accounts.all()], [[], []]);
  secrets.failing.add('delete');
  await assert.rejects(accounts.add(account('a'), 'token-a'), /Its API token may still be in the secret/);
});

test('signing in again that cannot be stored leaves the account with the token it had', async () => {
  const { accounts, state, store, kept } = scene();
  await accounts.add(account('a'), 'first');
  state.full = true;
  await assert.rejects(accounts.add(account('a', { label: 'Other' }), 'second'), { name: 'UserError' });
  assert.deepEqual(kept(), [['token:a', 'first']]);
  assert.equal(await store.token('a'), 'first');
  assert.equal(accounts.find('a')?.label, 'a (a.example)');
  await assert.rejects(accounts.update('a', { readOnly: true }), { name: 'UserError' });
  assert.equal(accounts.find('a')?.readOnly, undefined);
});
