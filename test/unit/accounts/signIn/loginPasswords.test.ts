import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LoginPasswords, type PasswordAnswer } from '../../../../src/accounts/signIn/loginPasswords';
import { ApiError } from '../../../../src/api/errors';
import { account, FakeSecrets, openWindow } from '../fakes';

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

const typed = (password: string, remember = false): PasswordAnswer => ({ password, remember });

test('asks before anything is sent, though the server would want none, and keeps nothing unless told to', async () => {
  const { secrets, asked, sent, run } = scene('right', [typed('right')]);
  assert.deepEqual(await run(), { value: 'purged' });
  assert.deepEqual([asked, sent], [[undefined], ['right']]);
  assert.deepEqual([...secrets.values.keys()], []);
  const unasked = scene(undefined, [undefined]);
  assert.equal(await unasked.run(), undefined);
  assert.deepEqual([unasked.asked, unasked.sent], [[undefined], []]);
});

test('remembers a password once it has worked, and sends it at once the next time', async () => {
  const { asked, sent, store, run } = scene('right', [typed('typo', true), typed('right', true)]);
  await run();
  assert.equal(await store.password('a'), 'right');
  assert.match(asked[1] ?? '', /refused/);
  sent.length = 0;
  await run();
  assert.deepEqual([sent, asked.length], [['right'], 2]);
});

test('forgets a remembered password that is refused, and says so; giving up does nothing', async () => {
  const { store, run, sent, asked } = scene('right', [undefined]);
  await store.setPassword('a', 'old');
  assert.equal(await run(), undefined);
  assert.equal(await store.password('a'), undefined);
  assert.deepEqual(sent, ['old']);
  assert.match(asked[0] ?? '', /remembered password is no longer right/);
});

test('a wrong one is asked again once, never in a loop', async () => {
  const { run, sent, asked, store } = scene('right', [
    typed('bad', true),
    typed('worse', true),
    typed('right'),
  ]);
  await assert.rejects(run(), /wrong again\. Nothing was done/);
  assert.deepEqual([sent, asked.length], [['bad', 'worse'], 2]);
  assert.equal(await store.password('a'), undefined);
});

test('a remembered one that is refused does not count as a wrong guess', async () => {
  const { run, sent, store } = scene('right', [typed('bad'), typed('right')]);
  await store.setPassword('a', 'old');
  assert.deepEqual(await run(), { value: 'purged' });
  assert.deepEqual(sent, ['old', 'bad', 'right']);
});

test('“I sign in without one” sends none; a server that wants one after all is reported', async () => {
  const fine = scene(undefined, ['withoutOne']);
  assert.deepEqual(await fine.run(), { value: 'purged' });
  assert.deepEqual(fine.sent, [undefined]);
  const { run, asked } = scene('right', ['withoutOne', typed('right')]);
  await assert.rejects(run(), /wants a password all the same\. Nothing was done/);
  assert.equal(asked.length, 1);
});

test('after a wrong one the user may still say that there is none', async () => {
  const { run, sent } = scene(undefined, [typed('guess'), 'withoutOne']);
  assert.deepEqual(await run(), { value: 'purged' });
  assert.deepEqual(sent, ['guess', undefined]);
});

test('other failures are passed on, and asked about no more', async () => {
  const { store } = openWindow(new FakeSecrets());
  const passwords = new LoginPasswords(store, () => Promise.resolve(typed('x')));
  const offline = new ApiError('unreachable', 'Offline.');
  await assert.rejects(
    passwords.with(account('a'), () => Promise.reject(offline)),
    offline,
  );
});
