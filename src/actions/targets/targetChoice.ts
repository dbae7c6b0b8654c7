import * as vscode from 'vscode';
import type { Client, Id } from '../../api/types';
import { localCount } from '../../platform/localText';
import { pickerText, plainText } from '../../platform/plainText';
import { UserError } from '../../platform/sentences';
import { clientName } from '../../records/names';
import type { Session } from '../../session/session';
import { pickClients } from './clientPicker';
import type { ActionsContext } from '../context';
import { withProgress } from '../display/progress';
import { addressedBy, addressedByEditor, type Addressed } from './targetArguments';

/** What an action is about: clients of one account. */
export interface Targets {
  readonly session: Session;
  readonly ids: readonly Id[];
}

export interface ChoiceOptions {
  /** What is going to happen, as a title of the question. */
  title: string;
  many: boolean;
}

/** Names of clients as far as they are known without a request. */
export function knownName(session: Session, id: Id, clients?: ReadonlyMap<Id, Client>): string {
  const client = clients?.get(id) ?? session.seen(id);
  return client === undefined ? vscode.l10n.t('client {0}', id) : clientName(client);
}

/** Finds out which clients a command is about, and asks where nothing says so. */
export class TargetChoice {
  constructor(private readonly context: ActionsContext) {}

  /**
   * By the command's arguments, else the client in the active editor, else the tree's selection, else a search on the
   * server. Undefined when the user gave up.
   */
  async choose(args: readonly unknown[], options: ChoiceOptions): Promise<Targets | undefined> {
    const called = addressedBy(args);
    const editor = called === undefined ? addressedByEditor() : undefined;
    const selected = called === undefined ? this.selected() : undefined;
    // A selection of several was made on purpose: an editor that happens to be active does not outdo it unasked.
    if (editor !== undefined && selected !== undefined && selected.ids.length > 1 && options.many)
      return this.editorOrSelection(editor, selected, options.title);
    const addressed = called ?? editor ?? selected;
    if (addressed === undefined) return this.search(options);
    if (!options.many && addressed.ids.length > 1)
      throw new UserError(vscode.l10n.t('This works on one client at a time. Choose a single client.'));
    return named({ session: this.session(addressed.accountId), ids: addressed.ids });
  }

  /** Asks for clients by a search on the server, whatever is open or selected. */
  async search({ title, many }: ChoiceOptions): Promise<Targets | undefined> {
    const session = await this.askAccount(title);
    if (session === undefined) return undefined;
    const listed = this.context.listed?.();
    const all = many && listed?.accountId === session.account.id ? listed : undefined;
    const picked = await pickClients(session, { title, many, listed: all, without: undefined });
    if (picked === undefined) return undefined;
    if (picked !== 'listed') return { session, ids: picked };
    const ids = await withProgress(
      vscode.l10n.t('Reading the list of clients'),
      async ({ signal, report }) => {
        const found: Id[] = [];
        const options = { signal, pageSize: 1000, expected: all?.total };
        for await (const page of session.walk(all?.query ?? {}, options)) {
          found.push(...page.rows.map(({ id }) => id));
          report(found.length, page.total);
        }
        return found;
      },
    );
    return { session, ids };
  }

  /** Another client of the same account, by search. */
  async another(session: Session, title: string, not: Id): Promise<Id | undefined> {
    const picked = await pickClients(session, { title, many: false, listed: undefined, without: not });
    return picked === 'listed' ? undefined : picked?.[0];
  }

  /** Asks which of both is meant, and says whose they are: they may belong to different accounts. */
  private async editorOrSelection(
    editor: Addressed,
    selected: Addressed,
    title: string,
  ): Promise<Targets | undefined> {
    const targets = (of: Addressed) => ({ session: this.session(of.accountId), ids: of.ids });
    const one = await named(targets(editor));
    const many = targets(selected);
    const item = (label: string, of: Targets) => ({
      label: pickerText(label),
      description: pickerText(of.session.account.label),
      of,
    });
    const name = editor.ids.map((id) => knownName(one.session, id)).join();
    const items = [
      item(vscode.l10n.t('“{0}” (in the editor)', plainText(name, 80)), one),
      item(vscode.l10n.t('{0} clients (selected in the sidebar)', localCount(selected.ids.length)), many),
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: vscode.l10n.t('Which clients?'),
    });
    return picked && named(picked.of);
  }

  /** The session of an account as it is now; throws a sentence where it is signed out. */
  session(accountId: string): Session {
    const session = this.context.accounts.session(accountId);
    if (session === undefined)
      throw new UserError(
        vscode.l10n.t(
          'The account of this client is not signed in. Nothing was done; sign in, then try again.',
        ),
      );
    return session;
  }

  private selected(): Addressed | undefined {
    const nodes = this.context.selected?.() ?? [];
    if (nodes.length === 0) return undefined;
    try {
      return addressedBy([nodes[0], nodes]);
    } catch {
      // The selection holds no client, or several accounts': then it is no answer, and the question is asked.
      return undefined;
    }
  }

  private async askAccount(title: string): Promise<Session | undefined> {
    const accounts = this.context.accounts.all();
    const [only] = accounts;
    if (only === undefined) throw new UserError(vscode.l10n.t('Sign in to an account first.'));
    if (accounts.length === 1) return this.session(only.id);
    const items = accounts.map(({ id, label }) => ({ label: pickerText(label), id }));
    const placeHolder = vscode.l10n.t('In which account?');
    const picked = await vscode.window.showQuickPick(items, { title, placeHolder });
    return picked && this.session(picked.id);
  }
}

/** So many clients are named in questions. */
export const namedClients = 10;

/** Reads the clients that a question is going to name and nobody has read yet. What fails is named by its id. */
async function named(targets: Targets): Promise<Targets> {
  const { session, ids } = targets;
  const unknown = ids.slice(0, namedClients).filter((id) => session.seen(id) === undefined);
  await Promise.allSettled(unknown.map((id) => session.get(id)));
  return targets;
}
