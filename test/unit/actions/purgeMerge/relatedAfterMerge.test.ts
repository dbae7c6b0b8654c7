import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOverview, type Count } from '../../../../src/actions/purgeMerge/clientOverview';
import { relatedAfterMerge } from '../../../../src/actions/purgeMerge/mergePreview';
import { relatedKinds, type Client } from '../../../../src/api/types';
import type { Support } from '../../../../src/api/version';
import type { DialectName } from '../../../../src/demo/dialect';
import { clientIds, DemoWorld } from '../demoSession';
import { clientOf } from '../fakeServer';

function related(recentServer: Support, recurringExpenses: Count, more: Partial<Client> = {}) {
  const counts = new Map([['recurring_expenses', recurringExpenses]] as const);
  return relatedAfterMerge({ client: clientOf('l', 'active', more), counts, recentServer });
}

test('recurring expenses move on servers of 2026', () => {
  const { moves, lost, mayBeLost } = related('yes', 2);
  assert.deepEqual([moves, lost, mayBeLost], [relatedKinds, [], []]);
});

test('on older servers they are lost, and on some they may be; they are never listed as moved there', () => {
  const [old, between] = [related('no', 2), related('doubtful', 2)];
  assert.deepEqual([old.lost, old.mayBeLost], [['recurring_expenses'], []]);
  assert.deepEqual([between.lost, between.mayBeLost], [[], ['recurring_expenses']]);
  for (const { moves } of [old, between]) {
    assert.equal(moves.includes('recurring_expenses'), false);
    assert.equal(moves.length, relatedKinds.length - 1);
  }
});

test('where there are none, none are listed as lost; unseen ones are', () => {
  assert.deepEqual(related('no', 0).lost, []);
  assert.deepEqual(related('doubtful', 0).mayBeLost, []);
  for (const count of ['noneSeen', 'unseen'] as const)
    assert.deepEqual(related('no', count).lost, ['recurring_expenses'], count);
});

test('locations are always lost, as far as the server tells them', () => {
  assert.equal(related('yes', 0, { locations: [{}, {}] }).locations, 2);
  assert.equal(related('yes', 0).locations, 0);
});

for (const [dialect, recent] of [
  ['5.10', 'no'],
  ['current', 'yes'],
] satisfies [DialectName, Support][])
  test(`an overview knows the age of its server: ${dialect}`, async () => {
    const world = await DemoWorld.start({ clients: 10, dialect });
    const own = world.session();
    const [id = ''] = await clientIds(own, 1);
    assert.equal((await readOverview(own, id)).recentServer, recent);
  });
