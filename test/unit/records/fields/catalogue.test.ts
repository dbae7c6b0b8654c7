import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldAt, isSecretKey, isSecretSetting } from '../../../../src/records/fields/catalogue';
import { clientFields } from '../../../../src/records/fields/clientFields';
import { contactFields } from '../../../../src/records/fields/contactFields';
import { settingsFields } from '../../../../src/records/fields/settingsFields';

test('a place of the text leads to its field', () => {
  assert.equal(fieldAt(['name'])?.title, 'Name');
  assert.equal(fieldAt(['contacts'])?.type, 'array');
  assert.equal(fieldAt(['contacts', 3, 'email'])?.maxLength, 100);
  assert.equal(fieldAt(['settings', 'currency_id'])?.lookup, 'currency');
  for (const path of [[], ['x'], ['contacts', 0], ['contacts', 0, 'x'], ['settings', 'x'], ['name', 'x']]) {
    assert.equal(fieldAt(path), undefined, path.join('.'));
  }
});

// docs/invoice-ninja-api.md §6.3
const writableOfClient = `assigned_user_id name website private_notes public_notes industry_id size_id address1 address2 city
  state postal_code country_id phone custom_value1 custom_value2 custom_value3 custom_value4 shipping_address1
  shipping_address2 shipping_city shipping_state shipping_postal_code shipping_country_id settings vat_number id_number
  group_settings_id number routing_id is_tax_exempt has_valid_vat_number classification contacts`;
const writableOfContact = `first_name last_name phone custom_value1 custom_value2 custom_value3 custom_value4 email is_primary
  send_email cc_only can_sign password`;

test('exactly what the server takes is writable', () => {
  const writable = (fields: typeof clientFields) =>
    fields.filter((one) => one.writable).map((one) => one.key);
  assert.deepEqual(writable(clientFields).sort(), writableOfClient.split(/\s+/).sort());
  assert.deepEqual(writable(contactFields).sort(), writableOfContact.split(/\s+/).sort());
});

test('what logs in is a secret, also under names that nobody knows yet', () => {
  for (const key of ['client_hash', 'contact_key', 'link', 'password']) {
    const field = [...clientFields, ...contactFields].find((one) => one.key === key);
    assert.equal(isSecretKey(key, field), true, key);
  }
  for (const key of ['magic_token', 'gateway_tokens', 'invitations', 'smtp_password', 'postmark_secret'])
    assert.equal(isSecretKey(key, undefined), true, key);
  assert.equal(isSecretKey('loyalty', undefined), false);
  assert.equal(isSecretSetting('enable_client_portal_password'), false);
  assert.equal(clientFields.concat(settingsFields).filter((one) => one.secret === true).length, 1);
});

test('lookups hold ids, custom fields know the label of the company', () => {
  for (const field of [...clientFields, ...settingsFields]) {
    if (field.lookup) assert.ok(field.format === 'digits' || field.format === 'id', field.key);
  }
  assert.equal(clientFields.find((one) => one.key === 'custom_value2')?.customField, 'client2');
  assert.equal(contactFields.find((one) => one.key === 'custom_value4')?.customField, 'contact4');
});
