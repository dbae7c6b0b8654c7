import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOverview, type Count } from '../../../../src/actions/purgeMerge/clientOverview';
import { relatedFates } from '../../../../src/actions/purgeMerge/mergePreview';
import { relatedKinds, type Client } from '../../../../src/api/types';
import type { Known } from '../../../../src/api/version';
import type { DialectName } from '../../../../src/demo/dialect';
import { clientIds, DemoWorld } from '../demoSession';
import { clientOf } from '../fakeServer';

function fates(recentServer: Known, recurringExpenses: Count, more: Partial<Client> = {}) {
  const counts = new Map([['recurring_expenses', recurringExpenses]] as const);
  return relatedFates({ client: clientOf('l', 'active', more), counts, recentServer });
}

test('recurring expenses move on servers of 2026', () => {
  const { moves, lost, mayBeLost } = fates('yes', 2);
  assert.deepEqual([moves, lost, mayBeLost], [relatedKinds, [], []]);
});

test('on older servers they are lost, and on some perhaps: never are they told to move then', () => {
  const [old, between] = [fates('no', 2), fates('doubtful', 2)];
  assert.deepEqual([old.lost, old.mayBeLost], [['recurring_expenses'], []]);
  assert.deepEqual([between.lost, between.mayBeLost], [[], ['recurring_expenses']]);
  for (const { moves } of [old, between]) {
    assert.equal(moves.includes('recurring_expenses'), false);
    assert.equal(moves.length, relatedKinds.length - 1);
  }
});

test('none are not lost; those that this user may not see may be', () => {
  assert.deepEqual(fates('no', 0).lost, []);
  assert.deepEqual(fates('doubtful', 0).mayBeLost, []);
  for (const count of ['noneSeen', 'unseen'] as const)
    assert.deepEqual(fates('no', count).lost, ['recurring_expenses'], count);
});

test('locations are always lost, as far as the server tells them', () => {
  assert.equal(fates('yes', 0, { locations: [{}, {}] }).locations, 2);
  assert.equal(fates('yes', 0).locations, 0);
});

for (const [dialect, recent] of [
  ['5.10', 'no'],
  ['current', 'yes'],
] satisfies [DialectName, Known][])
  test(`the facts of a client know its server: ${dialect}`, async () => {
    const world = await DemoWorld.start({ clients: 10, dialect });
    const own = world.session();
    const [id = ''] = await clientIds(own, 1);
    assert.equal((await readOverview(own, id)).recentServer, recent);
  });
