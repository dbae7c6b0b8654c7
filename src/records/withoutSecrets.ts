import { clientField, contactField, isSecretKey, settingsField } from './fields/catalogue';
import type { Field } from './fields/field';
import { asObject, isCompound } from './json';
import type { JsonObject } from './json';

/**
 * A copy of a record without the keys that log in somewhere, at any depth: of contacts, settings, and of what answers
 * hold besides, such as the invitations of an activity. For what leaves the window, e.g. a backup.
 */
export function withoutSecrets(client: JsonObject): JsonObject {
  return asObject(copy(client, clientField));
}

type FieldOf = (key: string) => Field | undefined;

function copy(value: unknown, fieldOf: FieldOf): unknown {
  if (!isCompound(value)) return value;
  if (Array.isArray(value)) return value.map((item) => copy(item, fieldOf));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isSecretKey(key, fieldOf(key)))
      .map(([key, child]) => [key, copy(child, fieldsOf(key))]),
  );
}

/** The fields of the objects under a key. */
function fieldsOf(key: string): FieldOf {
  if (key === 'contacts') return contactField;
  return key === 'settings' ? settingsField : () => undefined;
}
