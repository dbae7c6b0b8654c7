import * as l10n from '@vscode/l10n';
import type { Client, ClientBody, Company } from '../../api/types';
import { clientField, isInternalSetting, isSecretSetting, settingsField } from '../fields/catalogue';
import { checkParsed } from '../check/check';
import { clientFields } from '../fields/clientFields';
import { isBlank } from '../compare';
import { contactFields } from '../fields/contactFields';
import { asObject, asObjects, isScalar } from '../json';
import type { JsonObject } from '../json';
import { idOf } from '../contacts/match';
import { newContactBody } from '../contacts/contactBody';
import { toBodyValue } from '../merge/mergeFields';
import { clientName, contactName } from '../names';
import { parseText } from './parse';
import { hasError, problemAt } from '../check/problems';
import type { Problem } from '../check/problems';

/** Keys in the text of a new client. All others are offered by completion. */
const offeredKeys = new Set(
  `name contacts phone website address1 address2 city state postal_code country_id id_number vat_number classification
  settings public_notes private_notes`.split(/\s+/),
);

/** Keys that are unique per client, so a copy does not get them. */
const notCopied = new Set(['number', 'id_number']);

/** The text of a new client. `blank` is the server's template, `company` provides the default country and currency. */
export function newClientText(blank?: Client, company?: Company): string {
  const object: JsonObject = {};
  for (const { key } of clientFields) {
    if (!offeredKeys.has(key)) continue;
    if (key === 'contacts') {
      object.contacts = [
        { first_name: '', last_name: '', email: '', phone: '', is_primary: true, send_email: true },
      ];
    } else if (key === 'settings') {
      object.settings = company?.currencyId ? { currency_id: company.currencyId } : {};
    } else {
      const value = blank?.[key];
      object[key] = isScalar(value) && value !== null ? value : '';
    }
  }
  if (isBlank(object.country_id)) object.country_id = company?.countryId ?? '';
  return `${JSON.stringify(object, null, 2)}\n`;
}

/** The text of a new client that copies another: its writable values without ids, numbers and secrets. */
export function duplicateText(client: Client): string {
  const object: JsonObject = {};
  for (const { key, writable } of clientFields) {
    if (!writable || notCopied.has(key) || !Object.hasOwn(client, key)) continue;
    if (key === 'name') object.name = isBlank(client.name) ? '' : l10n.t('{0} (copy)', clientName(client));
    else if (key === 'contacts') object.contacts = client.contacts.map(copyContact);
    else if (key === 'settings') object.settings = copiedSettings(client.settings);
    else object[key] = client[key];
  }
  return `${JSON.stringify(object, null, 2)}\n`;
}

/** What creating a client from a text would do. */
export type CreatePlan = { kind: 'invalid'; problems: Problem[] } | { kind: 'create'; body: ClientBody };

/**
 * Decides what creating a client from a text sends: every writable value that is not blank. Ids are errors, as they
 * belong to other records (the server would move the contact with that id here), and so is a missing name, as the server
 * would store a client without any.
 */
export function planCreate(text: string): CreatePlan {
  const parsed = parseText(text);
  const problems = checkParsed(parsed, {});
  const { value } = parsed;
  if (!value) return { kind: 'invalid', problems };
  if (!isBlank(value.id)) {
    problems.push(
      problemAt(parsed.root, ['id'], 'error', 'foreignId', l10n.t('A new client has no id yet; remove it.')),
    );
  }
  const contacts = asObjects(value.contacts).filter((contact) => !isBlankContact(contact));
  if (isBlank(value.name) && !contacts.some((contact) => contactName(contact) !== '')) {
    const message = l10n.t('Give the client a name, or a contact with a name or e-mail address.');
    problems.push(problemAt(parsed.root, ['name'], 'error', 'nameless', message));
  }
  if (hasError(problems)) return { kind: 'invalid', problems };
  const body: ClientBody = {};
  for (const [key, mine] of Object.entries(value)) {
    const field = clientField(key);
    if (field?.writable && field.type !== 'object' && field.type !== 'array' && !isBlank(mine)) {
      body[key] = toBodyValue(field, mine);
    }
  }
  const settings = nonBlankSettings(asObject(value.settings));
  if (Object.keys(settings).length > 0) body.settings = settings;
  if (contacts.length > 0) body.contacts = contacts.map(newContactBody);
  return { kind: 'create', body };
}

function isBlankContact(contact: JsonObject): boolean {
  return idOf(contact) === undefined && contactName(contact) === '' && isBlank(contact.phone);
}

function copyContact(contact: JsonObject): JsonObject {
  const copy: JsonObject = {};
  for (const { key, writable, secret } of contactFields) {
    if (writable && !secret && Object.hasOwn(contact, key)) copy[key] = contact[key];
  }
  return copy;
}

function copiedSettings(settings: unknown): JsonObject {
  return Object.fromEntries(
    Object.entries(nonBlankSettings(settings)).filter(([key]) => !isSecretSetting(key)),
  );
}

/** The settings that are not blank. */
function nonBlankSettings(settings: unknown): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(asObject(settings))) {
    if (!isBlank(value) && !isInternalSetting(key)) result[key] = toBodyValue(settingsField(key), value);
  }
  return result;
}
