import type { FileStore } from '../store/fileStore';
import { Random, stableKey } from './random';
import type { ClientRow } from '../store/rows';
import type { Store } from '../store/store';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
const MAX_EXTRAS = 2000;

/** Groups, tags, documents, gateway tokens and locations of the sample data. */
export function addExtras(store: Store, files: FileStore): void {
  const stamps = stampsOf(store.clients.get(1));
  ['Key accounts', 'Großkunden', 'Non-profit'].forEach((name, index) => {
    const settings = {
      entity: 'App\\Models\\Client',
      industry_id: '',
      size_id: '',
      payment_terms: String(14 * index),
    };
    store.groups.add({ id: index + 1, name, settings, is_deleted: false, ...stamps });
  });
  ['VIP', 'Wholesale', 'Late payer'].forEach((name, index) => {
    const color = ['#d4af37', '#2196f3', '#e53935'][index] ?? '#888888';
    store.tags.add({ id: index + 1, name, color, entity_type: 'client', is_deleted: false, ...stamps });
  });
  for (const client of store.clients.all().slice(0, MAX_EXTRAS)) {
    if (client.id % 7 === 1) addDocuments(store, files, client);
    if (client.id % 9 === 2) addToken(store, client);
    if (client.id % 6 === 4) addLocation(store, client);
  }
}

function addDocuments(store: Store, files: FileStore, client: ClientRow): void {
  const samples: [string, string, Buffer][] = [
    ['Contract 2026.pdf', 'pdf', Buffer.from(PDF)],
    ['Logo – Entwurf.png', 'png', Buffer.from(PNG, 'base64')],
    ['Notes.txt', 'txt', Buffer.from(`Notes about client ${client.id}\nCall back next week.\n`)],
  ];
  const wanted = 1 + new Random(client.id).nextInt(samples.length);
  for (const [name, type, content] of samples.slice(0, wanted)) {
    const id = store.documents.nextId();
    const hash = `${stableKey(`document ${id}`, 40)}.${type}`;
    files.addLazily(hash, content);
    const row = store.documents.add({
      id,
      client_id: client.id,
      user_id: 1,
      name,
      type,
      hash,
      size: content.length,
      width: type === 'png' ? 1 : 0,
      height: type === 'png' ? 1 : 0,
      is_public: type !== 'txt',
      ...stampsOf(client),
    });
    store.documentsOf.add(client.id, row);
  }
}

function addToken(store: Store, client: ClientRow): void {
  const id = store.gatewayTokens.nextId();
  const row = store.gatewayTokens.add({
    id,
    client_id: client.id,
    token: `tok_${stableKey(`token ${id}`, 16)}`,
    gateway_type_id: '1',
    company_gateway_id: 1,
    is_default: true,
    meta: { brand: 'visa', last4: '4242', exp_month: '11', exp_year: '2031', type: 1 },
    ...stampsOf(client),
  });
  store.tokensOf.add(client.id, row);
}

function addLocation(store: Store, client: ClientRow): void {
  const row = store.locations.add({
    id: store.locations.nextId(),
    client_id: client.id,
    user_id: 1,
    name: 'Warehouse',
    address1: client.address1,
    address2: 'Gate 2',
    city: client.city,
    state: null,
    postal_code: client.postal_code,
    country_id: client.country_id,
    custom_value1: null,
    custom_value2: null,
    custom_value3: null,
    custom_value4: null,
    is_shipping_location: true,
    is_deleted: false,
    ...stampsOf(client),
  });
  store.locationsOf.add(client.id, row);
}

/** Timestamps of something that was created together with a client. */
function stampsOf(
  client: ClientRow | undefined,
): Pick<ClientRow, 'created_at' | 'updated_at' | 'deleted_at'> {
  const created = client?.created_at ?? 0;
  return { created_at: created, updated_at: created, deleted_at: 0 };
}
