import assert from 'node:assert/strict';
import type { Client } from '../../../src/api/types';

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
    if (!applyToJson(client, edit)) return false;
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
