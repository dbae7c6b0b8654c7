import type { Client } from '../../api/types';

type Named = Pick<Client, 'name' | 'number' | 'id'>;

const maxTypedLength = 40;

/**
 * What the user types to confirm a purge or a merge: the client's name, or its number where the name is hard to
 * type.
 */
export function confirmationText(client: Named): string {
  const name = client.name.trim().normalize();
  if (name !== '' && name.length <= maxTypedLength && /^[\p{Script=Latin}\d .,&'()+/-]+$/u.test(name))
    return name;
  return client.number.trim() || client.id;
}

/** Whether the typed text confirms; spaces around it do not count. */
export function matchesConfirmation(typed: unknown, client: Named): boolean {
  return typeof typed === 'string' && typed.trim().normalize() === confirmationText(client);
}
