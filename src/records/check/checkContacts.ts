import { contactField } from '../fields/catalogue';
import type { ProblemCollector } from './check';
import { isBlank, isTrue, isTypedPassword } from '../compare';
import { contactFields } from '../fields/contactFields';
import { asObject, asObjects, asText } from '../json';
import type { JsonObject } from '../json';
import { emailOf, idOf } from '../contacts/match';
import { contactName } from '../names';
import { primaryIndex, intendedPrimary } from '../contacts/primary';

/** Checks the list of contacts; `originals` are the known versions of the client. */
export function checkContacts(
  check: ProblemCollector,
  contacts: unknown,
  originals: readonly JsonObject[],
): void {
  if (!Array.isArray(contacts)) {
    check.add(['contacts'], 'error', 'type', 'Contacts must stand in square brackets [ ].');
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
    if (mine !== contact) check.add(path, 'error', 'type', 'A contact must stand in curly brackets { }.');
    else checkContact(check, path, mine, known, seen);
    return { mine, known };
  });
  checkDuplicates(check, rows);
  checkPrimary(check, rows, originals);
}

/** One contact of the text and the known versions of it. */
interface Row {
  mine: JsonObject;
  known: JsonObject[];
}

function checkContact(
  check: ProblemCollector,
  path: (string | number)[],
  mine: JsonObject,
  known: JsonObject[],
  seen: Set<string>,
): void {
  const id = idOf(mine);
  if (id === undefined) {
    if (!isBlank(mine.id))
      check.add([...path, 'id'], 'error', 'type', 'The id must be text in double quotes.');
    if (contactName(mine) === '' && isBlank(mine.phone)) {
      check.add(path, 'warning', 'blankContact', 'This contact has neither a name nor an e-mail address.');
    }
  } else if (seen.has(id)) {
    check.add(
      [...path, 'id'],
      'error',
      'duplicateId',
      'This contact stands here twice; remove the id of a new one.',
    );
  } else if (known.length === 0) {
    // The server would move the contact of another client here (real-server-observed.md).
    check.add([...path, 'id'], 'error', 'foreignId', 'This id is of no contact of this client; remove it.');
  }
  if (id !== undefined) seen.add(id);
  check.object(path, mine, known, contactFields, contactField);
  if (isTypedPassword(mine.password) && asText(mine.email).trim().length <= 3) {
    check.add(
      [...path, 'password'],
      'warning',
      'passwordEmail',
      'The server needs an e-mail address to set a password.',
    );
  }
}

/** The server refuses an address twice only when written alike, and people do not tell the difference. */
function checkDuplicates(check: ProblemCollector, rows: readonly Row[]): void {
  const first = new Map<string, Row>();
  rows.forEach((row, index) => {
    const email = emailOf(row.mine);
    if (email === '') return;
    const other = first.get(email);
    if (!other) {
      first.set(email, row);
      return;
    }
    const isSame = asText(other.mine.email).trim() === asText(row.mine.email).trim();
    const isNew = [row, other].some(({ mine, known }) => !known.some((one) => one.email === mine.email));
    const severity = isSame && isNew ? 'error' : 'warning';
    check.add(
      ['contacts', index, 'email'],
      severity,
      'duplicateEmail',
      'Another contact has this e-mail address too.',
    );
  });
}

function checkPrimary(check: ProblemCollector, rows: readonly Row[], originals: readonly JsonObject[]): void {
  const isFlagged = ({ mine, known }: Row) =>
    isTrue(Object.hasOwn(mine, 'is_primary') ? mine.is_primary : known[0]?.is_primary);
  const flagged = rows.filter(isFlagged);
  const isEdited = rows.some(
    (row) => row.known.length === 0 || isFlagged(row) !== isTrue(row.known[0]?.is_primary),
  );
  if (!isEdited || rows.length === 0) return;
  if (flagged.length === 0) {
    check.add(
      ['contacts'],
      'warning',
      'noPrimary',
      'No contact is the primary one; the server takes the first.',
    );
    return;
  }
  const base = asObjects(originals[0]?.contacts);
  const own = rows.map(({ mine, known }) => ({ mine, base: known[0] }));
  const { index } = intendedPrimary(own, base[primaryIndex(base)]);
  rows.forEach((row, at) => {
    if (at !== index && isFlagged(row)) {
      check.add(
        ['contacts', at, 'is_primary'],
        'warning',
        'twoPrimaries',
        'A client has one primary contact; this one will not be it.',
      );
    }
  });
}
