import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Client, Contact } from '../../../../src/api/types';
import type { JsonObject } from '../../../../src/records/json';
import { planSave } from '../../../../src/records/merge/plan';
import type { SavePlan } from '../../../../src/records/merge/plan';
import { primaryIndex } from '../../../../src/records/contacts/primary';
import { recordToText } from '../../../../src/records/text/recordText';
import { applyPut } from './model';
import { client, contact } from '../sample';

/** One change that a user or another program makes to a client. */
type Change =
  | { kind: 'field'; key: string; value: string }
  | { kind: 'setting'; key: string; value: string | null | undefined }
  | { kind: 'contactField'; at: number; key: string; value: string }
  | { kind: 'contactFlag'; at: number; value: boolean }
  | { kind: 'removeContact'; at: number }
  | { kind: 'addContact'; n: number; first: string }
  | { kind: 'primary'; at: number };

const fieldKeys = ['name', 'phone', 'city', 'public_notes', 'website'];
const settingKeys = ['language_id', 'payment_terms', 'my_own_value'];
const contactKeys = ['first_name', 'last_name', 'phone'];
const value = fc.constantFrom('a', 'b', ' a ', '');

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('field' as const), key: fc.constantFrom(...fieldKeys), value }),
  fc.record({
    kind: fc.constant('setting' as const),
    key: fc.constantFrom(...settingKeys),
    value: fc.constantFrom('1', '2', '', null, undefined),
  }),
  fc.record({
    kind: fc.constant('contactField' as const),
    at: fc.nat(4),
    key: fc.constantFrom(...contactKeys),
    value: fc.constantFrom('x', 'y'),
  }),
  fc.record({ kind: fc.constant('contactFlag' as const), at: fc.nat(4), value: fc.boolean() }),
  fc.record({ kind: fc.constant('removeContact' as const), at: fc.nat(4) }),
  fc.record({
    kind: fc.constant('addContact' as const),
    n: fc.integer({ min: 1, max: 3 }),
    first: fc.constantFrom('P', 'Q'),
  }),
  fc.record({ kind: fc.constant('primary' as const), at: fc.nat(4) }),
);
const changes = fc.array(change, { maxLength: 6 });
const bases = fc
  .integer({ min: 0, max: 4 })
  .map((count) =>
    client({ contacts: Array.from({ length: count }, (_, i) => contact(i + 1, { is_primary: i === 0 })) }),
  );

/** Makes changes; `idOf` gives the id of an added contact: a server has one, a text has none. */
function applied(record: Client, list: readonly Change[], idOf: (n: number) => string | undefined): Client {
  const next = structuredClone(record);
  for (const one of list) {
    const target = 'at' in one ? next.contacts[one.at] : undefined;
    switch (one.kind) {
      case 'field':
        next[one.key] = one.value;
        break;
      case 'setting':
        if (one.value === undefined) Reflect.deleteProperty(next.settings, one.key);
        else next.settings[one.key] = one.value;
        break;
      case 'contactField':
        if (target) target[one.key] = one.value;
        break;
      case 'contactFlag':
        if (target) target.send_email = one.value;
        break;
      case 'removeContact':
        next.contacts = next.contacts.filter((other) => other !== target);
        break;
      case 'addContact': {
        const email = `new${one.n}@example.com`;
        if (next.contacts.some((other) => other.email === email)) break;
        const added = {
          first_name: one.first,
          last_name: '',
          email,
          phone: '',
          is_primary: false,
          send_email: true,
        };
        const id = idOf(one.n);
        next.contacts.push((id === undefined ? added : { id, ...added }) as Contact);
        break;
      }
      case 'primary':
        if (target) for (const other of next.contacts) other.is_primary = other === target;
        break;
    }
  }
  return next;
}

interface Case {
  base: Client;
  server: Client;
  /** What the user's text says, with everything that the text leaves out as it was. */
  mine: Client;
  plan: SavePlan;
  /** The server after the save. */
  after: Client;
}

const cases: fc.Arbitrary<Case> = fc
  .tuple(bases, changes, changes, fc.boolean())
  .map(([base, theirs, own, shuffled]) => {
    const server = applied(base, theirs, (n) => `Server${n}`);
    // A server always has exactly one primary contact.
    server.contacts.forEach((one, i, all) => (one.is_primary = i === primaryIndex(all)));
    const mine = applied(JSON.parse(recordToText(base)) as Client, own, () => undefined);
    if (shuffled) mine.contacts.reverse();
    const plan = planSave(base, server, JSON.stringify(mine));
    return { base, server, mine, plan, after: plan.kind === 'save' ? applyPut(server, plan.body) : server };
  });

const blank = (text: unknown) => (typeof text === 'string' ? text.trim() : (text ?? ''));
const same = (a: unknown, b: unknown) => blank(a) === blank(b);
const runs = { numRuns: 1500 };

function isConflict({ plan }: Case, ...path: (string | number)[]): boolean {
  return plan.kind === 'save' && plan.conflicts.some((one) => one.path.join('/') === path.join('/'));
}

/** The rule of a three-way merge for one value. */
function assertMerged(
  one: Case,
  path: (string | number)[],
  b: unknown,
  s: unknown,
  m: unknown,
  now: unknown,
): void {
  const what = `${path.join('/')}: ${JSON.stringify({ b, s, m, now })}`;
  if (same(m, b)) assert.ok(same(now, s), `lost the server's ${what}`);
  else assert.ok(same(now, m), `lost the user's ${what}`);
  assert.equal(isConflict(one, ...path), !same(m, b) && !same(s, b) && !same(m, s), `conflict in ${what}`);
}

test('no change of a field or setting is lost silently, no matter who made it', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const { base, server, mine, after, plan } = one;
      assert.notEqual(plan.kind, 'invalid');
      for (const key of fieldKeys) assertMerged(one, [key], base[key], server[key], mine[key], after[key]);
      for (const key of [...settingKeys, 'currency_id']) {
        const [b, s, m, now] = [base, server, mine, after].map((side) => side.settings[key]);
        assertMerged(one, ['settings', key], b, s, m, now);
      }
      // What the text does not show survives too.
      assert.equal(after.settings.entity, server.settings.entity);
    }),
    runs,
  );
});

test('no change of a contact is lost silently, no matter who made it', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const { base, server, mine, after, plan } = one;
      const find = (side: Client, id: string) => side.contacts.find((other) => other.id === id);
      for (const b of base.contacts) {
        const [s, m, now] = [server, mine, after].map((side) => find(side, b.id));
        const edited = (side: Contact | undefined) =>
          side !== undefined &&
          ([...contactKeys, 'send_email'].some((key) => !same(side[key], b[key])) ||
            (side.is_primary && !b.is_primary));
        if (s && m) {
          assert.ok(now, 'a contact that both keep is kept');
          const at = mine.contacts.indexOf(m);
          for (const key of [...contactKeys, 'send_email']) {
            assertMerged(one, ['contacts', at, key], b[key], s[key], m[key], now[key]);
          }
        } else if (s) {
          assert.ok(!now, 'a contact that the user removed is removed');
          assert.ok(plan.kind === 'save' && plan.removedContacts.some((gone) => gone.id === b.id));
          if (edited(s)) assert.ok(isConflict(one, 'contacts'), 'an edit against my removal is a conflict');
        } else if (m && edited(m)) {
          assert.ok(
            isConflict(one, 'contacts', mine.contacts.indexOf(m)),
            'my edit against a removal is a conflict',
          );
          assert.ok(
            after.contacts.some((other) => other.email === m.email),
            'and my contact is there again',
          );
        } else {
          assert.ok(!now, 'a contact that others removed stays removed');
        }
      }
      for (const s of server.contacts.filter((other) => !find(base, other.id))) {
        assert.ok(find(after, s.id), 'a contact that others added is kept');
      }
      for (const m of mine.contacts.filter((other) => other.id === undefined)) {
        const now = after.contacts.filter((other) => other.email === m.email);
        assert.equal(now.length, 1, 'a contact that I added is there once');
        assert.equal(now[0]?.first_name, m.first_name);
      }
      if (plan.kind === 'save' && plan.removedContacts.length > 0) {
        for (const gone of plan.removedContacts) assert.ok(!find(mine, gone.id) && find(server, gone.id));
      }
    }),
    runs,
  );
});

test('a change of the primary contact is reported, and one that nobody wanted does not happen', () => {
  fc.assert(
    fc.property(cases, ({ base, server, mine, after, plan }) => {
      const primary = (side: Client) => side.contacts[primaryIndex(side.contacts)];
      const moved = primary(server) && primary(after) && primary(server)?.id !== primary(after)?.id;
      const reported = plan.kind === 'save' && plan.primaryChange !== undefined;
      assert.equal(reported, moved === true);
      const wanted = primary(mine);
      if (!wanted || wanted.id === primary(base)?.id) {
        const isGone = !after.contacts.some((other) => other.id === primary(server)?.id);
        if (mine.contacts.length > 0 && !isGone) assert.ok(!moved, 'moved although nobody asked for it');
        return;
      }
      const ticked = mine.contacts.some((other) => other.is_primary);
      if (ticked) assert.equal(primary(after)?.email, wanted.email);
    }),
    runs,
  );
});

test('merging with an unchanged side is the identity', () => {
  fc.assert(
    fc.property(cases, ({ base, server, mine }) => {
      const text = JSON.stringify(mine);
      const alone = planSave(base, base, text);
      if (alone.kind === 'save') {
        assert.deepEqual(alone.conflicts, []);
        const mineNow = applyPut(base, alone.body);
        for (const key of fieldKeys) assert.ok(same(mineNow[key], mine[key]));
        assert.deepEqual(
          mineNow.contacts.map((other) => other.email).sort(),
          mine.contacts.map((other) => other.email).sort(),
        );
      } else assert.equal(alone.kind, 'unchanged');
      assert.equal(planSave(base, server, recordToText(base)).kind, 'unchanged');
      assert.deepEqual(planSave(base, base, recordToText(base)), { kind: 'unchanged' });
      assert.equal(planSave(server, server, recordToText(server)).kind, 'unchanged');
    }),
    runs,
  );
});

test('every body is safe: whole settings, ids of this client only, no documents, no secrets', () => {
  fc.assert(
    fc.property(cases, ({ server, plan }) => {
      if (plan.kind !== 'save') return;
      const { settings, contacts, ...fields } = plan.body;
      assert.ok(typeof settings === 'object' && settings !== null);
      for (const key of Object.keys(fields)) assert.ok(fieldKeys.includes(key));
      const ids = new Set(server.contacts.map((other) => other.id));
      for (const sent of (contacts ?? []) as JsonObject[]) {
        assert.ok(sent.id === undefined || ids.has(sent.id as string));
        for (const key of ['contact_key', 'link', 'password', 'created_at']) assert.ok(!(key in sent), key);
      }
      const primaries = ((contacts ?? []) as JsonObject[]).filter((sent) => sent.is_primary === true);
      if (contacts !== undefined)
        assert.equal(primaries.length, Math.min(1, (contacts as JsonObject[]).length));
    }),
    runs,
  );
});
