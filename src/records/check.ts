import type { Client } from '../api/types';
import { parseText } from './parse';
import type { Parsed } from './parse';
import type { Problem } from './problems';

/** Versions of the client that the text may refer to. */
export interface Known {
  base?: Client;
  server?: Client;
}

/** All findings on a text, errors and warnings, in order of place. */
export function checkText(text: string, known: Known): Problem[] {
  return checkParsed(parseText(text), known);
}

/** As `checkText` for a text that has been read already. */
export function checkParsed(parsed: Parsed, _known: Known): Problem[] {
  return parsed.problems;
}
