import type { Client } from '../../api/types';

const longestTyped = 40;

/** What has to be typed before something final: the name, or the number where the name cannot well be typed. */
export function textToType(client: Pick<Client, 'name' | 'number' | 'id'>): string {
  const name = client.name.trim().normalize();
  if (name !== '' && name.length <= longestTyped && /^[\p{Script=Latin}\d .,&'()+/-]+$/u.test(name))
    return name;
  return client.number.trim() || client.id;
}

/** Exactly, except for blanks around it. */
export function isTyped(typed: unknown, client: Pick<Client, 'name' | 'number' | 'id'>): boolean {
  return typeof typed === 'string' && typed.trim().normalize() === textToType(client);
}
