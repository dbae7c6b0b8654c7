import type { ClientBody } from '../../api/types';
import type { FieldError } from '../../api/errors';
import { asObjects } from '../json';
import type { JsonPath } from '../json';
import { pairContacts } from '../contacts/match';
import { parseText } from '../text/parse';
import { problemAt } from './problems';
import type { Problem } from './problems';

/**
 * The messages of a rejected save (422) as errors at their places in the text. Contacts are found by id, new ones by
 * e-mail or name, as the text may list them in another order than the body that was sent. A message whose place is not
 * in the text goes to the nearest ancestor.
 */
export function locateFieldErrors(
  text: string,
  errors: readonly FieldError[],
  sentBody: ClientBody,
): Problem[] {
  const { root, value } = parseText(text);
  const pairs = pairContacts(asObjects(sentBody.contacts), asObjects(value?.contacts));
  return errors.map((error) => {
    const path = textPath(error, pairs);
    return problemAt(root, path, 'error', '422', error.message);
  });
}

/** The place in the text of a place in the sent body. */
function textPath({ path, message }: FieldError, pairs: readonly number[]): JsonPath {
  const [first, second, ...rest] = path;
  if (first === 'contacts' && typeof second === 'number') {
    const index = pairs[second] ?? -1;
    return index === -1 ? ['contacts'] : ['contacts', index, ...rest];
  }
  // The server names `settings` as a whole; the message begins with the key: "payment_terms is not a valid integer".
  const key = /^[a-z0-9_]+(?= )/.exec(message)?.[0];
  if (first === 'settings' && path.length === 1 && key) return ['settings', key];
  return [...path];
}
