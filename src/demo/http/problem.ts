/** A failed request. Its status and format depend on what the client accepts (respond.ts). */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    message: string,
    readonly errors?: Record<string, string[]>,
  ) {
    super(message);
  }
}

/** Kinds of failures; respond.ts has their status codes. */
export type ProblemKind =
  | 'bad-request'
  | 'missing-model'
  | 'bad-include'
  | 'unauthorized'
  | 'token'
  | 'password'
  | 'wrong-verb'
  | 'validation'
  | 'throttled'
  | 'malformed'
  | 'too-large'
  | 'server';

/** The 500 for everything that the real server does not catch. */
export function serverError(): Problem {
  return new Problem('server', 'Server Error');
}

/** An INSERT whose foreign key does not exist: a 500, after the database has used up an id. */
export class BrokenReference extends Problem {
  constructor() {
    super('server', 'Server Error');
  }
}

/** The 400 for an id that does not exist; `model` is the name of the class, for example `Client`. */
export function missingModel(model: string): Problem {
  return new Problem('missing-model', `No query results for model [App\\Models\\${model}].`);
}

/** The 422 with messages by field. */
export function validationProblem(errors: Record<string, string[]>): Problem {
  return new Problem('validation', 'The given data was invalid.', errors);
}

/** Collects validation messages by field, in the order of the rules. */
export class ValidationErrors {
  private readonly messages: Record<string, string[]> = {};

  add(field: string, message: string): void {
    (this.messages[field] ??= []).push(message);
  }

  /** Throws the 422 if there is a message. */
  throwIfAny(): void {
    if (Object.keys(this.messages).length > 0) throw validationProblem(this.messages);
  }
}

/** A field's name as Laravel writes it in messages: `country id`. */
export function readableName(field: string): string {
  return field.replaceAll('_', ' ');
}
