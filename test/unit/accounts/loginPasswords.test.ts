import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LoginPasswords, type PasswordAnswer } from '../../../src/accounts/loginPasswords';
import { ApiError } from '../../../src/api/errors';
import { account, FakeSecrets, openWindow } from './fakes';

const needed = () => new ApiError('passwordNeeded', 'The server wants your password. Nothing was changed.');
const wrong = () => new ApiError('passwordWrong', 'The server refused the password. Nothing was changed.');

/** A server that wants `right`, a user who gives these answers. */
function scene(right: string | undefined, answers: (PasswordAnswer | undefined)[]) {
  const secrets = new FakeSecrets();
  const { store } = openWindow(secrets);
  const asked: (string | undefined)[] = [];
  const sent: (string | undefined)[] = [];
  const passwords = new LoginPasswords(store, (_, problem) => {
    asked.push(problem);
    return Promise.resolve(answers.shift());
  });
  const purge = (password: string | undefined) => {
    sent.push(password);
    if (password === right) return Promise.resolve('purged');
    return Promise.reject(password === undefined ? needed() : wrong());
  };
  return { secrets, store, asked, sent, run: () => passwords.with(account('a'), purge) };
}

test('asks only when the server wants a password, and keeps nothing unless told to', async () => {
  const { secrets, asked, run } = scene('right', [{ password: 'right', remember: false }]);
  assert.deepEqual(await run(), { value: 'purged' });
  assert.equal(asked.length, 1);
  assert.deepEqual([...secrets.values.keys()], []);
});

test('a server that wants none is not asked about', async () => {
  const { asked, run } = scene(undefined, []);
  assert.deepEqual(await run(), { value: 'purged' });
  assert.deepEqual(asked, []);
});

test('remembers a password once it has worked, and sends it at once the next time', async () => {
  const { asked, sent, store, run } = scene('right', [
    { password: 'typo', remember: true },
    { password: 'right', remember: true },
  ]);
  await run();
  assert.equal(await store.password('a'), 'right');
  assert.match(asked[1] ?? '', /refused/);
  sent.length = 0;
  await run();
  assert.deepEqual(sent, ['right']);
});

test('forgets a remembered password that is refused; giving up does nothing', async () => {
  const { store, run, sent } = scene('right', [undefined]);
  await store.setPassword('a', 'old');
  assert.equal(await run(), undefined);
  assert.equal(await store.password('a'), undefined);
  assert.deepEqual(sent, ['old']);
});

test('“I sign in without one” tries once more without, and ends with the server’s own sentence', async () => {
  const { run, asked } = scene('right', ['withoutOne']);
  await assert.rejects(run(), /wants your password/);
  assert.equal(asked.length, 1);
});

test('other failures are passed on unasked', async () => {
  const { store } = openWindow(new FakeSecrets());
  const passwords = new LoginPasswords(store, () => Promise.reject(new Error('not expected')));
  const offline = new ApiError('unreachable', 'Offline.');
  await assert.rejects(
    passwords.with(account('a'), () => Promise.reject(offline)),
    offline,
  );
});
