import * as vscode from 'vscode';
import type { ClientAddress } from '../../platform/clientUri';
import { foundItem } from '../../platform/pickers/clientSearch';
import { LiveSearch } from '../../platform/pickers/liveSearch';
import { localCount } from '../../platform/localText';
import { isCanceled, sentence } from '../../platform/sentences';
import { pickerText, plainText } from '../../platform/plainText';
import { contactName } from '../../records/names';
import type { Client, ClientState, Id } from '../../api/types';
import type { Account } from '../../session/account';
import type { Session } from '../../session/session';
import type { ClientOpener } from '../clientOpener';
import type { Recent } from './recents';
import { searchClients, type Found } from './searchClients';

interface ClientItem extends vscode.QuickPickItem {
  clientId?: Id;
  retry?: boolean;
}

/** “Go to Client…”: recent clients first, then what the server finds while the user types. */
export async function goToClient(
  account: Account,
  session: Session,
  recents: readonly Recent[],
  opener: ClientOpener,
  otherAccount: (() => Promise<unknown>) | undefined,
): Promise<void> {
  const pick = vscode.window.createQuickPick<ClientItem>();
  const deleted: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('trash'),
    tooltip: vscode.l10n.t('Find deleted clients too'),
    location: vscode.QuickInputButtonLocation.Input,
    toggle: { checked: false },
  };
  const other = { iconPath: new vscode.ThemeIcon('account'), tooltip: vscode.l10n.t('Another account…') };
  pick.title = plainText(vscode.l10n.t('Go to Client in {0}', account.label), 120);
  pick.placeholder = vscode.l10n.t('Name, number, id number, contact, e-mail, phone or VAT number');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = otherAccount === undefined ? [deleted] : [deleted, other];
  const actions = itemActions(opener);
  const recentItems = recents.map(({ id, name }) => recentItem(id, name, session, actions.buttons));
  const showRecents = () => {
    pick.items = recentItems.length === 0 ? [] : [separator(vscode.l10n.t('Recently open')), ...recentItems];
  };
  const states = (): ClientState[] => [
    'active',
    'archived',
    ...(deleted.toggle?.checked ? (['deleted'] as const) : []),
  ];
  const search = new LiveSearch<Found>((text, signal) => searchClients(session, text, states(), signal), {
    // Until the answer is there, only recent clients that fit: VS Code filters them by what is typed.
    clear: showRecents,
    busy: (waiting) => (pick.busy = waiting),
    result: (found) => (pick.items = resultItems(found, actions.buttons)),
    failure: (error) => {
      if (isCanceled(error)) return;
      pick.items = [
        {
          label: pickerText(sentence(error)),
          description: vscode.l10n.t('Retry'),
          alwaysShow: true,
          retry: true,
        },
      ];
    },
  });
  showRecents();
  const chosen = await new Promise<(() => Thenable<unknown>) | undefined>((resolve) => {
    pick.onDidChangeValue((text) => search.type(text));
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item?.retry) search.again();
      const { clientId } = item ?? {};
      if (clientId !== undefined) resolve(() => opener.open({ accountId: account.id, clientId }));
    });
    pick.onDidTriggerItemButton(({ item: { clientId }, button }) => {
      if (clientId !== undefined) resolve(() => actions.run(button, { accountId: account.id, clientId }));
    });
    pick.onDidTriggerButton((button) => {
      if (button === other) resolve(otherAccount);
      else search.again();
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  search.dispose();
  pick.dispose();
  await chosen?.();
}

function itemActions(opener: ClientOpener) {
  const beside = {
    iconPath: new vscode.ThemeIcon('split-horizontal'),
    tooltip: vscode.l10n.t('Open to the Side'),
  };
  const browser = {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: vscode.l10n.t('Open in Invoice Ninja'),
  };
  const copy = { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy Hashed Id') };
  return {
    buttons: [beside, browser, copy],
    run: (button: vscode.QuickInputButton, address: ClientAddress) =>
      button === beside
        ? opener.openBeside(address)
        : button === browser
          ? opener.openInBrowser(address)
          : opener.copyId(address),
  };
}

function resultItems(found: Found, buttons: vscode.QuickInputButton[]): ClientItem[] {
  const count = found.clients.length;
  const head =
    count === 0
      ? vscode.l10n.t('No client found. {0}', found.notSearched)
      : count < found.total
        ? vscode.l10n.t('{0} of {1} clients. {2}', count, localCount(found.total), found.notSearched)
        : vscode.l10n.t('{0} clients. {1}', count, found.notSearched);
  // An item rather than a heading: a list of headings alone is not shown.
  const note: ClientItem = { label: head, alwaysShow: true, iconPath: new vscode.ThemeIcon('info') };
  return [...found.clients.map((client) => clientItem(client, buttons)), note];
}

function clientItem(client: Client, buttons: vscode.QuickInputButton[]): ClientItem {
  const contact = client.contacts.find(({ is_primary }) => is_primary) ?? client.contacts[0];
  const person =
    contact &&
    [contactName(contact), contact.email].filter((part, i, all) => part && all.indexOf(part) === i);
  return {
    ...foundItem(client),
    detail: person === undefined || person.length === 0 ? undefined : pickerText(person.join(' · ')),
    clientId: client.id,
    buttons,
  };
}

function recentItem(id: Id, name: string, session: Session, buttons: vscode.QuickInputButton[]): ClientItem {
  const seen = session.clients.get(id);
  if (seen !== undefined) return { ...clientItem(seen, buttons), alwaysShow: false };
  return { label: pickerText(name), clientId: id, buttons };
}

function separator(label: string): ClientItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
