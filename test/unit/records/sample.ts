import type { Client, Contact } from '../../../src/api/types';

/** A contact as a server answers it; `n` makes id, name and address. */
export function contact(n: number, changes: Partial<Contact> = {}): Contact {
  return {
    id: `Contact${n}`,
    first_name: `First${n}`,
    last_name: `Last${n}`,
    email: `c${n}@example.com`,
    created_at: 1767225600,
    updated_at: 1767225600,
    archived_at: 0,
    is_primary: false,
    is_locked: false,
    phone: `+49 ${n}`,
    custom_value1: '',
    custom_value2: '',
    custom_value3: '',
    custom_value4: '',
    contact_key: `contactKey${n}`,
    send_email: true,
    cc_only: false,
    last_login: 0,
    password: n === 1 ? '**********' : '',
    link: `https://ninja.example/client/key_login/contactKey${n}`,
    ...changes,
  };
}

/** A client as a server answers it, with two contacts of which the first is the primary one. */
export function client(changes: Partial<Client> = {}): Client {
  return {
    id: 'VolejRejNm',
    user_id: 'VolejRejNm',
    assigned_user_id: '',
    name: 'Harbour Bakery',
    website: 'https://harbour.example',
    private_notes: '',
    balance: 120.5,
    group_settings_id: '',
    paid_to_date: 980,
    payment_balance: 0,
    credit_balance: 0,
    last_login: 0,
    size_id: '2',
    public_notes: '',
    client_hash: 'secretClientHash',
    address1: 'Kai 7',
    address2: '',
    phone: '+49 40 5550134',
    city: 'Hamburg',
    state: '',
    postal_code: '20457',
    country_id: '276',
    industry_id: '33',
    custom_value1: '',
    custom_value2: '',
    custom_value3: '',
    custom_value4: '',
    shipping_address1: '',
    shipping_address2: '',
    shipping_city: '',
    shipping_state: '',
    shipping_postal_code: '',
    shipping_country_id: '',
    settings: {
      entity: 'App\\Models\\Client',
      industry_id: '',
      size_id: null,
      payment_terms: '14',
      currency_id: '3',
    },
    is_deleted: false,
    vat_number: 'DE123456789',
    id_number: '',
    updated_at: 1771430400,
    archived_at: 0,
    created_at: 1767225600,
    display_name: 'Harbour Bakery',
    number: '0001',
    has_valid_vat_number: false,
    is_tax_exempt: false,
    routing_id: '',
    tax_info: {},
    classification: 'business',
    e_invoice: {},
    contacts: [contact(1, { is_primary: true }), contact(2)],
    documents: [],
    gateway_tokens: [],
    locations: [],
    ...changes,
  };
}

/** A text with one change: `edit` gets the parsed text and changes it. */
export function edited(text: string, edit: (value: Editable) => void): string {
  const value = JSON.parse(text) as Editable;
  edit(value);
  return `${JSON.stringify(value, null, 2)}\n`;
}

export interface Editable extends Record<string, unknown> {
  contacts: Record<string, unknown>[];
  settings: Record<string, unknown>;
}
