import assert from 'node:assert/strict';
import { isApiError } from '../../../src/api/errors';
import { demo, reset } from '../support/demo';
import { handles, signIn, signOutAll } from '../support/support';

describe('signing in', () => {
  before(reset);
  afterEach(signOutAll);

  it('gives the same account again, named after company and host', async () => {
    const { accounts } = await handles();
    const account = await signIn();
    const again = await signIn();
    assert.equal(account.id, again.id);
    assert.deepEqual(
      accounts.all().map(({ id }) => id),
      [account.id],
    );
    assert.ok(account.label.includes(new URL(demo.url).host));
    assert.ok(account.companyName.length > 0 && account.label.startsWith(account.companyName));
  });

  it('stores no token outside the secrets', async () => {
    const { accounts } = await handles();
    await signIn();
    assert.equal(JSON.stringify(accounts.all()).includes(demo.token), false);
  });

  it('refuses a wrong token, a wrong server and a dead address, each with its own sentence', async () => {
    const { verify, accounts } = await handles();
    const failures: string[] = [];
    for (const [address, token, kind] of [
      [demo.url, 'x'.repeat(64), 'wrongToken'],
      [`${demo.url}/__nowhere`, demo.token, 'notInvoiceNinja'],
      ['http://127.0.0.1:1', demo.token, 'unreachable'],
    ] as const) {
      await assert.rejects(verify(address, token), (error: unknown) => {
        assert.ok(isApiError(error, kind), `${String(error)} is ${kind}`);
        assert.equal(error.message.includes(token), false);
        failures.push(error.message);
        return true;
      });
    }
    assert.equal(new Set(failures).size, 3);
    assert.deepEqual(accounts.all(), []);
  });

  it('forgets the token on signing out', async () => {
    const { accounts } = await handles();
    const account = await signIn();
    await accounts.remove(account.id);
    assert.equal(accounts.session(account.id), undefined);
  });
});
