import * as vscode from 'vscode';
import { localCount } from '../../platform/localText';
import type { ListedQuery } from '../context';
import type { Client, Id } from '../../api/types';
import { pickerText } from '../../platform/plainText';
import { isCanceled, sentence } from '../../platform/sentences';
import { clientName, clientState } from '../../records/names';
import type { Session } from '../../session/session';

export interface PickOptions {
  title: string;
  many: boolean;
  /** Offers all clients of this query as one choice. */
  listed: ListedQuery | undefined;
  /** Not offered. */
  without: Id | undefined;
}

interface Item extends vscode.QuickPickItem {
  id: Id;
}

/** No id: those are letters and digits. */
const listedId = '*';

const rows = 50;
/** Milliseconds without a key before the server is asked. */
const typingPause = 250;

/** A search on the server. What is ticked stays while the search changes. `listed` means all of the offered query. */
export async function pickClients(
  session: Session,
  options: PickOptions,
): Promise<Id[] | 'listed' | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const search = new Search(session, pick, options);
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
      pick.onDidChangeValue((value) => search.type(value));
      pick.onDidChangeSelection((chosen) => search.keep(chosen));
      pick.onDidAccept(() => {
        const chosen = search.chosen();
        if (chosen.some(({ id }) => id === listedId)) resolve('listed');
        else if (chosen.length > 0) resolve(chosen.map(({ id }) => id));
        else search.again();
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
      void search.run();
    });
  } finally {
    search.dispose();
    pick.dispose();
  }
}

/** What is shown is what was found for the text in the box, and what is ticked; nothing of an earlier text. */
class Search implements vscode.Disposable {
  private timer: NodeJS.Timeout | undefined;
  private asked = new AbortController();
  private ticked: readonly Item[] = [];
  /** In the box. */
  private text = '';
  private answered = false;
  private failed = false;
  /** The row for all of the offered query. */
  private readonly all: readonly Item[];

  constructor(
    private readonly session: Session,
    private readonly pick: vscode.QuickPick<Item>,
    private readonly options: PickOptions,
  ) {
    const total = options.listed?.total;
    const label =
      total === undefined
        ? vscode.l10n.t('All clients of the current list')
        : vscode.l10n.t('All {0} clients of the current list', localCount(total));
    this.all = options.listed ? [{ label, id: listedId, alwaysShow: true, iconPath: icon('list-flat') }] : [];
  }

  /** Drops what was found at once: Enter must not take the first row of an old search. */
  type(value: string): void {
    const text = value.trim();
    if (text === this.text && !this.failed) return;
    this.text = text;
    this.answered = false;
    this.asked.abort();
    clearTimeout(this.timer);
    this.tell('');
    this.pick.busy = true;
    this.show([]);
    this.timer = setTimeout(() => void this.run(), typingPause);
  }

  keep(chosen: readonly Item[]): void {
    // Of a single choice VS Code tells it too, just before it is accepted; nothing is ticked there.
    if (this.options.many) this.ticked = chosen;
  }

  /** What Enter means: what is ticked, or the one row on which it was pressed. */
  chosen(): readonly Item[] {
    if (this.options.many) return this.pick.selectedItems;
    const shown = this.answered ? this.pick.items : [];
    return this.pick.activeItems.filter((item) => shown.includes(item)).slice(0, 1);
  }

  /** Asks once more for the same text where the server did not answer. */
  again(): void {
    if (this.failed) void this.run();
  }

  async run(): Promise<void> {
    const own = (this.asked = new AbortController());
    const { text } = this;
    this.failed = false;
    this.tell('');
    this.pick.busy = true;
    try {
      const page = await this.session.list(
        {
          status: ['active', 'archived', 'deleted'],
          sort: { column: 'name', direction: 'asc' },
          perPage: rows,
          ...(text === '' ? {} : { filter: text }),
        },
        { signal: own.signal },
      );
      if (own.signal.aborted) return;
      this.answered = true;
      const found = page.rows.filter(({ id }) => id !== this.options.without);
      this.tell(outcome(found.length, page.pagination.total - (page.rows.length - found.length)));
      this.show(found.map(itemOf));
    } catch (error) {
      if (own.signal.aborted) return;
      this.failed = true;
      if (!isCanceled(error)) this.tell(this.failure(error));
      this.show([]);
    }
    this.pick.busy = false;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asked.abort();
  }

  /** Below the box, where VS Code reads it to screen readers too. */
  private tell(words: string): void {
    this.pick.prompt = pickerText(words);
  }

  private failure(error: unknown): string {
    const said = sentence(error);
    // With something ticked Enter means that.
    return this.ticked.length > 0 ? said : vscode.l10n.t('{0} Press Enter to search again.', said);
  }

  private show(found: readonly Item[]): void {
    const ids = new Set(this.ticked.map(({ id }) => id));
    // Never on top of what is found: there it would pass for the best answer.
    const all = this.all.filter(({ id }) => this.text === '' || ids.has(id));
    const others = this.ticked.filter(({ id }) => id !== listedId);
    this.pick.items = [...all, ...others, ...found.filter(({ id }) => !ids.has(id))];
    this.pick.selectedItems = this.pick.items.filter(({ id }) => ids.has(id));
  }
}

/** An empty list says why it is empty, and a full page that it is not all. */
function outcome(shown: number, total: number): string {
  if (shown === 0)
    return vscode.l10n.t('No client found. Try another word; servers do not search addresses and notes.');
  if (shown >= total) return '';
  return vscode.l10n.t(
    '{0} of {1} clients. Type more to narrow them down.',
    localCount(shown),
    localCount(total),
  );
}

/** The server has searched: what it found is shown whatever VS Code's own filter thinks of it. */
function itemOf(client: Client): Item {
  const state = clientState(client);
  const [contact] = client.contacts;
  const note = { active: '', archived: vscode.l10n.t('archived'), deleted: vscode.l10n.t('deleted') }[state];
  return {
    id: client.id,
    label: pickerText(clientName(client)),
    description: pickerText([client.number, note].filter(Boolean).join(' · ')),
    detail: pickerText(contact?.email ?? ''),
    alwaysShow: true,
  };
}

function icon(id: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id);
}
