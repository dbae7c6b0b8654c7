import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../../../src/api/types';
import type { Node } from '../../../../src/browse/tree/nodes';
import { RevealWish } from '../../../../src/browse/editors/revealWish';

const client = {} as Client;
const row = (clientId: string, accountId = 'own'): Node => ({
  kind: 'client',
  key: `${accountId}/${clientId}`,
  accountId,
  clientId,
  client,
});
const address = (clientId: string) => ({ accountId: 'own', clientId });
const [a, b, c] = [row('a'), row('b'), row('c')];

test('a client whose editor became active is wanted until it is revealed, and its row is selected', () => {
  const wish = new RevealWish();
  wish.want(address('a'), [b]);
  assert.deepEqual(wish.address, address('a'));
  assert.equal(wish.begin(a, [b]), true);
  assert.equal(wish.address, undefined);
});

test('a click on a row, or on a contact below it, needs nothing more', () => {
  const wish = new RevealWish();
  wish.want(address('a'), [a]);
  assert.equal(wish.address, undefined);
  wish.want(address('a'), [{ kind: 'account', key: 'own', accountId: 'own' }, row('a', 'other')]);
  assert.deepEqual(
    wish.address,
    address('a'),
    'an account, and a client of another account, are no such row',
  );
});

test('whoever selects rows meanwhile is not interrupted', () => {
  const wish = new RevealWish();
  wish.want(address('a'), []);
  wish.selectionChanged([b]);
  assert.equal(wish.address, undefined);
  wish.want(address('a'), [b]);
  wish.selectionChanged([]);
  assert.deepEqual(wish.address, address('a'), 'the selected row is gone: that was nobody');
});

test('a selection of several is never replaced', () => {
  const wish = new RevealWish();
  wish.want(address('a'), [b, c]);
  assert.equal(wish.begin(a, [b, c]), false);
});

test('its own selection does not end the next wish', () => {
  const wish = new RevealWish();
  wish.want(address('a'), []);
  wish.begin(a, []);
  wish.want(address('b'), []);
  wish.selectionChanged([a]);
  assert.deepEqual(wish.address, address('b'));
  wish.end();
  wish.selectionChanged([a]);
  assert.equal(wish.address, undefined, 'this time it was the user');
});
