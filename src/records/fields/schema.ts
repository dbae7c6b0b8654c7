import { clientFields } from './clientFields';
import { contactFields } from './contactFields';
import type { Field } from './field';
import type { JsonObject } from '../json';
import { settingsFields } from './settingsFields';

/**
 * The JSON schema of a client's text, built from the catalogue. It is for hovers and completion only; errors come from
 * `checkText`, so unknown keys (of settings above all) are not forbidden here. `media/client.schema.json` holds it for
 * VS Code, in English: it is written when the extension is built.
 */
export function clientJsonSchema(): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Client',
    description: 'A client of Invoice Ninja.',
    type: 'object',
    properties: properties(clientFields),
  };
}

function properties(fields: readonly Field[]): JsonObject {
  return Object.fromEntries(fields.map((field) => [field.key, schemaOf(field)]));
}

function schemaOf(field: Field): JsonObject {
  return {
    title: field.title,
    description: field.description,
    ...typeOf(field),
    ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
    ...(field.maxLength === undefined && field.maxBytes !== undefined ? { maxLength: field.maxBytes } : {}),
    // `doNotSuggest` is VS Code's own: no completion of computed values.
    ...(field.writable ? {} : { readOnly: true, doNotSuggest: true }),
  };
}

function typeOf(field: Field): JsonObject {
  if (field.key === 'contacts') return contactsType();
  if (field.key === 'settings') return { type: 'object', properties: properties(settingsFields) };
  const isSetting = field.section === 'settings';
  switch (field.type) {
    case 'string':
      return textType(field);
    case 'timestamp':
      return { type: 'integer' };
    case 'number':
    case 'integer':
    case 'boolean':
    case 'object':
    case 'array':
      return { type: isSetting ? [field.type, 'null'] : field.type };
  }
}

function textType(field: Field): JsonObject {
  // Blank means "no value", so an enum allows it, and formats are left to `checkText`, which accepts blank.
  if (field.enum) return { type: ['string', 'null'], enum: ['', null, ...field.enum] };
  if (field.format === 'digits') {
    return { type: ['string', 'integer', 'null'], pattern: '^-?\\d*$', ...dayExamples(field) };
  }
  if (field.format === 'email') {
    return {
      type: ['string', 'null'],
      anyOf: [{ format: 'email' }, { pattern: '^\\s*$' }, { type: 'null' }],
    };
  }
  if (field.format === 'id') return { type: ['string', 'null'], pattern: '^[A-Za-z0-9]*$' };
  return { type: ['string', 'null'] };
}

function dayExamples(field: Field): JsonObject {
  const days = ['0', '7', '14', '30', '60', '90'];
  return field.key === 'payment_terms' || field.key === 'valid_until' ? { examples: days } : {};
}

function contactsType(): JsonObject {
  return {
    type: 'array',
    items: {
      type: 'object',
      properties: properties(contactFields),
      defaultSnippets: [
        {
          label: 'New contact',
          description: 'A contact that gets invoices by e-mail.',
          body: {
            first_name: '$1',
            last_name: '$2',
            email: '$3',
            phone: '$4',
            send_email: '^true',
          },
        },
      ],
    },
  };
}
