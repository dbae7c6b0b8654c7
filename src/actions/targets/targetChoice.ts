import * as vscode from 'vscode';
import type { Id } from '../../api/types';
import { pickAccount } from '../../platform/pickers/accountPicker';
import { localCount } from '../../platform/localText';
import { pickerText, plainText } from '../../platform/plainText';
import { UserError } from '../../platform/sentences';
import { requireSession } from '../../platform/signedIn';
import type { Session } from '../../session/session';
import type { ActionsContext } from '../context';
import { knownName, prefetchNames } from '../display/clientNames';
import { withProgress } from '../display/progress';
import { pickClients } from './clientPicker';
import { targetsInArguments, targetOfEditor, type ClientTargets } from './targetArguments';

/** The clients that an action works on, with the session of their account. */
export interface Targets {
  readonly session: Session;
  readonly ids: readonly Id[];
}

interface ChoiceOptions {
  /** Title of the pickers; it says what is going to happen. */
  title: string;
  /** Whether the action works on several clients. */
  many: boolean;
}

/** Finds out which clients a command works on, and asks the user where nothing tells. */
export class TargetChoice {
  constructor(private readonly context: ActionsContext) {}

  /**
   * The clients in the command's arguments, else the one in the active editor, else those selected in the tree,
   * else what the user finds by a search on the server. Undefined when the user canceled. Throws a `UserError`
   * where several clients were passed to an action that works on one, or their account is signed out.
   */
  async choose(args: readonly unknown[], options: ChoiceOptions): Promise<Targets | undefined> {
    const passed = targetsInArguments(args);
    const editor = passed === undefined ? targetOfEditor() : undefined;
    const selected = passed === undefined ? this.selected() : undefined;
    // Several clients were selected on purpose, so the active editor does not take precedence over them without a
    // question.
    if (editor !== undefined && selected !== undefined && selected.ids.length > 1 && options.many)
      return this.editorOrSelection(editor, selected, options.title);
    const clients = passed ?? editor ?? selected;
    if (clients === undefined) return this.search(options);
    if (!options.many && clients.ids.length > 1)
      throw new UserError(vscode.l10n.t('This works on one client at a time. Choose a single client.'));
    return this.withNames(clients);
  }

  /**
   * Asks for clients by a search on the server, regardless of what is open or selected. Undefined when the user
   * canceled.
   */
  async search({ title, many }: ChoiceOptions): Promise<Targets | undefined> {
    const { accounts } = this.context;
    const account = await pickAccount(accounts.all(), {
      title,
      placeHolder: vscode.l10n.t('In which account?'),
    });
    if (account === undefined) return undefined;
    const session = requireSession(accounts, account.id);
    const listed = this.context.listed?.();
    const all = many && listed?.accountId === account.id ? listed : undefined;
    const picked = await pickClients(session, { title, many, listed: all, exclude: undefined });
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

  /** Asks for another client of the same account by a search on the server. Undefined when the user canceled. */
  async another(session: Session, title: string, exclude: Id): Promise<Id | undefined> {
    const picked = await pickClients(session, { title, many: false, listed: undefined, exclude });
    return picked === 'listed' ? undefined : picked?.[0];
  }

  /** Asks which of the two is meant. Names their accounts, because these may differ. */
  private async editorOrSelection(
    editor: ClientTargets,
    selected: ClientTargets,
    title: string,
  ): Promise<Targets | undefined> {
    const { session } = await this.withNames(editor);
    const item = (label: string, clients: ClientTargets) => ({
      label: pickerText(label),
      description: pickerText(requireSession(this.context.accounts, clients.accountId).account.label),
      clients,
    });
    const name = editor.ids.map((id) => knownName(session, id)).join();
    const items = [
      item(vscode.l10n.t('“{0}” (in the editor)', plainText(name, 80)), editor),
      item(vscode.l10n.t('{0} clients (selected in the sidebar)', localCount(selected.ids.length)), selected),
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: vscode.l10n.t('Which clients?'),
    });
    return picked && this.withNames(picked.clients);
  }

  /** Names are read in advance, because the next question may contain them. */
  private async withNames({ accountId, ids }: ClientTargets): Promise<Targets> {
    const session = requireSession(this.context.accounts, accountId);
    await prefetchNames(session, ids);
    return { session, ids };
  }

  private selected(): ClientTargets | undefined {
    const nodes = this.context.selected?.() ?? [];
    if (nodes.length === 0) return undefined;
    try {
      return targetsInArguments([nodes[0], nodes]);
    } catch {
      // No client is selected, or clients of several accounts: then the user is asked.
      return undefined;
    }
  }
}
