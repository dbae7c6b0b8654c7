import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as vscode from 'vscode';
import {
  readAccountId,
  readClientAddress,
  readField,
  readId,
  readItems,
} from '../../../../src/platform/commands/commandArguments';
import { clientUri, newClientUri } from '../../../../src/platform/clientUri';

const address = { accountId: 'own', clientId: 'VolejRejNm' };

test('a client is read from a node, from a row below it, and from the URI of its document', () => {
  assert.deepEqual(readClientAddress({ kind: 'client', key: 'x', ...address }), address);
  assert.deepEqual(readClientAddress({ kind: 'contact', contactId: 'Wpmbk5ezJn', ...address }), address);
  assert.deepEqual(readClientAddress(clientUri(address, 'Any Name')), address);
});

test('an account is read from a node and from the URI of a client, also of a new one', () => {
  assert.equal(readAccountId({ kind: 'account', accountId: 'own' }), 'own');
  assert.equal(readAccountId(clientUri(address, 'Any Name')), 'own');
  assert.equal(readAccountId(newClientUri('own', '1')), 'own');
});

test('nothing is read from what is no id, no object or another URI', () => {
  const others: unknown[] = [
    undefined,
    null,
    '',
    'own',
    7,
    [],
    () => undefined,
    { accountId: 'own' },
    { accountId: 'own', clientId: '../../etc' },
    { accountId: '../own', clientId: address.clientId },
    { accountId: 7, clientId: address.clientId },
    { accountId: ['own'], clientId: [address.clientId] },
    vscode.Uri.parse('file:///clients/VolejRejNm/x.client.json'),
  ];
  for (const other of others) assert.equal(readClientAddress(other), undefined, JSON.stringify(other));
  assert.equal(readId({ contactId: '<b>' }, 'contactId'), undefined);
  assert.equal(readField('text', 'length'), undefined);
  assert.equal(readField(null, 'x'), undefined);
});

test('the items are the selection that the tree passes, else the one argument', () => {
  assert.deepEqual(readItems(['a', ['a', 'b']]), ['a', 'b']);
  assert.deepEqual(readItems(['a', []]), ['a']);
  assert.deepEqual(readItems(['a', { groupId: 1 }]), ['a']);
  assert.deepEqual(readItems([]), []);
});
