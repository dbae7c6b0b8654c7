/** An answer that is no success; how it looks depends on what the request accepts (respond.ts). */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    message: string,
    readonly errors?: Record<string, string[]>,
  ) {
    super(message);
  }
}

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

/** Whatever the real server does not catch. */
export function serverError(): Problem {
  return new Problem('server', 'Server Error');
}

/** A foreign key to nothing. The database has minted an id by then, which is lost. */
export class BrokenReference extends Problem {
  constructor() {
    super('server', 'Server Error');
  }
}

export function missingModel(model: string): Problem {
  return new Problem('missing-model', `No query results for model [App\\Models\\${model}].`);
}

export function validationProblem(errors: Record<string, string[]>): Problem {
  return new Problem('validation', 'The given data was invalid.', errors);
}

/** Collects messages in the order of the rules. */
export class ValidationErrors {
  private readonly messages: Record<string, string[]> = {};

  add(field: string, message: string): void {
    (this.messages[field] ??= []).push(message);
  }

  throwIfAny(): void {
    if (Object.keys(this.messages).length > 0) throw validationProblem(this.messages);
  }
}

/** Laravel shows `country_id` as `country id`. */
export function readableName(field: string): string {
  return field.replaceAll('_', ' ');
}
