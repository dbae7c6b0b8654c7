import type { Client } from '../../api/types';
import { clientField, isInternalSetting, settingsField } from '../fields/catalogue';
import { checkContacts } from './checkContacts';
import { checkValue } from './checkValue';
import { clientFields } from '../fields/clientFields';
import { deepEqual, isBlank } from '../compare';
import type { Field } from '../fields/field';
import { asObject, asText } from '../json';
import type { JsonObject, JsonPath } from '../json';
import { parseText } from '../text/parse';
import type { ParsedText } from '../text/parse';
import { problemAt } from './problems';
import type { ProblemTarget, Problem } from './problems';

/** Versions of the client that the text may refer to; none for a new client. */
export interface KnownVersions {
  base?: Client;
  server?: Client;
}

/**
 * All findings on a text, errors and warnings, in order of place. A value that one of the known versions has is never
 * a problem, whatever it is. A writable key that is left out means "unchanged", not "empty".
 */
export function checkText(text: string, known: KnownVersions): Problem[] {
  return checkParsed(parseText(text), known);
}

/** As `checkText` for a text that has been read already. */
export function checkParsed(parsed: ParsedText, known: KnownVersions): Problem[] {
  const { value } = parsed;
  if (!value) return parsed.problems;
  const check = new ProblemCollector(parsed);
  const originals = [known.base, known.server].filter((version) => version !== undefined);
  const id = asText(value.id).trim();
  if (id !== '' && originals.length > 0 && !originals.some((version) => version.id === id)) {
    check.add(['id'], 'error', 'otherClient', 'This is the text of another client.');
  }
  check.object([], value, originals, clientFields, clientField);
  checkRules(check, value, originals);
  if (Object.hasOwn(value, 'settings')) checkSettings(check, value.settings, originals);
  if (Object.hasOwn(value, 'contacts')) checkContacts(check, value.contacts, originals);
  return check.problems.sort((a, b) => a.offset - b.offset);
}

/** Collects findings on one text. */
export class ProblemCollector {
  readonly problems: Problem[] = [];

  constructor(private readonly parsed: ParsedText) {}

  add(
    path: JsonPath,
    severity: Problem['severity'],
    code: string,
    message: string,
    mark?: ProblemTarget,
  ): void {
    this.problems.push(problemAt(this.parsed.root, path, severity, code, message, mark));
  }

  /** The keys of a client or contact against its catalogue and the known versions of it. */
  object(
    path: JsonPath,
    mine: JsonObject,
    originals: readonly JsonObject[],
    fields: readonly Field[],
    fieldOf: (key: string) => Field | undefined,
  ): void {
    for (const [key, value] of Object.entries(mine)) {
      if (isKnownValue(originals, key, value) || key === 'id') continue;
      const field = fieldOf(key);
      const at = [...path, key];
      if (field?.writable) {
        const finding = checkValue(field, value);
        if (finding) this.add(at, finding.severity, finding.code, finding.message);
      } else if (field || originals.some((original) => Object.hasOwn(original, key))) {
        // In a new contact computed values are only left over from copying.
        if (path.length === 0 || originals.length > 0) {
          this.add(at, 'warning', 'readOnly', 'This is computed by the server and will not be saved.');
        }
      } else {
        this.add(at, 'warning', 'unknownKey', `“${key}” is not known and will not be saved.`, 'key');
      }
    }
    for (const { key, title, type, writable } of fields) {
      const isMissing = writable && type === 'string' && key !== 'password' && !Object.hasOwn(mine, key);
      if (isMissing && !isBlank(originals[0]?.[key])) {
        const message = `${title} is missing here and stays as it is; write "${key}": "" to empty it.`;
        this.add(path.length === 0 ? [] : path, 'warning', 'missingKey', message);
      }
    }
  }
}

/** True if a known version has this very value. */
export function isKnownValue(originals: readonly JsonObject[], key: string, value: unknown): boolean {
  return originals.some((original) => Object.hasOwn(original, key) && deepEqual(original[key], value));
}

/** What the server does with blank values of some client fields. */
function checkRules(check: ProblemCollector, mine: JsonObject, originals: readonly JsonObject[]): void {
  const had = (key: string) => originals.some((original) => !isBlank(original[key]));
  const { number, country_id: country } = mine;
  if ('number' in mine && had('number') && (isBlank(number) || number === '0')) {
    check.add(['number'], 'warning', 'newNumber', 'Without a number the server gives the client a new one.');
  }
  if ('country_id' in mine && had('country_id') && isBlank(country)) {
    check.add(
      ['country_id'],
      'warning',
      'companyCountry',
      "Without a country the server puts in the company's.",
    );
  }
}

function checkSettings(check: ProblemCollector, settings: unknown, originals: readonly JsonObject[]): void {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    check.add(['settings'], 'error', 'type', 'Settings must stand in curly brackets { }.');
    return;
  }
  const known = originals.map((original) => asObject(original.settings));
  for (const [key, value] of Object.entries(settings)) {
    if (isBlank(value) || isKnownValue(known, key, value)) continue;
    const path = ['settings', key];
    if (isInternalSetting(key)) {
      check.add(path, 'warning', 'readOnly', 'This is computed by the server and will not be saved.');
      continue;
    }
    const finding = checkValue(settingsField(key) ?? unknownSetting(key), value);
    if (finding) check.add(path, finding.severity, finding.code, finding.message);
  }
}

/** The server wants whole numbers under keys with these endings (invoice-ninja-api.md §6.4); others may be anything. */
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
