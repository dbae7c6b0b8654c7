import * as l10n from '@vscode/l10n';
import type { Client } from '../../api/types';
import { clientField, isSecretSetting, settingsField } from '../fields/catalogue';
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
 * Values that the server stored differently from what was sent, as warnings at their places in `text`, the text that the
 * editor shows now. `plan` is what was sent, `answer` the client that came back. Trimmed blanks and other spellings of
 * the same value do not count.
 */
export function storedDifferently(
  plan: Pick<Save, 'body' | 'changed'>,
  answer: Client,
  text: string,
): Problem[] {
  const { root, value } = parseText(text);
  const problems: Problem[] = [];
  const warn = (path: JsonPath, field: Field | undefined, sent: unknown, stored: unknown): void => {
    problems.push(problemAt(root, path, 'warning', 'notTaken', sentence(field, sent, stored)));
  };
  const { settings, contacts, ...fields } = plan.body;
  for (const [key, sent] of Object.entries(fields)) {
    const field = clientField(key);
    if (!sameValue(field, sent, answer[key])) warn([key], field, sent, answer[key]);
  }
  const [sentSettings, storedSettings] = [asObject(settings), asObject(answer.settings)];
  for (const [first, key] of plan.changed) {
    if (first !== 'settings' || typeof key !== 'string' || isSecretSetting(key)) continue;
    const field = settingsField(key);
    if (!sameSetting(field, sentSettings[key], storedSettings[key]))
      warn(['settings', key], field, sentSettings[key], storedSettings[key]);
  }
  const sentContacts = asObjects(contacts);
  const inAnswer = pairContacts(sentContacts, answer.contacts);
  const inText = pairContacts(answer.contacts, asObjects(value?.contacts));
  sentContacts.forEach((contact, i) => {
    const index = inAnswer[i] ?? -1;
    const now = answer.contacts[index];
    const at = inText[index] ?? -1;
    const path: JsonPath = at === -1 ? ['contacts'] : ['contacts', at];
    for (const field of contactFields) {
      const { key } = field;
      if (!field.writable || !Object.hasOwn(contact, key)) continue;
      const isTaken =
        key === 'password'
          ? !isBlank(now?.[key] ?? '*')
          : now !== undefined && sameValue(field, contact[key], now[key]);
      if (!isTaken) warn([...path, key], field, contact[key], now?.[key]);
    }
  });
  return problems;
}

function sentence(field: Field | undefined, sent: unknown, stored: unknown): string {
  if (field?.key === 'password') return l10n.t('The server did not store the password.');
  const title = field?.title ?? l10n.t('This');
  if (stored === undefined) return l10n.t('{0} was not stored; this server does not keep it.', title);
  if (isBlank(sent)) return l10n.t('{0} was empty; the server put in “{1}”.', title, shorten(stored));
  return isBlank(stored)
    ? l10n.t('{0} was not stored; the server left it empty.', title)
    : l10n.t('{0} was changed by the server to “{1}”.', title, shorten(stored));
}

function shorten(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : asText(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
