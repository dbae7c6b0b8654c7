import type { Id } from './types';

const idPattern = /^[A-Za-z0-9]{10,64}$/;

/** True for text that may be an id. Only checks alphabet and length, as a server may have its own salt. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && idPattern.test(value);
}
