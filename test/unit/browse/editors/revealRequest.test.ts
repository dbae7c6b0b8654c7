import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../../../src/api/types';
import type { Node } from '../../../../src/browse/tree/nodes';
import { RevealRequest } from '../../../../src/browse/editors/revealRequest';

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
  const reveals = new RevealRequest();
  reveals.request(address('a'), [b]);
  assert.deepEqual(reveals.address, address('a'));
  assert.equal(reveals.begin(a, [b]), true);
  assert.equal(reveals.address, undefined);
});

test('a click on a row, or on a contact below it, needs nothing more', () => {
  const reveals = new RevealRequest();
  reveals.request(address('a'), [a]);
  assert.equal(reveals.address, undefined);
  reveals.request(address('a'), [{ kind: 'account', key: 'own', accountId: 'own' }, row('a', 'other')]);
  assert.deepEqual(
    reveals.address,
    address('a'),
    'an account, and a client of another account, are no such row',
  );
});

test('a user who selects rows is not interrupted', () => {
  const reveals = new RevealRequest();
  reveals.request(address('a'), []);
  reveals.selectionChanged([b]);
  assert.equal(reveals.address, undefined);
  reveals.request(address('a'), [b]);
  reveals.selectionChanged([]);
  assert.deepEqual(reveals.address, address('a'), 'the selected row is gone: that was nobody');
});

test('a selection of several is never replaced', () => {
  const reveals = new RevealRequest();
  reveals.request(address('a'), [b, c]);
  assert.equal(reveals.begin(a, [b, c]), false);
});

test('its own selection does not end the next request', () => {
  const reveals = new RevealRequest();
  reveals.request(address('a'), []);
  reveals.begin(a, []);
  reveals.request(address('b'), []);
  reveals.selectionChanged([a]);
  assert.deepEqual(reveals.address, address('b'));
  reveals.end();
  reveals.selectionChanged([a]);
  assert.equal(reveals.address, undefined, 'this time it was the user');
});

test('a row that only the reveal selected is no selection of the user, also when its editor is gone', () => {
  const reveals = new RevealRequest();
  assert.deepEqual(reveals.byHand([b]), [b]);
  reveals.request(address('a'), [b]);
  reveals.begin(a, [b]);
  reveals.selectionChanged([a]);
  reveals.end();
  assert.deepEqual(reveals.byHand([a]), []);
  reveals.request(undefined, [a]);
  assert.deepEqual(reveals.byHand([a]), [], 'the editor was closed');
  reveals.selectionChanged([]);
  reveals.selectionChanged([a]);
  assert.deepEqual(reveals.byHand([a]), [], 'VS Code drew the tree again');
  reveals.selectionChanged([a, c]);
  assert.deepEqual(reveals.byHand([a, c]), [a, c], 'the user added a row');
  reveals.selectionChanged([a]);
  assert.deepEqual(reveals.byHand([a]), [a], 'the user took it away again');
});
