import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldError } from '../../../src/api/errors';
import type { Contact } from '../../../src/api/types';
import { documentProblems } from '../../../src/documents/language/documentProblems';
import { fieldValues } from '../../../src/documents/language/fieldValues';
import { plainText } from '../../../src/platform/plainText';
import { checkText } from '../../../src/records/check/check';
import { addContact, makePrimary, removeContact } from '../../../src/records/contacts/contactEdits';
import { contactAt } from '../../../src/records/contacts/contactLookup';
import { cleanFileName } from '../../../src/records/fileName';
import { planSave } from '../../../src/records/merge/plan';
import { withoutPasswords } from '../../../src/records/text/passwords';
import { textAfterSave } from '../../../src/records/text/recordText';
import { planCreate } from '../../../src/records/text/template';
import { comparable } from '../../../src/session/writes/creations';
import { client } from '../records/sample';

/** UTF-16 units of a hostile text. */
const size = 100_000;
/** CPU milliseconds that no check of such a text may need, whatever it is compared with: several times what they do. Quadratic ones need seconds. */
const enough = 200;

const rows = (n: number, row: (i: number) => string) => Array.from({ length: n }, (_, i) => row(i)).join();

/** Texts of about `n` units, each hostile in its own way. */
const families: Record<string, (n: number) => string> = {
  'commas before brackets': (n) => `{"a":[${'[1,],'.repeat(n / 5)}1]}`,
  'missing commas': (n) => `{"a":[${'1 '.repeat(n / 2)}]}`,
  'missing colons': (n) => `{${'"a" '.repeat(n / 4)}}`,
  'commas only': (n) => `{"a":[${','.repeat(n)}]}`,
  'colons only': (n) => `{"a"${':'.repeat(n)}1}`,
  comments: (n) => `{${'/**/'.repeat(n / 4)}}`,
  slashes: (n) => `{"a":1 ${'/'.repeat(n)}}`,
  'blanks before brackets': (n) => `{"a":[${`${' '.repeat(49)}]`.repeat(n / 50)}`,
  'a long blank': (n) => `{"name":"x",${' '.repeat(n)}}`,
  'a long blank in an empty list': (n) =>
    `{"contacts":[${'\n \n'.repeat(n / 3)}{"id":"x"}${' '.repeat(10)}]}`,
  'open brackets': (n) => `{"a":${'['.repeat(n)}`,
  'nested lists': (n) => `{"a":${'['.repeat(60)}${'[],'.repeat(n / 3)}1${']'.repeat(60)}}`,
  'braces without end': (n) => `{"a":${'{}'.repeat(n / 2)}`,
  'unknown keys': (n) => `{${rows(n / 16, (i) => `"unknown${i}":1`)}}`,
  'bad settings': (n) => `{"settings":{${rows(n / 18, (i) => `"unknown${i}_id":"x"`)}}}`,
  'the same key': (n) => `{${'"a":1,'.repeat(n / 6)}"b":1}`,
  'the same keys in a list': (n) => `{"a":[${'{"a":1,"a":1},'.repeat(n / 14)}1]}`,
  'new contacts': (n) =>
    `{"contacts":[${rows(n / 50, (i) => `{"email":"a${i}@x.example","first_name":"A${i}"}`)}]}`,
  'blank contacts': (n) => `{"contacts":[${rows(n / 13, () => '{"phone":""}')}]}`,
  'primary contacts': (n) => `{"contacts":[${rows(n / 35, () => '{"email":"x","is_primary":true}')}]}`,
  'foreign contacts': (n) => `{"contacts":[${rows(n / 14, (i) => `{"id":"C${i}"}`)}]}`,
  'numbers for contacts': (n) => `{"contacts":[${'1,'.repeat(n / 2)}1]}`,
  'a long number': (n) => `{"balance":0.${'0'.repeat(n)}1}`,
  'a long exponent': (n) => `{"balance":1e${'1'.repeat(n)}}`,
  'long numbers': (n) => `{"a":[${rows(n / 20, () => '818617667421601852')}]}`,
  'a long key': (n) => `{"${'k'.repeat(n)}":1}`,
  'dots in an e-mail': (n) => `{"contacts":[{"email":"${'a.'.repeat(n / 2)}@"}]}`,
  ...Object.fromEntries(
    ['<', '< ', '&', '\\"', '"', '\\\\', '\\x', '\\', '😀', '\n', ' ', '\u200d', '](', '[1]: ', '<a'].map(
      (part) => [
        `a name of ${JSON.stringify(part)}`,
        (n: number) => `{"name":"${part.repeat(n / part.length)}"}`,
      ],
    ),
  ),
};

const base = client();
const errors: FieldError[] = [
  { path: ['contacts', 0, 'email'], message: 'No.' },
  { path: ['settings'], message: 'payment_terms is not a valid integer' },
];
const sent = planSave(base, base, JSON.stringify({ ...base, phone: '1' }));
assert.ok(sent.kind === 'save');
const known = {
  base,
  server: base,
  validation: { fields: errors, text: JSON.stringify(base), body: { contacts: base.contacts } },
  lastSave: { plan: sent, answer: base, text: JSON.stringify(base) },
};

/** Whatever looks at a text while somebody types, saves or uses a command. */
const checks: Record<string, (text: string) => unknown> = {
  problems: (text) => documentProblems(text, known),
  'problems of a new client': (text) => [checkText(text, {}), planCreate(text)],
  plan: (text) => planSave(base, base, text),
  'plan and text where the server has these contacts in another order': (text) => {
    const parsed = planCreate(text);
    const sent = parsed.kind === 'create' ? ((parsed.body.contacts ?? []) as Contact[]) : [];
    const contacts = sent.map((contact, i) => ({ ...contact, id: `C${i}` })).reverse();
    const server = client({ contacts });
    return [planSave(base, server, text), planSave(server, server, text), textAfterSave(text, server)];
  },
  'text after the save': (text) => textAfterSave(text, base),
  'hints and hovers': fieldValues,
  'contact commands': (text) => [
    addContact(text),
    makePrimary(text, 0),
    removeContact(text, 0),
    contactAt(text, 9),
  ],
  'without passwords': withoutPasswords,
  messages: (text) => [plainText(text), cleanFileName(text)],
  'search for a lost creation': comparable,
};

/** `JSON.parse`, which leaves an invalid text at its first error: then of a list that is as long. */
function parseValid(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(`[${'1,'.repeat(text.length / 2)}1]`);
  }
}

/** The least CPU milliseconds of a few runs: the time of the machine's other work does not count. */
function cost(act: () => unknown, runs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

for (const [name, make] of Object.entries(families)) {
  test(`every check of a text with ${name} takes linear time`, () => {
    const [half, whole] = [make(size / 2), make(size)];
    for (const [what, check] of Object.entries(checks)) {
      if (cost(() => check(whole), 1) < enough) continue;
      const time = cost(() => check(whole), 5);
      const ofHalf = cost(() => check(half), 5);
      const parse = cost(() => parseValid(whole), 5);
      const isLinear = time <= 2.5 * ofHalf && time <= 50 * parse;
      assert.ok(
        time < enough || isLinear,
        `${what}: ${time} ms, half of it ${ofHalf} ms, JSON.parse ${parse} ms`,
      );
    }
  });
}

test('warnings without number do not hide an error', () => {
  const unknown = rows(5000, (i) => `"unknown${i}":1`);
  const found = checkText(`{${unknown},"name":5}`, { base, server: base });
  assert.equal(found.filter(({ severity }) => severity === 'error').length, 1);
  assert.equal(found.filter(({ severity }) => severity === 'warning').length, 100);
  assert.equal(planSave(base, base, `{${unknown},"name":5}`).kind, 'invalid');
});
