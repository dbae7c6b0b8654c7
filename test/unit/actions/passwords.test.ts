import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPassword, type Passwords } from '../../../src/actions/passwords';
import { ApiError, isApiError } from '../../../src/api/errors';

const account = {
  id: 'a',
  kind: 'server',
  address: 'https://x.example',
  companyName: 'X',
  label: 'X',
} as const;
const right = 'right';

/** As the accounts feature does it: first what is remembered, then what is typed, until somebody gives up. */
function passwordsOf(remembered: string | undefined, typed: (string | undefined)[]) {
  const asked: string[] = [];
  const passwords: Passwords = {
    with: async (_, work) => {
      let password = remembered;
      for (;;) {
        try {
          return { value: await work(password) };
        } catch (error) {
          if (!isApiError(error, 'passwordNeeded') && !isApiError(error, 'passwordWrong')) throw error;
          asked.push(error.kind);
        }
        const answer = typed.shift();
        if (answer === undefined) return undefined;
        password = answer === 'withoutOne' ? undefined : answer;
      }
    },
  };
  return { passwords, asked };
}

function server() {
  const seen: (string | undefined)[] = [];
  const purge = (password: string | undefined) => {
    seen.push(password);
    if (password === right || password === undefined) return Promise.resolve('purged');
    return Promise.reject(new ApiError('passwordWrong', 'wrong'));
  };
  return { seen, purge };
}

test('a remembered password is used silently', async () => {
  const { passwords, asked } = passwordsOf(right, []);
  assert.deepEqual(await withPassword(passwords, account, server().purge), { value: 'purged' });
  assert.deepEqual(asked, []);
});

test('without one, the user is asked before anything is sent, though the server would want none', async () => {
  const { passwords, asked } = passwordsOf(undefined, [undefined]);
  const { seen, purge } = server();
  assert.equal(await withPassword(passwords, account, purge), undefined);
  assert.deepEqual([seen, asked], [[], ['passwordNeeded']]);
});

test('“I sign in without one” is a choice, and then sent without', async () => {
  const { passwords } = passwordsOf(undefined, ['withoutOne']);
  const { seen, purge } = server();
  assert.deepEqual(await withPassword(passwords, account, purge), { value: 'purged' });
  assert.deepEqual(seen, [undefined]);
});

test('wrong, then right; and wrong twice ends it', async () => {
  const second = passwordsOf(undefined, ['bad', right]);
  assert.deepEqual(await withPassword(second.passwords, account, server().purge), { value: 'purged' });
  const never = passwordsOf(undefined, ['bad', 'worse', right]);
  const { seen, purge } = server();
  await assert.rejects(withPassword(never.passwords, account, purge), /wrong again\. Nothing was done/);
  assert.deepEqual(seen, ['bad', 'worse']);
});

test('a remembered one that expired does not count as a wrong guess', async () => {
  const { passwords } = passwordsOf('old', ['bad', right]);
  const { seen, purge } = server();
  assert.deepEqual(await withPassword(passwords, account, purge), { value: 'purged' });
  assert.deepEqual(seen, ['old', 'bad', right]);
});
