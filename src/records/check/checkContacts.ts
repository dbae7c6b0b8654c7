import * as l10n from '@vscode/l10n';
import { contactField } from '../fields/catalogue';
import type { ProblemCollector } from './problemCollector';
import { isBlank, isTrue, isTypedPassword } from '../compare';
import { contactFields } from '../fields/contactFields';
import { asObject, asObjects, asText } from '../json';
import type { JsonObject } from '../json';
import { emailOf, idOf } from '../contacts/match';
import { contactName } from '../names';
import { primaryIndex, intendedPrimary } from '../contacts/primary';

/** Checks the value of `contacts`; `originals` are the known versions of the client. */
export function checkContacts(
  collector: ProblemCollector,
  contacts: unknown,
  originals: readonly JsonObject[],
): void {
  if (!Array.isArray(contacts)) {
    collector.add(['contacts'], 'error', 'type', l10n.t('Contacts must stand in square brackets [ ].'));
    return;
  }
  const versions = originals.map(
    (original) => new Map(asObjects(original.contacts).map((one) => [idOf(one), one])),
  );
  const seen = new Set<string>();
  const rows = contacts.map((contact: unknown, index) => {
    const path = ['contacts', index];
    const mine = asObject(contact);
    const id = idOf(mine);
    const known =
      id === undefined ? [] : versions.map((byId) => byId.get(id)).filter((one) => one !== undefined);
    if (mine !== contact)
      collector.add(path, 'error', 'type', l10n.t('A contact must stand in curly brackets { }.'));
    else checkContact(collector, path, mine, known, seen);
    return { mine, known };
  });
  checkDuplicates(collector, rows);
  checkPrimary(collector, rows, originals);
}

/** One contact of the text and its known versions. */
interface Row {
  mine: JsonObject;
  known: JsonObject[];
}

function checkContact(
  collector: ProblemCollector,
  path: (string | number)[],
  mine: JsonObject,
  known: JsonObject[],
  seen: Set<string>,
): void {
  const id = idOf(mine);
  if (id === undefined) {
    if (!isBlank(mine.id))
      collector.add([...path, 'id'], 'error', 'type', l10n.t('The id must be text in double quotes.'));
    if (contactName(mine) === '' && isBlank(mine.phone)) {
      collector.add(
        path,
        'warning',
        'blankContact',
        l10n.t('This contact has neither a name nor an e-mail address.'),
      );
    }
  } else if (seen.has(id)) {
    collector.add(
      [...path, 'id'],
      'error',
      'duplicateId',
      l10n.t('This contact stands here twice; remove the id of a new one.'),
    );
  } else if (known.length === 0) {
    // The server would move another client's contact here (docs/invoice-ninja-api.md §6.5).
    collector.add(
      [...path, 'id'],
      'error',
      'foreignId',
      l10n.t('This id is of no contact of this client; remove it.'),
    );
  }
  if (id !== undefined) seen.add(id);
  collector.checkKeys(path, mine, known, contactFields, contactField);
  if (isTypedPassword(mine.password) && asText(mine.email).trim().length <= 3) {
    collector.add(
      [...path, 'password'],
      'warning',
      'passwordEmail',
      l10n.t('The server needs an e-mail address to set a password.'),
    );
  }
}

/**
 * The server only rejects an e-mail address that occurs twice in the same spelling; people do not see a difference in
 * upper and lower case either, so that is a warning.
 */
function checkDuplicates(collector: ProblemCollector, rows: readonly Row[]): void {
  const firstByEmail = new Map<string, Row>();
  rows.forEach((row, index) => {
    const email = emailOf(row.mine);
    if (email === '') return;
    const other = firstByEmail.get(email);
    if (!other) {
      firstByEmail.set(email, row);
      return;
    }
    const isSame = asText(other.mine.email).trim() === asText(row.mine.email).trim();
    const isNew = [row, other].some(({ mine, known }) => !known.some((one) => one.email === mine.email));
    const severity = isSame && isNew ? 'error' : 'warning';
    collector.add(
      ['contacts', index, 'email'],
      severity,
      'duplicateEmail',
      l10n.t('Another contact has this e-mail address too.'),
    );
  });
}

function checkPrimary(
  collector: ProblemCollector,
  rows: readonly Row[],
  originals: readonly JsonObject[],
): void {
  const isFlagged = ({ mine, known }: Row) =>
    isTrue(Object.hasOwn(mine, 'is_primary') ? mine.is_primary : known[0]?.is_primary);
  const flagged = rows.filter(isFlagged);
  const isEdited = rows.some(
    (row) => row.known.length === 0 || isFlagged(row) !== isTrue(row.known[0]?.is_primary),
  );
  if (!isEdited || rows.length === 0) return;
  if (flagged.length === 0) {
    collector.add(
      ['contacts'],
      'warning',
      'noPrimary',
      l10n.t('No contact is the primary one; the server takes the first.'),
    );
    return;
  }
  const base = asObjects(originals[0]?.contacts);
  const own = rows.map(({ mine, known }) => ({ mine, base: known[0] }));
  const { index } = intendedPrimary(own, base[primaryIndex(base)]);
  rows.forEach((row, at) => {
    if (at !== index && isFlagged(row)) {
      collector.add(
        ['contacts', at, 'is_primary'],
        'warning',
        'twoPrimaries',
        l10n.t('A client has one primary contact; this one will not be it.'),
      );
    }
  });
}
