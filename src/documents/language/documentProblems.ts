import type { FieldError } from '../../api/errors';
import type { Client, ClientBody } from '../../api/types';
import { checkText } from '../../records/check/check';
import type { Problem } from '../../records/check/problems';
import { locateFieldErrors } from '../../records/check/serverErrors';
import { storedDifferently } from '../../records/merge/storedDifferently';
import type { Save } from '../../records/merge/plan';

/** What the server did not accept of a text (422). */
export interface ServerValidation {
  fields: readonly FieldError[];
  /** The text that was saved. */
  text: string;
  /** The body that was sent: the server counts contacts in its order. */
  body: ClientBody;
}

/** A save that succeeded: what was sent, the answer, and the text that showed it. */
export interface LastSave {
  plan: Save;
  answer: Client;
  text: string;
}

/** What is known about an open client beside its text. */
export interface ProblemSources {
  base: Client | undefined;
  /** The newest version of the server's record that was read. */
  server: Client | undefined;
  validation: ServerValidation | undefined;
  lastSave: LastSave | undefined;
}

/** Everything to mark in a text: what the server did not accept, what it ignored, and our own checks. */
export function documentProblems(
  text: string,
  { base, server, validation, lastSave }: ProblemSources,
): Problem[] {
  return [
    ...(validation === undefined ? [] : validationProblems(text, validation)),
    ...(lastSave === undefined ? [] : ignoredProblems(text, lastSave)),
    ...checkText(text, { base, server }),
  ];
}

/** What the server did not accept, as long as the value that it named is unchanged. */
export function validationProblems(text: string, validation: ServerValidation): Problem[] {
  const now = locateFieldErrors(text, validation.fields, validation.body);
  const then = locateFieldErrors(validation.text, validation.fields, validation.body);
  return unchanged(text, now, validation.text, then);
}

function ignoredProblems(text: string, { plan, answer, text: savedText }: LastSave): Problem[] {
  return unchanged(
    text,
    storedDifferently(plan, answer, text),
    savedText,
    storedDifferently(plan, answer, savedText),
  );
}

/** The problems whose value is still the one that they were reported for. */
function unchanged(text: string, now: Problem[], thenText: string, then: readonly Problem[]): Problem[] {
  return now.filter((problem, index) => {
    const before = then[index];
    return before === undefined || slice(text, problem) === slice(thenText, before);
  });
}

function slice(text: string, { offset, length }: Problem): string {
  return text.slice(offset, offset + length);
}
