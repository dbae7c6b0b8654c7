import * as l10n from '@vscode/l10n';
import type { Client } from '../../api/types';
import { isBlank } from '../compare';
import { clientField, isInternalSetting, settingsField } from '../fields/catalogue';
import { clientFields } from '../fields/clientFields';
import type { Field } from '../fields/field';
import { asObject, asText, isCompound } from '../json';
import type { JsonObject } from '../json';
import { parseText } from '../text/parse';
import type { ParsedText } from '../text/parse';
import { checkContacts } from './checkContacts';
import { checkValue } from './checkValue';
import { ProblemCollector, isKnownValue } from './problemCollector';
import type { Problem } from './problems';

/** Versions of the client that the text may refer to; none for a new client. */
export interface KnownVersions {
  /** The version that the text was made from. */
  base?: Client;
  /** The server's newest version. */
  server?: Client;
}

/**
 * All problems of a text, errors and warnings, by offset. A value that one of the known versions has is never a
 * problem, whatever it is. A writable key that is left out means "unchanged", not "empty". Never throws.
 */
export function checkText(text: string, known: KnownVersions): Problem[] {
  return checkParsed(parseText(text), known);
}

/** As `checkText`, for a text that was parsed already. */
export function checkParsed(parsed: ParsedText, known: KnownVersions): Problem[] {
  const { value } = parsed;
  if (!value) return parsed.problems;
  const collector = new ProblemCollector(parsed);
  const originals = [known.base, known.server].filter((version) => version !== undefined);
  const id = asText(value.id).trim();
  if (id !== '' && originals.length > 0 && !originals.some((version) => version.id === id)) {
    collector.add(['id'], 'error', 'otherClient', l10n.t('This is the text of another client.'));
  }
  collector.checkKeys([], value, originals, clientFields, clientField);
  checkServerDefaults(collector, value, originals);
  if (Object.hasOwn(value, 'settings')) checkSettings(collector, value.settings, originals);
  if (Object.hasOwn(value, 'contacts')) checkContacts(collector, value.contacts, originals);
  return collector.problems.sort((a, b) => a.offset - b.offset);
}

/** Warns where the server fills in a value of its own for a blank one. */
function checkServerDefaults(
  collector: ProblemCollector,
  mine: JsonObject,
  originals: readonly JsonObject[],
): void {
  const hadValue = (key: string) => originals.some((original) => !isBlank(original[key]));
  const { number, country_id: country } = mine;
  if ('number' in mine && hadValue('number') && (isBlank(number) || number === '0')) {
    const message = l10n.t('Without a number the server gives the client a new one.');
    collector.add(['number'], 'warning', 'newNumber', message);
  }
  if ('country_id' in mine && hadValue('country_id') && isBlank(country)) {
    const message = l10n.t("Without a country the server puts in the company's.");
    collector.add(['country_id'], 'warning', 'companyCountry', message);
  }
}

function checkSettings(
  collector: ProblemCollector,
  settings: unknown,
  originals: readonly JsonObject[],
): void {
  if (!isCompound(settings) || Array.isArray(settings)) {
    collector.add(['settings'], 'error', 'type', l10n.t('Settings must stand in curly brackets { }.'));
    return;
  }
  const known = originals.map((original) => asObject(original.settings));
  for (const [key, value] of Object.entries(settings)) {
    if (isBlank(value) || isKnownValue(known, key, value)) continue;
    const path = ['settings', key];
    if (isInternalSetting(key)) {
      collector.addComputed(path);
      continue;
    }
    const problem = checkValue(settingsField(key) ?? unknownSetting(key), value);
    if (problem) collector.add(path, problem.severity, problem.code, problem.message);
  }
}

/**
 * The server wants whole numbers under keys with these endings; other unknown keys may hold anything
 * (docs/invoice-ninja-api.md §6.4).
 */
function unknownSetting(key: string): Field {
  const isDigits = /(_id|number_counter)$/.test(key);
  return {
    key,
    title: `“${key}”`,
    description: '',
    type: isDigits ? 'string' : 'object',
    section: 'settings',
    writable: true,
    ...(isDigits ? { format: 'digits' } : {}),
  };
}
