import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../../../../src/api/errors';
import { withCurrentSession } from '../../../../src/documents/save/currentSession';
import type { Session } from '../../../../src/session/session';

const [old, next] = [{ name: 'old' }, { name: 'next' }] as unknown as [Session, Session];
const unsent = () => new ApiError('canceled', 'Canceled.', { effect: 'none' });
const lost = () => new ApiError('unreachable', 'Lost.', { effect: 'unknown' });

/** Work that fails in the old session, which `then` replaces during it. */
async function replacedBy(then: () => Session, error: () => Error) {
  let current: () => Session = () => old;
  const used: Session[] = [];
  const result = withCurrentSession(
    () => current(),
    (session) => {
      used.push(session);
      current = then;
      return session === old ? Promise.reject(error()) : Promise.resolve('done');
    },
  );
  return { result: await result.catch((failure: unknown) => failure), used };
}

test('what a replaced session did not send is done by the next one', async () => {
  assert.deepEqual(await replacedBy(() => next, unsent), { result: 'done', used: [old, next] });
});

test('a failure of the current session is not tried again, nor what may have been sent', async () => {
  assert.deepEqual((await replacedBy(() => old, unsent)).used, [old]);
  assert.deepEqual((await replacedBy(() => next, lost)).used, [old]);
  assert.deepEqual(
    (
      await replacedBy(
        () => next,
        () => new Error('Ours.'),
      )
    ).used,
    [old],
  );
});

test('where nobody is signed in any more that is what is said', async () => {
  const signedOut = new Error('Sign in.');
  const { result, used } = await replacedBy(() => {
    throw signedOut;
  }, unsent);
  assert.equal(result, signedOut);
  assert.deepEqual(used, [old]);
});
