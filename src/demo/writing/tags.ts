import type { Backend } from '../backend';
import { decodeId } from '../store/hashIds';
import { isArrayOrObject, isEmpty, type Fields } from '../php';
import { ValidationErrors } from '../http/problem';

/**
 * Ids of the tags in a body, a list of ids or of objects with `id`. Throws the 422 for an unknown one
 * (docs/invoice-ninja-api.md §6.2).
 */
export function tagIds(backend: Backend, input: Fields): number[] {
  const sent = input.tags;
  if (!backend.dialect.tags || !isArrayOrObject(sent) || isEmpty(sent)) return [];
  const errors = new ValidationErrors();
  const ids = Object.values(sent).flatMap((item, index) => {
    const id = decodeId(isArrayOrObject(item) ? (item as Fields).id : item);
    if (backend.store.tags.get(id)) return [id];
    errors.add(`tags.${index}`, `The selected tags.${index} is invalid.`);
    return [];
  });
  errors.throwIfAny();
  return [...new Set(ids)];
}
