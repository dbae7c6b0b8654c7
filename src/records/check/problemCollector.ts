import * as l10n from '@vscode/l10n';
import { deepEqual, isBlank } from '../compare';
import type { Field } from '../fields/field';
import type { JsonObject, JsonPath } from '../json';
import type { ParsedText } from '../text/parse';
import { checkValue } from './checkValue';
import { maxProblems, problemAt } from './problems';
import type { Problem, ProblemTarget } from './problems';

/** Collects the problems of one text while its parts are checked. */
export class ProblemCollector {
  readonly problems: Problem[] = [];
  /** Counted apart, so that no number of warnings hides an error, which forbids saving. */
  private readonly counts = { error: 0, warning: 0 };

  constructor(private readonly parsed: ParsedText) {}

  add(
    path: JsonPath,
    severity: Problem['severity'],
    code: string,
    message: string,
    target?: ProblemTarget,
  ): void {
    if (this.counts[severity] === maxProblems) return;
    this.counts[severity]++;
    this.problems.push(problemAt(this.parsed.root, path, severity, code, message, target));
  }

  /** Warns that an edited value is the server's own. */
  addComputed(path: JsonPath): void {
    this.add(path, 'warning', 'readOnly', l10n.t('This is computed by the server and will not be saved.'));
  }

  /** Checks the keys of a client or contact against its fields and against its known versions (`originals`). */
  checkKeys(
    path: JsonPath,
    mine: JsonObject,
    originals: readonly JsonObject[],
    fields: readonly Field[],
    fieldOf: (key: string) => Field | undefined,
  ): void {
    for (const [key, value] of Object.entries(mine)) {
      if (isKnownValue(originals, key, value) || key === 'id') continue;
      const field = fieldOf(key);
      const keyPath = [...path, key];
      if (field?.writable) {
        const problem = checkValue(field, value);
        if (problem) this.add(keyPath, problem.severity, problem.code, problem.message);
      } else if (field || originals.some((original) => Object.hasOwn(original, key))) {
        // In a new contact computed values are only leftovers of copying.
        if (path.length === 0 || originals.length > 0) this.addComputed(keyPath);
      } else {
        const message = l10n.t('“{0}” is not known and will not be saved.', key);
        this.add(keyPath, 'warning', 'unknownKey', message, 'key');
      }
    }
    for (const field of fields) {
      const { key, type, writable } = field;
      const isMissing = writable && type === 'string' && key !== 'password' && !Object.hasOwn(mine, key);
      if (isMissing && !isBlank(originals[0]?.[key])) {
        const message = l10n.t(
          '{0} is missing here and stays as it is; write "{1}": "" to empty it.',
          field.title,
          key,
        );
        this.add(path, 'warning', 'missingKey', message);
      }
    }
  }
}

/** True if a known version has this very value. */
export function isKnownValue(originals: readonly JsonObject[], key: string, value: unknown): boolean {
  return originals.some((original) => Object.hasOwn(original, key) && deepEqual(original[key], value));
}
