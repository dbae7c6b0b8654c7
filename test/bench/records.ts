import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { parseList } from '../../src/api/json';
import type { Client } from '../../src/api/types';
import { phpJson } from '../../src/demo/answers/phpJson';
import type { JsonObject } from '../../src/records/json';
import { mergeClient } from '../../src/records/merge/merge';
import { planSave } from '../../src/records/merge/plan';
import { recordToText, textAfterSave } from '../../src/records/text/recordText';
import { client, contact } from '../unit/records/sample';
import type { Row } from './measure';

const contacts = 200;
const rounds = 25;
const limit = 20;

/** Milliseconds of one call, taken over a few calls in a row. */
function time(act: () => unknown, calls: number): number {
  const start = performance.now();
  for (let i = 0; i < calls; i++) act();
  return (performance.now() - start) / calls;
}

function compare(
  what: string,
  act: () => unknown,
  baseline: () => unknown,
  goal = limit,
  name = 'JSON.parse of the same text',
): Row {
  time(baseline, 50);
  time(act, 50);
  const ratios: number[] = [];
  let milliseconds = 0;
  for (let i = 0; i < rounds; i++) {
    const base = time(baseline, 20);
    milliseconds = time(act, goal < 2 ? 20 : 5);
    ratios.push(milliseconds / base);
  }
  ratios.sort((a, b) => a - b);
  const median = ratios[Math.floor(rounds / 2)] ?? Number.NaN;
  return {
    what,
    baseline: name,
    goal: `at most ${goal} times`,
    median,
    spread: [ratios[0] ?? Number.NaN, ratios.at(-1) ?? Number.NaN],
    ok: median <= goal,
    note: `${milliseconds.toFixed(2)} ms`,
  };
}

/** An answer as PHP writes it, with escapes where a name is not ASCII. */
function ordinaryPage(): Buffer {
  const rows = Array.from({ length: 100 }, (_, i) =>
    client({
      id: `Client${i}`,
      name: `Bäckerei ${i}`,
      number: String(i).padStart(4, '0'),
      balance: 1234.56 + i,
      contacts: [0, 1].map((k) => {
        const key = createHash('md5').update(`${i} ${k}`).digest('hex');
        return contact(2 * i + k, {
          contact_key: key,
          link: `https://ninja.example/client/key_login/${key}`,
        });
      }),
    }),
  );
  const meta = { pagination: { total: 100, count: 100, per_page: 100, current_page: 1, total_pages: 1 } };
  return Buffer.from(phpJson({ data: rows, meta }));
}

/** How long a save of a client with 200 contacts thinks, against reading its text with `JSON.parse`. */
export function bench(): Promise<Row[]> {
  const base = client({
    contacts: Array.from({ length: contacts }, (_, i) => contact(i, { is_primary: i === 0 })),
  });
  const server: Client = structuredClone(base);
  const mine = JSON.parse(recordToText(base)) as Client;
  base.contacts.forEach((_, i) => {
    const [theirs, own] = [server.contacts[i], mine.contacts[i]];
    if (theirs && i % 3 === 0) theirs.phone = `+1 ${i}`;
    if (own && i % 4 === 0) own.last_name = `Renamed ${i}`;
  });
  server.city = 'Kiel';
  mine.name = 'Renamed';
  const text = `${JSON.stringify(mine, null, 2)}\n`;
  const parse = () => JSON.parse(text) as unknown;
  const value = parse() as JsonObject;
  const page = ordinaryPage();
  const readPage = () => JSON.parse(page.toString('utf8')) as unknown;
  return Promise.resolve([
    compare(
      `three-way merge of a client with ${contacts} contacts`,
      () => mergeClient(base, server, value),
      parse,
    ),
    compare(`whole plan of its save (read, check, merge)`, () => planSave(base, server, text), parse),
    compare('a list of 100 clients', () => parseList(page), readPage, 1.1, 'JSON.parse of the same bytes'),
    // Needs the tree of the text, which is most of it; nobody waits for it.
    compare(`its text after the save`, () => textAfterSave(text, server), parse, 60),
  ]);
}
