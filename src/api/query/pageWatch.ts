import * as l10n from '@vscode/l10n';
import { ApiError } from '../errors';
import type { Id, Page } from '../types';

/** A list may double, and grow by so many rows more, while it is read. More than that is no list of people's clients. */
const growth = 10_000;

/** Follows the pages of one list as they are read, and ends what a faulty server would make endless. */
export class PageWatch {
  private readonly ids = new Set<Id>();
  private firstTotal: number | undefined;

  /** Rows so far, each counted once. */
  get rows(): number {
    return this.ids.size;
  }

  /**
   * The rows of page number `asked` that no page before had. Throws an `ApiError` when the server answered with another
   * page, with nothing but rows of earlier pages, or with a total that runs away.
   */
  newRows<T extends { id: Id }>(asked: number, { rows, pagination }: Page<T>): T[] {
    this.firstTotal ??= pagination.total;
    const { currentPage, total } = pagination;
    const newRows = rows.filter(({ id }) => !this.ids.has(id) && this.ids.add(id));
    const isRepeated =
      rows.length > 0 && (newRows.length === 0 || (currentPage !== 0 && currentPage !== asked));
    if (isRepeated || total > 2 * this.firstTotal + growth)
      throw new ApiError(
        'serverFault',
        l10n.t('The server sends the pages of its list wrongly, so the list could not be read to its end.'),
      );
    return newRows;
  }
}
