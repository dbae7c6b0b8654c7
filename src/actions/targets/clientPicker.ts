import * as vscode from 'vscode';
import type { Client, ClientState, Id, Page } from '../../api/types';
import { findClients, foundItem } from '../../platform/pickers/clientSearch';
import { LiveSearch, type SearchView } from '../../platform/pickers/liveSearch';
import { localCount } from '../../platform/localText';
import { pickerText } from '../../platform/plainText';
import { isCanceled, sentence } from '../../platform/sentences';
import type { Session } from '../../session/session';
import type { ListedQuery } from '../context';

/** What a search for clients is for. */
interface PickOptions {
  title: string;
  many: boolean;
  /** Offers all clients of this query as one choice. */
  listed: ListedQuery | undefined;
  /** Not offered. */
  exclude: Id | undefined;
}

interface Item extends vscode.QuickPickItem {
  id: Id;
}

/** No id: those are letters and digits. */
const listedId = '*';

/** A search on the server. What is ticked stays while the search changes. `listed` means all of the offered query. */
export async function pickClients(
  session: Session,
  options: PickOptions,
): Promise<Id[] | 'listed' | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const picker = new Picker(session, pick, options);
  pick.placeholder = vscode.l10n.t(
    'Search clients of {0} by name, number, contact or e-mail',
    session.account.label,
  );
  pick.canSelectMany = options.many;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.title = pickerText(options.title);
  try {
    return await new Promise((resolve) => {
      pick.onDidChangeValue((value) => picker.type(value));
      pick.onDidChangeSelection((chosen) => picker.tick(chosen));
      pick.onDidAccept(() => {
        const chosen = picker.chosen();
        if (chosen.some(({ id }) => id === listedId)) resolve('listed');
        else if (chosen.length > 0) resolve(chosen.map(({ id }) => id));
        else picker.retry();
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
      picker.start();
    });
  } finally {
    picker.dispose();
    pick.dispose();
  }
}

/** The rows of the picker: what was found for the text in the box, and what is ticked; nothing of an earlier text. */
class Picker implements SearchView<Page<Client>> {
  private readonly search: LiveSearch<Page<Client>>;
  private ticked: readonly Item[] = [];
  /** The row for all of the offered query. */
  private readonly all: readonly Item[];

  constructor(
    session: Session,
    private readonly pick: vscode.QuickPick<Item>,
    private readonly options: PickOptions,
  ) {
    const total = options.listed?.total;
    const label =
      total === undefined
        ? vscode.l10n.t('All clients of the current list')
        : vscode.l10n.t('All {0} clients of the current list', localCount(total));
    this.all = options.listed
      ? [{ label, id: listedId, alwaysShow: true, iconPath: new vscode.ThemeIcon('list-flat') }]
      : [];
    const status: ClientState[] = ['active', 'archived', 'deleted'];
    this.search = new LiveSearch(
      (text, signal) => findClients(session, { status, ...(text === '' ? {} : { filter: text }) }, signal),
      this,
      { emptyText: true },
    );
  }

  start(): void {
    this.search.again();
  }

  type(value: string): void {
    this.search.type(value);
  }

  tick(chosen: readonly Item[]): void {
    // VS Code fires this for a single choice too, just before it is accepted; nothing is ticked there.
    if (this.options.many) this.ticked = chosen;
  }

  /** What Enter means: what is ticked, or the one row on which it was pressed. */
  chosen(): readonly Item[] {
    if (this.options.many) return this.pick.selectedItems;
    // VS Code may still have a row of the earlier text as the active one.
    const current = this.search.answered ? this.pick.items : [];
    return this.pick.activeItems.filter((item) => current.includes(item)).slice(0, 1);
  }

  /** Enter where nothing is chosen: asks once more where the server did not answer. */
  retry(): void {
    if (this.search.failed) this.search.again();
  }

  /** At once, so that Enter cannot take the first row of an old search. */
  clear(): void {
    this.show([]);
  }

  busy(waiting: boolean): void {
    if (waiting) this.prompt('');
    this.pick.busy = waiting;
  }

  result({ rows, pagination }: Page<Client>): void {
    const found = rows.filter(({ id }) => id !== this.options.exclude);
    this.prompt(outcome(found.length, pagination.total - (rows.length - found.length)));
    this.show(found.map(itemOf));
  }

  failure(error: unknown): void {
    if (!isCanceled(error)) {
      const message = sentence(error);
      // With something ticked Enter means that.
      this.prompt(
        this.ticked.length > 0 ? message : vscode.l10n.t('{0} Press Enter to search again.', message),
      );
    }
    this.show([]);
  }

  dispose(): void {
    this.search.dispose();
  }

  /** Below the box, where VS Code reads it to screen readers too. */
  private prompt(text: string): void {
    this.pick.prompt = pickerText(text);
  }

  private show(found: readonly Item[]): void {
    const ids = new Set(this.ticked.map(({ id }) => id));
    // Never on top of what is found: there it would pass for the best answer.
    const all = this.all.filter(({ id }) => this.search.text === '' || ids.has(id));
    const others = this.ticked.filter(({ id }) => id !== listedId);
    this.pick.items = [...all, ...others, ...found.filter(({ id }) => !ids.has(id))];
    this.pick.selectedItems = this.pick.items.filter(({ id }) => ids.has(id));
  }
}

/** An empty list says why it is empty, and a full page that it is not all. */
function outcome(found: number, total: number): string {
  if (found === 0)
    return vscode.l10n.t('No client found. Try another word; servers do not search addresses and notes.');
  if (found >= total) return '';
  return vscode.l10n.t(
    '{0} of {1} clients. Type more to narrow them down.',
    localCount(found),
    localCount(total),
  );
}

/** Found by the server, so VS Code's own filter does not hide it. */
function itemOf(client: Client): Item {
  const [contact] = client.contacts;
  return { ...foundItem(client), id: client.id, detail: pickerText(contact?.email ?? '') };
}
