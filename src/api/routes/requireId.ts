import * as l10n from '@vscode/l10n';
import { ApiError } from '../errors';
import { isId } from '../ids';
import type { Id } from '../types';

/** Returns the id, which becomes a part of a path. Throws `notFound` for text that cannot be an id. */
export function requireId(value: string): Id {
  if (!isId(value)) {
    throw new ApiError('notFound', l10n.t('There is no such record: the id is not valid.'));
  }
  return value;
}
