import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { clientFields } from '../../../../src/records/fields/clientFields';
import { contactFields } from '../../../../src/records/fields/contactFields';
import { clientJsonSchema } from '../../../../src/records/fields/schema';
import { settingsFields } from '../../../../src/records/fields/settingsFields';

const file = path.resolve('media/client.schema.json');
const expected = `${JSON.stringify(clientJsonSchema(), null, 2)}\n`;

test('media/client.schema.json is what the catalogue says', () => {
  if (process.env.UPDATE) fs.writeFileSync(file, expected);
  assert.ok(
    fs.existsSync(file) && fs.readFileSync(file, 'utf8') === expected,
    'The catalogue changed. Write the schema again with: UPDATE=1 node test/host/unit.mjs records/schema',
  );
});

interface Schema {
  type?: string | string[];
  title?: string;
  description?: string;
  readOnly?: boolean;
  maxLength?: number;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: unknown;
}

const schema = clientJsonSchema() as Schema;
const contact = schema.properties?.contacts?.items?.properties ?? {};

test('every field of the catalogue is described', () => {
  for (const [fields, properties] of [
    [clientFields, schema.properties],
    [contactFields, contact],
    [settingsFields, schema.properties?.settings?.properties],
  ] as const) {
    assert.deepEqual(
      Object.keys(properties ?? {}),
      fields.map((field) => field.key),
    );
    for (const field of fields) {
      const property = properties?.[field.key];
      assert.ok(property?.title && property.description && property.type, field.key);
      assert.equal(property.readOnly === true, !field.writable, field.key);
      assert.match(field.description, /\.$/, field.key);
    }
  }
});

test('the schema knows lengths and choices, and forbids no unknown key', () => {
  assert.equal(schema.properties?.name?.maxLength, 191);
  assert.equal(contact.email?.maxLength, 100);
  assert.ok(schema.properties?.classification?.enum?.includes('charity'));
  assert.ok(schema.properties?.classification?.enum?.includes(''));
  assert.equal(JSON.stringify(schema).includes('additionalProperties'), false);
});

test('keys are unique and stand in the order that people read', () => {
  for (const fields of [clientFields, contactFields, settingsFields]) {
    const keys = fields.map((field) => field.key);
    assert.equal(new Set(keys).size, keys.length);
  }
  const sections = [...new Set(clientFields.map((field) => field.section))];
  assert.deepEqual(sections, [
    'client',
    'contacts',
    'reach',
    'address',
    'shipping',
    'terms',
    'settings',
    'custom',
    'notes',
    'computed',
  ]);
  assert.deepEqual(
    clientFields.slice(0, 3).map((field) => field.key),
    ['name', 'number', 'contacts'],
  );
});
