import type { Client } from '../../api/types';
import { clientField, settingsField } from '../fields/catalogue';
import { isBlank, sameSetting, sameValue } from '../compare';
import { contactFields } from '../fields/contactFields';
import type { Field } from '../fields/field';
import { asObject, asObjects, asText } from '../json';
import type { JsonPath } from '../json';
import { pairContacts } from '../contacts/match';
import { parseText } from '../text/parse';
import type { Save } from './plan';
import { problemAt } from '../check/problems';
import type { Problem } from '../check/problems';

/**
 * What the server did not take as sent, as warnings in the text that is shown now: `plan` is what was sent, `answer`
 * the client that came back. Trimmed blanks and other spellings of the same value are not worth a word.
 */
export function storedDifferently(
  plan: Pick<Save, 'body' | 'changed'>,
  answer: Client,
  text: string,
): Problem[] {
  const { root, value } = parseText(text);
  const problems: Problem[] = [];
  const tell = (path: JsonPath, field: Field | undefined, sent: unknown, stored: unknown): void => {
    problems.push(problemAt(root, path, 'warning', 'notTaken', sentence(field, sent, stored)));
  };
  const { settings, contacts, ...fields } = plan.body;
  for (const [key, sent] of Object.entries(fields)) {
    const field = clientField(key);
    if (!sameValue(field, sent, answer[key])) tell([key], field, sent, answer[key]);
  }
  const [wanted, stored] = [asObject(settings), asObject(answer.settings)];
  for (const [first, key] of plan.changed) {
    if (first !== 'settings' || typeof key !== 'string') continue;
    const field = settingsField(key);
    if (!sameSetting(field, wanted[key], stored[key]))
      tell(['settings', key], field, wanted[key], stored[key]);
  }
  const sentContacts = asObjects(contacts);
  const answered = pairContacts(sentContacts, answer.contacts);
  const shown = pairContacts(answer.contacts, asObjects(value?.contacts));
  sentContacts.forEach((contact, i) => {
    const index = answered[i] ?? -1;
    const now = answer.contacts[index];
    const at = shown[index] ?? -1;
    const path: JsonPath = at === -1 ? ['contacts'] : ['contacts', at];
    for (const field of contactFields) {
      const { key } = field;
      if (!field.writable || !Object.hasOwn(contact, key)) continue;
      const isTaken =
        key === 'password'
          ? !isBlank(now?.[key] ?? '*')
          : now !== undefined && sameValue(field, contact[key], now[key]);
      if (!isTaken) tell([...path, key], field, contact[key], now?.[key]);
    }
  });
  return problems;
}

function sentence(field: Field | undefined, sent: unknown, stored: unknown): string {
  const title = field?.title ?? 'This';
  if (field?.key === 'password') return 'The server did not store the password.';
  if (stored === undefined) return `${title} was not stored; this server does not keep it.`;
  if (isBlank(sent)) return `${title} was empty; the server put in “${short(stored)}”.`;
  return isBlank(stored)
    ? `${title} was not stored; the server left it empty.`
    : `${title} was changed by the server to “${short(stored)}”.`;
}

function short(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : asText(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
