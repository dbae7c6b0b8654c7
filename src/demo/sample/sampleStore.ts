import { ACTIVITY } from '../store/activityTypes';
import { addExtras } from './sampleExtras';
import { REGIONS, DIFFICULT_NAMES, type Region } from './names';
import { Random, stableKey } from './random';
import type { ActivityRow, ClientRow, Company, ContactRow, UserRow } from '../store/rows';
import { invoiceAmounts, relatedRows } from './sampleRelated';
import { Store, type LazyRows } from '../store/store';
import type { FileStore } from '../store/fileStore';

/** 1 March 2025 in Unix seconds: when the first sample client was created. */
const FIRST_CREATED = 1_740_787_200;
const HOUR = 3600;

/** Number of clients, and the users that own them. */
export interface SampleOptions {
  clients: number;
  users: UserRow[];
}

/** International sample data. The same number of clients always gives the same data. */
export function sampleStore({ clients, users }: SampleOptions, files: FileStore): Store {
  const store = new Store(sampleCompany(clients), lazySampleRows);
  for (const user of users) store.users.add(user);
  for (let id = 1; id <= clients; id++) {
    const random = new Random(id);
    const client = sampleClient(id, random, clients);
    store.addClient(client);
    for (const contact of sampleContacts(client, random, store.contacts.highest)) store.addContact(contact);
  }
  store.counters.activities = clients;
  store.counters.lazy = clients;
  addExtras(store, files);
  return store;
}

/** Activities and related records of sample clients, created when they are first read. */
export const lazySampleRows: LazyRows = { activities: firstActivity, related: relatedRows };

function sampleCompany(clients: number): Company {
  return {
    id: 1,
    company_key: stableKey('company', 32),
    name: 'Sample Trading Company',
    currency_id: '1',
    country_id: '840',
    language_id: '1',
    timezone_id: '1',
    client_number_counter: clients + 1,
    client_number_pattern: '',
    counter_padding: 4,
    default_password_timeout: 1_800_000,
    oauth_password_required: false,
    portal_mode: 'domain',
    portal_domain: '${origin}',
    custom_fields: {
      client1: 'Account manager|single_line_text',
      client2: 'Contract until|date',
      client3: 'Newsletter|switch',
      client4: 'Region|North,South,East,West',
      contact1: 'Department',
      contact2: 'Birthday|date',
    },
    is_large: clients > 1000,
  };
}

/** Mostly active, some archived, a few deleted. */
function stateOf(id: number): 'active' | 'archived' | 'deleted' {
  if (id % 17 === 0) return 'deleted';
  return id % 9 === 0 ? 'archived' : 'active';
}

function nameOf(id: number, region: Region, random: Random): string {
  const special = id % 11 === 4 ? DIFFICULT_NAMES[Math.floor(id / 11)] : undefined;
  if (special !== undefined) return special;
  if (id % 23 === 5) return '';
  const name = random.pick(region.companies) + random.pick(region.endings);
  return id > 60 ? `${name} ${id}` : name;
}

function sampleClient(id: number, random: Random, total: number): ClientRow {
  const region = random.pick(REGIONS);
  const created = FIRST_CREATED + Math.floor((id * 14_000 * HOUR) / Math.max(total, 1000));
  const state = stateOf(id);
  const updated = state === 'active' ? created + random.nextInt(500) * HOUR : created + 600 * HOUR;
  const amounts = invoiceAmounts(id);
  const paid = amounts.reduce((sum, invoice) => sum + invoice.amount - invoice.balance, 0);
  const open = amounts.reduce((sum, invoice) => sum + invoice.balance, 0);
  const address = `${random.pick(region.streets)} ${1 + random.nextInt(180)}`;
  const business = random.nextInt(4) > 0;
  return {
    id,
    user_id: 1,
    assigned_user_id: id % 6 === 0 ? 2 : null,
    name: nameOf(id, region, random),
    website: random.nextInt(3) > 0 ? `https://client${id}.example` : null,
    private_notes: id % 5 === 0 ? 'Prefers to be called in the morning.\nPays late in December.' : null,
    public_notes: id % 7 === 0 ? 'Thank you for your business!' : null,
    balance: round(open),
    paid_to_date: round(paid),
    payment_balance: id % 40 === 0 ? 25 : 0,
    credit_balance: id % 25 === 0 ? 12.5 : 0,
    group_settings_id: id % 8 === 0 ? 1 + (id % 3) : null,
    last_login: id % 10 === 0 ? created + HOUR : 0,
    client_hash: stableKey(`hash ${id}`, 40),
    size_id: business ? 1 + random.nextInt(6) : null,
    industry_id: business ? 1 + random.nextInt(33) : null,
    country_id: region.country,
    shipping_country_id: id % 12 === 0 ? region.country : null,
    address1: address,
    address2: id % 13 === 0 ? '3rd floor' : null,
    phone: random.nextInt(3) > 0 ? `${region.dial} 555${String(1000 + random.nextInt(9000))}` : null,
    city: region.city,
    state: null,
    postal_code: region.postal || null,
    custom_value1: id % 4 === 0 ? 'Jo Doe' : null,
    custom_value2: id % 15 === 0 ? '2026-12-31' : null,
    custom_value3: null,
    custom_value4: id % 4 === 1 ? random.pick(['North', 'South', 'East', 'West']) : null,
    shipping_address1: id % 12 === 0 ? `${address} (Lager)` : null,
    shipping_address2: null,
    shipping_city: id % 12 === 0 ? region.city : null,
    shipping_state: null,
    shipping_postal_code: null,
    settings: sampleSettings(id, region),
    is_deleted: state === 'deleted',
    vat_number: business && id % 3 === 0 ? `VAT${String(id).padStart(7, '0')}` : null,
    id_number: id % 2 === 0 ? `ID-${String(id).padStart(5, '0')}` : null,
    number: String(id).padStart(4, '0'),
    has_valid_vat_number: business && id % 6 === 0,
    is_tax_exempt: id % 50 === 0,
    routing_id: null,
    classification: business ? 'business' : id % 3 === 1 ? 'individual' : null,
    tax_info: {},
    e_invoice: {},
    tags: id % 10 === 3 ? [1 + (id % 3)] : [],
    created_at: created,
    updated_at: updated,
    deleted_at: state === 'active' ? 0 : updated,
  };
}

function sampleSettings(id: number, region: Region): ClientRow['settings'] {
  return {
    entity: 'App\\Models\\Client',
    industry_id: '',
    size_id: '',
    currency_id: String(region.currency),
    ...(id % 3 === 0 ? { language_id: String(region.language) } : {}),
    ...(id % 4 === 0 ? { payment_terms: '14' } : {}),
    ...(id % 20 === 0 ? { default_task_rate: 90, send_reminders: true } : {}),
  };
}

function sampleContacts(client: ClientRow, random: Random, highest: number): ContactRow[] {
  const region = REGIONS.find((candidate) => candidate.country === client.country_id) ?? REGIONS[0];
  if (!region) return [];
  const count =
    client.id % 19 === 6 && client.name !== ''
      ? 1
      : 1 + (client.id % 5 === 0 ? 2 : client.id % 3 === 0 ? 1 : 0);
  return Array.from({ length: count }, (_, index) => {
    const blank = client.id % 19 === 6 && client.name !== '';
    const key = stableKey(`contact ${client.id}.${index}`, 32);
    return {
      id: highest + index + 1,
      client_id: client.id,
      first_name: blank ? '' : random.pick(region.first),
      last_name: blank ? '' : random.pick(region.last),
      email: blank ? ' ' : client.id % 14 === 2 ? '' : `contact${index + 1}@client${client.id}.example`,
      phone: !blank && random.nextInt(2) === 0 ? `${region.dial} 555${1000 + random.nextInt(9000)}` : null,
      custom_value1: index === 1 ? 'Accounting' : null,
      custom_value2: null,
      custom_value3: null,
      custom_value4: null,
      is_primary: index === 0,
      is_locked: false,
      send_email: index < 2,
      cc_only: false,
      can_sign: index === 0,
      contact_key: key,
      last_login: 0,
      has_password: client.id % 30 === 0 && index === 0,
      created_at: client.created_at,
      updated_at: client.created_at,
      deleted_at: 0,
    };
  });
}

function firstActivity(client: ClientRow): ActivityRow[] {
  return [
    {
      id: client.id,
      client_id: client.id,
      user_id: client.user_id,
      activity_type_id: ACTIVITY.created,
      invoice_id: null,
      token_id: 1,
      notes: '',
      ip: '127.0.0.1',
      created_at: client.created_at,
      updated_at: client.created_at,
    },
  ];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
