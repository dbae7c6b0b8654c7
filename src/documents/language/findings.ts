import type { FieldError } from '../../api/errors';
import type { Client, ClientBody } from '../../api/types';
import { notTaken } from '../../records/merge/afterSave';
import { checkText } from '../../records/check/check';
import type { Save } from '../../records/merge/plan';
import type { Problem } from '../../records/check/problems';
import { locateFieldErrors } from '../../records/check/serverErrors';

/** A refusal of the server (422), kept until its place in the text changes or a save succeeds. */
export interface Refusal {
  fields: readonly FieldError[];
  /** The text that was saved. */
  text: string;
  /** The body that was sent: the server counts contacts in its order. */
  body: ClientBody;
}

/** What is known about an open client beside its text. */
export interface Knowledge {
  base: Client | undefined;
  /** The newest version of the server that was read. */
  server: Client | undefined;
  refusal: Refusal | undefined;
  /** The last save, its answer and the text it was shown as, to mark what the server did not take. */
  sent: { plan: Save; answer: Client; text: string } | undefined;
}

/** Everything to mark in a text: refused by the server, ignored by it, and found by ourselves. */
export function findingsOf(text: string, { base, server, refusal, sent }: Knowledge): Problem[] {
  return [
    ...(refusal === undefined ? [] : stillRefused(text, refusal)),
    ...(sent === undefined ? [] : stillNotTaken(text, sent)),
    ...checkText(text, { base, server }),
  ];
}

/** What the server refused, as long as the value it refused still stands there. */
export function stillRefused(text: string, refusal: Refusal): Problem[] {
  const now = locateFieldErrors(text, refusal.fields, refusal.body);
  const then = locateFieldErrors(refusal.text, refusal.fields, refusal.body);
  return unchanged(text, now, refusal.text, then);
}

function stillNotTaken(text: string, sent: NonNullable<Knowledge['sent']>): Problem[] {
  const now = notTaken(sent.plan, sent.answer, text);
  const then = notTaken(sent.plan, sent.answer, sent.text);
  return unchanged(text, now, sent.text, then);
}

/** The problems whose value is still the one they were told of. */
function unchanged(text: string, now: Problem[], thenText: string, then: readonly Problem[]): Problem[] {
  return now.filter((problem, index) => {
    const before = then[index];
    return before === undefined || slice(text, problem) === slice(thenText, before);
  });
}

function slice(text: string, { offset, length }: Problem): string {
  return text.slice(offset, offset + length);
}
