import assert from 'node:assert/strict';
import type { Client } from '../../../../src/api/types';

/** What a client says, as far as the two users of these tests change it. Contacts are known by their e-mail. */
export interface Facts {
  fields: Record<string, string>;
  settings: Record<string, string>;
  contacts: Record<string, { first_name: string; phone: string }>;
}

export type Edit =
  | { kind: 'field'; key: string; value: string }
  | { kind: 'setting'; key: string; value: string }
  | { kind: 'contact'; email: string; key: 'first_name' | 'phone'; value: string }
  | { kind: 'add'; email: string; first_name: string }
  | { kind: 'remove'; email: string };

export const fieldKeys = ['phone', 'city', 'website', 'public_notes', 'address1'];
export const settingKeys = ['payment_terms', 'valid_until'];

export function factsOf(client: Record<string, unknown>): Facts {
  const settings = client.settings as Record<string, unknown>;
  const text = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return {
    fields: Object.fromEntries(fieldKeys.map((key) => [key, text(client[key])])),
    settings: Object.fromEntries(settingKeys.map((key) => [key, text(settings[key])])),
    contacts: Object.fromEntries(
      (client.contacts as Record<string, unknown>[]).map((contact) => [
        text(contact.email),
        { first_name: text(contact.first_name), phone: text(contact.phone) },
      ]),
    ),
  };
}

export const copy = (facts: Facts): Facts => structuredClone(facts);

/** The facts after an edit. A contact that is not there any more cannot be edited, but an edit of it brings it back. */
export function apply(facts: Facts, edit: Edit): void {
  switch (edit.kind) {
    case 'field':
      facts.fields[edit.key] = edit.value;
      break;
    case 'setting':
      facts.settings[edit.key] = edit.value;
      break;
    case 'add':
      facts.contacts[edit.email] = { first_name: edit.first_name, phone: '' };
      break;
    case 'remove':
      delete facts.contacts[edit.email];
      break;
    case 'contact': {
      const contact = facts.contacts[edit.email];
      if (contact !== undefined) contact[edit.key] = edit.value;
    }
  }
}

/** The same edit in the JSON of a client, as a person would make it. False when its contact is not there. */
export function applyToJson(client: Record<string, unknown>, edit: Edit): boolean {
  const contacts = client.contacts as Record<string, unknown>[];
  const at = 'email' in edit ? contacts.findIndex(({ email }) => email === edit.email) : -1;
  switch (edit.kind) {
    case 'field':
      client[edit.key] = edit.value;
      return true;
    case 'setting':
      (client.settings as Record<string, unknown>)[edit.key] = edit.value;
      return true;
    case 'add':
      contacts.push({ first_name: edit.first_name, last_name: 'X', email: edit.email });
      return true;
    case 'remove':
      if (at < 0 || contacts.length < 2) return false;
      contacts.splice(at, 1);
      return true;
    case 'contact': {
      const contact = contacts[at];
      if (contact === undefined) return false;
      contact[edit.key] = edit.value;
      return true;
    }
  }
}

export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** An edit that makes sense for a client as it is. `word` gives texts that never were used before. */
export function anyEdit(facts: Facts, next: () => number, word: () => string): Edit {
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
  const emails = Object.keys(facts.contacts);
  const dice = next();
  if (dice < 0.4) return { kind: 'field', key: pick(fieldKeys), value: word() };
  if (dice < 0.6) return { kind: 'setting', key: pick(settingKeys), value: String(Math.floor(next() * 1e9)) };
  if (dice < 0.85)
    return {
      kind: 'contact',
      email: pick(emails),
      key: pick(['first_name', 'phone'] as const),
      value: word(),
    };
  // The primary contact stays, so that no other one has to become it.
  const others = emails.filter((email) => email !== 'a@x.example');
  if (dice < 0.93 || others.length === 0)
    return { kind: 'add', email: `${word().replace(/[^\w-]/g, '')}@x.example`, first_name: 'new' };
  return { kind: 'remove', email: pick(others) };
}

export interface Sent {
  /** What the editor's text said when it was last in sync. */
  base: Facts;
  /** What the text said that was saved. */
  mine: Facts;
  /** What the server said when it was read for this save. */
  read: Facts;
  /** What the other user did between that read and the PUT. */
  later: readonly Edit[];
  body: Record<string, unknown>;
}

/**
 * What the record must be after a PUT: what the server said when it was read, with what the user changed. What another
 * user does between that read and the PUT survives where the PUT does not carry it: this API has no locking, and settings
 * and contacts can only be sent whole.
 */
export function intended({ base, mine, read, later, body }: Sent): Facts {
  const truth = copy(read);
  for (const key of fieldKeys)
    if (mine.fields[key] !== base.fields[key]) truth.fields[key] = mine.fields[key] ?? '';
  for (const key of settingKeys)
    if (mine.settings[key] !== base.settings[key]) truth.settings[key] = mine.settings[key] ?? '';
  for (const [email, contact] of Object.entries(mine.contacts)) {
    const before = base.contacts[email];
    const now = truth.contacts[email];
    if (before === undefined) truth.contacts[email] = contact;
    else if (JSON.stringify(before) === JSON.stringify(contact)) continue;
    else if (now === undefined) truth.contacts[email] = contact;
    else
      for (const key of ['first_name', 'phone'] as const)
        if (before[key] !== contact[key]) now[key] = contact[key];
  }
  for (const email of Object.keys(base.contacts))
    if (mine.contacts[email] === undefined) delete truth.contacts[email];
  for (const edit of later) {
    const carried =
      edit.kind === 'setting' ||
      (edit.kind === 'field' ? Object.hasOwn(body, edit.key) : Object.hasOwn(body, 'contacts'));
    if (!carried) apply(truth, edit);
  }
  return truth;
}

/** A plain API, for the second user and for checks: nothing of the extension is in it. */
export class PlainApi {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async call(method: string, path: string, body?: unknown): Promise<Client> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        'X-API-TOKEN': this.token,
        'X-Requested-With': 'XMLHttpRequest',
        Accept: 'application/json',
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const json = (await response.json()) as { data: Client };
    assert.equal(response.status, 200, `${method} ${path}: ${JSON.stringify(json)}`);
    return json.data;
  }

  get(id: string): Promise<Client> {
    return this.call('GET', `/clients/${id}`);
  }

  /** A well-behaved second user: reads, changes one thing, sends the least that is safe. */
  async edit(id: string, edit: Edit): Promise<boolean> {
    const client = await this.get(id);
    if (client.is_deleted || !applyToJson(client, edit)) return false;
    const { settings, contacts } = client;
    const body =
      edit.kind === 'field'
        ? { [edit.key]: edit.value, settings }
        : edit.kind === 'setting'
          ? { settings }
          : { settings, contacts };
    await this.call('PUT', `/clients/${id}`, body);
    return true;
  }
}
